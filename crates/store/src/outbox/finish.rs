//! Finishing a message that was claimed, by whoever still holds its lease.

use jiff::Timestamp;

use super::State;
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::OutboxId;

statements! {
    FINISH = "update outbox set state = ?3, result = ?4, not_before = ?5, changed = ?6, lease_until = null, \
        attempted = null where id = ?1 and tries = ?2 and state = 'leased'";
    ATTEMPT = "update outbox set attempted = ?3, changed = ?3 where id = ?1 and tries = ?2 and state = 'leased'";
    NOT_BEFORE = "select not_before, state from outbox where id = ?1";
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The carrier took it.
    Sent,
    /// Decided again, the answer was no.
    Refused,
    /// The carrier will never take it.
    Failed,
    /// The carrier could not take it now: try again, not before this moment.
    Again(Timestamp),
}

/// Notes that a carrier is about to be given a message, before it is. If no word of the outcome comes, whoever claims it
/// next sees that it may have been sent.
///
/// # Errors
/// `Stale`: the lease ended and another worker has the message, or it was finished. `Missing`. The engine's.
pub fn attempt(tx: &mut WriteTx<'_>, id: OutboxId, tries: i64, now: Timestamp) -> Result<(), StoreError> {
    if tx.run(&ATTEMPT, &[id.0.into(), tries.into(), now.into()])? == 1 {
        return Ok(());
    }
    let found = tx.one(&NOT_BEFORE, &[id.0.into()], |row| row.get::<String>(1))?;
    let was = found.ok_or_else(|| StoreError::missing("outbox row", id))?;
    Err(StoreError::Stale { what: "outbox row", id: id.to_string(), state: was })
}

/// Ends the lease of a message with what became of it, and the carrier's own words.
///
/// # Errors
/// `Stale`: the lease ended and another worker has the message, or it was finished. `Missing`. The engine's.
pub fn finish(
    tx: &mut WriteTx<'_>,
    id: OutboxId,
    tries: i64,
    outcome: Outcome,
    result: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let found = tx.one(&NOT_BEFORE, &[id.0.into()], |row| Ok((row.moment(0)?, row.get::<String>(1)?)))?;
    let (planned, was) = found.ok_or_else(|| StoreError::missing("outbox row", id))?;
    let (state, not_before) = match outcome {
        Outcome::Sent => (State::Sent, planned),
        Outcome::Refused => (State::Refused, planned),
        Outcome::Failed => (State::Failed, planned),
        Outcome::Again(later) => (State::Queued, later),
    };
    let values = [id.0.into(), tries.into(), state.as_str().into(), result.into(), not_before.into(), now.into()];
    match tx.run(&FINISH, &values)? {
        1 => Ok(()),
        _ => Err(StoreError::Stale { what: "outbox row", id: id.to_string(), state: was }),
    }
}
