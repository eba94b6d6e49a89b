//! SQLite: one writer whose commits are shared, and a few readers that never wait for it.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::limits::{BUSY_WAIT_MAX, GROUP_MAX, PREPARED_MAX};
use super::statement::Statement;
use super::tx::{Link, ReadTx, WriteTx};
use super::value::{Row, Value};
use crate::error::StoreError;
use crate::id::Mint;
use crate::vault::Vault;

/// The file, or memory: who writes, and who reads.
#[derive(Debug)]
pub(crate) struct Sqlite {
    path: Option<std::path::PathBuf>,
    /// How many threads want to write, or are about to: whoever leaves last commits for all.
    waiting: AtomicUsize,
    seat: Mutex<Seat>,
    readers: Mutex<Vec<Connection>>,
    readers_max: usize,
}

/// The writer's connection. Whoever holds it writes.
#[derive(Debug)]
struct Seat {
    connection: Connection,
    /// The transaction that is open although nobody holds the seat: its writers wait for the one who comes next.
    open: Option<Group>,
}

/// Writers whose changes are committed together, each able to fail alone.
#[derive(Debug)]
struct Group {
    size: usize,
    outcome: Arc<Outcome>,
}

#[derive(Debug, Default)]
struct Outcome {
    told: Mutex<Option<Result<(), StoreError>>>,
    bell: Condvar,
}

impl Outcome {
    fn tell(&self, result: Result<(), StoreError>) {
        *lock(&self.told) = Some(result);
        self.bell.notify_all();
    }

    fn wait(&self) -> Result<(), StoreError> {
        let mut told = lock(&self.told);
        loop {
            if let Some(result) = told.as_ref() {
                return result.clone();
            }
            told = self.bell.wait(told).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Every panic of a closure is caught before a lock is let go, so a poisoned lock guards nothing broken.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sqlite {
    pub(crate) fn open(path: Option<&Path>, readers_max: usize) -> Result<Sqlite, StoreError> {
        let connection = connect(path)?;
        Ok(Sqlite {
            path: path.map(Path::to_owned),
            waiting: AtomicUsize::new(0),
            seat: Mutex::new(Seat { connection, open: None }),
            readers: Mutex::new(Vec::new()),
            readers_max,
        })
    }

    /// Runs `work` in a transaction that it may share with the writers of other threads.
    ///
    /// A writer that others wait for leaves the transaction open and waits; the last in line commits for all, so that
    /// many writers pay for one flush of the disk. Each runs in a savepoint: who fails is taken back alone.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        vault: &Vault,
        mint: &Mint,
        work: &mut dyn FnMut(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut seat = lock(&self.seat);
        self.waiting.fetch_sub(1, Ordering::SeqCst);

        let joins = seat.open.is_some();
        if let Err(error) = script(&seat.connection, if joins { "savepoint turn" } else { "begin immediate" }) {
            return Err(abandon(&mut seat, error).into());
        }
        let mut tx = WriteTx::new(ReadTx::new(Link::Sqlite(SqliteTx { connection: &seat.connection }), vault, mint));
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        let (_, broken) = tx.end();
        let keeps = matches!(result, Ok(Ok(_))) && broken.is_none();

        if seat.connection.is_autocommit() {
            // The engine gave up the whole transaction (a full disk does that): all who share it must hear.
            let lost = abandon(&mut seat, broken.unwrap_or(StoreError::FullDisk));
            return settle(result, Some(lost), Ok(()));
        }
        if !joins && !keeps {
            let undone = script(&seat.connection, "rollback");
            return settle(result, broken, undone);
        }
        if joins {
            let turn = if keeps { "release turn" } else { "rollback to turn; release turn" };
            if let Err(error) = script(&seat.connection, turn) {
                return settle(result, Some(abandon(&mut seat, error)), Ok(()));
            }
        }
        let committed = self.leave(seat);
        settle(result, broken, committed)
    }

    /// Commits, or lets the next in line do so and waits for it.
    fn leave(&self, mut seat: MutexGuard<'_, Seat>) -> Result<(), StoreError> {
        let mut group = seat.open.take().unwrap_or_else(|| Group { size: 0, outcome: Arc::default() });
        group.size += 1;
        if self.waiting.load(Ordering::SeqCst) > 0 && group.size < GROUP_MAX && self.path.is_some() {
            let outcome = Arc::clone(&group.outcome);
            seat.open = Some(group);
            drop(seat);
            return outcome.wait();
        }
        let committed = script(&seat.connection, "commit");
        match committed {
            Ok(()) => {
                group.outcome.tell(Ok(()));
                Ok(())
            }
            Err(error) => {
                seat.open = Some(group);
                Err(abandon(&mut seat, error))
            }
        }
    }

    /// Runs `work` on the database as it is at this moment.
    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        vault: &Vault,
        mint: &Mint,
        work: &mut dyn FnMut(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(path) = &self.path else {
            // Memory has one connection; no group is ever left open there, so this sees only what is committed.
            let seat = lock(&self.seat);
            return look(&seat.connection, vault, mint, work);
        };
        let idle = lock(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => reader(path)?,
        };
        let result = look(&connection, vault, mint, work);
        let mut readers = lock(&self.readers);
        if readers.len() < self.readers_max {
            readers.push(connection);
        }
        result
    }

    /// Runs `work` on the writer's connection, outside any transaction.
    #[cfg(feature = "testing")]
    pub(crate) fn with_writer<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> T {
        work(&mut lock(&self.seat).connection)
    }

    /// How many threads wait to write.
    #[cfg(feature = "testing")]
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }
}

/// Takes back the open transaction and tells all who share it, for nobody may be left waiting.
fn abandon(seat: &mut Seat, error: StoreError) -> StoreError {
    if !seat.connection.is_autocommit() {
        // Nothing more can be done if this fails too: the next `begin` will say so.
        let _ = script(&seat.connection, "rollback");
    }
    if let Some(group) = seat.open.take() {
        group.outcome.tell(Err(error.clone()));
    }
    error
}

/// What the caller hears: its own error first, then the engine's, then whether it was kept.
fn settle<T, E: From<StoreError>>(
    result: std::thread::Result<Result<T, E>>,
    broken: Option<StoreError>,
    committed: Result<(), StoreError>,
) -> Result<T, E> {
    match result {
        Err(panic) => resume_unwind(panic),
        Ok(Err(error)) => Err(error),
        Ok(Ok(value)) => {
            if let Some(error) = broken {
                return Err(error.into());
            }
            committed?;
            Ok(value)
        }
    }
}

fn look<T, E: From<StoreError>>(
    connection: &Connection,
    vault: &Vault,
    mint: &Mint,
    work: &mut dyn FnMut(&mut ReadTx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    script(connection, "begin")?;
    let mut tx = ReadTx::new(Link::Sqlite(SqliteTx { connection }), vault, mint);
    let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
    let (_, broken) = tx.end();
    let ended = if connection.is_autocommit() { Ok(()) } else { script(connection, "rollback") };
    settle(result, broken, ended)
}

fn connect(path: Option<&Path>) -> Result<Connection, StoreError> {
    let fault = |error| fault("open", &error);
    let connection = match path {
        None => Connection::open_in_memory().map_err(fault)?,
        Some(path) => {
            let flags =
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(path, flags).map_err(fault)?
        }
    };
    connection.busy_timeout(BUSY_WAIT_MAX).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    // A page of 8 KiB holds an event of 2 KB beside others; one of 4 KiB would give each longer than 1 KB a page of its own.
    // `full` flushes at every commit: a ledger may not forget what it has confirmed. `cache_size` is in KiB.
    script(
        &connection,
        "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off;
         pragma secure_delete = fast; pragma cache_size = -65536; pragma journal_size_limit = 67108864",
    )?;
    Ok(connection)
}

fn reader(path: &Path) -> Result<Connection, StoreError> {
    let fault = |error| fault("open", &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(BUSY_WAIT_MAX).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    script(&connection, "pragma query_only = on; pragma trusted_schema = off; pragma cache_size = -8192")?;
    Ok(connection)
}

/// The transaction that is open on a connection.
#[derive(Debug)]
pub(crate) struct SqliteTx<'a> {
    pub(crate) connection: &'a Connection,
}

impl SqliteTx<'_> {
    pub(crate) fn each(
        &mut self,
        statement: &'static Statement,
        values: &[Value<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let fault = |error| fault(statement.name, &error);
        let mut prepared = self.connection.prepare_cached(statement.sqlite()).map_err(fault)?;
        let mut rows = prepared.query(params_from_iter(values)).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if visit(&Row::Sqlite(row)).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Prepares a statement anew, past those that are kept prepared.
    pub(crate) fn check(&mut self, statement: &'static Statement) -> Result<(), StoreError> {
        self.connection.prepare(statement.sqlite()).map(|_| ()).map_err(|error| fault(statement.name, &error))
    }

    pub(crate) fn run(&mut self, statement: &'static Statement, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let fault = |error| fault(statement.name, &error);
        let mut prepared = self.connection.prepare_cached(statement.sqlite()).map_err(fault)?;
        let changed = prepared.execute(params_from_iter(values)).map_err(fault)?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }
}

pub(crate) fn script(connection: &Connection, text: &str) -> Result<(), StoreError> {
    connection.execute_batch(text).map_err(|error| fault("script", &error))
}

/// What an error of SQLite means for the caller.
fn fault(statement: &'static str, error: &rusqlite::Error) -> StoreError {
    let reason = match error {
        // Its own text repeats the whole statement.
        rusqlite::Error::SqlInputError { msg, offset, .. } => format!("{msg} at byte {offset}"),
        error => error.to_string(),
    };
    let Some(code) = error.sqlite_error_code() else {
        return StoreError::Engine { statement, reason };
    };
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DiskFull | ErrorCode::TooBig => StoreError::FullDisk,
        ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::SystemIoFailure
        | ErrorCode::ReadOnly
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied => StoreError::Damaged { reason },
        _ => StoreError::Engine { statement, reason },
    }
}

thread_local! {
    /// The stores whose transaction this thread is in, to refuse a second one that would wait for the first.
    static INSIDE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Marks this thread as inside a transaction of one store, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Inside(());

impl Inside {
    pub(crate) fn enter(store: usize) -> Result<Inside, StoreError> {
        INSIDE.with_borrow_mut(|stores| {
            if stores.contains(&store) {
                return Err(StoreError::Nested);
            }
            stores.push(store);
            Ok(Inside(()))
        })
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.with_borrow_mut(|stores| stores.pop());
    }
}
