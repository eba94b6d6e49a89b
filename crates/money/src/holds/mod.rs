//! Holds: pauses with a cause, a scope, an end and a way out. One object, never a note.

use facts::DebtId;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::AgentId;
use crate::ledger::{Barrier, Stop};

/// A pause on a person or on some debts. Nothing but an answer, a legal notice or a receipt passes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    pub cause: Cause,
    pub scope: Scope,
    pub start: Date,
    /// The last day; left out: until what the release rule names has happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// What was shown or said; a word is enough to start (V-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    pub accrual: Accrual,
    pub contact: Contact,
    pub release: Release,
    /// Who has agreed to release it, where two must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub released_by: Vec<AgentId>,
}

/// Why everything pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Dispute,
    BreathingSpace,
    MentalHealthCrisis,
    Bankruptcy,
    Death,
    Military,
    Disaster,
    Advice,
    Evidence,
    Bereavement,
    Safety,
    Health,
    /// The person asked for time.
    Asked,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All that the person owes us.
    Person,
    Debts(Vec<DebtId>),
}

/// Whether interest and charges run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accrual {
    Stopped,
    Runs,
}

/// What we may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// Answers, legal notices and receipts of the person's own acts, and nothing else (M-05).
    AnswersOnly,
    /// Nothing at all, not even by machine (V-09).
    HumansOnly,
}

/// How a hold ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    /// With its last day.
    Lapses,
    /// When the person has had our answer.
    WhenAnswered,
    /// When an official source says that it has ended.
    WhenToldEnded,
    /// When two different people here say so, never before its last day.
    TwoPeople,
}

/// Why a hold can't be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    #[error("a hold can't end on {end}, before it begins on {start}: choose a later day")]
    EndsBeforeStart { start: Date, end: Date },
    #[error("this hold ends on {end} and a hold is only ever made longer by us: leave it, or let the person end it")]
    Shorter { end: Date },
    #[error("this hold needs a second person to release it: ask somebody other than `{0}`")]
    SecondPerson(AgentId),
    #[error("this hold can't be released before {0}: wait, the person comes first")]
    TooSoon(Date),
}

/// A kind note goes out this long before a hold ends, in days (V-13).
const THAW_NOTE_DAYS: i32 = 7;
/// No payment is due for so long after a hold, in days (V-13).
const NOTHING_DUE_DAYS: i32 = 14;
/// A crisis moratorium lasts so long after treatment ends (SI 2020/1311 reg 32), in days.
const CRISIS_DAYS: i32 = 30;

impl Cause {
    /// How many days a hold lasts where nobody says otherwise, the first counted; none: until released.
    pub const fn days(self) -> Option<i32> {
        match self {
            Cause::BreathingSpace | Cause::Disaster | Cause::Bereavement => Some(60),
            Cause::Advice | Cause::Evidence | Cause::Health | Cause::Safety | Cause::Asked => Some(30),
            Cause::Dispute | Cause::MentalHealthCrisis | Cause::Bankruptcy | Cause::Death | Cause::Military => None,
        }
    }

    const fn release(self) -> Release {
        match self {
            Cause::Dispute => Release::WhenAnswered,
            Cause::Safety => Release::TwoPeople,
            Cause::MentalHealthCrisis | Cause::Bankruptcy | Cause::Death | Cause::Military => Release::WhenToldEnded,
            _ => Release::Lapses,
        }
    }
}

impl Hold {
    /// A hold with the defaults of its cause (V-13). Interest and charges stop in each.
    pub fn new(cause: Cause, scope: Scope, start: Date) -> Hold {
        let end = cause.days().map(|days| start.saturating_add((days - 1).days()));
        let contact = if cause == Cause::Safety { Contact::HumansOnly } else { Contact::AnswersOnly };
        Hold {
            cause,
            scope,
            start,
            end,
            evidence: None,
            accrual: Accrual::Stopped,
            contact,
            release: cause.release(),
            released_by: Vec::new(),
        }
    }

    /// Makes a hold longer. We never make one shorter.
    pub fn extend(&mut self, end: Date) -> Result<(), HoldError> {
        if end < self.start {
            return Err(HoldError::EndsBeforeStart { start: self.start, end });
        }
        match self.end {
            Some(known) if end < known => Err(HoldError::Shorter { end: known }),
            _ => {
                self.end = Some(end);
                Ok(())
            }
        }
    }

    /// Treatment for a mental-health crisis stopped: the last day is thirty days later.
    pub fn treatment_ended(&mut self, on: Date) -> Result<(), HoldError> {
        self.extend(on.saturating_add(CRISIS_DAYS.days()))
    }

    /// The answer was given, or an official source told us: the hold's last day is known now.
    pub fn told_ended(&mut self, last: Date) -> Result<(), HoldError> {
        if last < self.start {
            return Err(HoldError::EndsBeforeStart { start: self.start, end: last });
        }
        self.end = Some(last);
        Ok(())
    }

    /// One of two people releases a hold for safety. It ends when the second has.
    pub fn release(&mut self, by: AgentId, on: Date) -> Result<Released, HoldError> {
        if let Some(earliest) = self.end.filter(|end| self.release == Release::TwoPeople && on <= *end) {
            return Err(HoldError::TooSoon(earliest));
        }
        if self.released_by.contains(&by) {
            return Err(HoldError::SecondPerson(by));
        }
        self.released_by.push(by);
        if self.release == Release::TwoPeople && self.released_by.len() < 2 {
            return Ok(Released::OneMore);
        }
        self.end = Some(on.max(self.start));
        Ok(Released::Yes)
    }

    /// Whether it stands on a day. One that two people must release stands past its last day until they have.
    pub fn stands(&self, on: Date) -> bool {
        let lasts = match (self.end, self.release) {
            (_, Release::TwoPeople) if self.released_by.len() < 2 => true,
            (None, _) => true,
            (Some(end), _) => on <= end,
        };
        self.start <= on && lasts
    }

    /// Whether it covers a debt on a day.
    pub fn covers(&self, debt: &DebtId, on: Date) -> bool {
        let in_scope = match &self.scope {
            Scope::Person => true,
            Scope::Debts(debts) => debts.contains(debt),
        };
        in_scope && self.stands(on)
    }

    /// Why no payment may go to a covered debt.
    pub fn barrier(&self) -> Barrier {
        if self.cause == Cause::Dispute { Barrier::Disputed } else { Barrier::Held }
    }

    /// The days without interest.
    pub fn stop(&self) -> Option<Stop> {
        let until = if self.release == Release::TwoPeople && self.released_by.len() < 2 { None } else { self.end };
        (self.accrual == Accrual::Stopped).then(|| Stop { from: self.start, until, why: format!("{:?}", self.cause) })
    }

    /// The day on which the kind note goes out that it is ending.
    pub fn thaw_note(&self) -> Option<Date> {
        self.end.map(|end| end.saturating_sub(THAW_NOTE_DAYS.days()).max(self.start))
    }

    /// The first day on which a payment may fall due again.
    pub fn nothing_due_before(&self) -> Option<Date> {
        self.end.map(|end| end.saturating_add((NOTHING_DUE_DAYS + 1).days()))
    }
}

/// Whether a hold has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    Yes,
    /// Somebody else must release it too.
    OneMore,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn d1() -> DebtId {
        "d1".parse().unwrap()
    }

    #[test]
    fn sixty_days_begin_with_the_first() {
        let hold = Hold::new(Cause::BreathingSpace, Scope::Person, date(2027, 3, 2));
        assert_eq!(hold.end, Some(date(2027, 4, 30)));
        assert!(hold.covers(&d1(), date(2027, 4, 30)) && !hold.covers(&d1(), date(2027, 5, 1)));
        assert_eq!(hold.thaw_note(), Some(date(2027, 4, 23)));
        assert_eq!(hold.nothing_due_before(), Some(date(2027, 5, 15)));
    }

    #[test]
    fn a_dispute_holds_its_debts_until_it_is_answered() {
        let mut hold = Hold::new(Cause::Dispute, Scope::Debts(vec![d1()]), date(2027, 3, 2));
        assert!(hold.covers(&d1(), date(2035, 1, 1)));
        assert!(!hold.covers(&"d2".parse().unwrap(), date(2027, 3, 3)));
        hold.told_ended(date(2027, 4, 1)).unwrap();
        assert!(!hold.covers(&d1(), date(2027, 4, 2)));
        assert_eq!(hold.barrier(), Barrier::Disputed);
    }

    #[test]
    fn nobody_alone_ends_a_hold_for_safety_and_never_early() {
        let mut hold = Hold::new(Cause::Safety, Scope::Person, date(2027, 3, 1));
        assert_eq!(hold.release("a1".into(), date(2027, 3, 30)), Err(HoldError::TooSoon(date(2027, 3, 30))));
        assert!(hold.stands(date(2027, 6, 1)), "it stands until two people have looked");
        assert_eq!(hold.release("a1".into(), date(2027, 4, 2)), Ok(Released::OneMore));
        assert_eq!(hold.release("a1".into(), date(2027, 4, 2)), Err(HoldError::SecondPerson("a1".into())));
        assert!(hold.stands(date(2027, 4, 3)));
        assert_eq!(hold.release("a2".into(), date(2027, 4, 3)), Ok(Released::Yes));
        assert!(!hold.stands(date(2027, 4, 4)));
    }

    #[test]
    fn a_hold_is_only_made_longer() {
        let mut hold = Hold::new(Cause::Advice, Scope::Person, date(2027, 3, 1));
        assert!(hold.extend(date(2027, 3, 10)).is_err());
        hold.extend(date(2027, 5, 1)).unwrap();
        assert_eq!(hold.stop().unwrap().until, Some(date(2027, 5, 1)));
    }
}
