//! The journal in memory: entries come in once, in balance, never into a locked period.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::entry::{Entry, EntryError};
use crate::id::{CreditorId, EntryId};

/// All entries, in the order in which they came. There is no way to change or remove one.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    entries: Vec<Entry>,
    places: HashMap<EntryId, usize>,
    reversed: HashMap<EntryId, EntryId>,
    locks: PeriodLocks,
}

/// What became of an entry that was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is in the journal now.
    New,
    /// The very same entry was there: nothing changed.
    Again,
}

/// Why an entry was not posted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    #[error("entry `{0}` is in the journal with other content: an entry is never changed, so post a new one")]
    Conflict(EntryId),
    #[error("entry `{by}` takes back `{of}`, which is not in the journal: check the id")]
    UnknownEntry { by: EntryId, of: EntryId },
    #[error("entry `{of}` was already taken back by `{first}`")]
    AlreadyReversed { of: EntryId, first: EntryId },
    #[error("entry `{0}` is itself a reversal: post the first entry anew instead of taking it back twice")]
    ReversesReversal(EntryId),
    #[error("entry `{by}` does not take back the whole of `{of}`: reverse all of its postings")]
    NotWhole { by: EntryId, of: EntryId },
    #[error("the books of `{creditor}` are closed until {until}: post it on a later day")]
    Locked { creditor: CreditorId, until: Date },
    #[error(transparent)]
    Entry(#[from] EntryError),
}

/// The last closed day of each creditor's books.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PeriodLocks(BTreeMap<CreditorId, Date>);

impl Journal {
    /// Posts an entry. The same entry twice changes nothing.
    pub fn post(&mut self, entry: Entry) -> Result<Posted, PostError> {
        if let Some(known) = self.find(entry.id()) {
            return if *known == entry { Ok(Posted::Again) } else { Err(PostError::Conflict(entry.id().clone())) };
        }
        self.locks.check(&entry)?;
        if let Some(of) = entry.reverses() {
            self.check_reversal(&entry, of)?;
            self.reversed.insert(of.clone(), entry.id().clone());
        }
        self.places.insert(entry.id().clone(), self.entries.len());
        self.entries.push(entry);
        Ok(Posted::New)
    }

    /// Takes an entry back by a new one that names it.
    pub fn reverse(&mut self, of: &EntryId, id: EntryId, on: Date, what: &str) -> Result<Posted, PostError> {
        let first = self.find(of).ok_or_else(|| PostError::UnknownEntry { by: id.clone(), of: of.clone() })?;
        let reversal = first.reversal(id, on, what)?;
        self.post(reversal)
    }

    pub fn find(&self, id: &EntryId) -> Option<&Entry> {
        self.places.get(id).and_then(|place| self.entries.get(*place))
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that took this one back.
    pub fn reversed_by(&self, id: &EntryId) -> Option<&EntryId> {
        self.reversed.get(id)
    }

    /// Closes a creditor's books until and with this day.
    pub fn lock(&mut self, creditor: CreditorId, until: Date) {
        self.locks.close(creditor, until);
    }

    fn check_reversal(&self, entry: &Entry, of: &EntryId) -> Result<(), PostError> {
        let by = entry.id().clone();
        let first = self.find(of).ok_or_else(|| PostError::UnknownEntry { by: by.clone(), of: of.clone() })?;
        if first.reverses().is_some() {
            return Err(PostError::ReversesReversal(of.clone()));
        }
        if let Some(earlier) = self.reversed.get(of) {
            return Err(PostError::AlreadyReversed { of: of.clone(), first: earlier.clone() });
        }
        let whole = first.reversal(by.clone(), entry.on(), entry.what())?;
        if whole.postings() == entry.postings() { Ok(()) } else { Err(PostError::NotWhole { by, of: of.clone() }) }
    }
}

impl PeriodLocks {
    /// Closes the books until and with this day; a lock never moves back.
    pub fn close(&mut self, creditor: CreditorId, until: Date) {
        let last = self.0.entry(creditor).or_insert(until);
        *last = (*last).max(until);
    }

    /// Refuses an entry that would change a closed period.
    pub fn check(&self, entry: &Entry) -> Result<(), PostError> {
        for posting in entry.postings() {
            let (Account::Trust { creditor }
            | Account::Placed { creditor }
            | Account::Commission { creditor }
            | Account::CommissionDue { creditor }
            | Account::WriteOff { creditor }) = &posting.to
            else {
                continue;
            };
            if let Some(until) = self.0.get(creditor).copied()
                && entry.on() <= until
            {
                return Err(PostError::Locked { creditor: creditor.clone(), until });
            }
        }
        Ok(())
    }
}
