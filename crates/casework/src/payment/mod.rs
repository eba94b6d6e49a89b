//! Payments: received once, spread as the person directed, never to a debt that is disputed or rests; taken back as news
//! and not as a breach; and what was too much goes back.

mod aside;
pub(crate) mod message;
mod open;
mod receive;
mod refund;
mod reverse;

pub(crate) use aside::ASIDE;
pub use aside::{GiveAside, aside, give_aside, sorted_out};
pub use message::Receipt;
pub use open::open_debts;
pub use receive::receive;
pub use refund::{Refunded, refund, refund_due};
pub use reverse::{Reversed, TakenBack, reverse};

use facts::{DebtId, Money, MoneyError};
use jiff::civil::Date;
use money::ledger::{AllocateError, Allocation, Rest};
use serde::{Deserialize, Serialize};
use store::{DossierId, PaymentId, StoreError};

use crate::books::BooksError;
use crate::dossier::DossierError;
use crate::round::RoundError;

/// A larger payment is a slip of the hand: ten million.
const PAYMENT_MAX: i64 = 1_000_000_000;

/// A payment that came.
#[derive(Debug, Clone)]
pub struct NewPayment<'a> {
    /// By what it is known again in the whole installation: minted with the form, or the bank's or processor's own id.
    pub key: &'a str,
    pub dossier: DossierId,
    pub amount: Money,
    /// The day on which it counts.
    pub on: Date,
    pub method: Method,
    /// What the bank or processor knows it by, under which it may be taken back.
    pub reference: Option<&'a str>,
    /// What the person said about single debts, and how the rest is spread.
    pub wish: Wish,
    /// Where the money lay until now.
    pub from: From,
    /// Who writes it down: a user, or a part of the system.
    pub by: &'a str,
}

/// How a payment came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Card,
    BankTransfer,
    Cash,
    Cheque,
    /// To the creditor itself: we only learn of it.
    ToCreditor,
}

/// Where the money of a payment lay until now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// It has just come.
    Outside,
    /// It came before, and nobody knew whose it was.
    Suspense,
}

/// How the person would like a payment to be spread; the default directs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wish {
    pub parts: Vec<(DebtId, Money)>,
    /// For what they did not speak of; left out: the oldest debt first, and all alike where a plan runs.
    pub rest: Option<Rest>,
}

/// The answer to a payment; the same for the same key, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Where it went, and by whose word.
    pub spread: Allocation,
    /// What is owed after it, on all debts of its currency.
    pub owed: Money,
    /// Debts that it brought to nothing.
    pub paid_off: Vec<DebtId>,
    pub receipt: Receipt,
}

/// What became of a payment that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub payment: PaymentId,
    /// Whether it was known already: then nothing changed, and the answer is the one that was given.
    pub known: Known,
    pub received: Received,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    New,
    Before,
}

/// Why a payment was not taken, or not taken back.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error(transparent)]
    Spread(#[from] AllocateError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error(transparent)]
    Plan(#[from] Box<crate::plan::PlanError>),
    #[error("payment `{0}` was brought before with another amount, day or wish: give the new one an id of its own")]
    Conflict(String),
    #[error("`{0}` has no debt in {1}: check the person and the currency")]
    NoDebt(DossierId, facts::Currency),
    #[error("a payment on {on} lies in the future: it counts when it has come; today is {today}")]
    Future { on: Date, today: Date },
    #[error("a payment of {0} can't be true: check the amount")]
    Absurd(Money),
    #[error("there is no payment `{0}`: check its id")]
    Missing(String),
    #[error("{0} is not due back to them: {1} is")]
    NotDue(Money, Money),
    #[error(transparent)]
    Hold(Box<crate::hold::HoldVerbError>),
    #[error(transparent)]
    Charge(#[from] Box<crate::charge::ChargeError>),
    #[error("{0} does not wait for their word: {1} does")]
    NotAside(Money, Money),
    #[error("no payment may go to `{0}` now ({1:?}): sort that out with them first")]
    Barred(DebtId, money::ledger::Barrier),
    #[error("{amount} is more than the {owed} that is owed on it: give less, and let the rest go back")]
    MoreThanOwed { amount: Money, owed: Money },
    #[error("write down what they said: it is their money, and their word decides")]
    NoWords,
    #[error("an answer can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Card => "card",
            Method::BankTransfer => "bank_transfer",
            Method::Cash => "cash",
            Method::Cheque => "cheque",
            Method::ToCreditor => "to_creditor",
        }
    }

    /// As a person reads it in a statement.
    fn spoken(self) -> &'static str {
        match self {
            Method::Card => "your payment by card",
            Method::BankTransfer => "your payment by bank transfer",
            Method::Cash => "your payment in cash",
            Method::Cheque => "your payment by cheque",
            Method::ToCreditor => "your payment to the creditor",
        }
    }
}
