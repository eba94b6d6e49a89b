//! Looking at plans: a payment that did not come gets one kind check-in; the second brings a human; nothing is ended.

use facts::{DebtId, Purpose};
use jiff::Timestamp;
use money::plan::{Next, PlanEvent};
use store::{PlanId, Store, WriteTx};
use words::compose::Kind;

use super::PlanError;
use super::live::{change, life, zone};
use crate::house::House;
use crate::payment::Receipt;
use crate::payment::message::{Letter, queue};
use crate::round::{Beside, in_hours, open_task};

/// So many plans are looked at in one transaction.
const STEP_PLANS: u32 = 200;

/// What was done about one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// All is well, or it waits.
    Well,
    /// One kind check-in goes out about the payment of a day.
    CheckedIn,
    /// A human looks before anything else happens.
    Human,
}

/// What a look at all plans that were due came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    pub well: u64,
    pub checked_in: u64,
    pub for_humans: u64,
}

/// Looks at every plan that is due; at none while everything is stopped.
///
/// # Errors
/// A plan that can't be read; the store's.
pub fn look_at_due(store: &Store, house: &House, now: Timestamp) -> Result<Looks, PlanError> {
    let mut looks = Looks::default();
    let mut after: Option<(Timestamp, PlanId)> = None;
    if store.read(crate::switch::stopped)?.is_some() {
        return Ok(looks);
    }
    loop {
        let due = store.read(|tx| store::plan::due(tx, now, after, STEP_PLANS))?;
        let Some(last) = due.last() else { return Ok(looks) };
        after = last.look_at.map(|at| (at, last.id));
        let looked: Vec<Looked> = store.write(|tx: &mut WriteTx| {
            due.iter().map(|plan| look(tx, house, plan.id, now)).collect::<Result<_, PlanError>>()
        })?;
        for one in looked {
            match one {
                Looked::Well => looks.well += 1,
                Looked::CheckedIn => looks.checked_in += 1,
                Looked::Human => looks.for_humans += 1,
            }
        }
    }
}

/// Looks at one plan, does what is next, and looks again tomorrow.
///
/// # Errors
/// A plan that can't be read; the store's.
pub fn look(tx: &mut WriteTx<'_>, house: &House, id: PlanId, now: Timestamp) -> Result<Looked, PlanError> {
    let plan = life(tx, id)?;
    let today = now.to_zoned(zone(tx, plan.dossier)?).date();
    let mut looked = Looked::Well;
    for next in plan.life.next(today)? {
        match next {
            Next::CheckIn { about, .. } => {
                let debts: Vec<DebtId> = plan.agreed.terms().shares.iter().map(|(debt, _)| debt.clone()).collect();
                let standing = crate::dossier::standing(tx, plan.dossier)?;
                let letter = Letter {
                    kind: Kind::MissedPayment,
                    purpose: Purpose::Reminder,
                    dossier: plan.dossier,
                    debts: &debts,
                    beside: Beside { days: &[("due_on", about.due)], sums: &[("payment", about.amount)] },
                    reason: "a payment of your plan did not come, and we would like to know what suits you",
                };
                if let Receipt::None(why) = queue(tx, house, &letter, &standing, now)? {
                    let why = format!("a payment of their plan did not come, and no message may go out ({why})");
                    open_task(tx, plan.dossier, "plan_missed", &why, now, in_hours(now, 48))?;
                    looked = Looked::Human;
                    continue;
                }
                let event = PlanEvent::CheckedIn { on: today, about: about.due, channel: "message".to_owned() };
                change(tx, id, (&format!("check_in/{}", about.due), &event), now, "plan")?;
                looked = Looked::CheckedIn;
            }
            Next::Human { missed } => {
                let why = format!("{missed} payments of their plan did not come: talk with them before anything else");
                open_task(tx, plan.dossier, "plan_missed", &why, now, in_hours(now, 24))?;
                looked = Looked::Human;
            }
            Next::Review(review) => {
                let why = format!("the plan is to be looked at again, as agreed ({})", review.on);
                open_task(tx, plan.dossier, "plan_review", &why, now, in_hours(now, 72))?;
            }
            Next::Remind(_) | Next::PauseEnding { .. } | Next::Finished { .. } => {}
        }
    }
    if let Some(kept) = store::plan::get(tx, id)? {
        let again = kept.look_at.map(|_| in_hours(now, 24));
        store::plan::set(tx, id, kept.state, again, now)?;
    }
    Ok(looked)
}
