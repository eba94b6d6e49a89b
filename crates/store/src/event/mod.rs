//! The log: what happened to a person, only ever added to, each event chained to the one before.

mod append;
pub(crate) mod chain;
mod checkpoint;
mod read;
mod verify;

pub use append::{Appended, append};
pub use checkpoint::{Checkpoint, checkpoint, checkpoints};
pub use read::{Event, Order, find, for_each, list};
pub use verify::{Fault, Report, verify_dossier};

pub(crate) use append::insert_sealed;

use jiff::Timestamp;

use crate::engine::statement::Statement;
use crate::error::StoreError;

/// The longest id or kind, in bytes.
const WORD_MAX: usize = 200;

/// An event that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEvent<'a> {
    /// The caller's id, unique within the dossier: the same event sent again is recognised by it.
    pub id: &'a str,
    /// When it happened.
    pub at: Timestamp,
    /// When it became known to us: when received, where that is later; else the same as `at`.
    pub known: Timestamp,
    /// The word for what it is.
    pub kind: &'a str,
    /// All the rest. Sealed.
    pub body: &'a [u8],
}

/// When something was written down, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// When.
    pub at: Timestamp,
    /// A user's id, or the name of the part of the program that did.
    pub by: &'a str,
}

impl NewEvent<'_> {
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        for (what, word) in [("event id", self.id), ("event kind", self.kind)] {
            if word.is_empty() || word.len() > WORD_MAX {
                let value = word.chars().take(40).collect();
                return Err(StoreError::Refused { what, value, why: "it must have 1 to 200 bytes" });
            }
        }
        Ok(())
    }
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] =
    &[append::STATEMENTS, checkpoint::STATEMENTS, read::STATEMENTS, verify::STATEMENTS];
