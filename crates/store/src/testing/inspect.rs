//! What each statement takes and gives, as the engine itself sees it.

use super::{Fresh, must};
use crate::engine::Engine;
use crate::engine::registry::every_statement;

/// A statement as an engine prepared it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Where it stands in the source.
    pub statement: &'static str,
    /// How many parameters it has.
    pub parameters: usize,
    /// The types of its parameters, where the engine knows them.
    pub parameter_types: Vec<String>,
    /// Name and type of each column of its answer; an empty type where the engine does not know it.
    pub answer: Vec<(String, String)>,
}

/// Prepares every statement on the engine of a store. Types are given in PostgreSQL's words.
#[must_use]
pub fn columns(fresh: &Fresh) -> Vec<Columns> {
    match fresh.store.engine() {
        Engine::Sqlite => on_sqlite(fresh),
        Engine::Postgres => on_postgres(fresh),
    }
}

fn on_sqlite(fresh: &Fresh) -> Vec<Columns> {
    let connection = must(rusqlite::Connection::open(fresh.path()));
    let prepare = |statement: &'static crate::engine::statement::Statement| {
        let prepared =
            must(connection.prepare(statement.sqlite()).map_err(|error| format!("{}: {error}", statement.name)));
        let answer = prepared.columns().map(|column| {
            let kind = match column.decl_type().unwrap_or_default().to_ascii_lowercase().as_str() {
                "integer" => "int8".to_owned(),
                "blob" => "bytea".to_owned(),
                other => other.to_owned(),
            };
            (column.name().to_owned(), kind)
        });
        Columns {
            statement: statement.name,
            parameters: prepared.parameter_count(),
            parameter_types: Vec::new(),
            answer: answer.collect(),
        }
    };
    every_statement().map(prepare).collect()
}

fn on_postgres(fresh: &Fresh) -> Vec<Columns> {
    let mut client = must(postgres::Client::connect(&fresh.address, postgres::NoTls));
    let prepare = |statement: &'static crate::engine::statement::Statement| {
        let prepared =
            must(client.prepare(&statement.postgres()).map_err(|error| format!("{}: {error:?}", statement.name)));
        let types = prepared.params().iter().map(|kind| kind.name().to_owned());
        let answer =
            prepared.columns().iter().map(|column| (column.name().to_owned(), column.type_().name().to_owned()));
        Columns {
            statement: statement.name,
            parameters: prepared.params().len(),
            parameter_types: types.collect(),
            answer: answer.collect(),
        }
    };
    every_statement().map(prepare).collect()
}
