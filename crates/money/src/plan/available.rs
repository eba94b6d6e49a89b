//! What is available, the ceiling over every plan, and what we may ask for.

use facts::{Money, MoneyError};
use serde::Serialize;

use super::rules::Rules;
use crate::budget::{Rhythm, Totals};
use crate::id::DebtId;
use crate::ledger::Barrier;
use crate::ratio::{self, Percent, Rounding};
use crate::share;

/// What a household can spare a month, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Available {
    pub income: Money,
    /// The part of the income that is pay.
    pub pay: Money,
    pub spending: Money,
    /// Income less spending; may be negative.
    pub surplus: Money,
    /// What is agreed on arrears that come first.
    pub priority: Money,
    /// What is kept for bad days.
    pub savings: Money,
    /// Surplus less priority less savings; nothing where that is below nothing, or where a need is
    /// not known yet.
    pub available: Money,
    /// What no plan may pass: the available amount, or less where the law leaves more of pay.
    pub ceiling: Money,
    /// The most that we ask.
    pub ask: Money,
    /// Needs of which nobody knows the amount yet.
    pub unknown: Vec<String>,
}

/// A debt that a plan may be about, ours or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDebt {
    pub debt: DebtId,
    pub balance: Money,
    pub holder: Holder,
    pub barrier: Option<Barrier>,
}

/// Who holds a debt. We ask for our fair share alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Us,
    Another,
}

/// available = income − essentials − payments to priority arrears − savings line; below nothing is nothing.
pub fn available(totals: &Totals, priority: Money, rules: &Rules) -> Result<Available, MoneyError> {
    let surplus = totals.surplus;
    let share = rules.savings_share.of(ratio::not_negative(surplus), Rounding::Up)?;
    // What a household already saves is not less than our default, so that saving more never raises the ask.
    let savings = ratio::most(totals.saving, ratio::least(share, rules.savings_max));
    let left = ratio::not_negative(surplus.minus(priority)?.minus(savings)?);
    let available = if totals.unknown.is_empty() { left } else { Money::zero(left.currency()) };
    let ceiling = match rules.wage_floor {
        Some(floor) => ratio::least(available, floor.most_of(totals.pay)?),
        None => available,
    };
    let ask = ratio::least(ceiling, rules.ask_share.of(available, Rounding::Down)?);
    Ok(Available {
        income: totals.income,
        pay: totals.pay,
        spending: totals.spending,
        surplus,
        priority,
        savings,
        available,
        ceiling,
        ask,
        unknown: totals.unknown.clone(),
    })
}

/// A cross-check only, for a human's eye: a tenth of the income above one and a half times the poverty
/// guideline (34 CFR 685.209 has the shape). Never an offer.
pub fn cross_check(income_a_month: Money, poverty_a_year: Money) -> Result<Money, MoneyError> {
    let protected = Percent::whole(150).of(poverty_a_year, Rounding::Up)?;
    let year = ratio::scale(income_a_month, 12, 1, Rounding::Down)?;
    let over = ratio::not_negative(year.minus(protected)?);
    ratio::scale(Percent::whole(10).of(over, Rounding::Down)?, 1, 12, Rounding::Down)
}

impl Available {
    /// The steps from income to what is available, for whoever wants to see the sum.
    pub fn steps(&self) -> [(&'static str, Money); 7] {
        [
            ("what comes in", self.income),
            ("what you need", self.spending),
            ("what is left", self.surplus),
            ("what must be paid first", self.priority),
            ("what you keep for bad days", self.savings),
            ("what you could use for debts", self.available),
            ("the most that we ask for", self.ask),
        ]
    }

    /// What stays with the household a month after a payment of this rhythm.
    pub fn leaves(&self, amount: Money, every: crate::budget::Every) -> Result<Money, MoneyError> {
        self.surplus.minus(self.priority)?.minus(every.to_month(amount, Rounding::Up)?)
    }

    /// The fair share of an amount for each of our debts that may be paid; others' debts take theirs.
    /// Only what an agreement could be about is listed.
    pub fn our_shares(&self, amount: Money, debts: &[PlanDebt]) -> Result<Vec<(DebtId, Money)>, MoneyError> {
        let payable: Vec<&PlanDebt> = debts.iter().filter(|debt| debt.barrier.is_none()).collect();
        let balances: Vec<Money> = payable.iter().map(|debt| debt.balance).collect();
        let shares = share::pro_rata(amount, &balances)?;
        let ours = payable.iter().zip(shares).filter(|(debt, _)| debt.holder == Holder::Us);
        Ok(ours.map(|(debt, share)| (debt.debt.clone(), share)).collect())
    }
}
