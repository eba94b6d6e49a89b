//! Posting: an entry once, whole, and in balance.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{NewEntry, day_number, place};
use crate::engine::statement::statements;
use crate::engine::value::Value;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::EntryId;
use crate::remittance;

statements! {
    INSERT_POSTING = "insert into posting (entry, number, account, creditor, dossier, debt, part, currency, minor) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    INSERT_ENTRY = "insert into entry (id, dossier, key, digest, on_day, kind, reverses, recorded, recorded_by, postings, \
        body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    DIGEST = "select id, digest from entry where key = ?1";
    REVERSED = "select key from entry where reverses = ?1";
}

/// What became of an entry that was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is in the books now.
    New(EntryId),
    /// The very same entry was there: nothing changed.
    Again(EntryId),
}

impl Posted {
    /// The entry's id, either way.
    #[must_use]
    pub fn id(self) -> EntryId {
        match self {
            Posted::New(id) | Posted::Again(id) => id,
        }
    }
}

/// Posts an entry, or finds that it is there.
///
/// # Errors
/// `Conflict`: the key is there with another digest. `Refused`: it does not balance. `Stale`: what it takes back was
/// taken back before. The engine's.
pub fn post(tx: &mut WriteTx<'_>, new: &NewEntry<'_>, recorded: Recorded<'_>) -> Result<Posted, StoreError> {
    if let Some((id, digest)) = tx.one(&DIGEST, &[new.key.into()], |row| Ok((EntryId(row.get(0)?), row.hash(1)?)))? {
        if digest == *new.digest {
            return Ok(Posted::Again(id));
        }
        return Err(StoreError::Conflict { what: "entry", id: new.key.to_owned() });
    }
    if let Some(of) = new.reverses
        && let Some(by) = tx.one(&REVERSED, &[of.0.into()], |row| row.get::<String>(0))?
    {
        return Err(StoreError::Stale { what: "entry", id: of.to_string(), state: format!("taken back by {by}") });
    }
    let ids = open_many(tx, std::slice::from_ref(new), recorded)?;
    ids.first().copied().map(Posted::New).ok_or_else(|| StoreError::missing("entry", new.key))
}

/// Posts entries of which the caller knows that none is there: those of a placement.
///
/// # Errors
/// A key that is there ends the transaction. `Refused`: one does not balance. The engine's.
pub fn open_many(
    tx: &mut WriteTx<'_>,
    entries: &[NewEntry<'_>],
    recorded: Recorded<'_>,
) -> Result<Vec<EntryId>, StoreError> {
    for entry in entries {
        check(entry)?;
    }
    check_periods(tx, entries)?;
    let ids: Vec<EntryId> = entries.iter().map(|_| EntryId(tx.mint.next())).collect();
    let bodies: Vec<Vec<u8>> = entries
        .iter()
        .zip(&ids)
        .map(|(entry, id)| tx.vault.seal_own(place(*id), entry.body))
        .collect::<Result<_, _>>()?;
    let mut postings: Vec<Value<'_>> = Vec::new();
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(entries.len() * 11);
    for ((entry, id), body) in entries.iter().zip(&ids).zip(&bodies) {
        for (number, posting) in (1..).zip(entry.postings) {
            postings.extend([
                Value::Int(id.0),
                Value::Int(number),
                posting.account.into(),
                posting.creditor.into(),
                posting.dossier.map(|dossier| dossier.0).into(),
                posting.debt.into(),
                posting.part.into(),
                posting.currency.code().into(),
                posting.minor.into(),
            ]);
        }
        rows.extend([
            Value::Int(id.0),
            entry.dossier.map(|dossier| dossier.0).into(),
            entry.key.into(),
            entry.digest.into(),
            day_number(entry.on).into(),
            entry.kind.into(),
            entry.reverses.map(|of| of.0).into(),
            recorded.at.into(),
            recorded.by.into(),
            i64::try_from(entry.postings.len()).unwrap_or(i64::MAX).into(),
            body.into(),
        ]);
    }
    tx.insert_rows(&INSERT_POSTING, 9, &postings)?;
    tx.insert_rows(&INSERT_ENTRY, 11, &rows)?;
    Ok(ids)
}

/// Nothing is posted into a period that was paid out to one of the creditors it touches.
fn check_periods(tx: &mut ReadTx<'_>, entries: &[NewEntry<'_>]) -> Result<(), StoreError> {
    let mut known: BTreeMap<&str, Option<Date>> = BTreeMap::new();
    for entry in entries {
        for creditor in entry.postings.iter().filter_map(|posting| posting.creditor) {
            let locked = match known.get(creditor) {
                Some(locked) => *locked,
                None => {
                    let locked = remittance::locked_until(tx, creditor)?;
                    known.insert(creditor, locked);
                    locked
                }
            };
            if locked.is_some_and(|until| entry.on <= until) {
                let value = format!("{} on {}", entry.key.chars().take(60).collect::<String>(), entry.on);
                let why = "its day lies in a period that was paid out to the creditor and locked: give it a later day";
                return Err(StoreError::Refused { what: "entry", value, why });
            }
        }
    }
    Ok(())
}

/// What the engine would refuse as well, said in words of use to the caller.
fn check(entry: &NewEntry<'_>) -> Result<(), StoreError> {
    let refused = |why| StoreError::Refused { what: "entry", value: entry.key.chars().take(60).collect(), why };
    if entry.key.is_empty() {
        return Err(refused("it has no key: give one, so that posting it twice is safe"));
    }
    if entry.postings.len() < 2 {
        return Err(refused("it has fewer than two postings: write both sides"));
    }
    for posting in entry.postings {
        let same = entry.postings.iter().filter(|other| other.currency == posting.currency);
        if same.map(|other| i128::from(other.minor)).sum::<i128>() != 0 {
            return Err(refused("it does not balance: each currency's postings must add up to nothing"));
        }
    }
    Ok(())
}
