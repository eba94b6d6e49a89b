//! Placement files: each is recognised by its bytes, so that the same file twice is one placement.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::BatchId;
use crate::words::words;

statements! {
    INSERT = "insert into batch (id, file_hash, creditor, received, received_by, file_name, state, accepted, rejected, \
        duplicate, report) values (?1, ?2, ?3, ?4, ?5, ?6, 'open', 0, 0, 0, '')";
    FIND = "select id, file_hash, creditor, received, received_by, file_name, state, accepted, rejected, duplicate, report \
        from batch where creditor = ?1 and file_hash = ?2";
    GET = "select id, file_hash, creditor, received, received_by, file_name, state, accepted, rejected, duplicate, report \
        from batch where id = ?1";
    CREDITORS = "select distinct creditor from batch order by creditor";
    LIST = "select id, file_hash, creditor, received, received_by, file_name, state, accepted, rejected, duplicate, report \
        from batch order by received desc, id desc limit ?1";
    FINISH = "update batch set state = 'done', accepted = ?2, rejected = ?3, duplicate = ?4, report = ?5 \
        where id = ?1 and state = 'open'";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// How far a placement came.
    State, "batch state" {
        /// Begun; if the program was stopped meanwhile, placing the same file goes on.
        Open = "open",
        /// All its lines were dealt with.
        Done = "done",
    }
}

/// A placement file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// SHA-256 of the file.
    pub file_hash: [u8; 32],
    /// Whose accounts.
    pub creditor: String,
    /// When it was first placed.
    pub received: Timestamp,
    /// By whom.
    pub received_by: String,
    /// What the file was called.
    pub file_name: String,
    /// How far it came.
    pub state: State,
    /// What came of it, once done.
    pub outcome: Outcome,
}

/// What came of a placement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Accounts placed.
    pub accepted: i64,
    /// Lines that could not be placed.
    pub rejected: i64,
    /// Accounts that were known already.
    pub duplicate: i64,
    /// Control totals, reasons and the rest, as the caller wrote it.
    pub report: String,
}

/// Begins a placement, or answers the one that is there for the same file of the same creditor.
///
/// # Errors
/// The engine's.
pub fn begin(
    tx: &mut WriteTx<'_>,
    creditor: &str,
    file_hash: &[u8; 32],
    file_name: &str,
    recorded: Recorded<'_>,
) -> Result<Batch, StoreError> {
    if let Some(known) = find(tx, creditor, file_hash)? {
        return Ok(known);
    }
    let id = BatchId(tx.mint.next());
    let values =
        [id.0.into(), file_hash.into(), creditor.into(), recorded.at.into(), recorded.by.into(), file_name.into()];
    tx.run(&INSERT, &values)?;
    get(tx, id)?.ok_or_else(|| StoreError::missing("placement", id))
}

/// Ends a placement with what came of it.
///
/// # Errors
/// `Stale`: it has ended already. The engine's.
pub fn finish(tx: &mut WriteTx<'_>, id: BatchId, outcome: &Outcome) -> Result<(), StoreError> {
    let values = [
        id.0.into(),
        outcome.accepted.into(),
        outcome.rejected.into(),
        outcome.duplicate.into(),
        (&outcome.report).into(),
    ];
    if tx.run(&FINISH, &values)? == 1 {
        return Ok(());
    }
    let known = get(tx, id)?.ok_or_else(|| StoreError::missing("placement", id))?;
    Err(StoreError::Stale { what: "placement", id: id.to_string(), state: known.state.to_string() })
}

/// One placement.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, id: BatchId) -> Result<Option<Batch>, StoreError> {
    tx.one(&GET, &[id.0.into()], batch)
}

/// The placement of this file, if there was one.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, creditor: &str, file_hash: &[u8; 32]) -> Result<Option<Batch>, StoreError> {
    tx.one(&FIND, &[creditor.into(), file_hash.into()], batch)
}

/// The latest placements, the newest first.
///
/// # Errors
/// The engine's.
pub fn list(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<Batch>, StoreError> {
    tx.many(&LIST, &[i64::from(limit).into()], batch)
}

/// The creditors who ever placed anything.
///
/// # Errors
/// The engine's.
pub fn creditors(tx: &mut ReadTx<'_>) -> Result<Vec<String>, StoreError> {
    tx.many(&CREDITORS, &[], |row| row.get(0))
}

fn batch(row: &Row<'_>) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: BatchId(row.get(0)?),
        file_hash: row.hash(1)?,
        creditor: row.get(2)?,
        received: row.moment(3)?,
        received_by: row.get(4)?,
        file_name: row.get(5)?,
        state: State::parse(&row.get::<String>(6)?)?,
        outcome: Outcome { accepted: row.get(7)?, rejected: row.get(8)?, duplicate: row.get(9)?, report: row.get(10)? },
    })
}
