//! What came in: each message once, whoever brings it how often. Those of which nobody knows whose they are wait here
//! for a human.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, InboxId};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    INSERT = "insert into inbox (id, key_hash, channel, received, state, dossier, why, changed, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?4, ?8)";
    FIND = "select id, channel, received, state, dossier, why, changed, body from inbox where key_hash = ?1";
    GET = "select id, channel, received, state, dossier, why, changed, body from inbox where id = ?1";
    WAITING = "select id, channel, received, state, dossier, why, changed, body from inbox \
        where state = 'waits' and (received > ?1 or (received = ?1 and id > ?2)) order by received, id limit ?3";
    SETTLE = "update inbox set state = ?2, dossier = ?3, changed = ?4, body = ?5 where id = ?1 and state = 'waits'";
    STATE = "select state from inbox where id = ?1";
    COUNTS = "select state, count(*) as n from inbox group by state order by state";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What became of a message that came in.
    State, "inbox state" {
        /// It stands in somebody's log.
        Taken = "taken",
        /// A human must find out whose it is, or read what a machine could not.
        Waits = "waits",
        /// A machine wrote it, or a human found that nothing follows from it.
        Closed = "closed",
    }
}

/// A message that has just come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMessage<'a> {
    /// By which channel.
    pub channel: &'a str,
    /// The carrier's own id of it, by which it is known again.
    pub key: &'a str,
    /// When it reached us.
    pub received: Timestamp,
    /// What becomes of it.
    pub state: State,
    /// Whose it is, where that is known.
    pub dossier: Option<DossierId>,
    /// Why it waits or was closed, in plain words that name nobody.
    pub why: &'a str,
    /// What a human needs to find out whose it is. Sealed; leave it empty where the words stand in a log.
    pub body: &'a [u8],
}

/// A message that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: InboxId,
    /// By which channel.
    pub channel: String,
    /// When it reached us.
    pub received: Timestamp,
    /// What became of it.
    pub state: State,
    /// Whose it is, where that is known.
    pub dossier: Option<DossierId>,
    /// Why it waits or was closed.
    pub why: String,
    /// Since when it is so.
    pub changed: Timestamp,
    /// What was written; empty unless it waits.
    pub body: Vec<u8>,
}

/// Takes a message in. Ask [`find`] before, in the same transaction: the same key twice ends it.
///
/// # Errors
/// The engine's.
pub fn add(tx: &mut WriteTx<'_>, new: &NewMessage<'_>) -> Result<InboxId, StoreError> {
    let id = InboxId(tx.mint.next());
    let hash = key_hash(tx, new.channel, new.key);
    let body = tx.vault.seal_own(place(id), new.body)?;
    let values = [
        id.0.into(),
        (&hash).into(),
        new.channel.into(),
        new.received.into(),
        new.state.as_str().into(),
        new.dossier.map(|dossier| dossier.0).into(),
        new.why.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

/// The message that a carrier knows by this id, if it came in before.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn find(tx: &mut ReadTx<'_>, channel: &str, key: &str) -> Result<Option<Message>, StoreError> {
    let hash = key_hash(tx, channel, key);
    let vault = tx.vault;
    tx.one(&FIND, &[(&hash).into()], |row| message(vault, row))
}

/// One message.
///
/// # Errors
/// As [`find`].
pub fn get(tx: &mut ReadTx<'_>, id: InboxId) -> Result<Option<Message>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| message(vault, row))
}

/// A page of messages that wait for a human, the longest waiting first, from the one after `after` (its moment and id).
///
/// # Errors
/// As [`find`].
pub fn waiting(
    tx: &mut ReadTx<'_>,
    after: Option<(Timestamp, InboxId)>,
    limit: u32,
) -> Result<Vec<Message>, StoreError> {
    let vault = tx.vault;
    let (since, id) = after.map_or((i64::MIN, 0), |(since, id)| (since.as_microsecond(), id.0));
    tx.many(&WAITING, &[since.into(), id.into(), i64::from(limit).into()], |row| message(vault, row))
}

/// Ends the waiting: it is somebody's, whose log has it now, or nothing follows from it. Its words are kept here no longer.
///
/// # Errors
/// `Stale`: somebody was faster. `Missing`. The engine's.
pub fn settle(tx: &mut WriteTx<'_>, id: InboxId, dossier: Option<DossierId>, now: Timestamp) -> Result<(), StoreError> {
    let state = if dossier.is_some() { State::Taken } else { State::Closed };
    let empty = tx.vault.seal_own(place(id), b"")?;
    let values =
        [id.0.into(), state.as_str().into(), dossier.map(|dossier| dossier.0).into(), now.into(), (&empty).into()];
    if tx.run(&SETTLE, &values)? == 1 {
        return Ok(());
    }
    match tx.one(&STATE, &[id.0.into()], |row| row.get::<String>(0))? {
        Some(state) => Err(StoreError::Stale { what: "message that came in", id: id.to_string(), state }),
        None => Err(StoreError::missing("message that came in", id)),
    }
}

/// How many messages are in each state.
///
/// # Errors
/// The engine's.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<(State, i64)>, StoreError> {
    tx.many(&COUNTS, &[], |row| Ok((State::parse(&row.get::<String>(0)?)?, row.get(1)?)))
}

fn message(vault: &Vault, row: &Row<'_>) -> Result<Message, StoreError> {
    let id = InboxId(row.get(0)?);
    let body = vault.open_own(place(id), row.bytes(7)?).ok_or_else(|| StoreError::corrupt("inbox", id))?;
    Ok(Message {
        id,
        channel: row.get(1)?,
        received: row.moment(2)?,
        state: State::parse(&row.get::<String>(3)?)?,
        dossier: row.get::<Option<i64>>(4)?.map(DossierId),
        why: row.get(5)?,
        changed: row.moment(6)?,
        body,
    })
}

fn key_hash(tx: &ReadTx<'_>, channel: &str, key: &str) -> [u8; 32] {
    tx.vault.lookup_hash("inbox", &format!("{channel}|{key}"))
}

fn place(id: InboxId) -> Place {
    Place { table: "inbox", dossier: 0, row: id.0 }
}
