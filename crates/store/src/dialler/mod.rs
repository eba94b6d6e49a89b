//! Calls on a dialler's list: which are out, which were recalled, and what became of each.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, OutboxId};
use crate::words::words;

statements! {
    ADD = "insert into listed_call (id, dossier, list, listed, opens, closes, events, state, changed, why) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'out', ?4, null)";
    GET = "select id, dossier, list, listed, opens, closes, events, state, changed, why from listed_call where id = ?1";
    OF_DOSSIER = "select id, dossier, list, listed, opens, closes, events, state, changed, why from listed_call \
        where dossier = ?1 order by id";
    /// Those about whom something was written down after their call was listed.
    CHANGED = "select l.id, l.dossier, l.list, l.listed, l.opens, l.closes, l.events, l.state, l.changed, l.why \
        from listed_call l join dossier d on d.id = l.dossier where l.state = 'out' \
        and l.closes > ?1 and (d.head_seq <> l.events or d.sealed_key is null) order by l.id limit ?2";
    OUT = "select id, dossier, list, listed, opens, closes, events, state, changed, why from listed_call \
        where state = 'out' and closes > ?1 order by id limit ?2";
    OVERDUE = "select id, dossier, list, listed, opens, closes, events, state, changed, why from listed_call \
        where state in ('out', 'recalled') and closes <= ?1 and id > ?2 order by id limit ?3";
    UNKNOWN = "select distinct dossier from listed_call where state in ('out', 'recalled') order by dossier";
    KEEP = "update listed_call set events = ?2 where id = ?1 and state = 'out'";
    SETTLE = "update listed_call set state = ?2, changed = ?3, why = ?4 where id = ?1";
    FIND_RESULT = "select digest from call_result where reported = ?1 and started = ?2";
    RESULTS = "select count(*) as n from call_result where reported = ?1";
    ADD_RESULT = "insert into call_result (reported, started, digest, recorded) values (?1, ?2, ?3, ?4)";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What is known of a listed call.
    State, "listed call state" {
        /// The dialler has it; whether it was made, nobody here knows.
        Out = "out",
        /// The dialler was told not to make it; whether it was made before, nobody here knows.
        Recalled = "recalled",
        /// The dialler said what became of it.
        Done = "done",
    }
}

/// A call that goes onto a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewListed<'a> {
    /// The outbox row that decided on it.
    pub id: OutboxId,
    /// Who is to be called.
    pub dossier: DossierId,
    /// The list's name.
    pub list: &'a str,
    /// When it was listed.
    pub listed: Timestamp,
    /// Not to be made before.
    pub opens: Timestamp,
    /// Not to be made at or after.
    pub closes: Timestamp,
    /// How many events of the log were known.
    pub events: i64,
}

/// A call on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The outbox row that decided on it.
    pub id: OutboxId,
    /// Who is to be called.
    pub dossier: DossierId,
    /// The list's name.
    pub list: String,
    /// When it was listed.
    pub listed: Timestamp,
    /// Not to be made before.
    pub opens: Timestamp,
    /// Not to be made at or after.
    pub closes: Timestamp,
    /// How many events of the log were known when it was last decided.
    pub events: i64,
    /// What is known of it.
    pub state: State,
    /// Since when it is so.
    pub changed: Timestamp,
    /// Why it was recalled.
    pub why: Option<String>,
}

/// Puts a call onto a list.
///
/// # Errors
/// A row that is listed already ends the transaction; and the engine's.
pub fn add(tx: &mut WriteTx<'_>, new: &NewListed<'_>) -> Result<(), StoreError> {
    let values = [
        new.id.0.into(),
        new.dossier.0.into(),
        new.list.into(),
        new.listed.into(),
        new.opens.into(),
        new.closes.into(),
        new.events.into(),
    ];
    tx.run(&ADD, &values).map(|_| ())
}

/// One listed call.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, id: OutboxId) -> Result<Option<Listed>, StoreError> {
    tx.one(&GET, &[id.0.into()], listed)
}

/// All listed calls to a person, in the order of listing.
///
/// # Errors
/// The engine's.
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Listed>, StoreError> {
    tx.many(&OF_DOSSIER, &[dossier.0.into()], listed)
}

/// Calls that may still be made, to people of whom something was written down since they were decided.
///
/// # Errors
/// The engine's.
pub fn changed(tx: &mut ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<Listed>, StoreError> {
    tx.many(&CHANGED, &[now.into(), i64::from(limit).into()], listed)
}

/// Calls that may still be made.
///
/// # Errors
/// The engine's.
pub fn out(tx: &mut ReadTx<'_>, now: Timestamp, limit: u32) -> Result<Vec<Listed>, StoreError> {
    tx.many(&OUT, &[now.into(), i64::from(limit).into()], listed)
}

/// A page of the calls whose window closed by `then`, and of which nobody said what became of them, from the one after
/// `after`.
///
/// # Errors
/// The engine's.
pub fn overdue(
    tx: &mut ReadTx<'_>,
    then: Timestamp,
    after: Option<OutboxId>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let after = after.map_or(0, |id| id.0);
    tx.many(&OVERDUE, &[then.into(), after.into(), i64::from(limit).into()], listed)
}

/// People with a listed call of which nobody knows whether it was made.
///
/// # Errors
/// The engine's.
pub fn unknown(tx: &mut ReadTx<'_>) -> Result<Vec<DossierId>, StoreError> {
    tx.many(&UNKNOWN, &[], |row| Ok(DossierId(row.get(0)?)))
}

/// Decided again by so many events, it stays on the list.
///
/// # Errors
/// The engine's.
pub fn keep(tx: &mut WriteTx<'_>, id: OutboxId, events: i64) -> Result<(), StoreError> {
    tx.run(&KEEP, &[id.0.into(), events.into()]).map(|_| ())
}

/// The call was recalled, or the dialler said what became of it.
///
/// # Errors
/// The engine's.
pub fn settle(
    tx: &mut WriteTx<'_>,
    id: OutboxId,
    state: State,
    why: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(&SETTLE, &[id.0.into(), state.as_str().into(), now.into(), why.into()]).map(|_| ())
}

/// The digest of what the dialler said of a call before, by its row as written and when it began.
///
/// # Errors
/// The engine's.
pub fn find_result(tx: &mut ReadTx<'_>, row: &str, started: Timestamp) -> Result<Option<Vec<u8>>, StoreError> {
    tx.one(&FIND_RESULT, &[row.into(), started.into()], |found| found.get(0))
}

/// How many calls the dialler reported for a row.
///
/// # Errors
/// The engine's.
pub fn results(tx: &mut ReadTx<'_>, row: &str) -> Result<i64, StoreError> {
    Ok(tx.one(&RESULTS, &[row.into()], |found| found.get(0))?.unwrap_or(0))
}

/// Remembers what the dialler said of a call.
///
/// # Errors
/// A call that is known already ends the transaction; and the engine's.
pub fn add_result(
    tx: &mut WriteTx<'_>,
    row: &str,
    started: Timestamp,
    digest: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(&ADD_RESULT, &[row.into(), started.into(), digest.into(), now.into()]).map(|_| ())
}

fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    Ok(Listed {
        id: OutboxId(row.get(0)?),
        dossier: DossierId(row.get(1)?),
        list: row.get(2)?,
        listed: row.moment(3)?,
        opens: row.moment(4)?,
        closes: row.moment(5)?,
        events: row.get(6)?,
        state: State::parse(&row.get::<String>(7)?)?,
        changed: row.moment(8)?,
        why: row.get(9)?,
    })
}
