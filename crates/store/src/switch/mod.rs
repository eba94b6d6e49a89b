//! Switches, such as the one that stops everything: each turn stays known, with who, when and why.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::words::words;

statements! {
    LAST = "select name, number, action, at, done_by, reason from switch where name = ?1 order by number desc limit 1";
    HISTORY = "select name, number, action, at, done_by, reason from switch where name = ?1 order by number desc limit ?2";
    INSERT = "insert into switch (name, number, action, at, done_by, reason) values (?1, ?2, ?3, ?4, ?5, ?6)";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What was done to a switch.
    Action, "switch action" {
        /// Stopped, at once.
        Stop = "stop",
        /// The first of two asked to let it go on. It is still stopped.
        AskRelease = "ask_release",
        /// The second agreed. It goes on.
        Release = "release",
    }
}

/// One turn of a switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which turn of this switch, from 1.
    pub number: i64,
    /// What was done.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Records a turn. Whether it may be made is the caller's to decide, on [`last`] in the same transaction.
///
/// # Errors
/// The engine's.
pub fn turn(
    tx: &mut WriteTx<'_>,
    name: &str,
    action: Action,
    reason: &str,
    recorded: Recorded<'_>,
) -> Result<(), StoreError> {
    let number = last(tx, name)?.map_or(1, |last| last.number + 1);
    let values =
        [name.into(), number.into(), action.as_str().into(), recorded.at.into(), recorded.by.into(), reason.into()];
    tx.run(&INSERT, &values)?;
    Ok(())
}

/// The last turn of a switch; none if it was never touched.
///
/// # Errors
/// The engine's.
pub fn last(tx: &mut ReadTx<'_>, name: &str) -> Result<Option<Turn>, StoreError> {
    tx.one(&LAST, &[name.into()], read)
}

/// The turns of a switch, the newest first.
///
/// # Errors
/// The engine's.
pub fn history(tx: &mut ReadTx<'_>, name: &str, limit: u32) -> Result<Vec<Turn>, StoreError> {
    tx.many(&HISTORY, &[name.into(), i64::from(limit).into()], read)
}

fn read(row: &Row<'_>) -> Result<Turn, StoreError> {
    Ok(Turn {
        number: row.get(1)?,
        action: Action::parse(&row.get::<String>(2)?)?,
        at: row.moment(3)?,
        by: row.get(4)?,
        reason: row.get(5)?,
    })
}
