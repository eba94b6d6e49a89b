//! The two engines behind one transaction type: what runs a statement, and nothing about what it is for.

pub(crate) mod address;
pub(crate) mod migrate;
pub(crate) mod postgres;
pub(crate) mod registry;
pub(crate) mod sqlite;
pub(crate) mod statement;
pub(crate) mod tx;
pub(crate) mod value;

pub use address::Engine;
pub use tx::{ReadTx, WriteTx};

/// Limits of the engine layer, each with what it bounds.
pub(crate) mod limits {
    use std::time::Duration;

    /// How long to wait for another process that writes.
    pub(crate) const BUSY_WAIT_MAX: Duration = Duration::from_secs(10);
    /// How many writers may share one commit.
    pub(crate) const GROUP_MAX: usize = 256;
    /// How often a PostgreSQL transaction is tried before the caller hears of it.
    pub(crate) const TRIES_MAX: u32 = 20;
    /// From this try on, writers of this process take turns.
    pub(crate) const TURNS_FROM_TRY: u32 = 3;
    /// How many rows one insert statement carries on PostgreSQL.
    pub(crate) const INSERT_ROWS_MAX: usize = 128;
    /// Prepared statements that one SQLite connection keeps.
    pub(crate) const PREPARED_MAX: usize = 256;
}
