//! What can go wrong with what is kept, by what the caller can do about it.

use crate::id::DossierId;

/// Why a read or a write did not happen. Whatever it says, nothing is ever half written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the database. Try again.
    #[error(
        "the database is busy: another program has been writing to it for too long; try again, or stop that program"
    )]
    Busy,
    /// Too many writers wanted the same rows, again and again. Try again.
    #[error("gave up after {tries} tries: other writers kept changing the same rows; try again")]
    Contended {
        /// How often it was tried.
        tries: u32,
    },
    /// The connection broke. Repeat the whole write: ids make repeating safe.
    #[error(
        "the connection to the database was lost (`{reason}`); what was not confirmed may or may not be kept: repeat it, repeating is safe"
    )]
    Lost {
        /// What the connection said.
        reason: String,
    },
    /// No space. Free some, then repeat.
    #[error("the disk or the database's quota is full; nothing of this was kept: free space, then repeat")]
    FullDisk,
    /// The file or the disk below is damaged or refuses to be read or written.
    #[error(
        "the database cannot be read or written (`{reason}`): check the disk, run `forbear verify`, or restore a backup"
    )]
    Damaged {
        /// What the engine said.
        reason: String,
    },
    /// The same id came with other content. The first stays.
    #[error("{what} `{id}` is already kept with other content: use a new id, or send the same content again")]
    Conflict {
        /// The kind of thing, such as `event`.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// There is no such thing.
    #[error("there is no {what} `{id}`")]
    Missing {
        /// The kind of thing, such as `dossier`.
        what: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// The person was forgotten: the key to their record is destroyed, and nothing may be added.
    #[error("`{0}` was erased: nothing can be read from it or added to it")]
    Forgotten(DossierId),
    /// Someone else has it by now: a lease ended, or a state moved on.
    #[error("{what} `{id}` is no longer yours to change: it was `{state}`; read it again")]
    Stale {
        /// The kind of thing, such as `outbox row`.
        what: &'static str,
        /// Its id.
        id: String,
        /// The state it is in.
        state: String,
    },
    /// A sealed value does not open, or a kept value is not what it must be.
    #[error(
        "{what} `{id}` is not as it was written: run `forbear verify`, and restore a backup from before the damage"
    )]
    Corrupt {
        /// The kind of thing.
        what: &'static str,
        /// Its id or place.
        id: String,
    },
    /// A value that may not be kept, such as an empty id.
    #[error("{what} `{value}` cannot be kept: {why}")]
    Refused {
        /// The kind of thing.
        what: &'static str,
        /// The value, shortened.
        value: String,
        /// What is wrong with it and what would do.
        why: &'static str,
    },
    /// `read` or `write` was called inside another one of the same store, which would wait for itself.
    #[error("a read or write was begun inside another one: finish the first, or use its transaction")]
    Nested,
    /// No random bytes could be had.
    #[error("no random bytes from the system (`{reason}`): nothing can be sealed without them")]
    Random {
        /// What the system said.
        reason: String,
    },
    /// The engine refused for another reason: a fault of ours.
    #[error("the database refused `{statement}` (`{reason}`): please report this")]
    Engine {
        /// The statement's name.
        statement: &'static str,
        /// What the engine said.
        reason: String,
    },
}

impl StoreError {
    /// Whether the same call may succeed if simply made again.
    #[must_use]
    pub fn may_retry(&self) -> bool {
        matches!(self, StoreError::Busy | StoreError::Contended { .. } | StoreError::Lost { .. })
    }

    pub(crate) fn corrupt(what: &'static str, id: impl std::fmt::Display) -> StoreError {
        StoreError::Corrupt { what, id: id.to_string() }
    }

    pub(crate) fn missing(what: &'static str, id: impl std::fmt::Display) -> StoreError {
        StoreError::Missing { what, id: id.to_string() }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("`{0}` is not a database: write `sqlite:PATH` or `postgres://user@host/name`")]
    Address(String),
    /// The address asks for an encrypted connection, which this build does not make itself.
    #[error(
        "the address asks for `sslmode={0}`, which this program cannot do yet: use a Unix socket, a loopback address or a tunnel, with `sslmode=disable`"
    )]
    Tls(String),
    /// The database cannot be reached or the file cannot be opened.
    #[error("`{address}` cannot be opened (`{reason}`): check that it exists and that this user may read and write it")]
    Unreachable {
        /// The address without its password.
        address: String,
        /// What the engine said.
        reason: String,
    },
    /// A newer program has changed the schema.
    #[error("the database is at schema {found}, this program knows {known}: use the newer program that wrote it")]
    Newer {
        /// The newest migration in the database.
        found: i64,
        /// The newest that this program has.
        known: i64,
    },
    /// A migration was applied in another wording.
    #[error(
        "migration {number} was applied in another wording than this program has: use the program that made this database, or export from it into a new one"
    )]
    Changed {
        /// The number of the migration.
        number: i64,
    },
    /// The database sorts text by a language and not by bytes.
    #[error(
        "the database sorts text by a language: create it with `create database NAME locale 'C' encoding 'UTF8' template template0`"
    )]
    Locale,
    /// The key is not the one that the database was made with.
    #[error("the key does not open this database: give the key file that it was made with")]
    WrongKey,
    /// Reading or migrating it failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a key file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the key file `{path}` cannot be used (`{reason}`)")]
    Unreadable {
        /// Where.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The file holds something else.
    #[error("the key file `{0}` does not hold a key: it must be 64 hexadecimal digits on one line")]
    Malformed(String),
    /// Others on this machine may read it.
    #[error("the key file `{0}` can be read by others: run `chmod 600` on it")]
    Exposed(String),
}
