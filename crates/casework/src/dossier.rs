//! A dossier as casework sees it: its log folded into a standing, and new entries folded in as they are recorded.

use conduct::{FOLD_VERSION, FoldError, Standing};
use facts::{Entry, Fact, When};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::event::{Appended, NewEvent, Recorded};
use store::{DossierId, ReadTx, StoreError, WriteTx};

/// Why a dossier can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Fold(#[from] FoldError),
    #[error("the dossier {0} has been erased: nothing of it can be read any more")]
    Erased(DossierId),
    #[error("an entry of the log can't be read: {0}; run `forbear verify`")]
    Unreadable(#[from] serde_json::Error),
}

/// The whole log of a dossier, in the order in which it was written.
///
/// # Errors
/// An erased dossier, an entry that can't be read.
pub fn log(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Entry>, DossierError> {
    let rows = store::event::list(tx, dossier)?;
    let read = |row: &store::event::Event| {
        let body = row.body.as_deref().ok_or(DossierError::Erased(dossier))?;
        Ok(serde_json::from_slice(body)?)
    };
    rows.iter().map(read).collect()
}

/// The standing of a dossier: the stored one, or the log folded anew where another version of the fold stored it.
///
/// # Errors
/// As [`log`].
pub fn standing(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Standing, DossierError> {
    let stored = store::standing::load(tx, dossier)?;
    match Standing::from_bytes(&stored.bytes) {
        Ok(standing) => Ok(standing),
        Err(_) => Ok(Standing::fold_log(&log(tx, dossier)?, None)?),
    }
}

/// Appends entries to a dossier's log and folds them in, in the caller's transaction, notes which letters they call
/// for, and sets when to look at it next. Entries that stand there already change nothing.
///
/// # Errors
/// As [`log`]; a conflict where an entry of the same id says something else.
pub fn record(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    entries: &[Entry],
    now: Timestamp,
    by: &str,
    due_at: Option<Timestamp>,
) -> Result<Standing, DossierError> {
    let known = standing(tx, dossier)?;
    record_onto(tx, (dossier, known), entries, now, by, due_at)
}

/// As [`record`], where the caller has read the standing in this very transaction.
pub(crate) fn record_onto(
    tx: &mut WriteTx<'_>,
    (dossier, mut standing): (DossierId, Standing),
    entries: &[Entry],
    now: Timestamp,
    by: &str,
    due_at: Option<Timestamp>,
) -> Result<Standing, DossierError> {
    let bodies = bodies(entries)?;
    let events: Vec<NewEvent> = entries.iter().zip(&bodies).map(|(e, body)| new_event(e, body)).collect();
    let before = store::event::append(tx, dossier, &events, Recorded { at: now, by })?;
    let mut anew = false;
    for (entry, appended) in entries.iter().zip(before) {
        if matches!(appended, Appended::New(_)) {
            crate::letter::note(tx, dossier, &standing, entry, now)?;
            anew |= !standing.apply_entry(entry);
            crate::hold::look_soon(tx, dossier, &entry.fact, now)?;
        }
    }
    if anew {
        standing = Standing::fold_log(&log(tx, dossier)?, None)?;
    }
    store::standing::save(tx, dossier, i64::from(FOLD_VERSION), &standing.to_bytes(), due_at)?;
    Ok(standing)
}

/// The entries as the store keeps them.
pub(crate) fn bodies(entries: &[Entry]) -> Result<Vec<Vec<u8>>, serde_json::Error> {
    entries.iter().map(serde_json::to_vec).collect()
}

pub(crate) fn new_event<'a>(entry: &'a Entry, body: &'a [u8]) -> NewEvent<'a> {
    NewEvent {
        id: &entry.id,
        at: instant(entry.fact.at()),
        known: instant(entry.fact.known()),
        kind: entry.fact.kind(),
        body,
    }
}

/// The instant of a moment; of a whole day, its midnight in UTC: only for lists, never for a rule.
fn instant(when: When) -> Timestamp {
    let midnight = || when.day_as_written().to_zoned(TimeZone::UTC).map(|z| z.timestamp());
    when.instant().or_else(|| midnight().ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An entry that the system itself writes.
pub(crate) fn entry(id: String, recorded: When, by: &str, fact: Fact) -> Entry {
    Entry { id, recorded, by: by.to_owned(), words: None, document: None, fact }
}
