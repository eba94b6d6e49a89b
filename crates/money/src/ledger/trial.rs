//! The trial balance: what stands on each account, and that all of it together is nothing.

use std::collections::HashMap;

use facts::{Currency, Money, MoneyError};

use super::account::{Account, BankAccount};
use super::entry::Entry;
use crate::ratio;

/// The balances of all accounts, in the order of the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialBalance {
    rows: Vec<(Account, Money)>,
}

/// Adds up entries.
///
/// # Errors
/// `MoneyError::TooLarge` where a balance is no amount of money any more.
pub fn trial_balance<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<TrialBalance, MoneyError> {
    let mut sums: HashMap<(&Account, Currency), i128> = HashMap::new();
    for posting in entries.into_iter().flat_map(Entry::postings) {
        *sums.entry((&posting.to, posting.amount.currency())).or_default() += i128::from(posting.amount.minor());
    }
    let mut rows = Vec::with_capacity(sums.len());
    for ((account, currency), sum) in sums {
        rows.push((account.clone(), ratio::minor(sum, currency)?));
    }
    rows.sort();
    Ok(TrialBalance { rows })
}

impl TrialBalance {
    /// Each account with its balance; an account that came back to nothing is listed with nothing.
    pub fn rows(&self) -> &[(Account, Money)] {
        &self.rows
    }

    /// Whether all balances of each currency together are nothing, as they must.
    pub fn is_even(&self) -> bool {
        let mut sums: HashMap<Currency, i128> = HashMap::new();
        for (_, amount) in &self.rows {
            *sums.entry(amount.currency()).or_default() += i128::from(amount.minor());
        }
        sums.values().all(|sum| *sum == 0)
    }

    /// What stands on one account.
    pub fn on(&self, account: &Account, currency: Currency) -> Money {
        self.rows
            .iter()
            .find(|(a, amount)| a == account && amount.currency() == currency)
            .map_or(Money::zero(currency), |(_, amount)| *amount)
    }

    /// What the journal says that a bank account holds.
    pub fn bank(&self, bank: BankAccount, currency: Currency) -> Money {
        self.on(&Account::Bank { bank }, currency)
    }

    /// What the trust account owes to creditors, to people and to nobody known yet, together.
    pub fn held_in_trust(&self, currency: Currency) -> Result<Money, MoneyError> {
        let held = self.rows.iter().filter(|(a, amount)| a.is_held_in_trust() && amount.currency() == currency);
        ratio::negated(ratio::sum(currency, held.map(|(_, amount)| *amount))?)
    }
}
