//! What only our own rules and the business need to know: defined as strictly as the case format, and
//! never part of a case of the public corpus. `docs/internals/house-events.md` is the page on it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel;
use crate::{Channel, Debt, DebtId, Endpoint, Event, Money, Person, PersonId, When, Window};

/// An event of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum HouseEvent {
    /// People, contact points or debts were recorded, or recorded anew (by their ids).
    Recorded(Recorded),
    /// How the balance of a debt came about, by the document of the creditor.
    Itemized(Itemized),
    /// A debt or a whole person rests.
    Hold(Hold),
    HoldReleased(HoldReleased),
    /// Something that makes it easier for the person, from the list of support needs.
    Need(Need),
    /// Words or an agent say that somebody may be in danger.
    Safety(Safety),
    /// Two humans agreed that a safety mark is over.
    SafetyReleased(SafetyReleased),
    /// How the person wants to be contacted: it can only narrow what we do.
    Preference(Preference),
    /// Somebody promised something: we as strictly as they.
    Promise(Promise),
    PromiseClosed(PromiseClosed),
    /// An automation stopped for this person, and a human took over.
    Handover(Handover),
    /// An earlier event was wrong.
    Correction(Correction),
    /// A human's judgement on one rule that referred.
    Judgement(Judgement),
    /// What somebody of ours did or saw; it binds nothing.
    Note(Note),
    /// Whether what another system knew is known here.
    History(History),
}

/// People, contact points and debts, as a case lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    pub at: When,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<Endpoint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<Debt>,
}

/// How the balance of a debt came about since a day of reference, by the document of the creditor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Itemized {
    pub at: When,
    pub debt: DebtId,
    /// `last_statement`, `charge_off`, `last_payment`, `transaction` or `judgment`.
    pub basis: String,
    pub date: Date,
    /// What was owed on that day.
    pub amount: Money,
    pub interest: Money,
    pub fees: Money,
    pub payments: Money,
    pub credits: Money,
}

/// A debt or a whole person rests: nothing is asked, and nothing is sent but what must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    pub at: When,
    /// The hold's own id, by which it is released.
    pub hold: String,
    pub cause: HoldCause,
    /// The debts that rest; none named is the whole person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    /// The last day of the rest; left out where only a release ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Why something rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldCause {
    Dispute,
    BreathingSpace,
    MentalHealthCrisis,
    Bankruptcy,
    Death,
    Military,
    Disaster,
    Advice,
    Evidence,
    Health,
    Bereavement,
    Safety,
    /// The person asked for time.
    Asked,
}

/// A hold ended before its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldReleased {
    pub at: When,
    pub hold: String,
    pub why: String,
}

/// A support need: what to do differently, never why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub at: When,
    /// A code of the practice's list of support needs, as `comm.no_calls`. What it forbids is in `conduct`'s house rules.
    pub code: String,
    /// The last day on which it holds, unless renewed; left out where it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// In the person's own words, what would help; never why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Somebody may be in danger: no automation reaches them until two humans agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safety {
    pub at: When,
    pub level: SafetyLevel,
}

/// How urgent it is that a human looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafetyLevel {
    /// Now.
    Alert,
    /// Today.
    Review,
}

/// Two humans agreed that a safety mark is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyReleased {
    pub at: When,
    pub by: String,
    /// The second person; must be another than `by`.
    pub and: String,
}

/// How the person wants to be contacted. What is left out stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preference {
    pub at: When,
    /// The channel they like best.
    #[serde(default, deserialize_with = "channel::contact_option", skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The only times at which we may reach out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Window>,
    /// At most so many contacts of ours a week; lower than the house's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week_max: Option<u8>,
    /// What they take back: it is as if they had never named it. What the same event names anew stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clears: Vec<PreferencePart>,
}

/// One part of how somebody wants to be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreferencePart {
    Channel,
    Times,
    WeekMax,
}

/// A promise of either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    pub at: When,
    pub promise: String,
    /// Who promised: `collector`, or a person.
    pub by: PersonId,
    pub what: String,
    pub due: When,
}

/// How a promise ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseClosed {
    pub at: When,
    pub promise: String,
    pub outcome: PromiseOutcome,
}

/// Whether a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseOutcome {
    Kept,
    Broken,
    /// Both sides agreed to let it go.
    Released,
}

/// A human takes over, and automation stops for this person until it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    pub at: When,
    pub why: String,
    /// Left out while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// An earlier event was wrong: it is withdrawn, or another stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub at: When,
    /// The id of the event in the log.
    pub of: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Box<Event>>,
    pub why: String,
}

/// A human's judgement on one rule that referred. It binds that rule and those debts only, ends on its day, and
/// never stands against what the law denies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    pub at: When,
    /// The paragraph that referred, as the decision cited it.
    pub rule: String,
    pub by: String,
    pub answer: JudgementAnswer,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    pub why: String,
    /// The last day on which it binds.
    pub until: Date,
}

/// What a human judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JudgementAnswer {
    MayBeDone,
    MustNotBeDone,
}

/// What somebody of ours did or saw. Its words stand in the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub at: When,
    /// What it is about: the kind of the task that was done, or `talk`.
    pub about: String,
}

/// Whether what another system knew of a person is known here: which contacts were made by some channels, and what was
/// said about them. An empty log alone never means that nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    pub at: When,
    pub state: HistoryState,
    /// Calls stand for all that is done by telephone.
    #[serde(deserialize_with = "channel::contacts")]
    pub channels: Vec<Channel>,
    /// The debts that were worked; none named is every debt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    pub why: String,
}

/// What is known of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryState {
    /// Somebody worked it before, and nobody has told us what was done.
    Unknown,
    /// All of it stands in this log, or somebody answers for it that there was nothing.
    Known,
}

impl HouseEvent {
    /// When it happened.
    pub fn at(&self) -> When {
        match self {
            HouseEvent::Recorded(e) => e.at,
            HouseEvent::Itemized(e) => e.at,
            HouseEvent::Hold(e) => e.at,
            HouseEvent::HoldReleased(e) => e.at,
            HouseEvent::Need(e) => e.at,
            HouseEvent::Safety(e) => e.at,
            HouseEvent::SafetyReleased(e) => e.at,
            HouseEvent::Preference(e) => e.at,
            HouseEvent::Promise(e) => e.at,
            HouseEvent::PromiseClosed(e) => e.at,
            HouseEvent::Handover(e) => e.at,
            HouseEvent::Correction(e) => e.at,
            HouseEvent::Judgement(e) => e.at,
            HouseEvent::Note(e) => e.at,
            HouseEvent::History(e) => e.at,
        }
    }

    /// The word for its kind in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            HouseEvent::Recorded(_) => "recorded",
            HouseEvent::Itemized(_) => "itemized",
            HouseEvent::Hold(_) => "hold",
            HouseEvent::HoldReleased(_) => "hold_released",
            HouseEvent::Need(_) => "need",
            HouseEvent::Safety(_) => "safety",
            HouseEvent::SafetyReleased(_) => "safety_released",
            HouseEvent::Preference(_) => "preference",
            HouseEvent::Promise(_) => "promise",
            HouseEvent::PromiseClosed(_) => "promise_closed",
            HouseEvent::Handover(_) => "handover",
            HouseEvent::Correction(_) => "correction",
            HouseEvent::Judgement(_) => "judgement",
            HouseEvent::Note(_) => "note",
            HouseEvent::History(_) => "history",
        }
    }
}
