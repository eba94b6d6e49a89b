//! Agreeing a plan: the ceiling holds whoever asks, and the terms are written down with who and when.

use facts::{Event, Fact, Status, StatusKind, When};
use jiff::Timestamp;
use money::plan::{Agreed, Proposal, Proposer, Rules, StressSaid, Trigger};
use store::event::Recorded;
use store::plan::State;
use store::sheet::NewChange;
use store::{DossierId, PlanId, WriteTx};

use super::live::{Running, life, running, save, sheet_of};
use super::table::means;
use super::token::running_token;
use super::{PlanError, letters};
use crate::dossier::{entry, record};
use crate::house::House;
use crate::write_off::{self, WriteOffError};

/// A plan that somebody would like to agree.
#[derive(Debug, Clone)]
pub struct NewPlan<'a> {
    pub dossier: DossierId,
    pub proposal: Proposal,
    /// Whose proposal it is: the person's own, or ours with what they proposed before.
    pub proposer: Proposer<'a>,
    /// What the person said to the plain sentence about a bad month.
    pub said: StressSaid,
    /// Who writes it down.
    pub by: &'a str,
}

/// Agrees a plan. It is refused above the ceiling, for anyone; and above what we may ask, unless the person proposed it.
///
/// # Errors
/// Why it can't be agreed, in words for the person; a plan that runs already; the store's.
pub fn agree(tx: &mut WriteTx<'_>, house: &House, new: &NewPlan<'_>, now: Timestamp) -> Result<PlanId, PlanError> {
    if let Some(known) = running(tx, new.dossier)? {
        return Err(PlanError::Runs(known.id));
    }
    let standing = crate::dossier::standing(tx, new.dossier)?;
    let local = now.to_zoned(standing.home_zone());
    if let Some(token) = running_token(tx, new.dossier, local.date())? {
        // A plan that fits takes the place of the token.
        store::plan::set(tx, token.id, State::Ended, None, now)?;
    }
    let means = means(tx, new.dossier, local.date())?;
    let id = store::plan::add(tx, new.dossier, Some(now), now)?;
    let agreed = Agreed::new(id.to_string().into(), &new.proposal, new.proposer, new.said, &means.table())?;
    let body = serde_json::to_vec(&agreed)?;
    let change = NewChange { key: "agreed", kind: "agreed", body: &body };
    store::sheet::add(tx, new.dossier, &sheet_of(id), &change, Recorded { at: now, by: new.by })?;
    let at = When::at(&local);
    let status = Status {
        debts: agreed.terms().shares.iter().map(|(debt, _)| debt.clone()).collect(),
        amount: Some(agreed.terms().amount),
        ..Status::new(StatusKind::Arrangement, at)
    };
    let one = entry(format!("evt_plan_{id}"), at, new.by, Fact::Event(Event::Status(status)));
    record(tx, new.dossier, &[one], now, new.by, Some(now))?;
    let plan = life(tx, id)?;
    save(tx, &plan, now, new.by)?;
    if agreed.terms().given_up.is_empty() {
        letters::agreed(tx, house, &plan, now)?;
    } else {
        letters::settlement(tx, house, &plan, local.date(), now)?;
    }
    look_at_giving_up(tx, &plan, now, new.by)?;
    Ok(id)
}

/// A plan that takes more than three years asks two people whether a part could be given up.
fn look_at_giving_up(tx: &mut WriteTx<'_>, plan: &Running, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let all = plan.life.instalments();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Ok(()) };
    let terms = plan.agreed.terms();
    let months = Rules::of(terms.amount.currency()).long_months;
    if last.due <= first.due.saturating_add(jiff::Span::new().months(months)) {
        return Ok(());
    }
    for (debt, _) in &terms.shares {
        match write_off::open(tx, (plan.dossier, debt), Trigger::LongPlan, now, by) {
            Ok(_) | Err(WriteOffError::NothingOwed(_)) => {}
            Err(error) => return Err(Box::new(error).into()),
        }
    }
    Ok(())
}
