//! Adding to a person's log. The same event twice is one event.

use super::chain::{self, Link, Sealed};
use super::{NewEvent, Recorded};
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::engine::value::Value;
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    HEAD = "select head_seq, head_hash, sealed_key from dossier where id = ?1";
    SAME = "select seq, at, known, kind, body from event where dossier = ?1 and id = ?2";
    INSERT = "insert into event (dossier, seq, id, at, known, recorded, recorded_by, kind, body, hash) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    UNCHECKED = "insert into unchecked (dossier, seq) values (?1, ?2)";
    SET_HEAD = "update dossier set head_seq = ?2, head_hash = ?3 where id = ?1";
}

/// What became of an event that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It was added, with this number in the log.
    New(i64),
    /// It was there already, with this number.
    Known(i64),
}

impl Appended {
    /// Its number in the log.
    #[must_use]
    pub fn seq(self) -> i64 {
        match self {
            Appended::New(seq) | Appended::Known(seq) => seq,
        }
    }
}

/// Adds events to a person's log, in the order given. An event whose id is there already with the same content is left
/// as it is.
///
/// # Errors
/// `Conflict`: the id is there with other content. `Missing`, `Forgotten`: there is no such person to add to. An id or
/// kind that is empty or too long. The engine's.
pub fn append(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    events: &[NewEvent<'_>],
    recorded: Recorded<'_>,
) -> Result<Vec<Appended>, StoreError> {
    let head = tx.one(&HEAD, &[dossier.0.into()], |row| {
        Ok((row.get::<i64>(0)?, row.hash(1)?, row.get::<Option<Vec<u8>>>(2)?))
    })?;
    let (mut seq, mut before, wrapped) = head.ok_or_else(|| StoreError::missing("dossier", dossier))?;
    let key = tx.vault.unwrap_key(dossier, &wrapped.ok_or(StoreError::Forgotten(dossier))?)?;
    let first = seq;
    let mut answers = Vec::with_capacity(events.len());
    for event in events {
        event.check()?;
        let same = tx.one(&SAME, &[dossier.0.into(), event.id.into()], |row| {
            let seq: i64 = row.get(0)?;
            let body = key.open(chain::place(dossier, seq), &row.get::<Vec<u8>>(4)?)?;
            let same = row.get::<i64>(1)? == event.at.as_microsecond()
                && row.get::<i64>(2)? == event.known.as_microsecond()
                && row.get::<String>(3)? == event.kind
                && body == event.body;
            Ok((seq, same))
        })?;
        match same {
            Some((known, true)) => answers.push(Appended::Known(known)),
            Some((_, false)) => {
                return Err(StoreError::Conflict { what: "event", id: event.id.to_owned() });
            }
            None => {
                seq += 1;
                let sealed = chain::seal(tx.vault, &key, Link { dossier, seq, before }, event, recorded)?;
                tx.run(&INSERT, &row(dossier, event, &sealed, recorded))?;
                before = sealed.hash;
                answers.push(Appended::New(seq));
            }
        }
    }
    if seq > first {
        tx.run(&UNCHECKED, &[dossier.0.into(), seq.into()])?;
        tx.run(&SET_HEAD, &[dossier.0.into(), seq.into(), (&before).into()])?;
    }
    Ok(answers)
}

/// Inserts events that are sealed already, for records that are just being made.
pub(crate) fn insert_sealed<'a>(
    tx: &mut WriteTx<'_>,
    events: impl Iterator<Item = (DossierId, &'a NewEvent<'a>, &'a Sealed)>,
    recorded: Recorded<'a>,
) -> Result<(), StoreError> {
    let mut values: Vec<Value<'_>> = Vec::new();
    let mut heads: Vec<Value<'_>> = Vec::new();
    let mut last: Option<(DossierId, i64)> = None;
    for (dossier, event, sealed) in events {
        values.extend_from_slice(&row(dossier, event, sealed, recorded));
        // Only the last event of each dossier is its head.
        if let Some((before, seq)) = last.filter(|(before, _)| *before != dossier) {
            heads.extend_from_slice(&[before.0.into(), seq.into()]);
        }
        last = Some((dossier, sealed.seq));
    }
    if let Some((dossier, seq)) = last {
        heads.extend_from_slice(&[dossier.0.into(), seq.into()]);
    }
    tx.insert_rows(&INSERT, 10, &values)?;
    tx.insert_rows(&UNCHECKED, 2, &heads)?;
    Ok(())
}

fn row<'a>(dossier: DossierId, event: &NewEvent<'a>, sealed: &'a Sealed, recorded: Recorded<'a>) -> [Value<'a>; 10] {
    [
        dossier.0.into(),
        sealed.seq.into(),
        event.id.into(),
        event.at.into(),
        event.known.into(),
        recorded.at.into(),
        recorded.by.into(),
        event.kind.into(),
        (&sealed.body).into(),
        (&sealed.hash).into(),
    ]
}
