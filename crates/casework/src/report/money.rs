//! What came in and went out, by creditor, as the books have it.

use std::collections::BTreeMap;

use facts::{Currency, MoneyError};
use store::journal::Moved;

/// What the books moved for one creditor in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Paid to us.
    pub collected: facts::Money,
    /// Paid to the creditor.
    pub paid_direct: facts::Money,
    /// Of both: taken back by a bank or by ourselves.
    pub taken_back: facts::Money,
    /// Paid out to the creditor.
    pub remitted: facts::Money,
    /// What we earned of it.
    pub commission: facts::Money,
    /// Given up for good.
    pub given_up: facts::Money,
}

impl Money {
    fn none(currency: Currency) -> Money {
        let zero = facts::Money::zero(currency);
        Money { collected: zero, paid_direct: zero, taken_back: zero, remitted: zero, commission: zero, given_up: zero }
    }
}

/// Adds up what moved, by creditor and currency. What is owed falls when it is paid: that side is the figure.
pub(super) fn by_creditor(moved: Vec<Moved>) -> Result<BTreeMap<(String, String), Money>, MoneyError> {
    let mut all: BTreeMap<(String, String), Money> = BTreeMap::new();
    for one in moved {
        let currency: Currency = one.currency.parse()?;
        let amount = facts::Money::new(one.minor, currency);
        let money = all.entry((one.creditor, one.currency)).or_insert_with(|| Money::none(currency));
        let (figure, amount) = match (one.kind.as_str(), one.reversed.as_str(), one.account.as_str()) {
            ("payment", _, "owed") => (&mut money.collected, negated(amount)),
            ("direct_payment", _, "owed") => (&mut money.paid_direct, negated(amount)),
            ("reversal", "payment" | "direct_payment", "owed") => (&mut money.taken_back, amount),
            // The trust account pays all of it out; what we earn of it stays in the house.
            ("remittance", _, "trust") => (&mut money.remitted, amount),
            ("remittance", _, "commission") => {
                money.remitted = money.remitted.plus(amount)?;
                (&mut money.commission, negated(amount))
            }
            (_, _, "write_off") => (&mut money.given_up, amount),
            _ => continue,
        };
        *figure = figure.plus(amount)?;
    }
    all.retain(|_, money| *money != Money::none(money.collected.currency()));
    Ok(all)
}

fn negated(amount: facts::Money) -> facts::Money {
    facts::Money::new(amount.minor().saturating_neg(), amount.currency())
}
