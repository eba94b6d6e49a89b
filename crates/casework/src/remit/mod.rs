//! Remittance: what a creditor gets for a month, what we keep of it, and that bank, trust ledger and sub-ledgers agree. A
//! month that was paid out is locked; what comes late counts in the next.

mod close;
mod draft;
mod three_way;

pub use close::{Closed, close};
pub use draft::{Draft, Month, closed, draft};
pub use three_way::{Holding, ThreeWay, three_way};

use jiff::civil::Date;
use store::StoreError;

use crate::books::BooksError;
use crate::terms::TermsError;

/// Why a month can't be worked out or paid out.
#[derive(Debug, thiserror::Error)]
pub enum RemitVerbError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Terms(#[from] TermsError),
    #[error(transparent)]
    Remit(#[from] money::remit::RemitError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error(transparent)]
    Amount(#[from] facts::MoneyError),
    #[error("`{0}` is no month: write it as 2026-11")]
    Month(String),
    #[error("nothing was ever paid on a debt of `{0}`: check its short name")]
    Nothing(String),
    #[error("the month ends on {until} and today is {today}: pay it out when it is over")]
    NotOver { until: Date, today: Date },
    #[error("{0} was not paid out yet: pay the months out in their order, `--period {1}` first")]
    Earlier(Date, String),
    #[error("this month was paid out on {on} by {by}, and is locked: what came late counts in the next")]
    Closed { on: Date, by: String },
    #[error("a remittance can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}
