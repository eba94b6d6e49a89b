//! Queueing a message in the transaction that decided on it.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::{DecisionId, DossierId, OutboxId};
use crate::vault::Place;

statements! {
    INSERT = "insert into outbox (id, dossier, decision, channel, endpoint, created, not_before, expires, state, changed, \
        lease_until, tries, result, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?6, null, 0, null, ?9)";
}

/// A message that is not yet queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMessage<'a> {
    /// To whom.
    pub dossier: DossierId,
    /// The decision that permits it.
    pub decision: DecisionId,
    /// By which channel.
    pub channel: &'a str,
    /// The id of the endpoint; not its value, which is in the sealed body.
    pub endpoint: &'a str,
    /// When it was queued.
    pub created: Timestamp,
    /// Not to be sent before.
    pub not_before: Timestamp,
    /// Not to be sent at or after.
    pub expires: Timestamp,
    /// The message. Sealed.
    pub body: &'a [u8],
}

/// Queues a message.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn enqueue(tx: &mut WriteTx<'_>, new: &NewMessage<'_>) -> Result<OutboxId, StoreError> {
    let key = key_of(tx, new.dossier)?;
    let id = OutboxId(tx.mint.next());
    let body = key.seal(&tx.vault.random, place(new.dossier, id), new.body)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.decision.0.into(),
        new.channel.into(),
        new.endpoint.into(),
        new.created.into(),
        new.not_before.into(),
        new.expires.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

pub(super) fn place(dossier: DossierId, id: OutboxId) -> Place {
    Place { table: "outbox", dossier: dossier.0, row: id.0 }
}
