//! A person on their own page. A visit is known by the hash of its token; the token is with the browser alone.

use jiff::{SignedDuration, Timestamp};

use super::token_hash;
use crate::engine::statement::statements;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, LinkId};

statements! {
    INSERT = "insert into guest (token_hash, dossier, link, created, seen, expires, ended) \
        values (?1, ?2, ?3, ?4, ?4, ?5, null)";
    FIND = "select g.dossier, g.seen from guest g join dossier d on d.id = g.dossier \
        left join link l on l.id = g.link where g.token_hash = ?1 and g.ended is null and g.expires > ?2 \
        and l.revoked is null and d.sealed_key is not null";
    SEEN = "update guest set seen = ?2 where token_hash = ?1 and seen < ?2";
    END = "update guest set ended = ?2 where token_hash = ?1 and ended is null";
    END_ALL = "update guest set ended = ?2 where dossier = ?1 and ended is null";
    SWEEP = "delete from guest where expires <= ?1";
}

/// Somebody on their own page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// Whose page it is.
    pub dossier: DossierId,
    /// When they last did something.
    pub seen: Timestamp,
}

/// Lets somebody in who said who they are; the answer is the token. `link` is that by which they came, if by one.
///
/// # Errors
/// No random bytes, and the engine's.
pub fn begin(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    link: Option<LinkId>,
    now: Timestamp,
    expires: Timestamp,
) -> Result<[u8; 32], StoreError> {
    let token: [u8; 32] = tx.vault.random.bytes()?;
    let link = link.map(|id| id.0);
    tx.run(&INSERT, &[(&token_hash(&token)).into(), dossier.0.into(), link.into(), now.into(), expires.into()])?;
    Ok(token)
}

/// Who is on their page with this token: not signed out, not idle for `idle` or longer, not erased, and their link was
/// not taken back.
///
/// # Errors
/// The engine's.
pub fn find(
    tx: &mut ReadTx<'_>,
    token: &[u8],
    idle: SignedDuration,
    now: Timestamp,
) -> Result<Option<Guest>, StoreError> {
    let found = tx.one(&FIND, &[(&token_hash(token)).into(), now.into()], |row| {
        Ok(Guest { dossier: DossierId(row.get(0)?), seen: row.moment(1)? })
    })?;
    Ok(found.filter(|guest| now.duration_since(guest.seen) < idle))
}

/// Notes that they did something.
///
/// # Errors
/// The engine's.
pub fn seen(tx: &mut WriteTx<'_>, token: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.run(&SEEN, &[(&token_hash(token)).into(), now.into()])?;
    Ok(())
}

/// Signs out. Doing it twice is no error.
///
/// # Errors
/// The engine's.
pub fn end(tx: &mut WriteTx<'_>, token: &[u8], now: Timestamp) -> Result<(), StoreError> {
    tx.run(&END, &[(&token_hash(token)).into(), now.into()])?;
    Ok(())
}

/// Signs out all visits of a person; how many.
///
/// # Errors
/// The engine's.
pub fn end_all(tx: &mut WriteTx<'_>, dossier: DossierId, now: Timestamp) -> Result<u64, StoreError> {
    tx.run(&END_ALL, &[dossier.0.into(), now.into()])
}

/// Forgets visits that are over; how many.
///
/// # Errors
/// The engine's.
pub fn sweep(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.run(&SWEEP, &[now.into()])
}
