//! Reading a person's log.

use std::ops::ControlFlow;

use jiff::Timestamp;

use super::chain;
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::DossierId;
use crate::vault::DataKey;

statements! {
    RECORDED = "select seq, id, at, known, recorded, recorded_by, kind, body, hash from event \
        where dossier = ?1 order by seq";
    KNOWN = "select seq, id, at, known, recorded, recorded_by, kind, body, hash from event \
        where dossier = ?1 order by known, seq";
    FIND = "select seq, id, at, known, recorded, recorded_by, kind, body, hash from event where dossier = ?1 and id = ?2";
}

/// An event on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in the log of its dossier, from 1.
    pub seq: i64,
    /// The caller's id.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// When it became known.
    pub known: Timestamp,
    /// When it was written down.
    pub recorded: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// The word for what it is.
    pub kind: String,
    /// All the rest; none once the person was forgotten.
    pub body: Option<Vec<u8>>,
    /// The rest as it is kept and hashed, for an export that others can check.
    pub sealed: Vec<u8>,
    /// The link of the chain.
    pub hash: [u8; 32],
}

/// In which order a log is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As it was written down: the order of the chain.
    Recorded,
    /// As it became known: the order in which a standing is folded.
    Known,
}

/// Calls `each` with every event of a person.
///
/// # Errors
/// There is no such person, a body that does not open, what `each` answers, and the engine's.
pub fn for_each<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    order: Order,
    mut each: impl FnMut(Event) -> Result<(), E>,
) -> Result<(), E> {
    let key = key(tx, dossier)?;
    let statement = match order {
        Order::Recorded => &RECORDED,
        Order::Known => &KNOWN,
    };
    tx.each(statement, &[dossier.0.into()], |row| {
        each(read(dossier, key.as_ref(), row)?)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// The whole log of a person in the order it was written down.
///
/// # Errors
/// As [`for_each`].
pub fn list(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    for_each(tx, dossier, Order::Recorded, |event| {
        events.push(event);
        Ok::<_, StoreError>(())
    })?;
    Ok(events)
}

/// One event by its id.
///
/// # Errors
/// As [`for_each`].
pub fn find(tx: &mut ReadTx<'_>, dossier: DossierId, id: &str) -> Result<Option<Event>, StoreError> {
    let key = key(tx, dossier)?;
    tx.one(&FIND, &[dossier.0.into(), id.into()], |row| read(dossier, key.as_ref(), row))
}

/// The person's key, or none if they were forgotten.
fn key(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<DataKey>, StoreError> {
    match crate::dossier::key_of(tx, dossier) {
        Ok(key) => Ok(Some(key)),
        Err(StoreError::Forgotten(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read(dossier: DossierId, key: Option<&DataKey>, row: &Row<'_>) -> Result<Event, StoreError> {
    let seq = row.get(0)?;
    let sealed: Vec<u8> = row.get(7)?;
    let body = key.map(|key| key.open(chain::place(dossier, seq), &sealed)).transpose()?;
    Ok(Event {
        seq,
        id: row.get(1)?,
        at: row.moment(2)?,
        known: row.moment(3)?,
        recorded: row.moment(4)?,
        recorded_by: row.get(5)?,
        kind: row.get(6)?,
        body,
        sealed,
        hash: row.hash(8)?,
    })
}
