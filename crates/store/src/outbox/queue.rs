//! Claiming work: a message goes to one worker at a time. The one place where the engines need two texts.

use jiff::{SignedDuration, Timestamp};

use super::enqueue::place;
use crate::engine::postgres::Isolation;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::{DecisionId, DossierId, OutboxId};
use crate::open::Store;

statements! {
    /// On PostgreSQL a row that another worker is claiming is skipped instead of waited for.
    CLAIM = "update outbox set state = 'leased', lease_until = ?2, changed = ?1, tries = tries + 1 \
        where id in (select id from outbox where not_before <= ?1 and channel = ?3 \
        and (expires > ?1 or attempted is not null) and (state = 'queued' or (state = 'leased' and lease_until <= ?1)) order by not_before, id limit ?4) \
        returning id, dossier, decision, endpoint, expires, tries, body, attempted",
        "update outbox set state = 'leased', lease_until = ?2, changed = ?1, tries = tries + 1 \
        where id in (select id from outbox where not_before <= ?1 and channel = ?3 \
        and (expires > ?1 or attempted is not null) and (state = 'queued' or (state = 'leased' and lease_until <= ?1)) order by not_before, id limit ?4 \
        for update skip locked) returning id, dossier, decision, endpoint, expires, tries, body, attempted";
}

/// A message that this worker, and no other, may send until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The row.
    pub id: OutboxId,
    /// To whom.
    pub dossier: DossierId,
    /// The decision that permitted it when it was queued; decide again before sending.
    pub decision: DecisionId,
    /// The id of the endpoint.
    pub endpoint: String,
    /// Not to be sent at or after.
    pub expires: Timestamp,
    /// How often it was claimed, this time included; needed to finish it.
    pub tries: i64,
    /// Since when a carrier may have it from an earlier try that ended without word; see [`super::attempt`].
    pub attempted: Option<Timestamp>,
    /// The message; none if the person was forgotten meanwhile.
    pub body: Option<Vec<u8>>,
}

impl Store {
    /// Leases up to `limit` messages of a channel whose moment has come, the longest waiting first, until `lease` from
    /// now. What a worker does not finish by then goes to another.
    ///
    /// # Errors
    /// The engine's.
    pub fn claim_outbox(
        &self,
        channel: &str,
        now: Timestamp,
        lease: SignedDuration,
        limit: u32,
    ) -> Result<Vec<Claimed>, StoreError> {
        let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
        self.write_at(Isolation::Latest, |tx| {
            let values = [now.into(), until.into(), channel.into(), i64::from(limit).into()];
            let mut rows = tx.many(&CLAIM, &values, |row| {
                let claimed = Claimed {
                    id: OutboxId(row.get(0)?),
                    dossier: DossierId(row.get(1)?),
                    decision: DecisionId(row.get(2)?),
                    endpoint: row.get(3)?,
                    expires: row.moment(4)?,
                    tries: row.get(5)?,
                    attempted: row.moment_opt(7)?,
                    body: None,
                };
                Ok((claimed, row.get::<Vec<u8>>(6)?))
            })?;
            // `returning` knows no order; ids are minted in the order of queueing.
            rows.sort_by_key(|(claimed, _)| claimed.id);
            let mut claims = Vec::with_capacity(rows.len());
            for (claimed, sealed) in rows {
                let body = match crate::dossier::key_of(tx, claimed.dossier) {
                    Ok(key) => Some(key.open(place(claimed.dossier, claimed.id), &sealed)?),
                    Err(StoreError::Forgotten(_)) => None,
                    Err(error) => return Err(error),
                };
                claims.push(Claimed { body, ..claimed });
            }
            Ok(claims)
        })
    }
}
