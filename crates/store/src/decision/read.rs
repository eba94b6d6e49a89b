//! Reading decisions: one, or those about a person.

use jiff::Timestamp;

use super::record::place;
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::{DecisionId, DossierId};
use crate::vault::Vault;

statements! {
    GET = "select c.id, c.dossier, c.at, c.recorded, c.kind, c.verdict, c.first_rule, c.standing_hash, c.program, c.packs, \
        c.body, d.sealed_key from decision c join dossier d on d.id = c.dossier where c.id = ?1";
    OF_DOSSIER = "select c.id, c.dossier, c.at, c.recorded, c.kind, c.verdict, c.first_rule, c.standing_hash, c.program, \
        c.packs, c.body, d.sealed_key from decision c join dossier d on d.id = c.dossier \
        where c.dossier = ?1 and c.id < ?2 order by c.id desc limit ?3";
    LATEST = "select c.id, c.dossier, c.at, c.recorded, c.kind, c.verdict, c.first_rule, c.standing_hash, c.program, \
        c.packs, c.body, d.sealed_key from decision c join dossier d on d.id = c.dossier \
        where c.recorded >= ?1 and c.recorded < ?2 order by c.recorded desc, c.id desc limit ?3";
}

/// A decision on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// About whom.
    pub dossier: DossierId,
    /// The moment that was asked about.
    pub at: Timestamp,
    /// When it was decided.
    pub recorded: Timestamp,
    /// The word for the question.
    pub kind: String,
    /// The word for the answer.
    pub verdict: String,
    /// The rule that decided, or an empty text.
    pub first_rule: String,
    /// SHA-256 of the standing that it was decided on.
    pub standing_hash: [u8; 32],
    /// Which version of the program decided.
    pub program: String,
    /// Which packs of the law, and which zones, it decided by.
    pub packs: String,
    /// Question, findings and all the rest; none once the person was forgotten.
    pub body: Option<Vec<u8>>,
}

/// One decision.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn get(tx: &mut ReadTx<'_>, id: DecisionId) -> Result<Option<Decision>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| decision(vault, row))
}

/// A page of the decisions about a person, the newest first, from the one before `before`.
///
/// # Errors
/// As [`get`].
pub fn of_dossier(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    before: Option<DecisionId>,
    limit: u32,
) -> Result<Vec<Decision>, StoreError> {
    let vault = tx.vault;
    let before = before.map_or(i64::MAX, |id| id.0);
    let values = [dossier.0.into(), before.into(), i64::from(limit).into()];
    tx.many(&OF_DOSSIER, &values, |row| decision(vault, row))
}

/// The latest decisions recorded from `from` until before `until`, the newest first.
///
/// # Errors
/// As [`get`].
pub fn latest(tx: &mut ReadTx<'_>, from: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Decision>, StoreError> {
    let vault = tx.vault;
    tx.many(&LATEST, &[from.into(), until.into(), i64::from(limit).into()], |row| decision(vault, row))
}

fn decision(vault: &Vault, row: &Row<'_>) -> Result<Decision, StoreError> {
    let id = DecisionId(row.get(0)?);
    let dossier = DossierId(row.get(1)?);
    let body = match row.get::<Option<Vec<u8>>>(11)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(10)?)?),
        None => None,
    };
    Ok(Decision {
        id,
        dossier,
        at: row.moment(2)?,
        recorded: row.moment(3)?,
        kind: row.get(4)?,
        verdict: row.get(5)?,
        first_rule: row.get(6)?,
        standing_hash: row.hash(7)?,
        program: row.get(8)?,
        packs: row.get(9)?,
        body,
    })
}
