//! Opening a store, and its two ways in: `read` and `write`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::engine::address::{Address, without_password};
use crate::engine::postgres::{Isolation, Postgres};
use crate::engine::registry::every_statement;
use crate::engine::sqlite::{Inside, Sqlite};
use crate::engine::statement::statements;
use crate::engine::{Engine, ReadTx, WriteTx, migrate};
use crate::error::{OpenError, StoreError};
use crate::id::{Mint, NODE_MAX};
use crate::vault::{MasterKey, Place, RandomSource, Vault, system};

statements! {
    TAKE_NODE = "update meta set number = number + 1 where name = 'node' returning number";
    MARK = "select value from meta where name = 'mark'";
    SET_MARK = "insert into meta (name, value) values ('mark', ?1)";
    BY_BYTES = "select cast(case when 'B' < 'a' and '-b' < 'a' and 'z' < 'é' then 1 else 0 end as bigint) as n";
}

/// Everything that is kept. Cheap to clone: all clones are the same store.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Tells stores apart where a thread is checked for being inside a transaction already.
    number: usize,
    base: Base,
    vault: Vault,
    mint: Mint,
}

#[derive(Debug)]
enum Base {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
}

/// How a store is opened, beyond its address and key.
pub struct Options {
    /// Where random bytes come from: the system, unless a simulator brings its own.
    pub random: RandomSource,
    /// How many readers SQLite keeps ready, or how many connections PostgreSQL may have.
    pub connections_max: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { random: system(), connections_max: 8 }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Options").field("connections_max", &self.connections_max).finish_non_exhaustive()
    }
}

static STORES: AtomicUsize = AtomicUsize::new(1);

impl Store {
    /// Opens the database at `sqlite:PATH`, `sqlite::memory:` or `postgres://…`, and brings its schema up to date.
    ///
    /// # Errors
    /// The address is wrong or out of reach, the schema is newer than this program or was changed, the key is another's,
    /// or a PostgreSQL database does not sort by bytes.
    pub fn open(address: &str, key: &MasterKey) -> Result<Store, OpenError> {
        Store::open_with(address, key, Options::default())
    }

    /// As [`Store::open`], with options.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(address: &str, key: &MasterKey, options: Options) -> Result<Store, OpenError> {
        let unreachable =
            |error: StoreError| OpenError::Unreachable { address: without_password(address), reason: reason(error) };
        let most = options.connections_max;
        let base = match Address::parse(address)? {
            Address::Memory => Base::Sqlite(Box::new(Sqlite::open(None, most).map_err(unreachable)?)),
            Address::File(path) => Base::Sqlite(Box::new(Sqlite::open(Some(&path), most).map_err(unreachable)?)),
            Address::Server(config) => Base::Postgres(Box::new(Postgres::open(*config, most).map_err(unreachable)?)),
        };
        let inner = Inner {
            number: STORES.fetch_add(1, Ordering::Relaxed),
            base,
            vault: Vault::new(key, options.random),
            mint: Mint::default(),
        };
        let store = Store { inner: Arc::new(inner) };
        store.check_collation()?;
        store.migrate()?;
        store.check_key()?;
        Ok(store)
    }

    /// Which engine keeps it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &self.inner.base {
            Base::Sqlite(_) => Engine::Sqlite,
            Base::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `work` in one transaction: all that it changes is kept together, durably, or not at all.
    ///
    /// On PostgreSQL it may be run several times. It must not call `read` or `write` of the same store.
    ///
    /// # Errors
    /// What `work` answers, and the engine's own: then nothing was kept.
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnMut(&mut WriteTx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.write_at(Isolation::Serializable, work)
    }

    pub(crate) fn write_at<T, E: From<StoreError>>(
        &self,
        isolation: Isolation,
        mut work: impl FnMut(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _inside = Inside::enter(self.inner.number)?;
        self.prepare_mint()?;
        self.write_plain(isolation, &mut work)
    }

    fn write_plain<T, E: From<StoreError>>(
        &self,
        isolation: Isolation,
        work: &mut dyn FnMut(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let Inner { base, vault, mint, .. } = &*self.inner;
        match base {
            Base::Sqlite(sqlite) => sqlite.write(vault, mint, work),
            Base::Postgres(postgres) => postgres.write(vault, mint, isolation, work),
        }
    }

    /// Runs `work` on the database as it is at this moment; it cannot change anything.
    ///
    /// # Errors
    /// What `work` answers, and the engine's own.
    pub fn read<T, E: From<StoreError>>(&self, mut work: impl FnMut(&mut ReadTx<'_>) -> Result<T, E>) -> Result<T, E> {
        let Inner { number, base, vault, mint } = &*self.inner;
        let _inside = Inside::enter(*number)?;
        match base {
            Base::Sqlite(sqlite) => sqlite.read(vault, mint, &mut work),
            Base::Postgres(postgres) => postgres.read(vault, mint, &mut work),
        }
    }

    /// Prepares every statement that this program has, without running any; how many. Finds a schema that was changed
    /// by other hands before a person's record needs it.
    ///
    /// # Errors
    /// The first statement that the engine refuses.
    pub fn check_statements(&self) -> Result<usize, StoreError> {
        self.read(|tx| {
            // SQLite notices a schema that another connection has changed only when something is read.
            tx.one(&MARK, &[], |_| Ok(()))?;
            let mut count = 0;
            for statement in every_statement() {
                tx.check_statement(statement)?;
                count += 1;
            }
            Ok(count)
        })
    }

    /// Gives this opening its own number for minting ids, before the first write and in a transaction of its own: were
    /// it taken within a write that fails, another opening could be given the same.
    fn prepare_mint(&self) -> Result<(), StoreError> {
        let mint = &self.inner.mint;
        if mint.is_ready() {
            return Ok(());
        }
        let _claiming = mint.claiming.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if mint.is_ready() {
            return Ok(());
        }
        let node = self.write_plain(Isolation::Serializable, &mut |tx| {
            let node = tx.one(&TAKE_NODE, &[], |row| row.get::<i64>(0))?;
            node.filter(|node| *node <= NODE_MAX).ok_or_else(|| StoreError::corrupt("meta", "node"))
        })?;
        mint.begin(node);
        Ok(())
    }

    /// PostgreSQL must sort text by its bytes, as SQLite does; lists would else differ between the two.
    fn check_collation(&self) -> Result<(), OpenError> {
        match self.read(|tx| tx.one(&BY_BYTES, &[], |row| row.get::<i64>(0)))? {
            Some(1) => Ok(()),
            _ => Err(OpenError::Locale),
        }
    }

    fn migrate(&self) -> Result<(), OpenError> {
        let engine = self.engine();
        self.write_plain(Isolation::Latest, &mut |tx| migrate::prepare(tx, engine))?;
        let found = self.read(migrate::applied)?;
        for number in found + 1..=migrate::newest() {
            self.write_plain(Isolation::Latest, &mut |tx| migrate::apply(tx, engine, number))?;
        }
        Ok(())
    }

    /// The first opening leaves a mark sealed with the key; every later one must be able to read it.
    fn check_key(&self) -> Result<(), OpenError> {
        const TEXT: &[u8] = b"forbear";
        let place = Place { table: "meta", dossier: 0, row: 0 };
        let vault = &self.inner.vault;
        let mark = |tx: &mut ReadTx<'_>| tx.one(&MARK, &[], |row| row.get::<Vec<u8>>(0));
        let found = match self.read(mark)? {
            Some(found) => found,
            None => self.write_plain(Isolation::Serializable, &mut |tx| {
                if let Some(found) = mark(tx)? {
                    return Ok(found);
                }
                let sealed = vault.seal_own(place, TEXT)?;
                tx.run(&SET_MARK, &[(&sealed).into()])?;
                Ok::<_, StoreError>(sealed)
            })?,
        };
        match vault.open_own(place, &found) {
            Some(text) if text == TEXT => Ok(()),
            _ => Err(OpenError::WrongKey),
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) fn sqlite(&self) -> Option<&Sqlite> {
        match &self.inner.base {
            Base::Sqlite(sqlite) => Some(sqlite),
            Base::Postgres(_) => None,
        }
    }
}

/// The reason alone, where the rest of the message would speak of something else.
fn reason(error: StoreError) -> String {
    match error {
        StoreError::Lost { reason } | StoreError::Damaged { reason } | StoreError::Engine { reason, .. } => reason,
        other => other.to_string(),
    }
}
