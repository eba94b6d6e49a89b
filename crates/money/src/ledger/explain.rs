//! Explains a balance entry by entry, and makes the only figures that a text may show.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::Serialize;

use super::account::{Account, Part};
use super::entry::Entry;
use super::provenance::Provenance;
use crate::id::{DebtId, EntryId};

/// An amount together with where it comes from. Only this crate makes one, so that what a letter
/// shows can be traced: composing takes a `Figure`, never a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    amount: Money,
    sources: Vec<Provenance>,
}

/// A debt's balance, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    pub debt: DebtId,
    #[serde(skip)]
    pub currency: Currency,
    pub lines: Vec<BreakdownLine>,
}

/// One amount that made the balance what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BreakdownLine {
    pub entry: EntryId,
    pub on: Date,
    pub what: String,
    pub part: Part,
    pub amount: Money,
    pub why: Provenance,
}

/// Takes a debt's balance apart into the entries that made it.
pub fn explain<'a>(debt: &DebtId, currency: Currency, entries: impl IntoIterator<Item = &'a Entry>) -> Breakdown {
    let mut lines = Vec::new();
    for entry in entries {
        for posting in entry.postings() {
            let Account::Owed { debt: owed, part } = &posting.to else { continue };
            if owed == debt && posting.amount.currency() == currency {
                lines.push(BreakdownLine {
                    entry: entry.id().clone(),
                    on: entry.on(),
                    what: entry.what().to_owned(),
                    part: *part,
                    amount: posting.amount,
                    why: posting.why.clone(),
                });
            }
        }
    }
    lines.sort_by_key(|line| line.on);
    Breakdown { debt: debt.clone(), currency, lines }
}

impl Breakdown {
    /// All that is owed on the debt.
    pub fn total(&self) -> Result<Figure, MoneyError> {
        Figure::of(self.currency, self.lines.iter())
    }

    /// What is owed of one part.
    pub fn part(&self, part: Part) -> Result<Figure, MoneyError> {
        Figure::of(self.currency, self.lines.iter().filter(|line| line.part == part))
    }

    /// What is owed by parts, in the order in which they are shown.
    pub fn parts(&self) -> Result<Vec<(Part, Money)>, MoneyError> {
        Part::ALL.into_iter().map(|part| Ok((part, self.part(part)?.amount))).collect()
    }
}

impl Figure {
    fn of<'a>(currency: Currency, lines: impl Iterator<Item = &'a BreakdownLine>) -> Result<Figure, MoneyError> {
        let mut figure = Figure { amount: Money::zero(currency), sources: Vec::new() };
        for line in lines {
            figure.amount = figure.amount.plus(line.amount)?;
            figure.sources.push(line.why.clone());
        }
        figure.sources.sort();
        figure.sources.dedup();
        Ok(figure)
    }

    /// A figure with one ground: an instalment of a plan, a payment that came.
    pub(crate) fn from_one(amount: Money, source: Provenance) -> Figure {
        Figure { amount, sources: vec![source] }
    }

    pub fn amount(&self) -> Money {
        self.amount
    }

    /// The grounds of the amount, each once.
    pub fn sources(&self) -> &[Provenance] {
        &self.sources
    }

    /// The sum of two figures, with the grounds of both.
    pub fn plus(&self, other: &Figure) -> Result<Figure, MoneyError> {
        let mut sources = [self.sources.as_slice(), other.sources.as_slice()].concat();
        sources.sort();
        sources.dedup();
        Ok(Figure { amount: self.amount.plus(other.amount)?, sources })
    }
}
