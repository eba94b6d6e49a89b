//! Looking at plans: a payment that did not come gets one kind check-in; the second brings a human; nothing is ended.

use facts::Purpose;
use jiff::Timestamp;
use jiff::civil::Date;
use money::plan::{Instalment, Next, PlanEvent};
use store::{PlanId, Store, WriteTx};
use words::compose::Kind;

use super::live::{Running, change, life, zone};
use super::{PlanError, letters, token};
use crate::house::House;
use crate::letter::{Letter, Said, say};
use crate::round::{Beside, RoundError, close_tasks, in_hours, open_task};

/// So many plans are looked at in one transaction.
const STEP_PLANS: u32 = 200;
/// Who writes down what a look does.
const BY: &str = "plan";

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

/// Looks at every plan that is due; at none while everything is stopped. With `dry_run`, nothing is kept.
///
/// # Errors
/// A plan that can't be read; the store's.
pub fn look_at_due(store: &Store, house: &House, now: Timestamp, dry_run: bool) -> Result<Looks, PlanError> {
    let mut looks = Looks::default();
    let mut after: Option<(Timestamp, PlanId)> = None;
    if store.read(crate::switch::stopped)?.is_some() {
        return Ok(looks);
    }
    loop {
        let due = store.read(|tx| store::plan::due(tx, now, after, STEP_PLANS))?;
        let Some(last) = due.last() else { return Ok(looks) };
        after = last.look_at.map(|at| (at, last.id));
        let mut looked: Vec<Looked> = Vec::new();
        let kept = store.write(|tx: &mut WriteTx| {
            looked = due.iter().map(|plan| look(tx, house, plan.id, now)).collect::<Result<_, PlanError>>()?;
            if dry_run { Err(PlanError::Round(RoundError::DryRun)) } else { Ok(()) }
        });
        match kept {
            Ok(()) | Err(PlanError::Round(RoundError::DryRun)) => {}
            Err(error) => return Err(error),
        }
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
    let kept = store::plan::get(tx, id)?.ok_or(PlanError::Missing(id))?;
    let today = now.to_zoned(zone(tx, kept.dossier)?).date();
    if let Some(token) = token::token_of(tx, kept.dossier, id)? {
        return token::look(tx, (kept.dossier, id), &token, today, now);
    }
    let plan = life(tx, id)?;
    let mut looked = Looked::Well;
    for next in plan.life.next(today)? {
        looked = step(tx, house, &plan, &next, today, now)?.unwrap_or(looked);
    }
    if let Some(kept) = store::plan::get(tx, id)? {
        let again = kept.look_at.map(|_| in_hours(now, 24));
        store::plan::set(tx, id, kept.state, again, now)?;
    }
    Ok(looked)
}

/// A human looked at a plan after payments did not come; their task is done.
///
/// # Errors
/// As [`change`].
pub fn looked(tx: &mut WriteTx<'_>, id: PlanId, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let kept = store::plan::get(tx, id)?.ok_or(PlanError::Missing(id))?;
    let on = now.to_zoned(zone(tx, kept.dossier)?).date();
    change(tx, id, (&format!("looked/{on}"), &PlanEvent::Looked { on, by: by.into() }), now, by)?;
    Ok(close_tasks(tx, kept.dossier, "plan_missed", now)?)
}

/// The person and a human looked at the plan together, as agreed; their task is done.
///
/// # Errors
/// As [`change`].
pub fn reviewed(tx: &mut WriteTx<'_>, id: PlanId, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let kept = store::plan::get(tx, id)?.ok_or(PlanError::Missing(id))?;
    let on = now.to_zoned(zone(tx, kept.dossier)?).date();
    change(tx, id, (&format!("reviewed/{on}"), &PlanEvent::Reviewed { on }), now, by)?;
    Ok(close_tasks(tx, kept.dossier, "plan_review", now)?)
}

/// Does one thing that is next; what it came to, where that is more than nothing.
fn step(
    tx: &mut WriteTx<'_>,
    house: &House,
    plan: &Running,
    next: &Next,
    today: Date,
    now: Timestamp,
) -> Result<Option<Looked>, PlanError> {
    let done =
        |tx: &mut WriteTx<'_>, key: String, event: PlanEvent| change(tx, plan.id, (&key, &event), now, BY).map(|_| ());
    match next {
        Next::CheckIn { about, .. } => return check_in(tx, house, plan, about, today, now).map(Some),
        Next::Human { missed } => {
            let why = format!("{missed} payments of their plan did not come: talk with them before anything else");
            open_task(tx, plan.dossier, "plan_missed", &why, now, in_hours(now, 24))?;
            return Ok(Some(Looked::Human));
        }
        Next::Review(review) => {
            let why = format!("the plan is to be looked at again, as agreed ({})", review.on);
            open_task(tx, plan.dossier, "plan_review", &why, now, in_hours(now, 72))?;
            let about = review.on;
            done(tx, format!("review_asked/{about}"), PlanEvent::ReviewAsked { on: today, about })?;
        }
        Next::Remind(about) => {
            // Where the gate says no, nothing goes out, and nothing is made up for: it was only a courtesy.
            letters::reminder(tx, house, plan, about, now)?;
            let event = PlanEvent::Reminded { on: today, about: about.due };
            done(tx, format!("reminded/{}/{today}", about.due), event)?;
        }
        Next::PauseEnding { until } => {
            let until = *until;
            let after = plan.life.instalments().iter().find(|one| one.due > until);
            let due_from = after.map_or(until, |one| one.due);
            let debts = letters::debts(plan);
            let sent = letters::pause_ends(tx, house, (plan.dossier, &debts), (until, due_from), now)?;
            if let Said::Unsaid(why) = sent {
                let why = format!("their pause ends on {until} and no note may go out ({why}): tell them yourself");
                open_task(tx, plan.dossier, "pause_ends", &why, now, in_hours(now, 72))?;
            }
            done(tx, format!("pause_noted/{until}"), PlanEvent::PauseNoted { on: today, until })?;
        }
        Next::Finished { .. } => {}
    }
    Ok(None)
}

/// One kind message about a payment that did not come.
fn check_in(
    tx: &mut WriteTx<'_>,
    house: &House,
    plan: &Running,
    about: &Instalment,
    today: Date,
    now: Timestamp,
) -> Result<Looked, PlanError> {
    let debts = letters::debts(plan);
    let standing = crate::dossier::standing(tx, plan.dossier)?;
    let letter = Letter {
        kind: Kind::MissedPayment,
        purpose: Purpose::Reminder,
        dossier: plan.dossier,
        debts: &debts,
        beside: Beside::default().day("due_on", about.due).sum("payment", about.amount),
        reason: "a payment of your plan did not come, and we would like to know what suits you",
        cause: &format!("missed/{}/{}", plan.id, about.due),
        by: None,
    };
    if let Said::Unsaid(why) = say(tx, house, &letter, &standing, now)? {
        let why = format!("a payment of their plan did not come, and no message may go out ({why})");
        open_task(tx, plan.dossier, "plan_missed", &why, now, in_hours(now, 48))?;
        return Ok(Looked::Human);
    }
    let event = PlanEvent::CheckedIn { on: today, about: about.due, channel: "message".to_owned() };
    change(tx, plan.id, (&format!("check_in/{}", about.due), &event), now, BY)?;
    Ok(Looked::CheckedIn)
}
