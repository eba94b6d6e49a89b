//! A copy of a database that is in use, whole as of one moment.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::engine::address::Address;
use crate::error::OpenError;

/// Why no copy was made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Address(#[from] OpenError),
    #[error("this database is copied by its own tool: run `pg_dump --format=custom --file={0}`")]
    Server(PathBuf),
    #[error("a database in memory has nothing to copy: open one in a file")]
    Memory,
    #[error("`{0}` is there already: name a file that is not, so that no backup is lost")]
    There(PathBuf),
    #[error("the copy can't be made: {0}; check the disk and who may write there")]
    Copy(#[from] rusqlite::Error),
}

/// Copies the database at `address` into a new file, while others read and write it. The key is not in the copy: keep
/// it elsewhere, for without it nothing personal can be read.
///
/// # Errors
/// A server's database, a file that is there already, a full disk.
pub fn backup(address: &str, into: &Path) -> Result<(), BackupError> {
    let path = match Address::parse(address)? {
        Address::File(path) => path,
        Address::Memory => return Err(BackupError::Memory),
        Address::Server(_) => return Err(BackupError::Server(into.to_owned())),
    };
    if into.exists() {
        return Err(BackupError::There(into.to_owned()));
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute("vacuum into ?1", [into.to_string_lossy().as_ref()])?;
    Ok(())
}
