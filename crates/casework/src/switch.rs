//! The switch that stops everything: anybody may stop, two different people let it go on, and each turn stays known.

use jiff::Timestamp;
use store::event::Recorded;
use store::switch::{self, Action, Turn};
use store::{ReadTx, StoreError, WriteTx};

use crate::round::RoundError;

/// The one switch of a house.
const EVERYTHING: &str = "everything";
/// A reason is long enough to be understood by whoever reads it next.
const REASON_LETTERS_MIN: usize = 4;

/// Why the switch was not turned.
#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("say why in a few words: whoever comes next reads it")]
    NoReason,
    #[error("nothing is stopped: there is nothing to let go on")]
    NotStopped,
    #[error("`{0}` asked already: a second, different person has to agree")]
    SamePerson(String),
}

/// What a release came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The first of two asked; everything is still stopped.
    AskedFirst,
    /// The second agreed; everything goes on.
    GoesOn,
}

/// The turn that keeps everything stopped; none where everything goes its way.
///
/// # Errors
/// The store's.
pub fn stopped(tx: &mut ReadTx<'_>) -> Result<Option<Turn>, StoreError> {
    Ok(switch::last(tx, EVERYTHING)?.filter(|turn| turn.action != Action::Release))
}

/// Nothing is sent and nobody is looked at while everything is stopped.
pub(crate) fn go_on(tx: &mut ReadTx<'_>) -> Result<(), RoundError> {
    match stopped(tx)? {
        Some(turn) => Err(RoundError::Stopped { by: turn.by, reason: turn.reason }),
        None => Ok(()),
    }
}

/// Stops everything, at once. A stop while stopped is written down too, and takes back a first request to go on.
///
/// # Errors
/// No reason given, and the store's.
pub fn stop(tx: &mut WriteTx<'_>, by: &str, reason: &str, now: Timestamp) -> Result<(), SwitchError> {
    let reason = given(reason)?;
    Ok(switch::turn(tx, EVERYTHING, Action::Stop, reason, Recorded { at: now, by })?)
}

/// Asks to let everything go on, or agrees where somebody else has asked.
///
/// # Errors
/// Nothing is stopped; the same person asks twice; no reason given; and the store's.
pub fn resume(tx: &mut WriteTx<'_>, by: &str, reason: &str, now: Timestamp) -> Result<Released, SwitchError> {
    let reason = given(reason)?;
    let last = stopped(tx)?.ok_or(SwitchError::NotStopped)?;
    let (action, released) = match last.action {
        Action::AskRelease if last.by == by => return Err(SwitchError::SamePerson(last.by)),
        Action::AskRelease => (Action::Release, Released::GoesOn),
        Action::Stop | Action::Release => (Action::AskRelease, Released::AskedFirst),
    };
    switch::turn(tx, EVERYTHING, action, reason, Recorded { at: now, by })?;
    Ok(released)
}

/// The turns, the newest first.
///
/// # Errors
/// The store's.
pub fn turns(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<Turn>, StoreError> {
    switch::history(tx, EVERYTHING, limit)
}

fn given(reason: &str) -> Result<&str, SwitchError> {
    let reason = reason.trim();
    if reason.chars().count() < REASON_LETTERS_MIN { Err(SwitchError::NoReason) } else { Ok(reason) }
}
