//! The three-way reconciliation: the bank's balance, the trust ledger, and the sub-ledgers together.

use facts::{Money, MoneyError};
use serde::Serialize;

use crate::ledger::{Account, BankAccount, Entry, trial_balance};
use crate::ratio;

/// The three sums, which must be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreeWay {
    /// What the bank says that the trust account holds.
    pub bank: Money,
    /// What the journal says that it holds.
    pub ledger: Money,
    /// What is owed out of it, together.
    pub sub_ledgers: Money,
    /// Each that is owed something, or has been paid too much.
    pub owed_to: Vec<(Account, Money)>,
}

/// Compares the bank's balance of the trust account with the journal.
pub fn three_way<'a>(bank: Money, entries: impl IntoIterator<Item = &'a Entry>) -> Result<ThreeWay, MoneyError> {
    let currency = bank.currency();
    let balance = trial_balance(entries)?;
    let mut owed_to = Vec::new();
    for (account, amount) in balance.rows() {
        if account.is_held_in_trust() && amount.currency() == currency && !amount.is_zero() {
            owed_to.push((account.clone(), ratio::negated(*amount)?));
        }
    }
    Ok(ThreeWay {
        bank,
        ledger: balance.bank(BankAccount::Trust, currency),
        sub_ledgers: balance.held_in_trust(currency)?,
        owed_to,
    })
}

impl ThreeWay {
    /// Whether all three are one, and nobody's money was used for somebody else.
    pub fn agrees(&self) -> bool {
        self.bank == self.ledger
            && self.ledger == self.sub_ledgers
            && self.owed_to.iter().all(|(_, amount)| !amount.is_negative())
    }

    /// The bank less the ledger: what is on its way, or missing.
    pub fn bank_difference(&self) -> Result<Money, MoneyError> {
        self.bank.minus(self.ledger)
    }
}
