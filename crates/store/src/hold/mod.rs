//! When to look at each hold. What a hold says, why and until when, stands in the person's log.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    SET = "insert into hold (dossier, name, look_at, changed) values (?1, ?2, ?3, ?4) \
        on conflict (dossier, name) do update set look_at = excluded.look_at, changed = excluded.changed";
    DUE = "select dossier, name, look_at from hold where look_at <= ?1 \
        and (look_at > ?2 or (look_at = ?2 and (dossier > ?3 or (dossier = ?3 and name > ?4)))) \
        order by look_at, dossier, name limit ?5";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// A hold to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose.
    pub dossier: DossierId,
    /// The hold's id in the log.
    pub name: String,
    /// Since when it is due.
    pub look_at: Timestamp,
}

/// Says when to look at a hold; never again where there is no moment.
///
/// # Errors
/// There is no such person, and the engine's.
pub fn set(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    name: &str,
    look_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(&SET, &[dossier.0.into(), name.into(), look_at.into(), now.into()])?;
    Ok(())
}

/// A page of holds to look at, from the one after `after`.
///
/// # Errors
/// The engine's.
pub fn due(tx: &mut ReadTx<'_>, now: Timestamp, after: Option<&Due>, limit: u32) -> Result<Vec<Due>, StoreError> {
    let (since, dossier, name) =
        after.map_or((i64::MIN, 0, ""), |last| (last.look_at.as_microsecond(), last.dossier.0, last.name.as_str()));
    let values = [now.into(), since.into(), dossier.into(), name.into(), i64::from(limit).into()];
    tx.many(&DUE, &values, |row| {
        Ok(Due { dossier: DossierId(row.get(0)?), name: row.get(1)?, look_at: row.moment(2)? })
    })
}
