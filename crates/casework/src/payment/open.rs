//! The debts that a payment could go to, and what stands in the way of some.

use conduct::{Day, Standing};
use facts::{Currency, DebtId, HoldCause, Meaning};
use jiff::civil::Date;
use money::ledger::{Barrier, Open};
use store::{DossierId, ReadTx};

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
    Ok(debts
        .map(|debt| {
            let known = standing.debt_ix(&debt.debt).and_then(|ix| standing.debt(ix));
            let since = known.and_then(|known| known.incurred.or(known.accrued)).unwrap_or(on);
            let barrier = barrier(standing, &debt.debt, on);
            let open = Open { debt: debt.debt.clone(), balance: debt.balance, since, barrier };
            (debt, open)
        })
        .collect())
}

/// Why no payment may go to a debt on a day: it is disputed, in whatever form and by whomever (15 USC 1692h, 12 CFR
/// 1006.30(c)), or it rests. Time that the person asked for themselves keeps nobody from paying who would like to.
pub fn barrier(standing: &Standing, debt: &DebtId, on: Date) -> Option<Barrier> {
    let set = standing.debt_set(std::slice::from_ref(debt));
    let day = Day::of(on);
    let holds = || standing.house().holds.iter().filter(|hold| hold.stands(day, set));
    let said = standing.said().iter().any(|s| matches!(s.means, Meaning::Dispute { .. }) && s.about.meets(set));
    if said || holds().any(|hold| hold.cause == HoldCause::Dispute) {
        return Some(Barrier::Disputed);
    }
    holds().any(|hold| hold.cause != HoldCause::Asked).then_some(Barrier::Held)
}
