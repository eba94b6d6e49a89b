//! The lines of `forbear plan`: a household in, its choices out.

use std::collections::BTreeMap;

use facts::{Currency, Debt, DebtId, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::agree::{Proposal, Table};
use super::available::{Holder, PlanDebt, available};
use super::dates::Payday;
use super::option::{OptionKind, PlanOption, Stress};
use super::options::options;
use super::rules::Rules;
use super::settle::Authority;
use crate::budget::{Allowances, Budget, BudgetError, Every, irs_allowances, total};
use crate::ledger::Barrier;
use crate::ratio;

/// One household. Unknown keys are errors that name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    pub id: String,
    pub budget: facts::Budget,
    #[serde(default)]
    pub debts: Vec<Debt>,
    /// What the person would like to pay; they propose first.
    #[serde(default)]
    pub proposal: Option<Proposal>,
    #[serde(default)]
    pub rules: StreamRules,
}

/// What may be said beside: all of it can be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StreamRules {
    /// Today; left out: the day on which the program runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payday: Option<Payday>,
    /// Agreed on arrears that come first, a month; those debts take no share.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub priority_repayment: BTreeMap<DebtId, Money>,
    /// Debts that somebody else holds: they take their fair share.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by_others: Vec<DebtId>,
    /// Debts in dispute or on hold: nothing is asked for them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub barred: BTreeMap<DebtId, Barrier>,
    /// Bills that come first and are unpaid with nothing agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unpaid_priority: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Date>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanOutput {
    pub id: String,
    pub available: Money,
    /// The fair share of what is available for each of our debts.
    pub shares: BTreeMap<DebtId, Money>,
    pub options: Vec<OptionLine>,
    pub refused: Vec<RefusedLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionLine {
    pub kind: OptionKind,
    pub amount: Money,
    pub every: Option<Every>,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub total: Money,
    pub leaves: Money,
    pub stress: Stress,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedLine {
    pub proposal: Proposal,
    pub why: String,
}

/// Why a line has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    #[error("debt `{0}` is in {1} and the budget in {2}: give both in one currency")]
    Currency(DebtId, Currency, Currency),
    #[error("debt `{0}` has no balance: give one")]
    NoBalance(DebtId),
    #[error("debt `{0}` has a balance of {1}: give nothing or more")]
    Negative(DebtId, Money),
    #[error("debt `{0}` is there twice: give each its own id")]
    Twice(DebtId),
    #[error("`{0}` is among the rules and not among the debts: add it, or leave it out")]
    UnknownDebt(DebtId),
    #[error("the priority repayment on `{0}` is {1}: give nothing or more")]
    Repayment(DebtId, Money),
    #[error(transparent)]
    Budget(#[from] BudgetError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// The choices for one line. `today` serves where the line names no day.
pub fn options_for(input: &PlanInput, today: Date) -> Result<PlanOutput, StreamError> {
    let mut budget = Budget::try_from(&input.budget)?;
    if input.budget.income.is_empty()
        && input.budget.spending.is_empty()
        && let Some(balance) = input.debts.iter().find_map(|debt| debt.balance)
    {
        budget.currency = balance.currency();
    }
    check(input, budget.currency)?;
    let today = input.rules.today.unwrap_or(today);
    let mut rules = Rules::of(budget.currency);
    rules.holidays.clone_from(&input.rules.holidays);
    let allowances = match budget.currency {
        Currency::USD => irs_allowances(&budget.household, today),
        _ => Allowances::none(),
    };
    let totals = total(&budget, &allowances)?;
    let priority = ratio::sum(budget.currency, input.rules.priority_repayment.values().copied())?;
    let available = available(&totals, priority, &rules)?;
    let debts: Vec<PlanDebt> = input.debts.iter().filter_map(|debt| plan_debt(debt, &input.rules)).collect();
    let table = Table {
        available: &available,
        debts: &debts,
        rules: &rules,
        payday: input.rules.payday,
        authority: input.rules.authority.as_ref(),
        unpaid_priority: &input.rules.unpaid_priority,
        today,
    };
    let offered = options(input.proposal.as_ref(), &table)?;
    let refused = offered.refused.into_iter();
    Ok(PlanOutput {
        id: input.id.clone(),
        available: available.available,
        shares: offered.shares.into_iter().collect(),
        options: offered.options.into_iter().map(OptionLine::from).collect(),
        refused: refused.map(|r| RefusedLine { why: r.refused.why(), proposal: r.proposal }).collect(),
    })
}

fn check(input: &PlanInput, currency: Currency) -> Result<(), StreamError> {
    let rules = &input.rules;
    for (i, debt) in input.debts.iter().enumerate() {
        let id = || debt.id.clone();
        let balance = debt.balance.ok_or_else(|| StreamError::NoBalance(id()))?;
        if balance.currency() != currency {
            return Err(StreamError::Currency(id(), balance.currency(), currency));
        }
        if balance.is_negative() {
            return Err(StreamError::Negative(id(), balance));
        }
        if input.debts.iter().take(i).any(|earlier| earlier.id == debt.id) {
            return Err(StreamError::Twice(id()));
        }
    }
    let named = rules.priority_repayment.keys().chain(&rules.held_by_others).chain(rules.barred.keys());
    for id in named {
        if !input.debts.iter().any(|debt| debt.id == *id) {
            return Err(StreamError::UnknownDebt(id.clone()));
        }
    }
    match rules.priority_repayment.iter().find(|(_, amount)| amount.is_negative()) {
        Some((id, amount)) => Err(StreamError::Repayment(id.clone(), *amount)),
        None => Ok(()),
    }
}

fn plan_debt(debt: &Debt, rules: &StreamRules) -> Option<PlanDebt> {
    if rules.priority_repayment.contains_key(&debt.id) {
        return None;
    }
    let holder = if rules.held_by_others.contains(&debt.id) { Holder::Another } else { Holder::Us };
    let barrier = rules.barred.get(&debt.id).copied();
    Some(PlanDebt { debt: debt.id.clone(), balance: debt.balance?, holder, barrier })
}

impl From<PlanOption> for OptionLine {
    fn from(option: PlanOption) -> OptionLine {
        OptionLine {
            kind: option.kind,
            amount: option.amount,
            every: option.every,
            first: option.first,
            last: option.last,
            total: option.total,
            leaves: option.leaves,
            stress: option.stress,
            why: option.why,
        }
    }
}
