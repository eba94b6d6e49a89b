//! Letters that we owe because of something that happened: each once for its cause, until it is written or let go.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, OutboxId};
use crate::words::words;

statements! {
    INSERT = "insert into letter (dossier, cause, kind, due, state, outbox, changed) \
        values (?1, ?2, ?3, ?4, 'owed', null, ?5) on conflict (dossier, cause) do nothing";
    SETTLE = "update letter set state = ?3, outbox = ?4, changed = ?5 \
        where dossier = ?1 and cause = ?2 and state = 'owed'";
    GET = "select dossier, cause, kind, due, state, outbox, changed from letter where dossier = ?1 and cause = ?2";
    OF_DOSSIER = "select dossier, cause, kind, due, state, outbox, changed from letter where dossier = ?1 order by cause";
    DUE = "select dossier, cause, kind, due, state, outbox, changed from letter where state = 'owed' and due <= ?1 \
        order by due, dossier, cause limit ?2";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What became of a letter that we owe.
    State, "letter state" {
        /// Still to be written.
        Owed = "owed",
        /// In the outbox.
        Queued = "queued",
        /// A human sees to it.
        Human = "human",
        /// What it was about is not so any more.
        Dropped = "dropped",
    }
}

/// A letter that something which happened calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub dossier: DossierId,
    /// The id of what happened: one letter for each.
    pub cause: String,
    /// Which letter, by the name of its template.
    pub kind: String,
    /// From when on it may be written.
    pub due: Timestamp,
    /// What became of it.
    pub state: State,
    /// The row of the outbox, where it was queued.
    pub outbox: Option<OutboxId>,
    /// Since when.
    pub changed: Timestamp,
}

/// Keeps in mind that a letter is owed. Of the same cause once: false where it was known before.
///
/// # Errors
/// The engine's.
pub fn owe(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    cause: &str,
    kind: &str,
    due: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let values = [dossier.0.into(), cause.into(), kind.into(), due.into(), now.into()];
    Ok(tx.run(&INSERT, &values)? == 1)
}

/// Says what became of a letter that is owed.
///
/// # Errors
/// `Stale`: it was settled before. `Missing`. The engine's.
pub fn settle(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    cause: &str,
    (state, outbox): (State, Option<OutboxId>),
    now: Timestamp,
) -> Result<(), StoreError> {
    let values = [dossier.0.into(), cause.into(), state.as_str().into(), outbox.map(|row| row.0).into(), now.into()];
    if tx.run(&SETTLE, &values)? == 1 {
        return Ok(());
    }
    match get(tx, dossier, cause)? {
        Some(letter) => {
            Err(StoreError::Stale { what: "letter", id: cause.to_owned(), state: letter.state.as_str().to_owned() })
        }
        None => Err(StoreError::missing("letter", cause)),
    }
}

/// The letter of a cause.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, dossier: DossierId, cause: &str) -> Result<Option<Letter>, StoreError> {
    tx.one(&GET, &[dossier.0.into(), cause.into()], letter)
}

/// All letters that a person was ever owed.
///
/// # Errors
/// The engine's.
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Letter>, StoreError> {
    tx.many(&OF_DOSSIER, &[dossier.0.into()], letter)
}

/// The first letters that are to be written at `now`, those that wait longest first.
///
/// # Errors
/// The engine's.
pub fn due(tx: &mut ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<Letter>, StoreError> {
    tx.many(&DUE, &[now.into(), i64::from(limit).into()], letter)
}

fn letter(row: &Row<'_>) -> Result<Letter, StoreError> {
    Ok(Letter {
        dossier: DossierId(row.get(0)?),
        cause: row.get(1)?,
        kind: row.get(2)?,
        due: row.moment(3)?,
        state: State::parse(&row.get::<String>(4)?)?,
        outbox: row.get::<Option<i64>>(5)?.map(OutboxId),
        changed: row.moment(6)?,
    })
}
