//! What we earn on what is paid, by dated rules of the contract with the creditor.

use facts::{Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::CreditorId;
use crate::ledger::Provenance;
use crate::ratio::{Percent, Rounding};

/// A rate that holds from a day until another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommissionRule {
    pub creditor: CreditorId,
    pub from: Date,
    pub until: Option<Date>,
    /// Of what is paid to us.
    pub percent: Percent,
    /// Of what is paid to the creditor directly.
    pub direct_percent: Percent,
    /// The clause that gives it.
    pub basis: Provenance,
}

/// Why no commission can be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommissionError {
    #[error("no commission rule of `{0}` holds on {1}: add one, of nothing if nothing is earned")]
    NoRule(CreditorId, Date),
    #[error("two commission rules of `{0}` hold on {1}: end one before the other begins")]
    TwoRules(CreditorId, Date),
    #[error("the commission rule of `{0}` from {1} is more than everything: lower it")]
    TooMuch(CreditorId, Date),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// The one rule that holds for a creditor on a day.
pub(crate) fn rule_on<'a>(
    rules: &'a [CommissionRule],
    creditor: &CreditorId,
    on: Date,
) -> Result<&'a CommissionRule, CommissionError> {
    let holds = |rule: &&CommissionRule| {
        rule.creditor == *creditor && rule.from <= on && rule.until.is_none_or(|last| on <= last)
    };
    let mut in_force = rules.iter().filter(holds);
    let rule = in_force.next().ok_or_else(|| CommissionError::NoRule(creditor.clone(), on))?;
    if in_force.next().is_some() {
        return Err(CommissionError::TwoRules(creditor.clone(), on));
    }
    if rule.percent > Percent::whole(100) || rule.direct_percent > Percent::whole(100) {
        return Err(CommissionError::TooMuch(creditor.clone(), rule.from));
    }
    Ok(rule)
}

/// Commission on an amount, rounded to the nearest cent so that a returned payment gives back exactly what it earned.
pub(crate) fn on_amount(percent: Percent, amount: Money) -> Result<Money, MoneyError> {
    percent.of(amount, Rounding::Nearest)
}
