//! Settings of the installation, by name; what they mean is the caller's.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;

statements! {
    SET = "insert into setting (name, value, changed, changed_by) values (?1, ?2, ?3, ?4) \
        on conflict (name) do update set value = excluded.value, changed = excluded.changed, changed_by = excluded.changed_by";
    GET = "select name, value, changed, changed_by from setting where name = ?1";
    LIST = "select name, value, changed, changed_by from setting order by name";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value, as the caller wrote it.
    pub value: String,
    /// When it was last set.
    pub changed: Timestamp,
    /// By whom.
    pub changed_by: String,
}

/// Sets a setting.
///
/// # Errors
/// The engine's.
pub fn set(tx: &mut WriteTx<'_>, name: &str, value: &str, recorded: Recorded<'_>) -> Result<(), StoreError> {
    tx.run(&SET, &[name.into(), value.into(), recorded.at.into(), recorded.by.into()])?;
    Ok(())
}

/// One setting, if it was ever set.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, name: &str) -> Result<Option<Setting>, StoreError> {
    tx.one(&GET, &[name.into()], setting)
}

/// All settings, by name.
///
/// # Errors
/// The engine's.
pub fn list(tx: &mut ReadTx<'_>) -> Result<Vec<Setting>, StoreError> {
    tx.many(&LIST, &[], setting)
}

fn setting(row: &Row<'_>) -> Result<Setting, StoreError> {
    Ok(Setting { name: row.get(0)?, value: row.get(1)?, changed: row.moment(2)?, changed_by: row.get(3)? })
}
