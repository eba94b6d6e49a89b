//! Bank files: which line is whose payment, each once; what nobody can place waits for a human, never guessed.

mod place;
mod reference;
mod take;

pub use place::{place_waiting, waiting};
pub use reference::{dossier_of, payment_reference, spoken_reference};
pub use take::take;

use facts::MoneyError;
use money::bank::BankLine;
use serde::{Deserialize, Serialize};
use store::StoreError;

use crate::books::BooksError;
use crate::payment::PaymentError;

/// What a file brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BankReport {
    /// The same file was taken in before: nothing changed, and this is what it brought then.
    #[serde(skip)]
    pub seen_before: bool,
    pub lines: usize,
    /// Payments posted.
    pub placed: usize,
    /// Items that were taken back.
    pub returned: usize,
    /// Lines of which a human must find out whose they are.
    pub waiting: usize,
    /// Lines that were known.
    pub duplicates: usize,
    /// Lines that were known with another amount, by their place in the file: a human must look.
    pub contradicted: Vec<u64>,
    /// Lines of money that went out.
    pub out: usize,
    /// Lines that could not be read: where, what, and what to do.
    pub faults: Vec<String>,
}

/// Why a file was not taken in. The same file again does the rest.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Payment(#[from] PaymentError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error("there is no waiting line `{0}`: look at the list again")]
    NotWaiting(String),
    #[error("a line can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

/// A line as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptLine {
    line: BankLine,
    /// The reference of ours under which it was placed.
    ours: Option<String>,
}
