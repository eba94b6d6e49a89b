//! What a settlement or a write-down gives up, once all that was agreed has come; and taken back where a payment was.

use facts::{Correction, Currency, Event, Fact, HouseEvent, Status, StatusKind, When};
use jiff::Timestamp;
use money::ledger::write::{self, Claim, GivenUp, Head};
use money::ratio;
use store::WriteTx;

use super::PlanError;
use super::letters::{debts, owed};
use super::live::Running;
use crate::books;
use crate::dossier::{entry, record};
use crate::round::{in_hours, open_task};

/// From this sum on, in cents, a creditor in the United States may have to tell the tax office (26 USC 6050P, Form 1099-C).
const TAX_FORM_FROM: i64 = 60_000;

/// All that was agreed has come: what is left of the debts is given up, once.
pub(super) fn give_up(tx: &mut WriteTx<'_>, plan: &Running, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let terms = plan.agreed.terms();
    if terms.given_up.is_empty() || standing_entries(tx, plan)?.iter().any(|one| one.reversed.is_none()) {
        return Ok(());
    }
    let allowed = ratio::sum(terms.total.currency(), terms.given_up.iter().map(|(_, part)| *part))?;
    let left = owed(tx, plan)?;
    if left.minor() > allowed.minor() {
        let why = format!("a settlement is paid and {} more is open than was given up: find out why", left.spoken());
        return Ok(open_task(tx, plan.dossier, "settlement_rest", &why, now, in_hours(now, 48))?);
    }
    let nth = standing_entries(tx, plan)?.len() + 1;
    let standing = crate::dossier::standing(tx, plan.dossier)?;
    let today = now.to_zoned(standing.home_zone()).date();
    let theirs = debts(plan);
    for debt in books::owed(tx, plan.dossier)? {
        if !theirs.contains(&debt.debt) || debt.balance.minor() <= 0 {
            continue;
        }
        let on = books::open_day(tx, today, [debt.creditor.as_str()])?;
        let head = Head::new(&key(plan, &debt.debt, nth), on, "given up, as agreed");
        let why = GivenUp::Agreed(plan.id.to_string().into());
        let written = write::write_off(head, &Claim::new(&debt.debt, &debt.creditor), &debt.parts, &why)?;
        books::post(tx, Some(plan.dossier), &written, None, now, by)?;
    }
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let status = Status { debts: theirs, ..Status::new(StatusKind::Settled, at) };
    let one = entry(settled_id(plan, nth), at, by, Fact::Event(Event::Status(status)));
    record(tx, plan.dossier, &[one], now, by, Some(now))?;
    if allowed.currency() == Currency::USD && left.minor() >= TAX_FORM_FROM {
        let why = format!(
            "{} was given up: the creditor may have to send Form 1099-C. Tell them so, and of Form 982",
            left.spoken()
        );
        open_task(tx, plan.dossier, "tax_form", &why, now, in_hours(now, 72))?;
    }
    // The letter that says it is finished is owed with the status.
    Ok(())
}

/// A payment was taken back after all had come: what was given up stands again until it is paid anew.
pub(super) fn take_back(tx: &mut WriteTx<'_>, plan: &Running, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let entries = standing_entries(tx, plan)?;
    let nth = entries.len();
    let open: Vec<&Standing> = entries.iter().flat_map(|one| &one.entries).filter(|one| !one.reversed).collect();
    if open.is_empty() {
        return Ok(());
    }
    let standing = crate::dossier::standing(tx, plan.dossier)?;
    let today = now.to_zoned(standing.home_zone()).date();
    for one in open {
        let written = books::read(&one.row)?;
        let on = books::open_day_of(tx, today, &written)?;
        let reversal = written.reversal(format!("back/{}", one.row.key).into(), on, "a payment was taken back")?;
        books::post(tx, Some(plan.dossier), &reversal, Some(one.row.id), now, by)?;
    }
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let why = "a payment of the settlement was taken back".to_owned();
    let back = Correction { at, of: settled_id(plan, nth), instead: None, why };
    let id = format!("{}_back", settled_id(plan, nth));
    record(tx, plan.dossier, &[entry(id, at, by, Fact::House(HouseEvent::Correction(back)))], now, by, Some(now))?;
    Ok(())
}

/// One round of giving up: its entries, and whether they were taken back.
struct Given {
    entries: Vec<Standing>,
    reversed: Option<()>,
}

struct Standing {
    row: store::journal::Entry,
    reversed: bool,
}

/// The rounds of giving up so far. There is more than one only where payments were taken back in between.
fn standing_entries(tx: &mut WriteTx<'_>, plan: &Running) -> Result<Vec<Given>, PlanError> {
    let mut rounds = Vec::new();
    for nth in 1.. {
        let mut entries = Vec::new();
        for debt in debts(plan) {
            if let Some(row) = store::journal::find(tx, &key(plan, &debt, nth))? {
                let reversed = store::journal::reversed_by(tx, row.id)?.is_some();
                entries.push(Standing { row, reversed });
            }
        }
        if entries.is_empty() {
            break;
        }
        let reversed = entries.iter().all(|one| one.reversed).then_some(());
        rounds.push(Given { entries, reversed });
    }
    Ok(rounds)
}

fn key(plan: &Running, debt: &facts::DebtId, nth: usize) -> String {
    format!("settled/{}/{debt}/{nth}", plan.id)
}

fn settled_id(plan: &Running, nth: usize) -> String {
    format!("evt_settled_{}_{nth}", plan.id)
}
