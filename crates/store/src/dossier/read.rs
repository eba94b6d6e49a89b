//! Reading records: one, a page of them, how many, and their heads.

use std::ops::ControlFlow;

use jiff::Timestamp;

use super::create::profile_place;
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::DossierId;
use crate::vault::{DataKey, Vault};

statements! {
    GET = "select id, created, creditor, state, due_at, head_seq, sealed_key, profile from dossier where id = ?1";
    LIST = "select id, created, creditor, state, due_at, head_seq, sealed_key, profile from dossier \
        where id > ?1 order by id limit ?2";
    LIST_IN = "select id, created, creditor, state, due_at, head_seq, sealed_key, profile from dossier \
        where creditor = ?1 and state = ?2 and id > ?3 order by id limit ?4";
    COUNTS = "select creditor, state, count(*) as n from dossier group by creditor, state order by creditor, state";
    HEADS = "select id, head_seq, head_hash from dossier order by id";
    KEY = "select sealed_key from dossier where id = ?1";
}

/// A person's record, without its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// When it was made.
    pub created: Timestamp,
    /// Who placed the first debt.
    pub creditor: String,
    /// The caller's word for where it stands.
    pub state: String,
    /// When to look at it next.
    pub due_at: Option<Timestamp>,
    /// How many events its log has.
    pub events: i64,
    /// What lists show; none once the person was forgotten.
    pub profile: Option<Vec<u8>>,
}

/// Which records a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// All of them.
    All,
    /// Those of one creditor in one state.
    In {
        /// The creditor's id.
        creditor: &'a str,
        /// The state.
        state: &'a str,
    },
}

/// How many records of a creditor are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The creditor's id.
    pub creditor: String,
    /// The state.
    pub state: String,
    /// How many.
    pub dossiers: i64,
}

/// The end of a dossier's chain: what a backup, an export or a witness keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub dossier: DossierId,
    /// The number of its last event.
    pub seq: i64,
    /// The hash of that event.
    pub hash: [u8; 32],
}

/// One record, if there is such a one.
///
/// # Errors
/// The engine's, and a damaged row.
pub fn get(tx: &mut ReadTx<'_>, id: DossierId) -> Result<Option<Dossier>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| dossier(vault, row))
}

/// A page of records in the order of their ids, from the one after `after`.
///
/// # Errors
/// The engine's, and a damaged row.
pub fn list(
    tx: &mut ReadTx<'_>,
    which: Which<'_>,
    after: Option<DossierId>,
    limit: u32,
) -> Result<Vec<Dossier>, StoreError> {
    let vault = tx.vault;
    let after = after.map_or(0, |id| id.0);
    let limit = i64::from(limit);
    match which {
        Which::All => tx.many(&LIST, &[after.into(), limit.into()], |row| dossier(vault, row)),
        Which::In { creditor, state } => {
            let values = [creditor.into(), state.into(), after.into(), limit.into()];
            tx.many(&LIST_IN, &values, |row| dossier(vault, row))
        }
    }
}

/// How many records there are, by creditor and state.
///
/// # Errors
/// The engine's.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<Count>, StoreError> {
    tx.many(&COUNTS, &[], |row| Ok(Count { creditor: row.get(0)?, state: row.get(1)?, dossiers: row.get(2)? }))
}

/// Calls `each` with the head of every chain, in the order of ids.
///
/// # Errors
/// What `each` answers, and the engine's.
pub fn for_each_head<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    mut each: impl FnMut(Head) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(&HEADS, &[], |row| {
        each(Head { dossier: DossierId(row.get(0)?), seq: row.get(1)?, hash: row.hash(2)? })?;
        Ok(ControlFlow::Continue(()))
    })
}

/// The key of a person who is on record and not forgotten.
pub(crate) fn key_of(tx: &mut ReadTx<'_>, id: DossierId) -> Result<DataKey, StoreError> {
    let wrapped = tx.one(&KEY, &[id.0.into()], |row| row.get::<Option<Vec<u8>>>(0))?;
    let wrapped = wrapped.ok_or_else(|| StoreError::missing("dossier", id))?;
    tx.vault.unwrap_key(id, &wrapped.ok_or(StoreError::Forgotten(id))?)
}

fn dossier(vault: &Vault, row: &Row<'_>) -> Result<Dossier, StoreError> {
    let id = DossierId(row.get(0)?);
    let profile = match (row.get::<Option<Vec<u8>>>(6)?, row.get::<Option<Vec<u8>>>(7)?) {
        (Some(wrapped), Some(sealed)) => Some(vault.unwrap_key(id, &wrapped)?.open(profile_place(id), &sealed)?),
        _ => None,
    };
    Ok(Dossier {
        id,
        created: row.moment(1)?,
        creditor: row.get(2)?,
        state: row.get(3)?,
        due_at: row.moment_opt(4)?,
        events: row.get(5)?,
        profile,
    })
}
