//! Reading the outbox: one message, a person's, or a page by state.

use jiff::Timestamp;

use super::State;
use super::enqueue::place;
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::{DecisionId, DossierId, OutboxId};
use crate::vault::Vault;

statements! {
    GET = "select o.id, o.dossier, o.decision, o.channel, o.endpoint, o.created, o.not_before, o.expires, o.state, \
        o.changed, o.tries, o.result, o.body, d.sealed_key from outbox o join dossier d on d.id = o.dossier where o.id = ?1";
    OF_DOSSIER = "select o.id, o.dossier, o.decision, o.channel, o.endpoint, o.created, o.not_before, o.expires, o.state, \
        o.changed, o.tries, o.result, o.body, d.sealed_key from outbox o join dossier d on d.id = o.dossier \
        where o.dossier = ?1 and o.id < ?2 order by o.id desc limit ?3";
    LIST = "select o.id, o.dossier, o.decision, o.channel, o.endpoint, o.created, o.not_before, o.expires, o.state, \
        o.changed, o.tries, o.result, o.body, d.sealed_key from outbox o join dossier d on d.id = o.dossier \
        where o.state = ?1 and o.channel = ?2 and o.id > ?3 order by o.id limit ?4";
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The row.
    pub id: OutboxId,
    /// To whom.
    pub dossier: DossierId,
    /// The decision that permitted it.
    pub decision: DecisionId,
    /// By which channel.
    pub channel: String,
    /// The id of the endpoint.
    pub endpoint: String,
    /// When it was queued.
    pub created: Timestamp,
    /// Not to be sent before.
    pub not_before: Timestamp,
    /// Not to be sent at or after.
    pub expires: Timestamp,
    /// How far it came.
    pub state: State,
    /// Since when it is in that state.
    pub changed: Timestamp,
    /// How often a worker claimed it.
    pub tries: i64,
    /// What the carrier or the one who took it back said.
    pub result: Option<String>,
    /// The message; none once the person was forgotten.
    pub body: Option<Vec<u8>>,
}

/// One message.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn get(tx: &mut ReadTx<'_>, id: OutboxId) -> Result<Option<Message>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| message(vault, row))
}

/// A page of a person's messages, the newest first, from the one before `before`.
///
/// # Errors
/// As [`get`].
pub fn of_dossier(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    before: Option<OutboxId>,
    limit: u32,
) -> Result<Vec<Message>, StoreError> {
    let vault = tx.vault;
    let before = before.map_or(i64::MAX, |id| id.0);
    let values = [dossier.0.into(), before.into(), i64::from(limit).into()];
    tx.many(&OF_DOSSIER, &values, |row| message(vault, row))
}

/// A page of the messages of one channel in one state, in the order of queueing, from the one after `after`.
///
/// # Errors
/// As [`get`].
pub fn list(
    tx: &mut ReadTx<'_>,
    state: State,
    channel: &str,
    after: Option<OutboxId>,
    limit: u32,
) -> Result<Vec<Message>, StoreError> {
    let vault = tx.vault;
    let after = after.map_or(0, |id| id.0);
    let values = [state.as_str().into(), channel.into(), after.into(), i64::from(limit).into()];
    tx.many(&LIST, &values, |row| message(vault, row))
}

fn message(vault: &Vault, row: &Row<'_>) -> Result<Message, StoreError> {
    let id = OutboxId(row.get(0)?);
    let dossier = DossierId(row.get(1)?);
    let body = match row.get::<Option<Vec<u8>>>(13)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(12)?)?),
        None => None,
    };
    Ok(Message {
        id,
        dossier,
        decision: DecisionId(row.get(2)?),
        channel: row.get(3)?,
        endpoint: row.get(4)?,
        created: row.moment(5)?,
        not_before: row.moment(6)?,
        expires: row.moment(7)?,
        state: State::parse(&row.get::<String>(8)?)?,
        changed: row.moment(9)?,
        tries: row.get(10)?,
        result: row.get(11)?,
        body,
    })
}
