//! The accounts of the journal, each of a type, so that no text can name one that does not exist.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{CreditorId, DebtId, PersonId};

/// Where a posting goes. What is debited is positive: what a person owes and what a bank holds are
/// debits, what we hold for others is a credit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "account", rename_all = "snake_case", deny_unknown_fields)]
pub enum Account {
    /// What is owed on a debt, by its parts. The debt is the creditor's, never ours.
    Owed { debt: DebtId, part: Part },
    /// The other side of what is owed: the claims that a creditor placed with us.
    Placed { creditor: CreditorId },
    /// Money at the bank.
    Bank { bank: BankAccount },
    /// Money in the trust account that belongs to a creditor: that creditor's sub-ledger.
    Trust { creditor: CreditorId },
    /// Money in the trust account of which we don't know yet whose it is.
    Suspense,
    /// Money in the trust account that goes back to a person who paid too much.
    RefundDue { person: PersonId },
    /// What we earned from a creditor.
    Commission { creditor: CreditorId },
    /// What we earned from a creditor and have not been paid: an invoice.
    CommissionDue { creditor: CreditorId },
    /// What was given up for good.
    WriteOff { creditor: CreditorId },
}

/// The part of a debt that an amount belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Principal,
    Interest,
    Fees,
    Costs,
}

/// An account at a bank: money of others is kept apart from our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankAccount {
    /// Holds only what belongs to creditors and to people.
    Trust,
    /// Holds only our own.
    Operating,
}

impl Part {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Part; 4] = [Part::Principal, Part::Interest, Part::Fees, Part::Costs];

    /// As a person reads it.
    pub fn spoken(self) -> &'static str {
        match self {
            Part::Principal => "what was borrowed or bought",
            Part::Interest => "interest",
            Part::Fees => "fees",
            Part::Costs => "costs",
        }
    }
}

impl Account {
    /// Whether the account is a claim on the trust bank account; the sum of these and of the bank
    /// account itself is nothing, always.
    pub fn is_held_in_trust(&self) -> bool {
        matches!(self, Account::Trust { .. } | Account::Suspense | Account::RefundDue { .. })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Account::Owed { debt, part } => write!(f, "owed/{debt}/{part:?}"),
            Account::Placed { creditor } => write!(f, "placed/{creditor}"),
            Account::Bank { bank } => write!(f, "bank/{bank:?}"),
            Account::Trust { creditor } => write!(f, "trust/{creditor}"),
            Account::Suspense => f.write_str("suspense"),
            Account::RefundDue { person } => write!(f, "refund_due/{person}"),
            Account::Commission { creditor } => write!(f, "commission/{creditor}"),
            Account::CommissionDue { creditor } => write!(f, "commission_due/{creditor}"),
            Account::WriteOff { creditor } => write!(f, "write_off/{creditor}"),
        }
    }
}
