//! What can happen to a plan, and what is to be done next.

use facts::{Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::review::Review;
use crate::id::{AgentId, PaymentId};

/// One payment of a plan, and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    pub due: Date,
    pub amount: Money,
}

/// What happened to a plan. The plan's life follows from these alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlanEvent {
    Paid {
        on: Date,
        payment: PaymentId,
        amount: Money,
    },
    /// A payment was taken back by the bank: news, not a breach.
    Returned {
        on: Date,
        payment: PaymentId,
    },
    /// One a quarter, no reason asked.
    Skipped {
        on: Date,
    },
    /// The next payment comes on another day.
    Delayed {
        on: Date,
        to: Date,
    },
    /// The person pays another amount from now on.
    Resized {
        on: Date,
        amount: Money,
    },
    /// The person pays on other days from now on.
    Moved {
        on: Date,
        first: Date,
    },
    Paused {
        on: Date,
        until: Date,
    },
    /// In one tap, from a day that the person chose.
    Restarted {
        on: Date,
        first: Date,
    },
    /// We asked what would suit them, about the payment due on a day.
    CheckedIn {
        on: Date,
        about: Date,
        channel: String,
    },
    /// They answered.
    Answered {
        on: Date,
        choice: CheckInChoice,
    },
    /// A human looked at it.
    Looked {
        on: Date,
        by: AgentId,
    },
    Reviewed {
        on: Date,
    },
    /// Whether the person would like a note before each payment.
    Reminders {
        on: Date,
        wish: Reminders,
    },
    /// A note went out before the payment of a day.
    Reminded {
        on: Date,
        about: Date,
    },
    /// A note went out that a pause ends.
    PauseNoted {
        on: Date,
        until: Date,
    },
    /// A human was asked to look at the plan, because of the review of a day.
    ReviewAsked {
        on: Date,
        about: Date,
    },
    /// By the person at any time; by us only after all that [`super::Life::may_end`] asks.
    EndedByPerson {
        on: Date,
    },
    EndedByUs {
        on: Date,
        by: AgentId,
    },
}

/// Whether somebody would like a note five days and one day before a payment. Nobody gets one unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminders {
    Wanted,
    #[default]
    NotWanted,
}

/// The four buttons of the check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckInChoice {
    PayLater,
    Smaller,
    Pause,
    Talk,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A note before a payment, where the person wants them: five days and one day before.
    Remind(Instalment),
    /// One kind message with the four choices.
    CheckIn {
        about: Instalment,
        choices: [CheckInChoice; 4],
    },
    /// A human looks before anything else happens.
    Human {
        missed: usize,
    },
    Review(Review),
    /// A note that the pause is ending, a week before.
    PauseEnding {
        until: Date,
    },
    /// It is paid; what was too much goes back.
    Finished {
        refund: Money,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Running,
    Paused { until: Date },
    Finished,
    Ended,
}

/// Why an event can't happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifeError {
    #[error("payment `{0}` is known with another amount or day: give the new one its own id")]
    PaymentConflict(PaymentId),
    #[error("payment `{0}` is not one of this plan: check the id")]
    UnknownPayment(PaymentId),
    #[error("one payment of this quarter was skipped: pause instead, or make the payments smaller")]
    SkippedThisQuarter,
    #[error("{to} is not between {on} and the payment after: choose a day from {on} to {latest}")]
    NotThere { on: Date, to: Date, latest: Date },
    #[error("{amount} is not an amount for a payment: take more than nothing")]
    Amount { amount: Money },
    #[error("{month} a month is more than the {ceiling} that no plan may pass: lower it, or make the budget anew")]
    AboveCeiling { month: Money, ceiling: Money },
    #[error("this plan can't be ended by us before {from}, and two attempts on different channels: talk first")]
    TooSoon { from: Date },
    #[error("this plan has come to its end: make a new one")]
    Over,
    #[error(transparent)]
    Money(#[from] MoneyError),
}
