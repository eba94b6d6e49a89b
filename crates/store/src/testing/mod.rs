//! For tests, behind the feature `testing`: fresh stores on both engines, and ways to break them.
//!
//! ```no_run
//! store::testing::on_both(|fresh| {
//!     fresh.store.check_statements().unwrap();
//! });
//! ```

mod inspect;
mod server;

pub use inspect::{Columns, columns};

use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use crate::engine::Engine;
use crate::error::OpenError;
use crate::open::{Options, Store};
use crate::vault::{MasterKey, RandomSource};

/// A store of its own for one test.
#[derive(Debug)]
pub struct Fresh {
    /// The store.
    pub store: Store,
    /// Where it is, to open it again.
    pub address: String,
    /// Deleted when the test ends.
    _folder: Option<TempDir>,
}

/// Runs a story on SQLite and on PostgreSQL, which is started for it.
pub fn on_both(story: impl Fn(&Fresh)) {
    story(&sqlite());
    story(&postgres());
}

/// A fresh SQLite file in a temporary folder; in memory where Linux offers it, for stories flush the disk at every line.
#[must_use]
pub fn sqlite() -> Fresh {
    let folder = must(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()));
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    Fresh { store: must(open(&address)), address, _folder: Some(folder) }
}

/// A fresh database on a PostgreSQL server that all tests of this process share and that ends with it.
#[must_use]
pub fn postgres() -> Fresh {
    static DATABASES: AtomicUsize = AtomicUsize::new(1);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let server = server::shared();
    let create = format!("create database {name} locale 'C' encoding 'UTF8' template template0");
    must(
        postgres::Client::connect(&server.address("postgres"), postgres::NoTls)
            .and_then(|mut c| c.batch_execute(&create)),
    );
    let address = server.address(&name);
    Fresh { store: must(open(&address)), address, _folder: None }
}

/// A fresh database that sorts text by a language.
#[must_use]
pub fn postgres_address_sorted_by_language() -> String {
    let server = server::shared();
    let create = "create database by_language locale_provider icu icu_locale 'en-US' template template0";
    must(
        postgres::Client::connect(&server.address("postgres"), postgres::NoTls)
            .and_then(|mut client| client.batch_execute(create)),
    );
    server.address("by_language")
}

/// Opens a store with the key of the tests and random bytes that are the same every time.
///
/// # Errors
/// As [`Store::open`].
pub fn open(address: &str) -> Result<Store, OpenError> {
    Store::open_with(address, &key(), Options { random: counting(), ..Options::default() })
}

/// The key of the tests.
#[must_use]
pub fn key() -> MasterKey {
    MasterKey::new([7; 32])
}

/// Bytes that look random enough and never repeat within a test.
#[must_use]
pub fn counting() -> RandomSource {
    let mut state: u64 = 0;
    Box::new(move |bytes| {
        for byte in bytes {
            // SplitMix64, one byte at a time.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = mixed.to_be_bytes()[0];
        }
        Ok(())
    })
}

impl Fresh {
    /// The same database, opened once more.
    #[must_use]
    pub fn reopen(&self) -> Store {
        must(open(&self.address))
    }

    /// The database's file, on SQLite.
    #[must_use]
    pub fn path(&self) -> std::path::PathBuf {
        self.address.strip_prefix("sqlite:").unwrap_or_default().into()
    }

    /// Runs SQL past the store, as an intruder or a careless administrator would.
    ///
    /// # Errors
    /// What the engine says.
    pub fn raw(&self, sql: &str) -> Result<(), String> {
        match self.store.engine() {
            Engine::Sqlite => rusqlite::Connection::open(self.path())
                .and_then(|connection| connection.execute_batch(sql))
                .map_err(|error| error.to_string()),
            Engine::Postgres => postgres::Client::connect(&self.address, postgres::NoTls)
                .and_then(|mut client| client.batch_execute(sql))
                .map_err(|error| {
                    error.as_db_error().map_or_else(|| error.to_string(), |told| told.message().to_owned())
                }),
        }
    }

    /// Lets the intruder change what may only be added to.
    pub fn disarm(&self, table: &str) {
        must(self.raw(&match self.store.engine() {
            Engine::Sqlite => format!("drop trigger {table}_no_update; drop trigger {table}_no_delete"),
            Engine::Postgres => format!("alter table {table} disable trigger all"),
        }));
    }

    /// Ends every connection of the store to PostgreSQL, as a restart of the server would.
    pub fn cut_connections(&self) {
        must(self.raw(
            "select pg_terminate_backend(pid) from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()",
        ));
    }

    /// Lets SQLite's file grow by no more than so many pages, as a full disk would.
    pub fn limit_growth(&self, pages: i64) {
        if let Some(sqlite) = self.store.sqlite() {
            sqlite.with_writer(|connection| {
                let now: i64 = must(connection.query_row("pragma page_count", [], |row| row.get(0)));
                must(connection.query_row(&format!("pragma max_page_count = {}", now + pages), [], |_| Ok(())));
            });
        }
    }

    /// Counts SQLite's commits from now on.
    #[must_use]
    pub fn count_commits(&self) -> std::sync::Arc<AtomicUsize> {
        let count = std::sync::Arc::new(AtomicUsize::new(0));
        if let Some(sqlite) = self.store.sqlite() {
            let counter = std::sync::Arc::clone(&count);
            sqlite.with_writer(|connection| {
                must(connection.commit_hook(Some(move || {
                    counter.fetch_add(1, Ordering::SeqCst);
                    false
                })));
            });
        }
        count
    }

    /// How many threads wait to write, on SQLite.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.store.sqlite().map_or(0, crate::engine::sqlite::Sqlite::waiting)
    }
}

#[expect(clippy::panic, reason = "a test whose database cannot be made has failed, and must say why")]
fn must<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}
