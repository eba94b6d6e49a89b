//! The folded facts of a person, kept with the events that made them.

use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    LOAD = "select standing_version, standing from dossier where id = ?1";
    SAVE = "update dossier set standing = ?2, standing_version = ?3, due_at = ?4 \
        where id = ?1 and sealed_key is not null";
    EACH = "select id, standing_version, standing from dossier where standing is not null order by id";
    EACH_IN = "select id, standing_version, standing from dossier \
        where standing is not null and id > ?1 and id <= ?2 order by id";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// A person's folded facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The version of the fold that made it; an older one is to be folded anew.
    pub version: i64,
    /// The folded facts.
    pub bytes: Vec<u8>,
}

/// The standing of a person.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn load(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Standing, StoreError> {
    let found = tx.one(&LOAD, &[dossier.0.into()], |row| Ok((row.get(0)?, row.get::<Option<Vec<u8>>>(1)?)))?;
    let (version, bytes) = found.ok_or_else(|| StoreError::missing("dossier", dossier))?;
    Ok(Standing { version, bytes: bytes.ok_or(StoreError::Forgotten(dossier))? })
}

/// Keeps a person's standing, and when to look at them next. Call it in the transaction that appends the events.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn save(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    version: i64,
    bytes: &[u8],
    due_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    match tx.run(&SAVE, &[dossier.0.into(), bytes.into(), version.into(), due_at.into()])? {
        0 => crate::dossier::key_of(tx, dossier).map(|_| ()),
        _ => Ok(()),
    }
}

/// Calls `each` with every person's standing in the order of ids, in bounded memory.
///
/// # Errors
/// What `each` answers, and the engine's.
pub fn for_each<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    mut each: impl FnMut(DossierId, i64, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(&EACH, &[], |row| {
        each(DossierId(row.get(0)?), row.get(1)?, row.bytes(2)?)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// As [`for_each`], for ids after the first and up to the last, so that several threads can share a sweep.
///
/// # Errors
/// What `each` answers, and the engine's.
pub fn for_each_in<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    after: DossierId,
    last: DossierId,
    mut each: impl FnMut(DossierId, i64, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(&EACH_IN, &[after.0.into(), last.0.into()], |row| {
        each(DossierId(row.get(0)?), row.get(1)?, row.bytes(2)?)?;
        Ok(ControlFlow::Continue(()))
    })
}
