//! What happened: the events of a person's record, in the words of the case format.

mod acted;
mod said;

use serde::{Deserialize, Serialize};

use crate::{DebtId, PersonId, When};

pub use acted::{
    Call, CallOutcome, Check, CheckKind, Message, MessageOutcome, Notice, NoticeKind, Payment, PaymentOutcome, Scheme,
    Status, StatusKind, StatusPart, Visit,
};
pub use said::{ConsentTo, InformationAsked, Meaning, Statement};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A call, answered or not, by either side.
    Call(Call),
    /// Written words, by either side.
    Message(Message),
    /// A person used our pages, or the two sides met.
    Visit(Visit),
    /// Somebody told us (or `with`) something.
    Statement(Statement),
    /// A legally defined notice was sent or received.
    Notice(Notice),
    /// A look-up was made.
    Check(Check),
    /// The world changed.
    Status(Status),
    /// Money moved, or was asked for.
    Payment(Payment),
}

impl Event {
    /// When it happened.
    pub fn at(&self) -> When {
        match self {
            Event::Call(event) => event.at,
            Event::Message(event) => event.at,
            Event::Visit(event) => event.at,
            Event::Statement(event) => event.at,
            Event::Notice(event) => event.at,
            Event::Check(event) => event.at,
            Event::Status(event) => event.at,
            Event::Payment(event) => event.at,
        }
    }

    /// When the collector knew of it: on receipt, where that came later.
    pub fn known(&self) -> When {
        match self {
            Event::Statement(event) => event.received.unwrap_or(event.at),
            _ => self.at(),
        }
    }

    /// Who acted, where it is said.
    pub fn by(&self) -> Option<&PersonId> {
        match self {
            Event::Call(event) => Some(&event.by),
            Event::Message(event) => Some(&event.by),
            Event::Visit(event) => Some(&event.by),
            Event::Statement(event) => Some(&event.by),
            Event::Notice(event) => event.by.as_ref(),
            Event::Check(event) => event.by.as_ref(),
            Event::Status(event) => event.by.as_ref(),
            Event::Payment(event) => event.by.as_ref(),
        }
    }

    /// The debts it names; none is every debt.
    pub fn debts(&self) -> &[DebtId] {
        match self {
            Event::Call(event) => &event.debts,
            Event::Message(event) => &event.debts,
            Event::Visit(_) | Event::Check(_) => &[],
            Event::Statement(event) => &event.about,
            Event::Notice(event) => &event.debts,
            Event::Status(event) => &event.debts,
            Event::Payment(event) => &event.debts,
        }
    }

    /// The word for its kind in the case format.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Call(_) => "call",
            Event::Message(_) => "message",
            Event::Visit(_) => "visit",
            Event::Statement(_) => "statement",
            Event::Notice(_) => "notice",
            Event::Check(_) => "check",
            Event::Status(_) => "status",
            Event::Payment(_) => "payment",
        }
    }
}
