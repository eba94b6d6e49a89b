//! Promises, both ways: what we said we would do is held as strictly as what they said.

use facts::Money;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::AgentId;

/// Something that somebody said they would do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    pub id: String,
    pub side: Side,
    pub what: What,
    pub made: Date,
    /// The last day on which it is kept in time.
    pub due: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// Who promised. One of ours always has an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Ours { owner: AgentId },
    Theirs,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    CallBack,
    HoldUntil,
    LetterBy,
    Answer,
    Pay(Money),
    Other(String),
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Kept {
        on: Date,
    },
    /// The other side let it go, or agreed on another day: it counts for neither.
    Released {
        on: Date,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseState {
    Waiting,
    DueToday,
    Overdue { days: i32 },
    Kept,
    KeptLate,
    Released,
}

/// Of those that are decided or overdue, how many were kept in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Rate {
    pub kept: u32,
    pub of: u32,
}

/// Both sides; ours is shown first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Rates {
    pub ours: Rate,
    pub theirs: Rate,
}

/// Why a promise can't stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    #[error("a promise for {due} made on {made} is late from the start: choose a later day")]
    DueBeforeMade { made: Date, due: Date },
    #[error("a promise of ours needs somebody who keeps it: name them")]
    NoOwner,
    #[error("a payment of {0} can't be promised: take more than nothing")]
    Amount(Money),
}

impl Promise {
    pub fn new(id: &str, side: Side, what: What, made: Date, due: Date) -> Result<Promise, PromiseError> {
        if due < made {
            return Err(PromiseError::DueBeforeMade { made, due });
        }
        match (&side, &what) {
            (Side::Ours { owner }, _) if owner.as_str().trim().is_empty() => Err(PromiseError::NoOwner),
            (_, What::Pay(amount)) if amount.minor() <= 0 => Err(PromiseError::Amount(*amount)),
            _ => Ok(Promise { id: id.to_owned(), side, what, made, due, outcome: None }),
        }
    }

    pub fn state(&self, today: Date) -> PromiseState {
        match self.outcome {
            Some(Outcome::Kept { on }) if on <= self.due => PromiseState::Kept,
            Some(Outcome::Kept { .. }) => PromiseState::KeptLate,
            Some(Outcome::Released { .. }) => PromiseState::Released,
            None if today < self.due => PromiseState::Waiting,
            None if today == self.due => PromiseState::DueToday,
            None => {
                let days = self.due.until(today).map_or(0, |span| span.get_days());
                PromiseState::Overdue { days }
            }
        }
    }
}

/// The promises of an agent's day, ours that are overdue first, the longest overdue at the top.
pub fn of_the_day<'a>(promises: impl IntoIterator<Item = &'a Promise>, today: Date) -> Vec<&'a Promise> {
    let mut open: Vec<&Promise> = promises
        .into_iter()
        .filter(|promise| matches!(promise.state(today), PromiseState::Overdue { .. } | PromiseState::DueToday))
        .collect();
    open.sort_by_key(|promise| (promise.side == Side::Theirs, promise.due));
    open
}

/// How many were kept in time, on each side. One that is not due yet, or was released, does not count.
pub fn rates<'a>(promises: impl IntoIterator<Item = &'a Promise>, today: Date) -> Rates {
    let mut rates = Rates::default();
    for promise in promises {
        let rate = match promise.side {
            Side::Ours { .. } => &mut rates.ours,
            Side::Theirs => &mut rates.theirs,
        };
        match promise.state(today) {
            PromiseState::Kept => {
                rate.kept += 1;
                rate.of += 1;
            }
            PromiseState::KeptLate | PromiseState::Overdue { .. } => rate.of += 1,
            PromiseState::Waiting | PromiseState::DueToday | PromiseState::Released => {}
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn promise(id: &str, side: Side, due: Date, outcome: Option<Outcome>) -> Promise {
        let mut promise = Promise::new(id, side, What::CallBack, date(2027, 3, 1), due).unwrap();
        promise.outcome = outcome;
        promise
    }

    #[test]
    fn both_sides_are_measured_alike_and_ours_lead_the_day() {
        let ours = || Side::Ours { owner: "amara".into() };
        let all = [
            promise("t1", Side::Theirs, date(2027, 3, 2), None),
            promise("o1", ours(), date(2027, 3, 10), None),
            promise("o2", ours(), date(2027, 3, 3), None),
            promise("o3", ours(), date(2027, 3, 3), Some(Outcome::Kept { on: date(2027, 3, 3) })),
            promise("o4", ours(), date(2027, 3, 3), Some(Outcome::Kept { on: date(2027, 3, 4) })),
            promise("o5", ours(), date(2027, 3, 3), Some(Outcome::Released { on: date(2027, 3, 4) })),
            promise("t2", Side::Theirs, date(2027, 3, 12), None),
        ];
        let today = date(2027, 3, 10);
        let ids: Vec<_> = of_the_day(&all, today).iter().map(|promise| promise.id.as_str()).collect();
        assert_eq!(ids, ["o2", "o1", "t1"]);
        let rates = rates(&all, today);
        assert_eq!(rates, Rates { ours: Rate { kept: 1, of: 3 }, theirs: Rate { kept: 0, of: 1 } });
        assert_eq!(all[2].state(today), PromiseState::Overdue { days: 7 });
    }

    #[test]
    fn a_promise_of_ours_has_an_owner_and_a_day_to_come() {
        let nobody = Side::Ours { owner: " ".into() };
        let day = date(2027, 3, 1);
        assert_eq!(Promise::new("p", nobody, What::Answer, day, day), Err(PromiseError::NoOwner));
        assert!(Promise::new("p", Side::Theirs, What::Answer, day, date(2027, 2, 28)).is_err());
    }
}
