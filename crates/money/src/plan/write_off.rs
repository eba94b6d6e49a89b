//! Giving a debt up: a review that two different people must agree on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dates::working_day;
use crate::id::{AgentId, DebtId};
use crate::ledger::write::GivenUp;

/// Why a review was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    TerminalIllness,
    /// Long-term incapacity, with no surplus and no assets.
    Incapacity,
    CoercedDebt,
    /// Two years of token payments, or a token that ended with nothing changed.
    LongToken,
    DeathWithoutEstate,
    BelowCost,
    TimeBarred,
    OurError,
    /// A plan that would take more than three years.
    LongPlan,
    NothingLeft,
}

/// What one person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The debt is closed, and never sold.
    WriteOff,
    /// Nothing more is done about it; the debt stays.
    NoFurtherAction,
    Refuse,
}

/// A review. Each person decides once; two who agree decide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteOffReview {
    pub debt: DebtId,
    pub trigger: Trigger,
    pub opened: Date,
    /// Ten working days later.
    pub due: Date,
    votes: Vec<Vote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vote {
    by: AgentId,
    verdict: Verdict,
    reason: String,
    on: Date,
}

/// Where a review stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteOffState {
    /// Nobody has decided, or one has.
    Open,
    /// Two disagree: a third decides.
    Disagreed,
    Decided(Verdict),
}

/// Why a decision does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteOffError {
    #[error("`{0}` has decided already: somebody else must")]
    SamePerson(AgentId),
    #[error("give a reason, in a few words")]
    NoReason,
    #[error("the review is decided: open a new one if something has changed")]
    Closed,
}

/// The target for a decision, in working days.
const DECIDE_DAYS: i32 = 10;

impl WriteOffReview {
    pub fn open(debt: DebtId, trigger: Trigger, opened: Date, holidays: &[Date]) -> WriteOffReview {
        WriteOffReview { debt, trigger, opened, due: working_day(opened, DECIDE_DAYS, holidays), votes: Vec::new() }
    }

    /// Records what one person decided.
    pub fn decide(
        &mut self,
        by: AgentId,
        verdict: Verdict,
        reason: &str,
        on: Date,
    ) -> Result<WriteOffState, WriteOffError> {
        if matches!(self.state(), WriteOffState::Decided(_)) {
            return Err(WriteOffError::Closed);
        }
        if self.votes.iter().any(|vote| vote.by == by) {
            return Err(WriteOffError::SamePerson(by));
        }
        if reason.trim().is_empty() {
            return Err(WriteOffError::NoReason);
        }
        self.votes.push(Vote { by, verdict, reason: reason.trim().to_owned(), on });
        Ok(self.state())
    }

    pub fn state(&self) -> WriteOffState {
        let agreed = self.votes.iter().find(|vote| self.votes.iter().filter(|v| v.verdict == vote.verdict).count() > 1);
        match agreed {
            Some(vote) => WriteOffState::Decided(vote.verdict),
            None if self.votes.len() > 1 => WriteOffState::Disagreed,
            None => WriteOffState::Open,
        }
    }

    /// The ground for the entry that gives the debt up, where two people agreed to.
    pub fn given_up(&self) -> Option<GivenUp> {
        let mut votes = self.votes.iter().filter(|vote| vote.verdict == Verdict::WriteOff);
        let (first, second) = (votes.next()?, votes.next()?);
        let reason = format!("{}; {}", first.reason, second.reason);
        Some(GivenUp::Decided { first: first.by.clone(), second: second.by.clone(), reason })
    }
}
