//! Who is signed in. A session is known by the hash of its token; the token is with the browser alone.

use jiff::Timestamp;

use super::token_hash;
use crate::engine::statement::statements;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::UserId;

statements! {
    INSERT = "insert into session (token_hash, owner, created, expires) values (?1, ?2, ?3, ?4)";
    FIND = "select s.owner from session s join \"user\" u on u.id = s.owner \
        where s.token_hash = ?1 and s.expires > ?2 and u.state = 'active'";
    END = "delete from session where token_hash = ?1";
    SWEEP = "delete from session where expires <= ?1";
}

/// Signs somebody in; the answer is the token.
///
/// # Errors
/// No random bytes, and the engine's.
pub fn begin(tx: &mut WriteTx<'_>, user: UserId, now: Timestamp, expires: Timestamp) -> Result<[u8; 32], StoreError> {
    let token: [u8; 32] = tx.vault.random.bytes()?;
    tx.run(&INSERT, &[(&token_hash(&token)).into(), user.0.into(), now.into(), expires.into()])?;
    Ok(token)
}

/// Who is signed in with this token, if anybody still is.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, token: &[u8], now: Timestamp) -> Result<Option<UserId>, StoreError> {
    tx.one(&FIND, &[(&token_hash(token)).into(), now.into()], |row| Ok(UserId(row.get(0)?)))
}

/// Signs out. Doing it twice is no error.
///
/// # Errors
/// The engine's.
pub fn end(tx: &mut WriteTx<'_>, token: &[u8]) -> Result<(), StoreError> {
    tx.run(&END, &[(&token_hash(token)).into()])?;
    Ok(())
}

/// Deletes sessions that have ended; how many.
///
/// # Errors
/// The engine's.
pub fn sweep(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.run(&SWEEP, &[now.into()])
}
