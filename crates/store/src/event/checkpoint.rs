//! Checkpoints: a chain over the heads of all dossiers, so that nobody can rewrite one dossier's chain unseen.
//!
//! `hash = SHA-256(hash before ‖ canonical bytes)` of an object with the keys `at` (microseconds), `heads` and
//! `number`. `heads` is a list of lists `[dossier, seq, hash of that event]`, in ascending order, of what changed since
//! the checkpoint before. Whoever keeps one hash outside the house can later prove that nothing before it was changed.

use facts::CanonicalBytes;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::engine::statement::statements;
use crate::engine::value::Value;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;

/// How many heads one checkpoint covers: it bounds memory and the length of one transaction.
const HEADS_MAX: i64 = 2000;

statements! {
    LAST = "select number, hash from checkpoint order by number desc limit 1";
    CHANGED = "select u.dossier, u.seq, e.hash from unchecked u join event e on e.dossier = u.dossier and e.seq = u.seq \
        order by u.dossier, u.seq limit ?1";
    COVER = "delete from unchecked where dossier = ?1 and seq = ?2";
    INSERT = "insert into checkpoint (number, at, heads, hash) values (?1, ?2, ?3, ?4)";
    LIST = "select number, at, heads, hash from checkpoint where number > ?1 order by number limit ?2";
}

/// A link of the chain over all dossiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub at: Timestamp,
    /// How many heads it covers.
    pub heads: usize,
    /// Its hash: the one to keep outside the house.
    pub hash: [u8; 32],
}

/// Covers what changed since the last checkpoint, at most 2,000 heads; none if nothing did. Call it every minute, again
/// and again while it answers one with a full load.
///
/// # Errors
/// The engine's.
pub fn checkpoint(tx: &mut WriteTx<'_>, now: Timestamp) -> Result<Option<Checkpoint>, StoreError> {
    let heads = tx.many(&CHANGED, &[HEADS_MAX.into()], |row| {
        Ok(CoveredHead { dossier: row.get(0)?, seq: row.get(1)?, hash: row.hash(2)? })
    })?;
    if heads.is_empty() {
        return Ok(None);
    }
    let (last, before) =
        tx.one(&LAST, &[], |row| Ok((row.get::<i64>(0)?, row.hash(1)?)))?.unwrap_or((0, super::chain::GENESIS));
    let number = last + 1;
    let hash = hash(before, number, now.as_microsecond(), &heads);
    let packed: Vec<u8> =
        heads.iter().flat_map(|head| [head.dossier.to_be_bytes(), head.seq.to_be_bytes()].concat()).collect();
    tx.run(&INSERT, &[number.into(), now.into(), (&packed).into(), Value::from(&hash)])?;
    for head in &heads {
        tx.run(&COVER, &[head.dossier.into(), head.seq.into()])?;
    }
    Ok(Some(Checkpoint { number, at: now, heads: heads.len(), hash }))
}

/// A page of checkpoints, from the one after `after`.
///
/// # Errors
/// The engine's.
pub fn checkpoints(tx: &mut ReadTx<'_>, after: i64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
    let kept = kept(tx, after, limit)?;
    Ok(kept.into_iter().map(|kept| kept.checkpoint).collect())
}

/// A head as a checkpoint covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CoveredHead {
    pub(crate) dossier: i64,
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
}

/// A checkpoint with the heads that it names, as (dossier, seq).
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) heads: Vec<(i64, i64)>,
}

pub(crate) fn kept(tx: &mut ReadTx<'_>, after: i64, limit: u32) -> Result<Vec<Kept>, StoreError> {
    tx.many(&LIST, &[after.into(), i64::from(limit).into()], |row| {
        let packed: Vec<u8> = row.get(2)?;
        let heads: Vec<(i64, i64)> = packed.chunks(16).filter_map(unpack).collect();
        let checkpoint = Checkpoint { number: row.get(0)?, at: row.moment(1)?, heads: heads.len(), hash: row.hash(3)? };
        Ok(Kept { checkpoint, heads })
    })
}

fn unpack(bytes: &[u8]) -> Option<(i64, i64)> {
    let (dossier, rest) = bytes.split_first_chunk::<8>()?;
    let (seq, _) = rest.split_first_chunk::<8>()?;
    Some((i64::from_be_bytes(*dossier), i64::from_be_bytes(*seq)))
}

pub(crate) fn hash(before: [u8; 32], number: i64, at: i64, heads: &[CoveredHead]) -> [u8; 32] {
    let mut bytes = CanonicalBytes::new();
    bytes.object(3);
    bytes.text("at");
    bytes.int(at);
    bytes.text("heads");
    bytes.list(heads.len());
    for head in heads {
        bytes.list(3);
        bytes.int(head.dossier);
        bytes.int(head.seq);
        bytes.blob(&head.hash);
    }
    bytes.text("number");
    bytes.int(number);
    Sha256::new().chain_update(before).chain_update(bytes.as_slice()).finalize().into()
}
