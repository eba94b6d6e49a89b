//! Work for humans: handed over or referred by a rule, with the facts they need.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, TaskId};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    INSERT = "insert into task (id, dossier, kind, why, created, due, owner, state, changed, facts) \
        values (?1, ?2, ?3, ?4, ?5, ?6, null, 'open', ?5, ?7)";
    TAKE = "update task set owner = ?2, changed = ?3 where id = ?1 and state = 'open' and (owner is null or owner = ?2)";
    RELEASE = "update task set owner = null, changed = ?2 where id = ?1 and state = 'open'";
    CLOSE = "update task set state = ?2, changed = ?3 where id = ?1 and state = 'open'";
    STATE = "select state, owner from task where id = ?1";
    OPEN = "select t.id, t.dossier, t.kind, t.why, t.created, t.due, t.owner, t.state, t.changed, t.facts, d.sealed_key \
        from task t join dossier d on d.id = t.dossier where t.state = 'open' and (t.due > ?1 or (t.due = ?1 and t.id > ?2)) \
        order by t.due, t.id limit ?3";
    OF_DOSSIER = "select t.id, t.dossier, t.kind, t.why, t.created, t.due, t.owner, t.state, t.changed, t.facts, \
        d.sealed_key from task t join dossier d on d.id = t.dossier where t.dossier = ?1 order by t.id";
    GET = "select t.id, t.dossier, t.kind, t.why, t.created, t.due, t.owner, t.state, t.changed, t.facts, d.sealed_key \
        from task t join dossier d on d.id = t.dossier where t.id = ?1";
    COUNTS = "select kind, count(*) as n from task where state = 'open' group by kind order by kind";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// How far a task came.
    State, "task state" {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// No longer needed.
        Dropped = "dropped",
    }
}

/// A task that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTask<'a> {
    /// About whom.
    pub dossier: DossierId,
    /// The word for what is to be done.
    pub kind: &'a str,
    /// Why, in plain words that name nobody.
    pub why: &'a str,
    /// When it was made.
    pub created: Timestamp,
    /// Until when.
    pub due: Timestamp,
    /// The facts. Sealed.
    pub facts: &'a [u8],
}

/// A task on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// About whom.
    pub dossier: DossierId,
    /// The word for what is to be done.
    pub kind: String,
    /// Why.
    pub why: String,
    /// When it was made.
    pub created: Timestamp,
    /// Until when.
    pub due: Timestamp,
    /// Who took it.
    pub owner: Option<String>,
    /// How far it came.
    pub state: State,
    /// Since when it is so.
    pub changed: Timestamp,
    /// The facts; none once the person was forgotten.
    pub facts: Option<Vec<u8>>,
}

/// Makes a task.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn add(tx: &mut WriteTx<'_>, new: &NewTask<'_>) -> Result<TaskId, StoreError> {
    let key = key_of(tx, new.dossier)?;
    let id = TaskId(tx.mint.next());
    let facts = key.seal(&tx.vault.random, place(new.dossier, id), new.facts)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.kind.into(),
        new.why.into(),
        new.created.into(),
        new.due.into(),
        (&facts).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

/// Gives an open task to somebody; taking one's own again is no error.
///
/// # Errors
/// `Stale`: another has it, or it is closed. `Missing`. The engine's.
pub fn take(tx: &mut WriteTx<'_>, id: TaskId, owner: &str, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx.run(&TAKE, &[id.0.into(), owner.into(), now.into()])?;
    changed_or_stale(tx, id, changed)
}

/// Gives an open task back to all.
///
/// # Errors
/// `Stale`: it is closed. `Missing`. The engine's.
pub fn release(tx: &mut WriteTx<'_>, id: TaskId, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx.run(&RELEASE, &[id.0.into(), now.into()])?;
    changed_or_stale(tx, id, changed)
}

/// Closes an open task.
///
/// # Errors
/// `Stale`: it is closed already. `Missing`. The engine's.
pub fn close(tx: &mut WriteTx<'_>, id: TaskId, state: State, now: Timestamp) -> Result<(), StoreError> {
    let changed = tx.run(&CLOSE, &[id.0.into(), state.as_str().into(), now.into()])?;
    changed_or_stale(tx, id, changed)
}

/// One task.
///
/// # Errors
/// Facts that do not open, and the engine's.
pub fn get(tx: &mut ReadTx<'_>, id: TaskId) -> Result<Option<Task>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| task(vault, row))
}

/// A page of open tasks, the most urgent first, from the one after `after` (its `due` and id).
///
/// # Errors
/// As [`get`].
pub fn open(tx: &mut ReadTx<'_>, after: Option<(Timestamp, TaskId)>, limit: u32) -> Result<Vec<Task>, StoreError> {
    let vault = tx.vault;
    let (due, id) = after.map_or((i64::MIN, 0), |(due, id)| (due.as_microsecond(), id.0));
    tx.many(&OPEN, &[due.into(), id.into(), i64::from(limit).into()], |row| task(vault, row))
}

/// All tasks about a person, in the order they were made.
///
/// # Errors
/// As [`get`].
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Task>, StoreError> {
    let vault = tx.vault;
    tx.many(&OF_DOSSIER, &[dossier.0.into()], |row| task(vault, row))
}

/// How many tasks of each kind are open.
///
/// # Errors
/// The engine's.
pub fn open_counts(tx: &mut ReadTx<'_>) -> Result<Vec<(String, i64)>, StoreError> {
    tx.many(&COUNTS, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn changed_or_stale(tx: &mut ReadTx<'_>, id: TaskId, changed: u64) -> Result<(), StoreError> {
    if changed == 1 {
        return Ok(());
    }
    let found = tx.one(&STATE, &[id.0.into()], |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)))?;
    let (state, owner) = found.ok_or_else(|| StoreError::missing("task", id))?;
    let state = owner.map_or(state.clone(), |owner| format!("{state}, taken by {owner}"));
    Err(StoreError::Stale { what: "task", id: id.to_string(), state })
}

fn task(vault: &Vault, row: &Row<'_>) -> Result<Task, StoreError> {
    let id = TaskId(row.get(0)?);
    let dossier = DossierId(row.get(1)?);
    let facts = match row.get::<Option<Vec<u8>>>(10)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(9)?)?),
        None => None,
    };
    Ok(Task {
        id,
        dossier,
        kind: row.get(2)?,
        why: row.get(3)?,
        created: row.moment(4)?,
        due: row.moment(5)?,
        owner: row.get(6)?,
        state: State::parse(&row.get::<String>(7)?)?,
        changed: row.moment(8)?,
        facts,
    })
}

fn place(dossier: DossierId, id: TaskId) -> Place {
    Place { table: "task", dossier: dossier.0, row: id.0 }
}
