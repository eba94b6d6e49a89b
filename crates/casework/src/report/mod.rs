//! What a manager looks at: figures of a period, and nobody's name. Every figure is counted from the log, the decisions,
//! the lists and the books of that period alone.

mod money;
mod person;
mod table;

use std::collections::BTreeMap;

use facts::MoneyError;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::dossier::Which;
use store::{Store, StoreError};

use crate::dossier::DossierError;
pub use money::Money;
pub use table::Table;

/// So many people are read at once.
const PAGE_PEOPLE: u32 = 500;

/// The days of a report, both counted, as a place's calendar has them.
#[derive(Debug, Clone)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub zone: TimeZone,
}

/// Why a report can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error("the period ends on {to}, before it begins on {from}: write --from before --to")]
    Backwards { from: Date, to: Date },
    #[error("the period can't be reckoned: {0}; choose other days")]
    Days(#[from] jiff::Error),
    #[error("a record can't be read: {0}; run `forbear verify`")]
    Unreadable(#[from] serde_json::Error),
}

impl Period {
    /// Its first moment, and the first after it.
    fn bounds(&self) -> Result<(Timestamp, Timestamp), ReportError> {
        if self.to < self.from {
            return Err(ReportError::Backwards { from: self.from, to: self.to });
        }
        let start = |day: Date| day.to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp());
        Ok((start(self.from)?, start(self.to.tomorrow()?)?))
    }
}

/// How often something happened, and to how many people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub times: u64,
    pub people: u64,
}

/// What became of the promises of one side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Promises {
    /// Made in the period.
    pub made: u64,
    /// Kept, broken or let go in the period, whenever they were made.
    pub kept: u64,
    pub broken: u64,
    pub released: u64,
    /// Open at its end though their day had come.
    pub overdue: u64,
}

/// How long people waited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// Minutes, in no order.
    pub minutes: Vec<i64>,
    /// Of those who wrote in the period: who had no answer yet at its end.
    pub open: u64,
}

/// What people stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stops {
    pub stops: u64,
    /// Contacts of ours by that way afterwards, but for answers and what law asks for. Anything but nothing is a fault.
    pub contacts_after: u64,
}

/// What became of plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plans {
    pub agreed: u64,
    pub payments_kept: u64,
    /// A payment did not come, and we asked what would suit.
    pub check_ins: u64,
    /// Changed by the person: skipped, moved, made smaller, paused, taken up again.
    pub changed: u64,
    pub finished: u64,
    pub ended: u64,
    /// Lived at the time of the report.
    pub running: u64,
}

/// How holds stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holds {
    pub begun: u64,
    pub released: u64,
    /// Standing on the last day.
    pub standing: u64,
}

/// All figures of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// By side (`ours`, `theirs`), channel, and what became of it.
    pub contacts: BTreeMap<(&'static str, &'static str, String), Count>,
    /// By channel and verdict.
    pub decisions: BTreeMap<(String, String), u64>,
    /// By deciding rule and verdict; what was permitted is left out.
    pub refusals: BTreeMap<(String, String), Count>,
    /// By side.
    pub promises: BTreeMap<&'static str, Promises>,
    /// From what somebody wrote to our first word (`first_word`), and to the answer that we promised (`promised_answer`).
    pub waits: BTreeMap<&'static str, Waits>,
    /// By creditor.
    pub complaints: BTreeMap<String, Count>,
    pub plans: Plans,
    /// By cause.
    pub holds: BTreeMap<String, Holds>,
    /// By channel; `everything` where all contact was to end.
    pub stops: BTreeMap<&'static str, Stops>,
    /// By creditor and currency.
    pub money: BTreeMap<(String, String), Money>,
}

/// Counts a period.
///
/// # Errors
/// A period that ends before it begins; a store or a record that can't be read.
pub fn report(store: &Store, period: &Period) -> Result<Figures, ReportError> {
    let (from, until) = period.bounds()?;
    let mut figures = Figures::default();
    let mut after = None;
    loop {
        let page = store.read(|tx| store::dossier::list(tx, Which::All, after, PAGE_PEOPLE))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        // Whoever was erased is counted nowhere: nothing of theirs can be read.
        for row in page.iter().filter(|row| row.profile.is_some()) {
            let person = store.read(|tx| person::Person::read(tx, row))?;
            figures.person(&person, (from, until), period)?;
        }
    }
    let moved = store.read(|tx| store::journal::moved(tx, (period.from, period.to)))?;
    figures.money = money::by_creditor(moved)?;
    Ok(figures)
}
