//! A transaction on either engine: `ReadTx` sees one moment, `WriteTx` changes and is all or nothing.

use std::ops::{ControlFlow, Deref, DerefMut};

use super::postgres::PostgresTx;
use super::sqlite::{self, SqliteTx};
use super::statement::Statement;
use super::value::{Row, Value};
use crate::error::StoreError;
use crate::id::Mint;
use crate::vault::Vault;

/// A view of the database as it was at one moment. Given to the closure of [`crate::Store::read`].
#[derive(Debug)]
pub struct ReadTx<'a> {
    link: Link<'a>,
    pub(crate) vault: &'a Vault,
    pub(crate) mint: &'a Mint,
    /// The first error of the engine. From then on every statement is refused: SQLite may have rolled back on its own,
    /// and what came after would be kept without what came before. PostgreSQL does the same.
    broken: Option<StoreError>,
}

/// A transaction that may change things. Given to the closure of [`crate::Store::write`]; can also do all that
/// [`ReadTx`] can.
#[derive(Debug)]
pub struct WriteTx<'a> {
    read: ReadTx<'a>,
}

#[derive(Debug)]
pub(crate) enum Link<'a> {
    Sqlite(SqliteTx<'a>),
    Postgres(PostgresTx<'a>),
}

impl<'a> ReadTx<'a> {
    pub(crate) fn new(link: Link<'a>, vault: &'a Vault, mint: &'a Mint) -> ReadTx<'a> {
        ReadTx { link, vault, mint, broken: None }
    }

    /// Gives back the connection, and what broke on the way.
    pub(crate) fn end(self) -> (Link<'a>, Option<StoreError>) {
        (self.link, self.broken)
    }

    /// Calls `each` for every row, in bounded memory, until it breaks off.
    pub(crate) fn each<E: From<StoreError>>(
        &mut self,
        statement: &'static Statement,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.check(values)?;
        // An error of `each` is the caller's own and breaks nothing; only the engine's does.
        let mut failed: Option<E> = None;
        let mut visit = |row: &Row<'_>| match each(row) {
            Ok(flow) => flow,
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        };
        let done = match &mut self.link {
            Link::Sqlite(tx) => tx.each(statement, values, &mut visit),
            Link::Postgres(tx) => tx.each(statement, values, &mut visit),
        };
        self.note(done)?;
        failed.map_or(Ok(()), Err)
    }

    /// All rows, mapped. For answers that have a limit.
    pub(crate) fn many<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        self.each(statement, values, |row| {
            rows.push(map(row)?);
            Ok::<_, StoreError>(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// The first row, mapped, if there is one.
    pub(crate) fn one<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value<'_>],
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut map = Some(map);
        let mut found = None;
        self.each(statement, values, |row| {
            if let Some(map) = map.take() {
                found = Some(map(row)?);
            }
            Ok::<_, StoreError>(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Prepares a statement without running it.
    pub(crate) fn check_statement(&mut self, statement: &'static Statement) -> Result<(), StoreError> {
        self.check(&[])?;
        let done = match &mut self.link {
            Link::Sqlite(tx) => tx.check(statement),
            Link::Postgres(tx) => tx.check(statement),
        };
        self.note(done)
    }

    fn check(&self, values: &[Value<'_>]) -> Result<(), StoreError> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        // PostgreSQL cannot keep a zero in text, so neither engine may.
        let zero = values.iter().find_map(|value| match value {
            Value::Text(text) if text.contains('\0') => Some(*text),
            _ => None,
        });
        zero.map_or(Ok(()), |text| {
            let value = text.chars().take(40).collect::<String>().escape_default().to_string();
            Err(StoreError::Refused { what: "text", value, why: "it holds a zero byte: take it out" })
        })
    }

    fn note<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.broken.get_or_insert_with(|| error.clone());
        }
        result
    }
}

impl<'a> WriteTx<'a> {
    pub(crate) fn new(read: ReadTx<'a>) -> WriteTx<'a> {
        WriteTx { read }
    }

    pub(crate) fn end(self) -> (Link<'a>, Option<StoreError>) {
        self.read.end()
    }

    /// Runs a statement that answers no rows; the number of rows it changed.
    pub(crate) fn run(&mut self, statement: &'static Statement, values: &[Value<'_>]) -> Result<u64, StoreError> {
        self.check(values)?;
        let done = match &mut self.read.link {
            Link::Sqlite(tx) => tx.run(statement, values),
            Link::Postgres(tx) => tx.run(statement, values),
        };
        self.note(done)
    }

    /// Runs an `insert … values (…)` once for each `columns` values.
    pub(crate) fn insert_rows(
        &mut self,
        statement: &'static Statement,
        columns: usize,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        self.check(values)?;
        let done = match &mut self.read.link {
            Link::Sqlite(tx) => {
                let mut changed = 0;
                let mut all = Ok(());
                for row in values.chunks(columns) {
                    match tx.run(statement, row) {
                        Ok(rows) => changed += rows,
                        Err(error) => {
                            all = Err(error);
                            break;
                        }
                    }
                }
                all.map(|()| changed)
            }
            Link::Postgres(tx) => tx.insert_rows(statement, columns, values),
        };
        self.note(done)
    }

    /// Runs a script of our own, for migrations.
    pub(crate) fn script(&mut self, text: &str) -> Result<(), StoreError> {
        let done = match &mut self.read.link {
            Link::Sqlite(tx) => sqlite::script(tx.connection, text),
            Link::Postgres(tx) => tx.script(text),
        };
        self.note(done)
    }
}

impl<'a> Deref for WriteTx<'a> {
    type Target = ReadTx<'a>;

    fn deref(&self) -> &ReadTx<'a> {
        &self.read
    }
}

impl<'a> DerefMut for WriteTx<'a> {
    fn deref_mut(&mut self) -> &mut ReadTx<'a> {
        &mut self.read
    }
}
