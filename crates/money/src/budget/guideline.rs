//! Amounts below which we ask nothing: never a cap, and never in place of what a household really spends.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::category::Heading;
use super::line::Household;
use super::total::Totals;
use crate::ratio;

/// Guideline amounts that an operator fills in, as of the Standard Financial Statement. None are
/// shipped: they are given to its members only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelinePack {
    pub name: String,
    /// Under what licence the operator has the figures.
    pub licence: String,
    pub from: Date,
    pub until: Option<Date>,
    pub rows: Vec<GuidelineRow>,
}

/// The amounts a month of one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineRow {
    pub heading: Heading,
    pub first_adult: Money,
    pub further_adult: Money,
    pub child_under_14: Money,
    pub child_14_and_over: Money,
    pub vehicle: Money,
}

/// What is not questioned for one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowances {
    pub source: String,
    pub amounts: Vec<(Heading, Money)>,
    pub pooling: Pooling,
}

/// Whether each heading has its own amount, or one sum covers them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    Each,
    Together,
}

/// Spending above the guideline, about which one kind word of context may be asked. No receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    pub headings: Vec<Heading>,
    pub spent: Money,
    pub guideline: Money,
}

impl GuidelinePack {
    /// The amounts for a household on a day; none outside the days that the pack covers.
    pub fn allowances(&self, household: &Household, on: Date) -> Result<Allowances, MoneyError> {
        if on < self.from || self.until.is_some_and(|last| on > last) {
            return Ok(Allowances::none());
        }
        let mut amounts = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let further = household.adults.saturating_sub(1);
            let parts = [
                (row.first_adult, household.adults.min(1)),
                (row.further_adult, further),
                (row.child_under_14, household.children_under_14),
                (row.child_14_and_over, household.children_14_and_over),
                (row.vehicle, household.vehicles),
            ];
            let mut sum = Money::zero(row.first_adult.currency());
            for (amount, count) in parts {
                sum = sum.plus(ratio::scale(amount, i128::from(count), 1, ratio::Rounding::Up)?)?;
            }
            amounts.push((row.heading, sum));
        }
        Ok(Allowances { source: self.name.clone(), amounts, pooling: Pooling::Each })
    }
}

impl Allowances {
    /// No guideline: then the only question is whether the budget covers what the household needs.
    pub fn none() -> Allowances {
        Allowances { source: String::new(), amounts: Vec::new(), pooling: Pooling::Each }
    }

    /// The amount of one heading.
    pub fn of(&self, heading: Heading) -> Option<Money> {
        self.amounts.iter().find(|(h, _)| *h == heading).map(|(_, amount)| *amount)
    }
}

/// The headings on which a word of context may be asked; what lies at or below the guideline is accepted.
pub fn words_to_ask(totals: &Totals, allowances: &Allowances) -> Result<Vec<Word>, MoneyError> {
    let currency = totals.income.currency();
    let spent = |headings: &[Heading]| -> Result<Money, MoneyError> {
        ratio::minor(headings.iter().map(|h| totals.under(*h)).sum(), currency)
    };
    let groups: Vec<(Vec<Heading>, Money)> = match allowances.pooling {
        Pooling::Each => allowances.amounts.iter().map(|(h, amount)| (vec![*h], *amount)).collect(),
        Pooling::Together => vec![pool(currency, allowances)?],
    };
    let mut words = Vec::new();
    for (headings, guideline) in groups {
        let spent = spent(&headings)?;
        if spent.minor() > guideline.minor() {
            words.push(Word { headings, spent, guideline });
        }
    }
    Ok(words)
}

fn pool(currency: Currency, allowances: &Allowances) -> Result<(Vec<Heading>, Money), MoneyError> {
    let headings = allowances.amounts.iter().map(|(h, _)| *h).collect();
    Ok((headings, ratio::sum(currency, allowances.amounts.iter().map(|(_, amount)| *amount))?))
}
