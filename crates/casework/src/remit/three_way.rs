//! The three-way reconciliation at the end of a day: what the bank says, what the trust ledger says, and what is owed out
//! of it, creditor by creditor and person by person together.

use std::collections::BTreeMap;

use facts::{Currency, Money};
use jiff::civil::Date;
use money::ratio;
use serde::Serialize;
use store::ReadTx;

use super::RemitVerbError;

/// The three sums of one currency, which must be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreeWay {
    pub on: Date,
    /// What the bank says that the trust account holds, where that was given.
    pub bank: Option<Money>,
    /// What the journal says that it holds.
    pub ledger: Money,
    /// What is owed out of it, together.
    pub sub_ledgers: Money,
    /// To whom.
    pub owed_to: Vec<Holding>,
}

/// What is held for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// A creditor's short name; else what it is that waits.
    pub whose: String,
    pub amount: Money,
}

/// Reconciles the trust account of a currency at the end of a day.
///
/// # Errors
/// Amounts too large to be true; the store's.
pub fn three_way(
    tx: &mut ReadTx<'_>,
    currency: Currency,
    on: Date,
    bank: Option<Money>,
) -> Result<ThreeWay, RemitVerbError> {
    let zero = Money::zero(currency);
    let mut ledger = zero;
    let mut held: BTreeMap<String, Money> = BTreeMap::new();
    for row in store::journal::trial_until(tx, on)? {
        if row.currency != currency.code() {
            continue;
        }
        let amount = Money::new(row.minor, currency);
        let whose = match (row.account.as_str(), &row.creditor, row.part.as_deref()) {
            ("bank", _, Some("trust")) => {
                ledger = ledger.plus(amount)?;
                continue;
            }
            ("trust", Some(creditor), _) => creditor.clone(),
            ("suspense", ..) => "money that waits for a word".to_owned(),
            ("refund_due", ..) => "money that goes back to people".to_owned(),
            _ => continue,
        };
        let so_far = held.get(&whose).copied().unwrap_or(zero);
        held.insert(whose, so_far.plus(ratio::negated(amount)?)?);
    }
    let sub_ledgers = ratio::sum(currency, held.values().copied())?;
    let owed_to = held.into_iter().filter(|(_, amount)| !amount.is_zero());
    let owed_to = owed_to.map(|(whose, amount)| Holding { whose, amount }).collect();
    Ok(ThreeWay { on, bank, ledger, sub_ledgers, owed_to })
}

impl ThreeWay {
    /// Whether all are one, and nobody's money was used for somebody else. Without the bank's word, whether ours agree.
    pub fn agrees(&self) -> bool {
        self.bank.is_none_or(|bank| bank == self.ledger)
            && self.ledger == self.sub_ledgers
            && self.owed_to.iter().all(|one| !one.amount.is_negative())
    }
}
