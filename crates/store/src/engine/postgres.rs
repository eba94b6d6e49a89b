//! PostgreSQL: a bounded pool, serialisable writes that are tried again, and statements prepared once per connection.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, Config, NoTls, error::SqlState, types::ToSql};

use super::limits::{INSERT_ROWS_MAX, TRIES_MAX, TURNS_FROM_TRY};
use super::statement::Statement;
use super::tx::{Link, ReadTx, WriteTx};
use super::value::{Row, Value};
use crate::error::StoreError;
use crate::id::Mint;
use crate::vault::Vault;

/// How strictly a transaction is kept apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isolation {
    /// As if it ran alone. For everything but claiming work.
    Serializable,
    /// Sees what others commit meanwhile. For `skip locked`, where each row is looked at again once it is locked.
    Latest,
}

/// A server, and the connections to it.
#[derive(Debug)]
pub(crate) struct Postgres {
    config: Config,
    pool: Mutex<Pool>,
    returned: Condvar,
    connections_max: usize,
    /// Taken by writers that met others too often, so that at least those of this process take turns.
    turns: Mutex<()>,
}

#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

/// A connection with its prepared statements, by the statement's name and how many rows it carries (0: as written).
pub(crate) struct Connection {
    client: Client,
    prepared: HashMap<(&'static str, usize), postgres::Statement>,
    /// Whether a transaction is open: if a closure panics it still is, and the connection is closed rather than reused.
    inside: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Connection").field("prepared", &self.prepared.len()).finish_non_exhaustive()
    }
}

/// A connection that goes back to the pool when let go.
struct Borrowed<'a> {
    from: &'a Postgres,
    connection: Option<Connection>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut pool = lock(&self.from.pool);
        match self.connection.take() {
            Some(connection) if !connection.inside && !connection.client.is_closed() => pool.idle.push(connection),
            _ => pool.open = pool.open.saturating_sub(1),
        }
        drop(pool);
        self.from.returned.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Postgres {
    pub(crate) fn open(config: Config, connections_max: usize) -> Result<Postgres, StoreError> {
        let postgres = Postgres {
            config,
            pool: Mutex::default(),
            returned: Condvar::new(),
            connections_max: connections_max.max(1),
            turns: Mutex::new(()),
        };
        drop(postgres.borrow()?);
        Ok(postgres)
    }

    fn borrow(&self) -> Result<Borrowed<'_>, StoreError> {
        let mut pool = lock(&self.pool);
        loop {
            if let Some(connection) = pool.idle.pop() {
                if connection.client.is_closed() {
                    pool.open = pool.open.saturating_sub(1);
                    continue;
                }
                return Ok(Borrowed { from: self, connection: Some(connection) });
            }
            if pool.open < self.connections_max {
                pool.open += 1;
                drop(pool);
                // From here on a failure gives the place back when `borrowed` is dropped.
                let mut borrowed = Borrowed { from: self, connection: None };
                let client = self.config.connect(NoTls).map_err(|error| fault("connect", &error))?;
                borrowed.connection = Some(Connection { client, prepared: HashMap::new(), inside: false });
                return Ok(borrowed);
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Runs `work` in a serialisable transaction, again from the start while others got in its way.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        vault: &Vault,
        mint: &Mint,
        isolation: Isolation,
        work: &mut dyn FnMut(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let begin = match isolation {
            Isolation::Serializable => "begin isolation level serializable",
            Isolation::Latest => "begin isolation level read committed",
        };
        let mut refused = StoreError::Contended { tries: TRIES_MAX };
        for tries in 1..=TRIES_MAX {
            let turn = (tries >= TURNS_FROM_TRY).then(|| lock(&self.turns));
            let mut borrowed = self.borrow()?;
            let tx = borrowed.begin(begin)?;
            let mut tx = WriteTx::new(ReadTx::new(Link::Postgres(tx), vault, mint));
            let result = work(&mut tx);
            let (_, broken) = tx.end();
            let keeps = result.is_ok() && broken.is_none();
            let ended = borrowed.end(if keeps { "commit" } else { "rollback" });
            drop(turn);
            let error = match broken {
                Some(error) => error,
                None => match (result, ended) {
                    (Err(error), _) => return Err(error),
                    (Ok(value), Ok(())) => return Ok(value),
                    (Ok(_), Err(error)) => error,
                },
            };
            match retry(&error) {
                Retry::Never => return Err(error.into()),
                Retry::Contended => {}
                Retry::Duplicate => refused = error,
            }
        }
        Err(refused.into())
    }

    /// Runs `work` on the database as it is at this moment.
    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        vault: &Vault,
        mint: &Mint,
        work: &mut dyn FnMut(&mut ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut borrowed = self.borrow()?;
        let tx = borrowed.begin("begin isolation level repeatable read read only")?;
        let mut tx = ReadTx::new(Link::Postgres(tx), vault, mint);
        let result = work(&mut tx);
        let (_, broken) = tx.end();
        let ended = borrowed.end("rollback");
        let value = result?;
        match broken {
            Some(error) => Err(error.into()),
            None => Ok(ended.map(|()| value)?),
        }
    }
}

impl Borrowed<'_> {
    /// Begins a transaction; a connection that died while idle is replaced, for nothing has been done on it.
    fn begin(&mut self, begin: &str) -> Result<PostgresTx<'_>, StoreError> {
        let begun = match &mut self.connection {
            Some(connection) => connection.client.batch_execute(begin).map_err(|error| fault("begin", &error)),
            None => Err(no_connection()),
        };
        match begun {
            Ok(()) => {}
            Err(StoreError::Lost { .. }) => {
                let mut client = self.from.config.connect(NoTls).map_err(|error| fault("connect", &error))?;
                client.batch_execute(begin).map_err(|error| fault("begin", &error))?;
                self.connection = Some(Connection { client, prepared: HashMap::new(), inside: false });
            }
            Err(error) => return Err(error),
        }
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        connection.inside = true;
        Ok(PostgresTx { client: &mut connection.client, prepared: &mut connection.prepared })
    }

    /// Ends the transaction by `commit` or `rollback`.
    fn end(&mut self, end: &str) -> Result<(), StoreError> {
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        let ended = connection.client.batch_execute(end).map_err(|error| fault("end", &error));
        // A `commit` that was refused has rolled back; only a connection that is gone may still be inside.
        connection.inside = matches!(ended, Err(StoreError::Lost { .. }));
        ended
    }
}

fn no_connection() -> StoreError {
    StoreError::Lost { reason: "no connection".to_owned() }
}

/// A transaction on one connection.
pub(crate) struct PostgresTx<'a> {
    client: &'a mut Client,
    prepared: &'a mut HashMap<(&'static str, usize), postgres::Statement>,
}

impl std::fmt::Debug for PostgresTx<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PostgresTx").field("prepared", &self.prepared.len()).finish_non_exhaustive()
    }
}

impl PostgresTx<'_> {
    pub(crate) fn each(
        &mut self,
        statement: &'static Statement,
        values: &[Value<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let prepared = self.prepare(statement, 0)?;
        let fault = |error| fault(statement.name, &error);
        let mut rows = self.client.query_raw(&prepared, values.iter().copied()).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if visit(&Row::Postgres(&row)).is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn run(&mut self, statement: &'static Statement, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let prepared = self.prepare(statement, 0)?;
        self.execute(statement, &prepared, values)
    }

    pub(crate) fn insert_rows(
        &mut self,
        statement: &'static Statement,
        columns: usize,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        let mut changed = 0;
        let mut rest = values;
        while !rest.is_empty() {
            // Powers of two, so that a connection keeps a handful of prepared texts and not one for each length.
            let rows = (rest.len() / columns.max(1)).clamp(1, INSERT_ROWS_MAX);
            let rows = 1 << rows.ilog2();
            let (now, later) = rest.split_at_checked(rows * columns).unwrap_or((rest, &[]));
            let prepared = self.prepare(statement, rows)?;
            changed += self.execute(statement, &prepared, now)?;
            rest = later;
        }
        Ok(changed)
    }

    pub(crate) fn script(&mut self, text: &str) -> Result<(), StoreError> {
        self.client.batch_execute(text).map_err(|error| fault("script", &error))
    }

    fn execute(
        &mut self,
        statement: &'static Statement,
        prepared: &postgres::Statement,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        self.client.execute(prepared, &values).map_err(|error| fault(statement.name, &error))
    }

    /// Prepares a statement anew, past those that are kept prepared.
    pub(crate) fn check(&mut self, statement: &'static Statement) -> Result<(), StoreError> {
        let prepared = self.client.prepare(&statement.postgres());
        prepared.map(|_| ()).map_err(|error| fault(statement.name, &error))
    }

    fn prepare(&mut self, statement: &'static Statement, rows: usize) -> Result<postgres::Statement, StoreError> {
        let key = (statement.name, rows);
        if let Some(prepared) = self.prepared.get(&key) {
            return Ok(prepared.clone());
        }
        let text = match rows {
            0 | 1 => statement.postgres(),
            rows => statement.postgres_rows(rows).unwrap_or_else(|| statement.postgres()),
        };
        let prepared = self.client.prepare(&text).map_err(|error| fault(statement.name, &error))?;
        self.prepared.insert(key, prepared.clone());
        Ok(prepared)
    }
}

/// Whether a transaction that failed may simply be run again.
enum Retry {
    Never,
    Contended,
    /// Two wrote the same id at once; the second try sees the first one's row and answers for it.
    Duplicate,
}

const DUPLICATE: &str = "duplicate key: ";

fn retry(error: &StoreError) -> Retry {
    match error {
        StoreError::Contended { .. } => Retry::Contended,
        StoreError::Engine { reason, .. } if reason.starts_with(DUPLICATE) => Retry::Duplicate,
        _ => Retry::Never,
    }
}

/// What an error of PostgreSQL means for the caller.
fn fault(statement: &'static str, error: &postgres::Error) -> StoreError {
    let Some(told) = error.as_db_error() else {
        let reason =
            std::error::Error::source(error).map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        let broken =
            error.is_closed() || std::error::Error::source(error).is_some_and(|cause| cause.is::<std::io::Error>());
        return if broken { StoreError::Lost { reason } } else { StoreError::Engine { statement, reason } };
    };
    let reason = told.message().to_owned();
    let code = told.code();
    if [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code) {
        return StoreError::Contended { tries: 0 };
    }
    if *code == SqlState::UNIQUE_VIOLATION {
        return StoreError::Engine { statement, reason: format!("{DUPLICATE}{reason}") };
    }
    match code.code() {
        "53100" => StoreError::FullDisk,
        "55P03" | "53200" | "53300" | "53400" => StoreError::Busy,
        // The server is going down, was asked to end this connection, or is not yet up.
        code if code.starts_with("57P") || code.starts_with("08") => StoreError::Lost { reason },
        code if code.starts_with("XX") || code.starts_with("58") => StoreError::Damaged { reason },
        _ => StoreError::Engine { statement, reason },
    }
}
