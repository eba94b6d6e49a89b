//! A settlement, within what the creditor has really allowed, and the same for everyone alike.

use facts::{Money, MoneyError};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{DebtId, PlanId};
use crate::ledger::{Figure, Provenance};
use crate::ratio::{Percent, Rounding};

/// How long an offer stays open, in days; it can be renewed, and no deadline is made up.
pub const OFFER_DAYS: i32 = 30;

/// What a creditor allows us to give up, in its contract with us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The lowest part of the balance that ends the debt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle_at: Option<Percent>,
    /// The most of the balance that may be written down at the start of a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_down: Option<Percent>,
}

/// A settlement in writing, before any money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettlementOffer {
    pub plan: PlanId,
    pub debts: Vec<DebtId>,
    /// What ends the debts.
    pub sum: Money,
    /// What is given up.
    pub given_up: Money,
    pub made_on: Date,
    pub open_until: Date,
}

/// The sum that ends a debt. It follows from balance and authority alone: no day of the month, no
/// agent and no target goes in, so none can come out. A part of a cent goes up: less would pass what the creditor allows.
pub fn settlement_sum(balance: Money, authority: &Authority) -> Result<Option<Money>, MoneyError> {
    authority.settle_at.map(|part| part.of(balance, Rounding::Up)).transpose()
}

/// What is left to pay where the creditor's allowance to write down is used. Our default is to use all of it.
pub fn write_down(balance: Money, authority: &Authority) -> Result<Option<Money>, MoneyError> {
    let Some(part) = authority.write_down else { return Ok(None) };
    Ok(Some(balance.minus(part.of(balance, Rounding::Down)?)?))
}

impl Authority {
    /// What several creditors allow together: no more than each of them.
    pub fn of_all<'a>(all: impl IntoIterator<Item = Option<&'a Authority>>) -> Option<Authority> {
        let mut together: Option<Authority> = None;
        for one in all {
            let one = one?;
            together = Some(match together {
                None => one.clone(),
                Some(so_far) => Authority {
                    settle_at: so_far.settle_at.zip(one.settle_at).map(|(a, b)| a.max(b)),
                    write_down: so_far.write_down.zip(one.write_down).map(|(a, b)| a.min(b)),
                },
            });
        }
        together
    }
}

impl SettlementOffer {
    /// The offer for these debts; nothing where the creditor allows none.
    pub fn new(
        plan: PlanId,
        debts: &[(DebtId, Money)],
        balance: Money,
        authority: &Authority,
        made_on: Date,
    ) -> Result<Option<SettlementOffer>, MoneyError> {
        let Some(sum) = settlement_sum(balance, authority)? else { return Ok(None) };
        let debts = debts.iter().map(|(debt, _)| debt.clone()).collect();
        let given_up = balance.minus(sum)?;
        Ok(Some(SettlementOffer { plan, debts, sum, given_up, made_on, open_until: until(made_on) }))
    }

    /// The same offer, open anew. It never gets worse for waiting.
    pub fn renewed(&self, on: Date) -> SettlementOffer {
        SettlementOffer { made_on: on, open_until: until(on), ..self.clone() }
    }

    /// The sum as a figure that a letter may show.
    pub fn figure(&self) -> Figure {
        Figure::from_one(self.sum, Provenance::Agreement { plan: self.plan.clone() })
    }
}

fn until(day: Date) -> Date {
    day.checked_add(OFFER_DAYS.days()).unwrap_or(Date::MAX)
}
