//! What goes out about a plan: the plan as agreed, an offer to settle, a note before a payment, a note that a pause ends.
//! Each through the gate like every message; where none may go, a human is asked.

use facts::{DebtId, Money, Purpose};
use jiff::Timestamp;
use jiff::civil::Date;
use money::plan::{Instalment, OFFER_DAYS};
use money::ratio;
use store::{DossierId, WriteTx};
use words::compose::Kind;

use super::PlanError;
use super::live::Running;
use crate::house::House;
use crate::letter::{Letter, Said, say};
use crate::round::{Beside, in_hours, open_task};

/// The plan as it was agreed, on paper or by e-mail.
pub(super) fn agreed(tx: &mut WriteTx<'_>, house: &House, plan: &Running, now: Timestamp) -> Result<(), PlanError> {
    let reason = "you agreed on a plan, and it is yours to keep";
    if let Said::Unsaid(why) = laid_out(tx, house, plan, plan.life.instalments(), Purpose::Service, reason, now)? {
        let why = format!("a plan was agreed and no message may go out ({why}): give it to them in writing");
        open_task(tx, plan.dossier, "plan_letter", &why, now, in_hours(now, 48))?;
    }
    Ok(())
}

/// A note before a payment: what is still to come of the plan, the next payment first.
pub(super) fn reminder(
    tx: &mut WriteTx<'_>,
    house: &House,
    plan: &Running,
    about: &Instalment,
    now: Timestamp,
) -> Result<Said, PlanError> {
    let all = plan.life.instalments();
    let from = all.iter().position(|one| one.due == about.due).unwrap_or(0);
    let coming = all.get(from..).unwrap_or_default();
    laid_out(tx, house, plan, coming, Purpose::Reminder, "you asked us for a note before each payment", now)
}

fn laid_out(
    tx: &mut WriteTx<'_>,
    house: &House,
    plan: &Running,
    payments: &[Instalment],
    purpose: Purpose,
    reason: &str,
    now: Timestamp,
) -> Result<Said, PlanError> {
    let (Some(first), Some(last)) = (payments.first(), payments.last()) else {
        return Ok(Said::Unsaid("no payment of the plan is to come".to_owned()));
    };
    let total = ratio::sum(first.amount.currency(), payments.iter().map(|one| one.amount))?;
    let debts = debts(plan);
    let letter = Letter {
        kind: Kind::PlanAgreed,
        purpose,
        dossier: plan.dossier,
        debts: &debts,
        beside: Beside::default()
            .day("first_on", first.due)
            .day("last_on", last.due)
            .sum("payment", first.amount)
            .sum("total", total)
            .said("every", crate::letter::every(plan.agreed.terms().schedule.every()))
            .text("count", payments.len().to_string()),
        reason,
        cause: &format!("plan/{}/{purpose:?}/{}", plan.id, first.due),
        by: None,
    };
    let standing = crate::dossier::standing(tx, plan.dossier)?;
    Ok(say(tx, house, &letter, &standing, now)?)
}

/// The offer that a settlement is, in writing and before any money.
pub(super) fn settlement(
    tx: &mut WriteTx<'_>,
    house: &House,
    plan: &Running,
    today: Date,
    now: Timestamp,
) -> Result<(), PlanError> {
    let terms = plan.agreed.terms();
    let given_up = ratio::sum(terms.total.currency(), terms.given_up.iter().map(|(_, part)| *part))?;
    let total = terms.total.plus(given_up)?;
    let until = today.saturating_add(jiff::Span::new().days(OFFER_DAYS));
    let debts = debts(plan);
    let reported = reported(tx, house, plan.dossier, &debts)?;
    let why = match reported {
        None => "neither the creditor's terms nor the firm's card say what is reported".to_owned(),
        Some(reported) => {
            let letter = Letter {
                kind: Kind::Settlement,
                purpose: Purpose::Service,
                dossier: plan.dossier,
                debts: &debts,
                beside: Beside::default()
                    .day("until", until)
                    .sum("total", total)
                    .sum("rest", given_up)
                    .sum("offer", terms.total)
                    .text("reported", reported),
                reason: "we agreed on a smaller sum that ends your account, and you have a right to it in writing",
                cause: &format!("settlement/{}", plan.id),
                by: None,
            };
            let standing = crate::dossier::standing(tx, plan.dossier)?;
            match say(tx, house, &letter, &standing, now)? {
                Said::Queued(_) => return Ok(()),
                Said::Unsaid(why) => why,
            }
        }
    };
    let why =
        format!("a settlement was agreed and its letter can't go out by itself ({why}): write it before any money");
    Ok(open_task(tx, plan.dossier, "settlement_letter", &why, now, in_hours(now, 24))?)
}

/// A note that a pause ends, a week before.
pub(super) fn pause_ends(
    tx: &mut WriteTx<'_>,
    house: &House,
    (dossier, debts): (DossierId, &[DebtId]),
    (until, due_from): (Date, Date),
    now: Timestamp,
) -> Result<Said, PlanError> {
    let letter = Letter {
        kind: Kind::Thaw,
        purpose: Purpose::Service,
        dossier,
        debts,
        beside: Beside::default().day("until", until).day("due_from", due_from),
        reason: "your pause ends soon, and nothing is due at once",
        cause: &format!("pause/{dossier}/{until}"),
        by: None,
    };
    let standing = crate::dossier::standing(tx, dossier)?;
    Ok(say(tx, house, &letter, &standing, now)?)
}

/// What the creditors of these debts report when an account is closed for less, where they all say the same.
fn reported(
    tx: &mut WriteTx<'_>,
    house: &House,
    dossier: DossierId,
    debts: &[DebtId],
) -> Result<Option<String>, PlanError> {
    let mut said: Option<String> = None;
    for debt in crate::books::owed(tx, dossier)?.iter().filter(|owed| debts.contains(&owed.debt)) {
        let theirs = crate::terms::of(tx, debt.creditor.as_str())?.reported;
        let Some(one) = theirs.or_else(|| house.head.reports.clone()) else { return Ok(None) };
        if said.as_ref().is_some_and(|known| *known != one) {
            return Ok(None);
        }
        said = Some(one);
    }
    Ok(said)
}

pub(super) fn debts(plan: &Running) -> Vec<DebtId> {
    plan.agreed.terms().shares.iter().map(|(debt, _)| debt.clone()).collect()
}

/// What is owed on the debts of a plan, together.
pub(super) fn owed(tx: &mut WriteTx<'_>, plan: &Running) -> Result<Money, PlanError> {
    let debts = debts(plan);
    let owed = crate::books::owed(tx, plan.dossier)?;
    let theirs = owed.iter().filter(|one| debts.contains(&one.debt)).map(|one| one.balance);
    Ok(ratio::sum(plan.agreed.terms().total.currency(), theirs)?)
}
