//! The folded facts of a person, kept with the events that made them.

use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;
use crate::vault::{Place, Vault};

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

/// The folded facts as they are kept: sealed with the installation's key and bound to their row. Not with the
/// person's: a sweep opens each of millions, and forgetting a person deletes the row's standing with their key.
pub(crate) fn seal(vault: &Vault, dossier: DossierId, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    vault.seal_own(place(dossier), bytes)
}

/// What [`seal`] sealed.
pub(crate) fn open(vault: &Vault, dossier: DossierId, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    vault.open_own(place(dossier), sealed).ok_or_else(|| StoreError::corrupt("the standing of", dossier))
}

fn place(dossier: DossierId) -> Place {
    Place { table: "standing", dossier: dossier.0, row: 0 }
}

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
    let (version, sealed) = found.ok_or_else(|| StoreError::missing("dossier", dossier))?;
    let sealed = sealed.ok_or(StoreError::Forgotten(dossier))?;
    Ok(Standing { version, bytes: open(tx.vault, dossier, &sealed)? })
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
    let sealed = seal(tx.vault, dossier, bytes)?;
    match tx.run(&SAVE, &[dossier.0.into(), (&sealed).into(), version.into(), due_at.into()])? {
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
    let vault = tx.vault;
    tx.each(&EACH, &[], |row| {
        let dossier = DossierId(row.get(0)?);
        each(dossier, row.get(1)?, &open(vault, dossier, row.bytes(2)?)?)?;
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
    let vault = tx.vault;
    tx.each(&EACH_IN, &[after.0.into(), last.0.into()], |row| {
        let dossier = DossierId(row.get(0)?);
        each(dossier, row.get(1)?, &open(vault, dossier, row.bytes(2)?)?)?;
        Ok(ControlFlow::Continue(()))
    })
}
