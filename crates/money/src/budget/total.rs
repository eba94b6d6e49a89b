//! Adds a budget up by the month, each line rounded in the household's favour.

use facts::{Money, MoneyError};
use serde::Serialize;

use super::category::{Heading, Item};
use super::every::{Every, Rhythm};
use super::guideline::Allowances;
use super::line::{Budget, Income, Said, Spending};
use crate::ratio::{self, Rounding};

/// What a budget comes to, a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub income: Money,
    /// The part of the income that is pay.
    pub pay: Money,
    /// All spending but what is saved.
    pub spending: Money,
    /// What the household says that it saves.
    pub saving: Money,
    /// Income less spending; may be negative.
    pub surplus: Money,
    pub lines: Vec<MonthLine>,
    /// Spending of which nobody knows the amount yet, and for which there is no guideline.
    pub unknown: Vec<String>,
}

/// One line, a month, with how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthLine {
    pub side: Side,
    pub name: String,
    pub heading: Option<Heading>,
    /// What was said; left out where nobody is sure.
    pub said: Option<Money>,
    pub every: Every,
    pub month: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Income,
    Spending,
}

/// Adds up a budget. Income is rounded down and spending up, line by line, to the penny (practice A-01).
pub fn total(budget: &Budget, allowances: &Allowances) -> Result<Totals, MoneyError> {
    let zero = Money::zero(budget.currency);
    let mut totals = Totals {
        income: zero,
        pay: zero,
        spending: zero,
        saving: zero,
        surplus: zero,
        lines: Vec::with_capacity(budget.income.len() + budget.spending.len()),
        unknown: Vec::new(),
    };
    for line in &budget.income {
        let month = income_month(line, zero)?;
        totals.income = totals.income.plus(month)?;
        if line.kind.is_pay() {
            totals.pay = totals.pay.plus(month)?;
        }
        totals.lines.push(MonthLine {
            side: Side::Income,
            name: line.name.clone(),
            heading: None,
            said: line.said.amount(),
            every: line.every,
            month,
        });
    }
    let mut filled: Vec<Heading> = Vec::new();
    for line in &budget.spending {
        let month = match spending_month(line)? {
            Some(month) => month,
            None => fill(line, allowances, &mut filled, &mut totals.unknown, zero),
        };
        if line.item == Item::Savings {
            totals.saving = totals.saving.plus(month)?;
        } else {
            totals.spending = totals.spending.plus(month)?;
        }
        totals.lines.push(MonthLine {
            side: Side::Spending,
            name: line.name.clone(),
            heading: Some(line.item.heading()),
            said: line.said.amount(),
            every: line.every,
            month,
        });
    }
    totals.surplus = totals.income.minus(totals.spending)?;
    Ok(totals)
}

fn income_month(line: &Income, zero: Money) -> Result<Money, MoneyError> {
    if let Some(varying) = line.varying {
        return Ok(ratio::least(varying.mean_of_3_months, varying.mean_of_12_months));
    }
    match line.said {
        Said::Exactly(amount) => line.every.to_month(amount, Rounding::Down),
        Said::About(amount) => line.every.to_month(ratio::scale(amount, 9, 10, Rounding::Down)?, Rounding::Down),
        Said::NotSure => Ok(zero),
    }
}

fn spending_month(line: &Spending) -> Result<Option<Money>, MoneyError> {
    match line.said {
        Said::Exactly(amount) => line.every.to_month(amount, Rounding::Up).map(Some),
        Said::About(amount) => line.every.to_month(ratio::scale(amount, 11, 10, Rounding::Up)?, Rounding::Up).map(Some),
        Said::NotSure => Ok(None),
    }
}

/// The guideline for a line that nobody is sure of, once for each heading.
fn fill(
    line: &Spending,
    allowances: &Allowances,
    filled: &mut Vec<Heading>,
    unknown: &mut Vec<String>,
    zero: Money,
) -> Money {
    let heading = line.item.heading();
    if line.item == Item::Savings || filled.contains(&heading) {
        return zero;
    }
    match allowances.of(heading) {
        Some(amount) => {
            filled.push(heading);
            amount
        }
        None => {
            unknown.push(line.name.clone());
            zero
        }
    }
}

impl Totals {
    /// What is spent under a heading, a month.
    pub fn under(&self, heading: Heading) -> i128 {
        let lines = self.lines.iter().filter(|line| line.heading == Some(heading));
        lines.map(|line| i128::from(line.month.minor())).sum()
    }
}

impl MonthLine {
    /// How the month's amount came about, with the person's own figure (practice A-14).
    pub fn formula(&self) -> String {
        let month = self.month.spoken();
        let round = match self.side {
            Side::Income => "down",
            Side::Spending => "up",
        };
        match (self.said, self.every) {
            (None, _) => format!("{}: not sure, so we count {month} a month", self.name),
            (Some(said), Every::Month) => format!("{}: {} a month, counted as {month}", self.name, said.spoken()),
            (Some(said), every) => format!(
                "{}: {} {} × {} ÷ 12, rounded {round}, is {month} a month",
                self.name,
                said.spoken(),
                every.spoken(),
                every.times_a_year()
            ),
        }
    }
}
