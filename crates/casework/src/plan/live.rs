//! A plan as it is lived: what happened stands on its sheet, and its life follows from that alone.

use facts::DebtId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use money::ledger::Stop;
use money::plan::{Agreed, Life, PlanEvent, Rules, State};
use store::event::Recorded;
use store::plan::State as Kept;
use store::sheet::{Added, NewChange};
use store::{DossierId, PlanId, ReadTx, WriteTx};

use super::PlanError;
use crate::payment::NewPayment;

/// A plan that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    pub id: PlanId,
    pub dossier: DossierId,
    pub agreed: Agreed,
    /// All that happened to it; instalments, what is left, what is next.
    pub life: Life,
}

/// The plan of a person that is neither paid nor ended.
///
/// # Errors
/// A sheet that can't be read; the store's.
pub fn running(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<Running>, PlanError> {
    for plan in store::plan::of_dossier(tx, dossier)?.iter().rev().filter(|plan| plan.state == Kept::Running) {
        // A token is no plan: nothing of it can be missed.
        match life(tx, plan.id) {
            Err(PlanError::IsToken(_)) => {}
            other => return other.map(Some),
        }
    }
    Ok(None)
}

/// Whether a plan runs that a debt is part of.
///
/// # Errors
/// As [`running`].
pub fn runs_for(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<bool, PlanError> {
    let plan = running(tx, dossier)?;
    Ok(plan.is_some_and(|plan| plan.agreed.terms().shares.iter().any(|(known, _)| known == debt)))
}

/// The days on which no interest is added to a debt, because a plan or a token is lived.
///
/// # Errors
/// As [`running`].
pub fn stops(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<Vec<Stop>, PlanError> {
    let mut stops = Vec::new();
    for plan in store::plan::of_dossier(tx, dossier)? {
        if let Some(token) = super::token::token_of(tx, dossier, plan.id)? {
            if token.debts.contains(debt) {
                stops.push(Stop { from: token.from, until: Some(token.until), why: "a token".to_owned() });
            }
            continue;
        }
        let lived = life(tx, plan.id)?;
        let terms = lived.agreed.terms();
        if terms.shares.iter().any(|(known, _)| known == debt) {
            stops.push(Stop { from: terms.agreed_on, until: lived.life.ended(), why: "a plan".to_owned() });
        }
    }
    Ok(stops)
}

/// A plan with all that happened to it.
///
/// # Errors
/// No such plan; a sheet that can't be read; the store's.
pub fn life(tx: &mut ReadTx<'_>, id: PlanId) -> Result<Running, PlanError> {
    let plan = store::plan::get(tx, id)?.ok_or(PlanError::Missing(id))?;
    let changes = store::sheet::list(tx, plan.dossier, &sheet_of(id))?;
    let first = changes.first().ok_or(PlanError::NoTerms(id))?;
    match first.kind.as_str() {
        "agreed" => {}
        "token" => return Err(PlanError::IsToken(id)),
        _ => return Err(PlanError::NoTerms(id)),
    }
    let agreed: Agreed = serde_json::from_slice(&first.body)?;
    let rules = Rules::of(agreed.terms().amount.currency());
    let mut life = Life::new(agreed.clone(), rules)?;
    for change in changes.iter().skip(1) {
        life.apply(&serde_json::from_slice(&change.body)?)?;
    }
    Ok(Running { id, dossier: plan.dossier, agreed, life })
}

/// Makes one change of a plan: skip, delay, another amount or day, pause, restart, an answer, a look. `key` is minted with
/// the form; the same change again changes nothing.
///
/// # Errors
/// Why it can't be, in words for the person; the store's.
pub fn change(
    tx: &mut WriteTx<'_>,
    id: PlanId,
    (key, event): (&str, &PlanEvent),
    now: Timestamp,
    by: &str,
) -> Result<Running, PlanError> {
    let mut plan = life(tx, id)?;
    let body = serde_json::to_vec(event)?;
    let new = NewChange { key, kind: kind(event), body: &body };
    if let Added::New(_) = store::sheet::add(tx, plan.dossier, &sheet_of(id), &new, Recorded { at: now, by })? {
        plan.life.apply(event)?;
        save(tx, &plan, now, by)?;
    }
    Ok(plan)
}

/// A payment came: it counts for the plan that runs.
///
/// # Errors
/// As [`change`].
pub fn paid(tx: &mut WriteTx<'_>, new: &NewPayment<'_>, now: Timestamp) -> Result<(), PlanError> {
    let Some(plan) = running(tx, new.dossier)? else { return Ok(()) };
    if plan.agreed.terms().amount.currency() != new.amount.currency() {
        return Ok(());
    }
    let event = PlanEvent::Paid { on: new.on, payment: new.key.into(), amount: new.amount };
    change(tx, plan.id, (&format!("paid/{}", new.key), &event), now, new.by).map(|_| ())
}

/// A payment was taken back: news for the plan that it counted for.
///
/// # Errors
/// As [`change`].
pub fn taken_back(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    payment: &str,
    on: Date,
    now: Timestamp,
    by: &str,
) -> Result<(), PlanError> {
    for plan in store::plan::of_dossier(tx, dossier)? {
        let changes = store::sheet::list(tx, dossier, &sheet_of(plan.id))?;
        if changes.iter().any(|change| change.key == format!("paid/{payment}")) {
            let event = PlanEvent::Returned { on, payment: payment.into() };
            change(tx, plan.id, (&format!("returned/{payment}"), &event), now, by)?;
        }
    }
    Ok(())
}

/// Says how the plan stands now, and that it is looked at today. What a settlement gives up follows with the last payment.
pub(super) fn save(tx: &mut WriteTx<'_>, plan: &Running, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let today = now.to_zoned(zone(tx, plan.dossier)?).date();
    let state = match plan.life.state(today)? {
        State::Finished => {
            super::settled::give_up(tx, plan, now, by)?;
            Kept::Finished
        }
        State::Ended => Kept::Ended,
        State::Running | State::Paused { .. } => {
            super::settled::take_back(tx, plan, now, by)?;
            Kept::Running
        }
    };
    let look_at = (state == Kept::Running).then_some(now);
    Ok(store::plan::set(tx, plan.id, state, look_at, now)?)
}

/// The person's own zone.
pub(super) fn zone(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<TimeZone, PlanError> {
    Ok(crate::dossier::standing(tx, dossier)?.home_zone())
}

pub(super) fn sheet_of(id: PlanId) -> String {
    format!("plan/{id}")
}

fn kind(event: &PlanEvent) -> &'static str {
    match event {
        PlanEvent::Paid { .. } => "paid",
        PlanEvent::Returned { .. } => "returned",
        PlanEvent::Skipped { .. } => "skipped",
        PlanEvent::Delayed { .. } => "delayed",
        PlanEvent::Resized { .. } => "resized",
        PlanEvent::Moved { .. } => "moved",
        PlanEvent::Paused { .. } => "paused",
        PlanEvent::Restarted { .. } => "restarted",
        PlanEvent::CheckedIn { .. } => "checked_in",
        PlanEvent::Answered { .. } => "answered",
        PlanEvent::Looked { .. } => "looked",
        PlanEvent::Reviewed { .. } => "reviewed",
        PlanEvent::Reminders { .. } => "reminders",
        PlanEvent::Reminded { .. } => "reminded",
        PlanEvent::PauseNoted { .. } => "pause_noted",
        PlanEvent::ReviewAsked { .. } => "review_asked",
        PlanEvent::EndedByPerson { .. } => "ended_by_person",
        PlanEvent::EndedByUs { .. } => "ended_by_us",
    }
}
