//! A budget as a file: what a debt adviser sends, and what a person takes along.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::by_code;
use super::category::{Heading, Item};
use super::every::Every;
use super::guideline::Allowances;
use super::line::{Budget, BudgetError, Household, Income, IncomeKind, NAME_MAX, Said, Spending, Varying};
use super::total::total;
use crate::id::LineId;

/// The name and version of the file.
pub const FORMAT: &str = "forbear-budget/1";

/// The file. Unknown keys are an error: a figure must not get lost on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetFile {
    pub format: String,
    #[serde(with = "by_code")]
    pub currency: Currency,
    pub made_on: Date,
    /// Who made it: the person, or an adviser by name.
    pub made_by: String,
    pub household: Household,
    pub income: Vec<IncomeRow>,
    pub spending: Vec<SpendingRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<Money>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// All debts, ours and others', with what is offered on each.
    #[serde(default)]
    pub debts: Vec<DebtOffer>,
    /// Sums, written for whoever reads the file; not read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sums: Option<Sums>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomeRow {
    pub line: LineId,
    pub name: String,
    pub kind: IncomeKind,
    pub said: Said,
    pub every: Every,
    /// What it is a month; written for whoever reads the file, computed anew when read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub varying: Option<Varying>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpendingRow {
    pub line: LineId,
    pub name: String,
    pub item: Item,
    /// The heading of the Standard Financial Statement; it follows from the item.
    pub heading: Heading,
    pub said: Said,
    pub every: Every,
    /// What it is a month; written for whoever reads the file, computed anew when read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Money>,
}

/// An offer on one debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebtOffer {
    pub creditor: String,
    pub balance: Money,
    /// Whether it must be paid first.
    pub class: DebtClass,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_a_month: Option<Money>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtClass {
    Priority,
    NonPriority,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    pub income: Money,
    pub spending: Money,
    pub surplus: Money,
}

/// Why a budget file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    #[error("the file is not a budget that we can read, at line {line}, column {column}: {reason}")]
    Malformed { line: usize, column: usize, reason: String },
    #[error("the file says it is `{0}`: send one of `{FORMAT}`")]
    Format(String),
    #[error("line `{line}` has the heading `{found}`, but `{item}` belongs under `{right}`: correct one of them")]
    Heading { line: LineId, item: &'static str, found: &'static str, right: &'static str },
    #[error("line `{0}` is there twice: give each line its own name")]
    Twice(LineId),
    #[error("the name of line `{0}` is empty or longer than {NAME_MAX} letters: choose another")]
    Name(LineId),
    #[error(transparent)]
    Budget(#[from] BudgetError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// Writes a budget as a file, each line with its amount a month.
pub fn export(budget: &Budget, debts: &[DebtOffer], made_on: Date, made_by: &str) -> Result<BudgetFile, MoneyError> {
    let totals = total(budget, &Allowances::none())?;
    let mut months = totals.lines.iter().map(|line| line.month);
    let income = budget.income.iter().map(|line| IncomeRow {
        line: line.line.clone(),
        name: line.name.clone(),
        kind: line.kind,
        said: line.said,
        every: line.every,
        month: months.next(),
        varying: line.varying,
    });
    let income = income.collect();
    let spending = budget.spending.iter().map(|line| SpendingRow {
        line: line.line.clone(),
        name: line.name.clone(),
        item: line.item,
        heading: line.item.heading(),
        said: line.said,
        every: line.every,
        month: months.next(),
    });
    Ok(BudgetFile {
        format: FORMAT.to_owned(),
        currency: budget.currency,
        made_on,
        made_by: made_by.to_owned(),
        household: budget.household,
        income,
        spending: spending.collect(),
        saved: budget.saved,
        note: budget.note.clone(),
        debts: debts.to_vec(),
        sums: Some(Sums { income: totals.income, spending: totals.spending, surplus: totals.surplus }),
    })
}

/// Reads a budget file. Sums and monthly amounts are computed anew, never believed.
pub fn import(json: &str) -> Result<(Budget, Vec<DebtOffer>), ExchangeError> {
    let file: BudgetFile = serde_json::from_str(json).map_err(|error| ExchangeError::Malformed {
        line: error.line(),
        column: error.column(),
        reason: error.to_string(),
    })?;
    if file.format != FORMAT {
        return Err(ExchangeError::Format(file.format));
    }
    let names = file.income.iter().map(|r| (&r.line, &r.name)).chain(file.spending.iter().map(|r| (&r.line, &r.name)));
    let mut seen = std::collections::BTreeSet::new();
    for (line, name) in names {
        if name.trim().is_empty() || name.len() > NAME_MAX {
            return Err(ExchangeError::Name(line.clone()));
        }
        if !seen.insert(line) {
            return Err(ExchangeError::Twice(line.clone()));
        }
    }
    for row in &file.spending {
        let right = row.item.heading();
        if row.heading != right {
            let (item, found, right) = (row.item.code(), row.heading.code(), right.code());
            return Err(ExchangeError::Heading { line: row.line.clone(), item, found, right });
        }
    }
    let income = file.income.into_iter().map(|row| Income {
        line: row.line,
        name: row.name,
        kind: row.kind,
        said: row.said,
        every: row.every,
        varying: row.varying,
    });
    let spending = file.spending.into_iter().map(|row| Spending {
        line: row.line,
        name: row.name,
        item: row.item,
        said: row.said,
        every: row.every,
    });
    let budget = Budget {
        currency: file.currency,
        household: file.household,
        income: income.collect(),
        spending: spending.collect(),
        saved: file.saved,
        note: file.note,
    };
    budget.check()?;
    Ok((budget, file.debts))
}
