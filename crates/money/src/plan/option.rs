//! One choice among several: what it costs, when it ends, what it leaves, and why it is there.

use facts::{Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::available::Available;
use super::rules::Rules;
use crate::budget::{Every, Rhythm};
use crate::id::DebtId;
use crate::ratio::Rounding;

/// A choice that is laid before a person, beside the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOption {
    pub kind: OptionKind,
    /// Each payment; nothing where nothing is paid.
    pub amount: Money,
    pub every: Option<Every>,
    pub first: Option<Date>,
    /// The last payment, or the day on which we look again.
    pub last: Option<Date>,
    /// All payments together.
    pub total: Money,
    /// What stays with the household a month.
    pub leaves: Money,
    pub stress: Stress,
    /// In words that the person would accept, with what happens if a payment does not come.
    pub why: String,
    /// How each payment is shared among the debts.
    pub shares: Vec<(DebtId, Money)>,
}

/// What kind of choice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionKind {
    /// What the person proposed.
    Yours,
    Weekly,
    TwoWeekly,
    Monthly,
    StartSmall,
    Pause,
    Token,
    /// A part is given up or interest ended first.
    Relief,
    Settlement,
    NothingNow,
    /// Free advice, from people who are not us.
    Advice,
    WriteOffReview,
}

/// Whether a plan would stand a bad month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stress {
    /// It would hold.
    Green,
    /// It would not: the person must say yes after a plain sentence.
    Red,
}

/// The test: the income a tenth lower, or one bill of a hundred; either must leave nothing missing.
pub(crate) fn stress(amount: Money, every: Every, available: &Available, rules: &Rules) -> Result<Stress, MoneyError> {
    let month = every.to_month(amount, Rounding::Up)?;
    let drop = rules.stress_drop.of(available.income, Rounding::Up)?;
    let left = available.surplus.minus(available.priority)?.minus(month)?;
    let holds = !left.minus(drop)?.is_negative() && !left.minus(rules.stress_bill)?.is_negative();
    Ok(if holds { Stress::Green } else { Stress::Red })
}
