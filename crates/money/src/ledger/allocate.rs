//! Spreads a payment over debts: as the person directs, never to a debt in dispute or on hold.

use facts::{Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::account::Part;
use crate::id::DebtId;
use crate::ratio;
use crate::share;

/// A debt that a payment could go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub debt: DebtId,
    pub balance: Money,
    /// When it was made or placed: the oldest comes first by [`Rest::Oldest`].
    pub since: Date,
    /// What stands in the way of taking money for it.
    pub barrier: Option<Barrier>,
}

/// Why no payment may go to a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Barrier {
    /// The person disputes it (15 USC 1692h: a payment may not go to it).
    Disputed,
    /// A hold is on it.
    Held,
}

/// How the person would like a payment to be spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What they said about single debts.
    pub parts: Vec<(DebtId, Money)>,
    /// How what they did not speak of is spread.
    pub rest: Rest,
}

/// The rule for what nobody directed. It is shown with each part that it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// The oldest debt first.
    Oldest,
    /// To all, by their balances.
    ProRata,
    /// The smallest balance first, so that whole debts are done with (practice A-13).
    Smallest,
}

/// Where a payment goes. Its parts, what is set aside and what goes back add up to what was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    pub paid: Money,
    pub parts: Vec<PartPaid>,
    /// What waits for the person's word.
    pub aside: Vec<Aside>,
    /// What was too much: it goes back.
    pub refund: Money,
}

/// What one debt gets, and by whose word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartPaid {
    pub debt: DebtId,
    pub amount: Money,
    /// Left out: the person said so.
    pub by: Option<Rest>,
}

/// Money that is kept for the person until they tell us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    pub amount: Money,
    pub why: AsideWhy,
}

/// Why money is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsideWhy {
    /// It was meant for a debt that may not be paid now.
    MeantFor { debt: DebtId, barrier: Barrier },
    /// All that may be paid is paid, and what is left is in dispute or on hold.
    OnlyBarredLeft,
}

/// Why a payment can't be spread.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocateError {
    #[error("a payment of {0} is none: give an amount above nothing")]
    NotPositive(Money),
    #[error("the parts for single debts come to {wished}, more than the {paid} paid: lower one")]
    MoreThanPaid { wished: Money, paid: Money },
    #[error("debt `{0}` is not one of this person's debts: choose another")]
    UnknownDebt(DebtId),
    #[error("debt `{0}` is named twice: give one amount for it")]
    NamedTwice(DebtId),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// Spreads a payment.
pub fn allocate(paid: Money, open: &[Open], wish: &Wish) -> Result<Allocation, AllocateError> {
    check(paid, open, wish)?;
    let currency = paid.currency();
    let mut spread = Allocation { paid, parts: Vec::new(), aside: Vec::new(), refund: Money::zero(currency) };
    let mut left = paid;
    let mut owed: Vec<Money> = open.iter().map(|debt| debt.balance).collect();
    for (debt, amount) in &wish.parts {
        let Some((target, balance)) = open.iter().zip(&mut owed).find(|(o, _)| o.debt == *debt) else { continue };
        if let Some(barrier) = target.barrier {
            spread.aside.push(Aside { amount: *amount, why: AsideWhy::MeantFor { debt: debt.clone(), barrier } });
            left = left.minus(*amount)?;
            continue;
        }
        let part = ratio::least(*amount, ratio::not_negative(*balance));
        *balance = balance.minus(part)?;
        left = left.minus(part)?;
        spread.add(debt, part, None)?;
    }
    for (debt, part) in rest(left, open, &owed, wish.rest)? {
        left = left.minus(part)?;
        spread.add(&debt, part, Some(wish.rest))?;
    }
    let barred_is_owed = open.iter().any(|debt| debt.barrier.is_some() && debt.balance.minor() > 0);
    if !left.is_zero() && barred_is_owed {
        spread.aside.push(Aside { amount: left, why: AsideWhy::OnlyBarredLeft });
    } else {
        spread.refund = left;
    }
    Ok(spread)
}

/// Spreads what a debt gets over its parts, in the given order; what no part needs is not spread.
/// The order is the contract's; where it is silent, principal first, which costs the person least.
pub fn split_parts(amount: Money, owed: &[(Part, Money)], order: [Part; 4]) -> Result<Vec<(Part, Money)>, MoneyError> {
    let mut left = amount;
    let mut split = Vec::new();
    for part in order {
        let due = owed.iter().filter(|(p, _)| *p == part).map(|(_, amount)| *amount);
        let take = ratio::least(left, ratio::not_negative(ratio::sum(amount.currency(), due)?));
        if !take.is_zero() {
            split.push((part, take));
            left = left.minus(take)?;
        }
    }
    Ok(split)
}

fn check(paid: Money, open: &[Open], wish: &Wish) -> Result<(), AllocateError> {
    if paid.minor() <= 0 {
        return Err(AllocateError::NotPositive(paid));
    }
    for (i, (debt, amount)) in wish.parts.iter().enumerate() {
        if amount.minor() <= 0 {
            return Err(AllocateError::NotPositive(*amount));
        }
        if !open.iter().any(|o| o.debt == *debt) {
            return Err(AllocateError::UnknownDebt(debt.clone()));
        }
        if wish.parts.iter().take(i).any(|(earlier, _)| earlier == debt) {
            return Err(AllocateError::NamedTwice(debt.clone()));
        }
    }
    let wished = ratio::sum(paid.currency(), wish.parts.iter().map(|(_, amount)| *amount))?;
    ratio::sum(paid.currency(), open.iter().map(|debt| debt.balance))?;
    if wished.minor() > paid.minor() {
        return Err(AllocateError::MoreThanPaid { wished, paid });
    }
    Ok(())
}

fn rest(left: Money, open: &[Open], owed: &[Money], rule: Rest) -> Result<Vec<(DebtId, Money)>, MoneyError> {
    let mut payable: Vec<(&Open, Money)> = open
        .iter()
        .zip(owed.iter().copied())
        .filter(|(debt, owed)| debt.barrier.is_none() && owed.minor() > 0)
        .collect();
    match rule {
        Rest::ProRata => {
            let balances: Vec<Money> = payable.iter().map(|(_, owed)| *owed).collect();
            let shares = share::spread_all(left, &balances)?;
            return Ok(payable.iter().zip(shares).map(|((debt, _), share)| (debt.debt.clone(), share)).collect());
        }
        Rest::Oldest => payable.sort_by(|(a, _), (b, _)| (a.since, &a.debt).cmp(&(b.since, &b.debt))),
        Rest::Smallest => payable.sort_by(|(a, x), (b, y)| (x, &a.debt).cmp(&(y, &b.debt))),
    }
    let mut left = left;
    let mut parts = Vec::new();
    for (debt, owed) in payable {
        let part = ratio::least(left, owed);
        left = left.minus(part)?;
        parts.push((debt.debt.clone(), part));
    }
    Ok(parts)
}

impl Allocation {
    fn add(&mut self, debt: &DebtId, amount: Money, by: Option<Rest>) -> Result<(), MoneyError> {
        if !amount.is_zero() {
            self.parts.push(PartPaid { debt: debt.clone(), amount, by });
        }
        Ok(())
    }

    /// What is set aside, together.
    pub fn set_aside(&self) -> Result<Money, MoneyError> {
        ratio::sum(self.paid.currency(), self.aside.iter().map(|aside| aside.amount))
    }
}
