//! Whom to look at next: the people whose moment has come, the longest waiting first.

use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;
use crate::vault::Vault;

statements! {
    DUE = "select id, due_at, creditor, state, standing_version, standing from dossier \
        where due_at is not null and due_at <= ?1 and (due_at > ?2 or (due_at = ?2 and id > ?3)) \
        order by due_at, id limit ?4";
    EACH_DUE = "select id, due_at, creditor, state, standing_version, standing from dossier \
        where due_at is not null and due_at <= ?1 order by due_at, id";
    COUNT = "select count(*) as n from dossier where due_at is not null and due_at <= ?1";
    SET = "update dossier set due_at = ?2 where id = ?1 and sealed_key is not null";
}

/// A person whose moment has come, with what a decision reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Who.
    pub dossier: DossierId,
    /// Since when.
    pub due_at: Timestamp,
    /// Who placed the first debt.
    pub creditor: String,
    /// The caller's word for where it stands.
    pub state: String,
    /// The version of the fold that made the standing.
    pub standing_version: i64,
    /// The folded facts.
    pub standing: Vec<u8>,
}

/// A page of those due at `now` or before, from the one after `after` (its `due_at` and id).
///
/// # Errors
/// The engine's.
pub fn due(
    tx: &mut ReadTx<'_>,
    now: Timestamp,
    after: Option<(Timestamp, DossierId)>,
    limit: u32,
) -> Result<Vec<Due>, StoreError> {
    let (since, id) = after.map_or((i64::MIN, 0), |(since, id)| (since.as_microsecond(), id.0));
    let vault = tx.vault;
    tx.many(&DUE, &[now.into(), since.into(), id.into(), i64::from(limit).into()], |row| read(vault, row))
}

/// Calls `each` with everyone due at `now` or before, in bounded memory.
///
/// # Errors
/// What `each` answers, and the engine's.
pub fn for_each_due<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    now: Timestamp,
    mut each: impl FnMut(Due) -> Result<(), E>,
) -> Result<(), E> {
    let vault = tx.vault;
    tx.each(&EACH_DUE, &[now.into()], |row| {
        each(read(vault, row)?)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// How many are due at `now` or before.
///
/// # Errors
/// The engine's.
pub fn due_count(tx: &mut ReadTx<'_>, now: Timestamp) -> Result<i64, StoreError> {
    Ok(tx.one(&COUNT, &[now.into()], |row| row.get(0))?.unwrap_or(0))
}

/// Sets when to look at a person next; never, if left out.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn set_due(tx: &mut WriteTx<'_>, dossier: DossierId, due_at: Option<Timestamp>) -> Result<(), StoreError> {
    match tx.run(&SET, &[dossier.0.into(), due_at.into()])? {
        0 => super::key_of(tx, dossier).map(|_| ()),
        _ => Ok(()),
    }
}

fn read(vault: &Vault, row: &Row<'_>) -> Result<Due, StoreError> {
    let dossier = DossierId(row.get(0)?);
    let standing = match row.get::<Option<Vec<u8>>>(5)? {
        Some(sealed) => crate::standing::open(vault, dossier, &sealed)?,
        None => Vec::new(),
    };
    Ok(Due {
        dossier,
        due_at: row.moment(1)?,
        creditor: row.get(2)?,
        state: row.get(3)?,
        standing_version: row.get(4)?,
        standing,
    })
}
