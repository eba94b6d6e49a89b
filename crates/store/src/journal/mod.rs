//! The books: entries that balance, only ever added to, each known again by its key.
//!
//! What money means is the caller's: here an entry is a key, a day, postings that add up to nothing, and a body. Both
//! engines refuse an entry that does not balance, one that is edited or deleted, and a posting that comes later.

mod post;
mod read;

pub use post::{Posted, open_many, post};
pub use read::{
    Moved, OnAccount, Owed, find, first_paid, get, held_for, moved, of_creditor, of_dossier, on_account, owed,
    owing_to, reversed_by, trial, trial_until, trust_currencies,
};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::engine::statement::Statement;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::{DossierId, EntryId};
use crate::vault::Place;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[post::STATEMENTS, read::STATEMENTS];

/// An entry that is not yet in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// Whose history it belongs to, where it is one person's.
    pub dossier: Option<DossierId>,
    /// By what it is known again, in the whole installation.
    pub key: &'a str,
    /// A hash of what it says: the same key with another digest is a conflict.
    pub digest: &'a [u8; 32],
    /// The day on which it counts.
    pub on: Date,
    /// A word of the caller's.
    pub kind: &'a str,
    /// The entry that it takes back.
    pub reverses: Option<EntryId>,
    /// At least two, which add up to nothing in each currency.
    pub postings: &'a [NewPosting<'a>],
    /// All the rest. It outlives an erasure: no names, numbers or addresses.
    pub body: &'a [u8],
}

/// One amount to one account; debits are positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPosting<'a> {
    /// The kind of account.
    pub account: &'a str,
    /// Whose sub-ledger, where it is a creditor's.
    pub creditor: Option<&'a str>,
    /// Whose, where it is a person's.
    pub dossier: Option<DossierId>,
    /// The debt's id in the vocabulary.
    pub debt: Option<&'a str>,
    /// The part of a debt, or which of several accounts of a kind.
    pub part: Option<&'a str>,
    /// In which currency.
    pub currency: facts::Currency,
    /// Cents or pence.
    pub minor: i64,
}

/// An entry in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Whose history it belongs to.
    pub dossier: Option<DossierId>,
    /// By what it is known again.
    pub key: String,
    /// The day on which it counts.
    pub on: Date,
    /// The caller's word.
    pub kind: String,
    /// The entry that it takes back.
    pub reverses: Option<EntryId>,
    /// When it was written down.
    pub recorded: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// What the caller wrote.
    pub body: Vec<u8>,
}

fn place(id: EntryId) -> Place {
    Place { table: "entry", dossier: 0, row: id.0 }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A day as it is kept.
pub(crate) fn day_number(day: Date) -> i64 {
    EPOCH.until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// A day as it was kept.
pub(crate) fn day_of(row: &Row<'_>, index: usize) -> Result<Date, StoreError> {
    let number: i64 = row.get(index)?;
    EPOCH
        .checked_add(jiff::SignedDuration::from_hours(number.saturating_mul(24)))
        .map_err(|error| StoreError::Damaged { reason: format!("column {index}: {error}") })
}
