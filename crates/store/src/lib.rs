//! Where is it kept? SQLite and PostgreSQL behind one Store, one SQL text.
//!
//! [`Store::write`] is the only way to change anything, and all that one closure changes is kept together or not at
//! all. [`Store::read`] sees the database as it is at one moment and never waits for a writer. The functions that read
//! and change are in the modules named for what they keep, and take the transaction first. Nothing here decides
//! anything: bodies are bytes, kinds and states are words of the caller.
//!
//! ```
//! use store::{MasterKey, Store, dossier, event};
//!
//! let store = Store::open("sqlite::memory:", &MasterKey::new([7; 32]))?;
//! let now: jiff::Timestamp = "2027-04-01T14:00:00Z".parse()?;
//! let placed = event::NewEvent { id: "evt-1", at: now, known: now, kind: "status", body: br#"{"kind":"placed"}"# };
//! let person = store.write(|tx| {
//!     let new = dossier::NewDossier {
//!         creditor: "northwind",
//!         state: "open",
//!         due_at: Some(now),
//!         profile: br#"{"name":"Ada"}"#,
//!         standing: b"folded facts",
//!         standing_version: 1,
//!         events: &[placed],
//!     };
//!     dossier::create(tx, &new, event::Recorded { at: now, by: "placement" })
//! })?;
//! let log = store.read(|tx| event::list(tx, person))?;
//! assert_eq!(log[0].body.as_deref(), Some(&br#"{"kind":"placed"}"#[..]));
//! assert!(store.verify()?.is_sound());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a caller must know
//!
//! - On PostgreSQL a write that met others is run again from the start, so its closure is `FnMut` and must not act on
//!   the outside world. After [`StoreError::Lost`] it is not known whether it was kept: repeat it; events and accounts
//!   are recognised by their ids.
//! - An error of the engine ends the transaction: whatever the closure then answers, nothing of it is kept. An error
//!   that is only an answer (`Missing`, `Conflict`, `Stale`, `Forgotten`) does not, if the closure goes on.
//! - A standing is sealed with the installation's key, so that a sweep over millions needs no key of theirs, and is
//!   deleted with the person. So are the bodies of the books, which name nobody and outlive an erasure. Everything else
//!   called `body`, `profile` or `facts` is sealed with the person's own key.
//! - Every list is in a total order and is read in pages or streamed.

mod backup;
mod engine;
mod error;
mod id;
mod open;
mod vault;
mod words;

pub mod access;
pub mod account;
pub mod bank;
pub mod batch;
pub mod checkout;
pub mod decision;
pub mod dialler;
pub mod dossier;
pub mod event;
pub mod hold;
pub mod inbox;
pub mod journal;
pub mod letter;
pub mod lookup;
pub mod outbox;
pub mod payment;
pub mod plan;
pub mod promise;
pub mod remittance;
pub mod review;
pub mod setting;
pub mod sheet;
pub mod standing;
pub mod switch;
pub mod task;

pub use backup::{BackupError, backup};
pub use engine::{Engine, ReadTx, WriteTx};
pub use error::{KeyError, OpenError, StoreError};
pub use id::{
    BatchId, CheckoutId, DecisionId, DossierId, EntryId, IdError, InboxId, LinkId, OutboxId, PaymentId, PlanId,
    PromiseId, RemittanceId, ReviewId, TaskId, UserId,
};
pub use open::{Options, Store};
pub use vault::{MasterKey, RandomSource};

#[cfg(feature = "testing")]
pub mod testing;
