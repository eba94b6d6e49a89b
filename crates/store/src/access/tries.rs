//! How often somebody tried to come in by a door: a name, a link, a code. The door is kept as a hash.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;

statements! {
    FIND = "select since, tried from tries where door = ?1";
    ADD = "insert into tries (door, since, tried) values (?1, ?2, ?3) \
        on conflict (door) do update set since = excluded.since, tried = excluded.tried";
    LESS = "update tries set tried = tried - 1 where door = ?1 and tried > 0";
    CLEAR = "delete from tries where door = ?1";
    SWEEP = "delete from tries where since <= ?1";
}

/// Counts one more try at a door; the answer is how many there were since the first within `within`, this one too.
/// After that time the count begins anew.
///
/// # Errors
/// The engine's.
pub fn count(tx: &mut WriteTx<'_>, door: &str, within: SignedDuration, now: Timestamp) -> Result<i64, StoreError> {
    let door = hash(door);
    let found = tx.one(&FIND, &[(&door).into()], |row| Ok((row.moment(0)?, row.get::<i64>(1)?)))?;
    let (since, tried) = match found {
        Some((since, tried)) if now.duration_since(since) < within => (since, tried + 1),
        _ => (now, 1),
    };
    tx.run(&ADD, &[(&door).into(), since.into(), tried.into()])?;
    Ok(tried)
}

/// Takes one try back: it was none, for somebody came in, and others' stay counted.
///
/// # Errors
/// The engine's.
pub fn take_back(tx: &mut WriteTx<'_>, door: &str) -> Result<(), StoreError> {
    tx.run(&LESS, &[(&hash(door)).into()])?;
    Ok(())
}

/// Forgets the tries at a door: somebody came in.
///
/// # Errors
/// The engine's.
pub fn clear(tx: &mut WriteTx<'_>, door: &str) -> Result<(), StoreError> {
    tx.run(&CLEAR, &[(&hash(door)).into()])?;
    Ok(())
}

/// Forgets what began before a moment; how many doors.
///
/// # Errors
/// The engine's.
pub fn sweep(tx: &mut WriteTx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.run(&SWEEP, &[before.into()])
}

fn hash(door: &str) -> [u8; 32] {
    Sha256::digest(door.as_bytes()).into()
}
