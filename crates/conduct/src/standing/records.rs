//! What a standing keeps of each kind of event, in compact form.

use facts::{
    CallOutcome, Channel, CheckKind, Fields, Meaning, MessageOutcome, Money, NoticeKind, Place, Purpose, Scheme,
    Shares, StatusKind,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::bytes::as_json;
use super::moment::Moment;
use super::sets::{DebtSet, PartSet};

/// A person's place in the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonIx(pub u16);

/// An endpoint's place in the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EndpointIx(pub u16);

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Party {
    /// The firm that runs Forbear.
    Collector,
    Person(PersonIx),
    /// Nobody was named, or somebody whom the dossier doesn't know.
    Unknown,
}

impl Party {
    pub fn is(self, person: PersonIx) -> bool {
        self == Party::Person(person)
    }
}

/// A call, a message or a visit, by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub at: Moment,
    pub by: Party,
    /// The other side, where that is not this collector.
    pub with: Option<Party>,
    /// `Call` for every call whatever its outcome; `InPerson` (or `Portal`) for a visit.
    pub channel: Channel,
    pub from: Option<EndpointIx>,
    pub to: Option<EndpointIx>,
    pub person: Option<PersonIx>,
    /// The debts named; empty where none was.
    pub debts: DebtSet,
    /// Debts in fact spoken of, where that is said.
    pub discussed: Option<DebtSet>,
    pub counted_to: DebtSet,
    pub purpose: Option<Purpose>,
    pub contains: PartSet,
    pub outcome: Outcome,
    /// The languages it was in, where that is known.
    pub languages: Vec<String>,
    /// By what was known then, it was a contact of ours at a time or place closed to it (12 CFR 1006.6(b)(1)).
    pub at_closed_time: bool,
    /// By what was known then, it went past an attorney, or to work against the employer's ban (1006.6(b)(2), (3)).
    pub past_a_bar: bool,
}

/// What became of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    Call(CallOutcome),
    Message(Option<MessageOutcome>),
    /// Where the two met, and until when (nothing while it lasts).
    Visit(Place, Option<Moment>),
}

impl Contact {
    pub fn call(&self) -> Option<CallOutcome> {
        match self.outcome {
            Outcome::Call(outcome) => Some(outcome),
            _ => None,
        }
    }

    pub fn is_message(&self) -> bool {
        matches!(self.outcome, Outcome::Message(_))
    }

    /// A message that is known not to have arrived.
    pub fn is_undeliverable(&self) -> bool {
        self.outcome == Outcome::Message(Some(MessageOutcome::Undeliverable))
    }

    /// A talk: a conversation, or a dropped call in which something was discussed.
    pub fn is_conversation(&self) -> bool {
        match self.outcome {
            Outcome::Call(CallOutcome::Conversation) => true,
            Outcome::Call(CallOutcome::Dropped) => self.discussed.is_some_and(|d| !d.is_empty()),
            _ => false,
        }
    }

    /// Between this collector (as `by`, or as the one who is contacted) and somebody else.
    pub fn is_ours(&self) -> bool {
        self.by == Party::Collector && self.with.is_none()
    }

    /// Did it break one of the prohibitions of 12 CFR 1006.6(b)(1) to (3), by what was known then?
    pub fn broke_section_6b(&self) -> bool {
        self.at_closed_time || self.past_a_bar
    }

    /// By somebody else to this collector.
    pub fn is_to_us(&self) -> bool {
        self.by != Party::Collector && self.with.is_none_or(|with| with == Party::Collector)
    }
}

/// Something that somebody said, with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub at: Moment,
    /// When we knew: on receipt.
    pub known: Moment,
    pub by: Party,
    /// To whom, where that is not this collector.
    pub with: Option<Party>,
    pub via: Channel,
    pub written: Option<bool>,
    /// The debts it is about; every debt where none was named.
    pub about: DebtSet,
    #[serde(with = "as_json")]
    pub means: Meaning,
    /// It was said in a contact of ours that itself broke 12 CFR 1006.6(b)(1) to (3), as one at a closed time or place
    /// does (judged when it was folded).
    pub won_at_closed_time: bool,
}

/// A legally defined notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSent {
    pub at: Moment,
    pub kind: NoticeKind,
    /// Ours where the event named nobody.
    pub by: Party,
    pub with: Option<Party>,
    pub channel: Option<Channel>,
    pub to: Option<EndpointIx>,
    pub person: Option<PersonIx>,
    /// The debts it names; every debt where none was named.
    pub debts: DebtSet,
    #[serde(with = "as_json")]
    pub fields: Fields,
    pub contains: PartSet,
    pub languages: Vec<String>,
}

/// A look-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub at: Moment,
    pub kind: CheckKind,
    /// The id of the person or endpoint.
    pub of: String,
    #[serde(with = "as_json")]
    pub since: Option<Date>,
    pub complete: Option<bool>,
    pub result: String,
}

/// A change of the world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: Moment,
    pub kind: StatusKind,
    pub by: Party,
    pub with: Option<Party>,
    /// The debts it names; every debt where none was named.
    pub debts: DebtSet,
    /// Were debts named at all?
    pub names_debts: bool,
    pub from: Option<Moment>,
    pub until: Option<Moment>,
    pub detail: Option<String>,
    pub scheme: Option<Scheme>,
    #[serde(with = "as_json")]
    pub registered: Option<Date>,
    #[serde(with = "as_json")]
    pub treatment_ended: Option<Date>,
    /// Only the arrears of a secured debt are meant.
    pub arrears_only: bool,
    #[serde(with = "as_json")]
    pub amount: Option<Money>,
    pub every: Option<String>,
}

/// Money that moved, or was asked for in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    pub at: Moment,
    pub by: Party,
    pub with: Option<Party>,
    #[serde(with = "as_json")]
    pub amount: Money,
    pub debts: DebtSet,
    pub instrument: Option<String>,
    #[serde(with = "as_json")]
    pub dated: Option<Date>,
    #[serde(with = "as_json")]
    pub directed: Option<Shares>,
    /// We asked a payment service provider and got nothing.
    pub refused: bool,
}
