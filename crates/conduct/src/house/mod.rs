//! Our own kindness: rules that may only forbid more than the law does.
//!
//! The contact budget belongs to the person, not to an account: so many contacts a day, a week and a month over all
//! their debts and channels, at hours that are kind where they live, and none while they wait for our answer, rest in
//! a hold, may be in danger, or are with a human of ours. The figures are `practice.md`'s M-05 and M-06.

mod history;
mod hours;
mod needs;
mod open;

use facts::{AskContact, Channel, Effect, Purpose, SafetyLevel, Verdict};
use serde::{Deserialize, Serialize};

use crate::rule::{Asked, Findings};
use crate::standing::{Contact, Day, Moment, Party};

pub use hours::Hours;
pub use open::Open;

/// The house's own rules, as parameters with kind defaults.
///
/// ```
/// use conduct::{HouseError, HouseRules};
///
/// let rules = HouseRules { week_max: 1, ..HouseRules::default() };
/// assert_eq!(rules.validate(), Ok(()));
/// let loud = HouseRules { day_max: 4, ..HouseRules::default() };
/// assert_eq!(loud.validate(), Err(HouseError::TooMuch("day_max", 4, 1)));
/// let night: HouseRules = serde_json::from_str(r#"{"call_hours": {"from": "07:00", "to": "19:00"}}"#)?;
/// assert_eq!(night.validate(), Err(HouseError::Hours("call_hours")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HouseRules {
    /// The number of this set of rules; stored with each decision.
    pub version: u32,
    /// Contacts of ours a person may get in a day, over all debts and channels.
    pub day_max: u8,
    /// … in seven days.
    pub week_max: u8,
    /// … in thirty days.
    pub month_max: u8,
    /// When we call.
    pub call_hours: Hours,
    /// When we write by text or chat.
    pub text_hours: Hours,
    /// When we write e-mail and use the portal.
    pub email_hours: Hours,
    /// Saturdays count as weekdays.
    pub saturdays: bool,
    /// When somebody of ours is there, at our own place: nobody is called at other times. Always, where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

/// Why parameters can't be the house's rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseError {
    #[error("`{0}` is 0: a house that never writes can't be talked with; set it to 1 or more")]
    Zero(&'static str),
    #[error("`{0}` is {1}: the most that a kind house allows is {2}")]
    TooMuch(&'static str, u8, u8),
    #[error("`{0}` ends before it begins: write `from` earlier than `to`, both within 08:00 to 21:00")]
    Hours(&'static str),
    #[error("`open.time_zone` is `{0}`, and no such zone is known: write an IANA name such as America/New_York")]
    Zone(String),
    #[error("`open.times` is empty: a house that is never open can't be talked with; say when somebody is there")]
    NeverOpen,
    #[error("`open.times` number {0} has no `from` before its `to`: write both, as from = \"09:00\", to = \"17:30\"")]
    OpenTimes(usize),
    #[error("`open.times` number {0} has a `time_zone` of its own: all times are those of `open.time_zone`")]
    OpenZone(usize),
    #[error("`open.closed` names {0} twice: name each day once")]
    ClosedTwice(jiff::civil::Date),
}

impl Default for HouseRules {
    fn default() -> HouseRules {
        HouseRules {
            version: 1,
            day_max: 1,
            week_max: 2,
            month_max: 5,
            call_hours: Hours::between(9, 19),
            text_hours: Hours::between(10, 18),
            email_hours: Hours::between(9, 19),
            saturdays: false,
            open: None,
        }
    }
}

/// What is sent whatever the budget: the answer to what the person asked, a notice that law requires, a receipt of
/// their own act (M-05).
fn is_outside_the_budget(purpose: Purpose) -> bool {
    matches!(
        purpose,
        Purpose::Reply
            | Purpose::ConfirmOptOut
            | Purpose::Service
            | Purpose::Validation
            | Purpose::TerminateEfforts
            | Purpose::LegalProcess
            | Purpose::PrivacyNotice
            | Purpose::DataBreachNotice
            | Purpose::TaxForm
            | Purpose::InformationRequested
            | Purpose::CompleteCall
    )
}

impl HouseRules {
    /// Are these figures that a kind house can have?
    ///
    /// # Errors
    /// A cap of 0, a cap above the house's most, or hours that end before they begin.
    pub fn validate(&self) -> Result<(), HouseError> {
        let caps = [("day_max", self.day_max, 1), ("week_max", self.week_max, 3), ("month_max", self.month_max, 8)];
        for (name, value, most) in caps {
            if value == 0 {
                return Err(HouseError::Zero(name));
            }
            if value > most {
                return Err(HouseError::TooMuch(name, value, most));
            }
        }
        let all =
            [("call_hours", &self.call_hours), ("text_hours", &self.text_hours), ("email_hours", &self.email_hours)];
        match all.iter().find(|(_, hours)| !hours.are_within_the_day()) {
            Some((name, _)) => Err(HouseError::Hours(name)),
            None => self.open.as_ref().map_or(Ok(()), Open::validate),
        }
    }

    /// Judges a contact by the house's rules.
    pub(crate) fn judge(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        self.safety(asked, findings);
        self.holds(asked, findings);
        needs::judge(asked, findings);
        history::judge(asked, findings);
        if is_outside_the_budget(asked.ask.purpose) {
            return;
        }
        self.waiting_reply(asked, findings);
        self.budget(asked, findings);
        self.kind_hours(asked, findings);
    }

    fn safety(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        let house = asked.standing.house();
        if let Some(level) = house.safety
            && asked.ask.purpose != Purpose::Wellbeing
        {
            let gist = match level {
                SafetyLevel::Alert => "this person may be in danger: only a human may reach out, about how they are",
                SafetyLevel::Review => "something this person wrote needs a human's eyes before anything else is sent",
            };
            let finding = findings.add("house safety", Effect::Prohibits, Verdict::Deny);
            finding.gist = gist;
        }
        if house.handover.is_some() && !is_outside_the_budget(asked.ask.purpose) {
            let finding = findings.add("house handover", Effect::Prohibits, Verdict::Deny);
            finding.gist = "a person of ours has taken over: nothing goes out by itself until they are done";
        }
    }

    fn holds(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        if is_outside_the_budget(asked.ask.purpose) {
            return;
        }
        for hold in asked.standing.house().holds.iter().filter(|h| h.stands(asked.day(), asked.debts)) {
            let finding = findings.add("house hold", Effect::Prohibits, Verdict::Deny);
            finding.gist = "this rests: nothing is asked until the hold ends";
            finding.until = hold.until.map(|until| opening(asked, until.plus(1)));
        }
    }

    /// Zero while a reply waits: what they wrote is answered first.
    fn waiting_reply(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        let standing = asked.standing;
        let wrote = standing.contacts().iter().rfind(|c| c.is_to_us() && c.is_message() && c.at.is_by(asked.at));
        let Some(wrote) = wrote else { return };
        let answered = standing.contacts().iter().any(|c| {
            c.is_ours() && !c.at.is_before(wrote.at) && (c.purpose.is_some_and(is_an_answer) || c.is_conversation())
        });
        if !answered {
            let finding = findings.add("house reply waiting", Effect::Prohibits, Verdict::Deny);
            finding.gist = "they wrote to us and wait for our answer: that comes first";
        }
    }

    fn budget(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        let today = asked.day();
        let counted: Vec<Day> =
            asked.standing.contacts().iter().filter(|c| counts(c) && c.at.is_by(asked.at)).map(|c| c.at.day).collect();
        let week_max = asked.standing.house().week_max.map_or(self.week_max, |own| own.min(self.week_max));
        let caps = [
            (1, self.day_max, "they have heard from us today"),
            (7, week_max, "they have heard from us often enough this week"),
            (30, self.month_max, "they have heard from us often enough this month"),
        ];
        for (days, most, gist) in caps {
            let within: Vec<Day> = counted.iter().copied().filter(|d| today.since(*d) < days).collect();
            if within.len() >= usize::from(most) {
                let finding = findings.add("house contact budget", Effect::Prohibits, Verdict::Deny);
                finding.gist = gist;
                // It opens when enough of them have left the window.
                let leaves = within.iter().rev().nth(usize::from(most).saturating_sub(1));
                finding.until = leaves.map(|d| opening(asked, d.plus(days)));
            }
        }
    }

    fn kind_hours(&self, asked: &Asked<AskContact>, findings: &mut Findings) {
        let hours = match asked.ask.channel {
            Channel::Call | Channel::Voicemail | Channel::RinglessVoicemail | Channel::InPerson => &self.call_hours,
            Channel::Text | Channel::Chat | Channel::SocialPrivate | Channel::SocialPublic => &self.text_hours,
            Channel::Email | Channel::Portal | Channel::Fax => &self.email_hours,
            // A letter is read when its reader likes.
            Channel::Letter | Channel::Postcard | Channel::Envelope | Channel::CreditorFile => return,
        };
        let times = &asked.standing.house().times;
        // A machine writes at any of its hours; a call needs somebody of ours.
        let calls = asked.ask.channel.is_by_telephone() || asked.ask.channel == Channel::InPerson;
        let ours = self.open.as_ref().filter(|_| calls);
        if let Some(opens) = hours.closed_until(asked, self.saturdays, times, ours) {
            let finding = findings.add("house hours", Effect::Prohibits, Verdict::Deny);
            finding.gist = "it is not a kind hour where they live, or nobody of ours is there";
            finding.until = opens;
        }
    }
}

/// An answer to what they asked.
fn is_an_answer(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Reply | Purpose::ConfirmOptOut | Purpose::InformationRequested)
}

/// Our contacts that count against the budget: all but those outside it, and calls that never rang.
fn counts(contact: &Contact) -> bool {
    use facts::CallOutcome::{Busy, NotConnected};
    contact.by == Party::Collector
        && contact.with.is_none()
        && !contact.purpose.is_some_and(is_outside_the_budget)
        && !matches!(contact.call(), Some(Busy | NotConnected))
}

/// The first moment of a day, in the manner of the question: the day itself, or its midnight at home.
fn opening(asked: &Asked<AskContact>, day: Day) -> Moment {
    match asked.at.instant {
        None => Moment::whole(day),
        Some(_) => hours::at_home(asked.standing, day, 0),
    }
}
