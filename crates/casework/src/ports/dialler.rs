//! A dialler: it gets lists of calls, and is told which not to make.

use conduct::Permit;
use jiff::Timestamp;
use store::OutboxId;

use super::CourierError;

/// A call as a dialler gets it. It says nothing of what is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The row by which its result comes back.
    pub row: OutboxId,
    /// Not to be made before.
    pub opens: Timestamp,
    /// Not to be made at or after.
    pub closes: Timestamp,
    /// The person's IANA zone, for the agent.
    pub time_zone: String,
    /// The number to call, with its country code.
    pub number: String,
    /// For whom to ask.
    pub name: String,
    /// ISO 639-1.
    pub language: String,
    /// The short code by which the person can check that it is us.
    pub code: String,
    /// By what we know the account: `ending 4471`.
    pub account: String,
    /// Why we call, in a sentence for the person.
    pub reason: String,
}

/// A call that is not to be made any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    pub row: OutboxId,
    pub number: String,
    pub at: Timestamp,
}

/// Takes lists. It takes the permit by value: one call, one permit.
pub trait CallList {
    /// Puts a call onto the list.
    ///
    /// # Errors
    /// A list that can't be written.
    fn call(&mut self, permit: Permit, call: &Call) -> Result<(), CourierError>;

    /// Says that a call is not to be made any more.
    ///
    /// # Errors
    /// A list that can't be written.
    fn recall(&mut self, recall: &Recall) -> Result<(), CourierError>;
}
