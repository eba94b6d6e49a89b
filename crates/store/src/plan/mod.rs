//! Plans: which there are, how they stand, and when to look at each. What happened to one is on its sheet.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, PlanId};
use crate::words::words;

statements! {
    INSERT = "insert into plan (id, dossier, state, look_at, made, changed) values (?1, ?2, 'running', ?3, ?4, ?4)";
    SET = "update plan set state = ?2, look_at = ?3, changed = ?4 where id = ?1";
    GET = "select id, dossier, state, look_at, made from plan where id = ?1";
    OF_DOSSIER = "select id, dossier, state, look_at, made from plan where dossier = ?1 order by id";
    DUE = "select id, dossier, state, look_at, made from plan where look_at <= ?1 \
        and (look_at > ?2 or (look_at = ?2 and id > ?3)) order by look_at, id limit ?4";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// How a plan stands.
    State, "plan state" {
        /// It is lived.
        Running = "running",
        /// It is paid.
        Finished = "finished",
        /// Somebody ended it.
        Ended = "ended",
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Whose.
    pub dossier: DossierId,
    /// How it stands.
    pub state: State,
    /// When to look at it next.
    pub look_at: Option<Timestamp>,
    /// When it was agreed.
    pub made: Timestamp,
}

/// Begins a plan.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn add(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    look_at: Option<Timestamp>,
    made: Timestamp,
) -> Result<PlanId, StoreError> {
    key_of(tx, dossier)?;
    let id = PlanId(tx.mint.next());
    tx.run(&INSERT, &[id.0.into(), dossier.0.into(), look_at.into(), made.into()])?;
    Ok(id)
}

/// Says how a plan stands, and when to look at it next.
///
/// # Errors
/// `Missing`, and the engine's.
pub fn set(
    tx: &mut WriteTx<'_>,
    id: PlanId,
    state: State,
    look_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match tx.run(&SET, &[id.0.into(), state.as_str().into(), look_at.into(), now.into()])? {
        0 => Err(StoreError::missing("plan", id)),
        _ => Ok(()),
    }
}

/// One plan.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, id: PlanId) -> Result<Option<Plan>, StoreError> {
    tx.one(&GET, &[id.0.into()], plan)
}

/// A person's plans, the oldest first.
///
/// # Errors
/// The engine's.
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Plan>, StoreError> {
    tx.many(&OF_DOSSIER, &[dossier.0.into()], plan)
}

/// A page of plans to look at, from the one after `after` (its moment and id).
///
/// # Errors
/// The engine's.
pub fn due(
    tx: &mut ReadTx<'_>,
    now: Timestamp,
    after: Option<(Timestamp, PlanId)>,
    limit: u32,
) -> Result<Vec<Plan>, StoreError> {
    let (since, id) = after.map_or((i64::MIN, 0), |(since, id)| (since.as_microsecond(), id.0));
    tx.many(&DUE, &[now.into(), since.into(), id.into(), i64::from(limit).into()], plan)
}

fn plan(row: &Row<'_>) -> Result<Plan, StoreError> {
    Ok(Plan {
        id: PlanId(row.get(0)?),
        dossier: DossierId(row.get(1)?),
        state: State::parse(&row.get::<String>(2)?)?,
        look_at: row.moment_opt(3)?,
        made: row.moment(4)?,
    })
}
