//! Promises both ways: what we promised is kept as strictly as what was promised to us.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, PromiseId};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    INSERT = "insert into promise (id, dossier, made_by, made, due, state, changed, owner, what) \
        values (?1, ?2, ?3, ?4, ?5, 'open', ?4, ?6, ?7)";
    SETTLE = "update promise set state = ?2, changed = ?3 where id = ?1 and state = 'open'";
    STATE = "select state from promise where id = ?1";
    OF_DOSSIER = "select p.id, p.dossier, p.made_by, p.made, p.due, p.state, p.changed, p.owner, p.what, d.sealed_key \
        from promise p join dossier d on d.id = p.dossier where p.dossier = ?1 order by p.id";
    DUE = "select p.id, p.dossier, p.made_by, p.made, p.due, p.state, p.changed, p.owner, p.what, d.sealed_key \
        from promise p join dossier d on d.id = p.dossier where p.state = 'open' and p.made_by = ?1 and p.due <= ?2 \
        and (p.due > ?3 or (p.due = ?3 and p.id > ?4)) order by p.due, p.id limit ?5";
    IN_TIME = "select made_by, cast(coalesce(sum(case when state = 'kept' and changed <= due then 1 else 0 end), 0) as bigint) \
        as kept, count(*) as n from promise where state in ('kept', 'broken') or (state = 'open' and due < ?1) \
        group by made_by order by made_by";
    COUNTS = "select made_by, state, count(*) as n from promise group by made_by, state order by made_by, state";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// Who promised.
    MadeBy, "promise" {
        /// We did.
        Ours = "ours",
        /// The person did.
        Theirs = "theirs",
    }
}

words! {
    /// What became of a promise.
    State, "promise state" {
        /// Not yet due, or overdue.
        Open = "open",
        /// Kept.
        Kept = "kept",
        /// Not kept.
        Broken = "broken",
        /// Taken back, or replaced by another.
        Released = "released",
    }
}

/// A promise that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPromise<'a> {
    /// To or from whom.
    pub dossier: DossierId,
    /// Who promised.
    pub made_by: MadeBy,
    /// When.
    pub made: Timestamp,
    /// Until when.
    pub due: Timestamp,
    /// Who here sees to it.
    pub owner: &'a str,
    /// What was promised. Sealed.
    pub what: &'a [u8],
}

/// A promise on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// To or from whom.
    pub dossier: DossierId,
    /// Who promised.
    pub made_by: MadeBy,
    /// When.
    pub made: Timestamp,
    /// Until when.
    pub due: Timestamp,
    /// What became of it.
    pub state: State,
    /// Since when.
    pub changed: Timestamp,
    /// Who here sees to it.
    pub owner: String,
    /// What was promised; none once the person was forgotten.
    pub what: Option<Vec<u8>>,
}

/// Keeps a promise in mind.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn add(tx: &mut WriteTx<'_>, new: &NewPromise<'_>) -> Result<PromiseId, StoreError> {
    let key = key_of(tx, new.dossier)?;
    let id = PromiseId(tx.mint.next());
    let what = key.seal(&tx.vault.random, place(new.dossier, id), new.what)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.made_by.as_str().into(),
        new.made.into(),
        new.due.into(),
        new.owner.into(),
        (&what).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

/// Ends an open promise.
///
/// # Errors
/// `Stale`: it has ended already. `Missing`. The engine's.
pub fn settle(tx: &mut WriteTx<'_>, id: PromiseId, state: State, now: Timestamp) -> Result<(), StoreError> {
    if tx.run(&SETTLE, &[id.0.into(), state.as_str().into(), now.into()])? == 1 {
        return Ok(());
    }
    match tx.one(&STATE, &[id.0.into()], |row| row.get::<String>(0))? {
        Some(state) => Err(StoreError::Stale { what: "promise", id: id.to_string(), state }),
        None => Err(StoreError::missing("promise", id)),
    }
}

/// All promises to and from a person, in the order they were made.
///
/// # Errors
/// A text that does not open, and the engine's.
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Promise>, StoreError> {
    let vault = tx.vault;
    tx.many(&OF_DOSSIER, &[dossier.0.into()], |row| promise(vault, row))
}

/// A page of open promises due at `now` or before, the longest overdue first, from the one after `after`.
///
/// # Errors
/// As [`of_dossier`].
pub fn due(
    tx: &mut ReadTx<'_>,
    made_by: MadeBy,
    now: Timestamp,
    after: Option<(Timestamp, PromiseId)>,
    limit: u32,
) -> Result<Vec<Promise>, StoreError> {
    let vault = tx.vault;
    let (since, id) = after.map_or((i64::MIN, 0), |(since, id)| (since.as_microsecond(), id.0));
    let values = [made_by.as_str().into(), now.into(), since.into(), id.into(), i64::from(limit).into()];
    tx.many(&DUE, &values, |row| promise(vault, row))
}

/// Of the promises of each side that are settled or overdue: how many were kept in time, and how many there are.
///
/// # Errors
/// The engine's.
pub fn in_time(tx: &mut ReadTx<'_>, now: Timestamp) -> Result<Vec<(MadeBy, i64, i64)>, StoreError> {
    tx.many(&IN_TIME, &[now.into()], |row| Ok((MadeBy::parse(&row.get::<String>(0)?)?, row.get(1)?, row.get(2)?)))
}

/// How many promises are in each state, by who made them.
///
/// # Errors
/// The engine's.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<(MadeBy, State, i64)>, StoreError> {
    tx.many(&COUNTS, &[], |row| {
        Ok((MadeBy::parse(&row.get::<String>(0)?)?, State::parse(&row.get::<String>(1)?)?, row.get(2)?))
    })
}

fn promise(vault: &Vault, row: &Row<'_>) -> Result<Promise, StoreError> {
    let id = PromiseId(row.get(0)?);
    let dossier = DossierId(row.get(1)?);
    let what = match row.get::<Option<Vec<u8>>>(9)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(8)?)?),
        None => None,
    };
    Ok(Promise {
        id,
        dossier,
        made_by: MadeBy::parse(&row.get::<String>(2)?)?,
        made: row.moment(3)?,
        due: row.moment(4)?,
        state: State::parse(&row.get::<String>(5)?)?,
        changed: row.moment(6)?,
        owner: row.get(7)?,
        what,
    })
}

fn place(dossier: DossierId, id: PromiseId) -> Place {
    Place { table: "promise", dossier: dossier.0, row: id.0 }
}
