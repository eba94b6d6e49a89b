//! Taking back what was not sent: because someone said stop, or because its window closed.

use jiff::Timestamp;

use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::{DossierId, OutboxId};

statements! {
    RECALL = "update outbox set state = 'recalled', result = ?2, changed = ?3 where dossier = ?1 and state = 'queued' \
        returning id";
    IN_FLIGHT = "select id from outbox where dossier = ?1 and state = 'leased' order by id";
    EXPIRE = "update outbox set state = 'expired', changed = ?1 where expires <= ?1 and (state = 'queued' \
        or (state = 'leased' and lease_until <= ?1 and attempted is null)) returning id, dossier";
}

/// What taking back found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    /// These will not be sent.
    pub rows: Vec<OutboxId>,
    /// These are with a worker, who decides again on fresh facts right before sending.
    pub in_flight: Vec<OutboxId>,
}

/// Takes back all that waits to be sent to a person.
///
/// # Errors
/// The engine's.
pub fn recall(tx: &mut WriteTx<'_>, dossier: DossierId, why: &str, now: Timestamp) -> Result<Recalled, StoreError> {
    let values = [dossier.0.into(), why.into(), now.into()];
    let mut rows = tx.many(&RECALL, &values, |row| Ok(OutboxId(row.get(0)?)))?;
    rows.sort();
    let in_flight = tx.many(&IN_FLIGHT, &[dossier.0.into()], |row| Ok(OutboxId(row.get(0)?)))?;
    Ok(Recalled { rows, in_flight })
}

/// Marks what waits although its window has closed; whose it was, so that they can be looked at again.
///
/// # Errors
/// The engine's.
pub fn expire(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<Vec<(OutboxId, DossierId)>, StoreError> {
    let mut rows = tx.many(&EXPIRE, &[now.into()], |row| Ok((OutboxId(row.get(0)?), DossierId(row.get(1)?))))?;
    rows.sort();
    Ok(rows)
}
