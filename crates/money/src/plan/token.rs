//! A token: a very small sum for a hard time, with an end and a human look before it.

use facts::Money;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rules::Rules;
use crate::id::{AgentId, DebtId, PlanId};

/// A token arrangement. It is the person's own offer, never ours to ask for, and no plan: it may stand
/// where a budget leaves nothing, which is why its sum is capped at a pound or a dollar a debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    pub plan: PlanId,
    pub debts: Vec<DebtId>,
    /// A debt, a month.
    pub amount: Money,
    pub from: Date,
    /// The last day; it is never renewed by silence.
    pub until: Date,
    /// The day from which a person here must look at it.
    pub look_from: Date,
    /// Who looked, and when.
    pub looked: Option<(AgentId, Date)>,
}

/// What is next for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenNext {
    Running,
    /// A person here must look before it ends.
    LookDue,
    /// It ended: write-off, no further action, or a plan; two people decide.
    ReviewForWriteOff,
}

/// Why a token can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    #[error("a token of {amount} a debt is not possible: take more than nothing and at most {max}")]
    Amount { amount: Money, max: Money },
    #[error("a token for {months} months is not possible: take 1 to {max}, then look again")]
    Months { months: i32, max: i32 },
    #[error("a token is for at least one debt: name it")]
    NoDebt,
}

/// The look begins this long before the end, in days.
const LOOK_DAYS: i32 = 30;

impl Token {
    pub fn new(
        plan: PlanId,
        debts: Vec<DebtId>,
        amount: Money,
        (from, months): (Date, i32),
        rules: &Rules,
    ) -> Result<Token, TokenRefused> {
        let max = rules.token_max;
        if debts.is_empty() {
            return Err(TokenRefused::NoDebt);
        }
        if amount.currency() != max.currency() || amount.minor() <= 0 || amount.minor() > max.minor() {
            return Err(TokenRefused::Amount { amount, max });
        }
        if months < 1 || months > rules.token_months_max {
            return Err(TokenRefused::Months { months, max: rules.token_months_max });
        }
        let until = from.saturating_add(months.months()).saturating_sub(1.day());
        let look_from = until.saturating_sub(LOOK_DAYS.days()).max(from);
        Ok(Token { plan, debts, amount, from, until, look_from, looked: None })
    }

    pub fn next(&self, today: Date) -> TokenNext {
        if today > self.until {
            TokenNext::ReviewForWriteOff
        } else if today >= self.look_from && self.looked.is_none() {
            TokenNext::LookDue
        } else {
            TokenNext::Running
        }
    }
}
