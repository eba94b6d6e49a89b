//! The debts that a payment could go to, and what stands in the way of some.

use conduct::{Day, Moment, Standing};
use facts::{Currency, DebtId, HoldCause, Meaning, When};
use jiff::civil::Date;
use money::ledger::{Barrier, Open};
use store::{DossierId, ReadTx};

use super::aside::settled;
use crate::books::{BooksError, OwedDebt, owed};

/// A person's debts of one currency, with what stands in the way of a payment to each.
///
/// # Errors
/// The books can't be read.
pub fn open_debts(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    standing: &Standing,
    currency: Currency,
    on: Date,
) -> Result<Vec<(OwedDebt, Open)>, BooksError> {
    let debts = owed(tx, dossier)?.into_iter().filter(|debt| debt.balance.currency() == currency);
    let disputed = standing.said().iter().any(|said| matches!(said.means, Meaning::Dispute { .. }));
    let settled = if disputed { settled(tx, dossier)? } else { Vec::new() };
    Ok(debts
        .map(|debt| {
            let known = standing.debt_ix(&debt.debt).and_then(|ix| standing.debt(ix));
            let since = known.and_then(|known| known.incurred.or(known.accrued)).unwrap_or(on);
            let barrier = barrier(standing, &settled, &debt.debt, on);
            let open = Open { debt: debt.debt.clone(), balance: debt.balance, since, barrier };
            (debt, open)
        })
        .collect())
}

/// Why no payment may go to a debt on a day: it is disputed, in whatever form and by whomever (15 USC 1692h, 12 CFR
/// 1006.30(c)), or it rests. What was sorted out with the person since, in their own words, is not disputed any more:
/// `settled` says when, and about which debts. Time that the person asked for themselves keeps nobody from paying who would like to.
fn barrier(standing: &Standing, settled: &[(When, Vec<DebtId>)], debt: &DebtId, on: Date) -> Option<Barrier> {
    let set = standing.debt_set(std::slice::from_ref(debt));
    let day = Day::of(on);
    let holds = || standing.house().holds.iter().filter(|hold| hold.stands(day, set));
    let zone = standing.home_zone();
    let about = |debts: &Vec<DebtId>| debts.is_empty() || debts.contains(debt);
    let sorted_out =
        |at: Moment| settled.iter().any(|(when, debts)| about(debts) && !Moment::of(*when, &zone).is_before(at));
    let disputes = |s: &&conduct::Said| matches!(s.means, Meaning::Dispute { .. }) && s.about.meets(set);
    let said = standing.said().iter().filter(disputes).any(|s| !sorted_out(s.at));
    if said || holds().any(|hold| hold.cause == HoldCause::Dispute) {
        return Some(Barrier::Disputed);
    }
    holds().any(|hold| hold.cause != HoldCause::Asked).then_some(Barrier::Held)
}
