//! Events that are acts or changes: calls, messages, visits, notices, checks, status, payments.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel;
use crate::endpoint;
use crate::languages::Languages;
use crate::{Channel, DebtId, EndpointId, Fields, Money, Part, PersonId, Place, Purpose, Shares, When};

/// A call, answered or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub at: When,
    pub by: PersonId,
    /// The other side where that is not this collector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What the caller opened with or meant to speak of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    /// Debts in fact spoken of, where different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discussed: Option<Vec<DebtId>>,
    /// The debts to which the collector counts a call or talk that named none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted_to: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Part>,
    pub outcome: CallOutcome,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    NoAnswer,
    Busy,
    NotConnected,
    /// Answered, then cut off; a conversation if something was `discussed`.
    Dropped,
    Conversation,
    Voicemail,
    LimitedContentMessage,
    RinglessVoicemail,
    /// Answered, and we hung up or nobody spoke (UK).
    Abandoned,
}

/// Written words, by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub at: When,
    pub by: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    #[serde(deserialize_with = "channel::message")]
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<MessageOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Languages>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageOutcome {
    Delivered,
    Undeliverable,
}

/// A person used our pages, or the two sides met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub at: When,
    pub by: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    /// Who was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(deserialize_with = "endpoint::visit")]
    pub place: Place,
    /// Left out while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
}

/// A legally defined notice was sent or received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub at: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    pub kind: NoticeKind,
    #[serde(default, deserialize_with = "channel::contact_option", skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Box<Fields>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Languages>,
}

/// Which notice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    Validation,
    EmailTransferOptOut,
    /// A notice to us that something could not be delivered; `to` is the endpoint that failed.
    Undeliverability,
    Verification,
    OriginalCreditor,
    SameCreditor,
    DuplicateDispute,
    Deposit,
    TimeBarred,
    Substantiation,
    Arrears,
    Default,
    /// Under the pre-action protocol.
    LetterOfClaim,
    /// Any other letter before a claim.
    LetterBeforeAction,
    /// Protocol 8.2.
    IntentionToClaim,
    AgreementCopy,
    DisputeOutcome,
}

/// A look-up was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub at: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    pub kind: CheckKind,
    /// The person or endpoint that was looked up.
    pub of: String,
    /// The day from which it vouches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The database is complete and accurate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// `not_reassigned`, `reassigned`, `matched`, `mismatch`, …
    pub result: String,
}

/// What was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    ReassignedNumber,
    Bankruptcy,
    Deceased,
    Military,
    Identity,
}

/// The world changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    pub at: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    pub kind: StatusKind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Scheme>,
    /// The day of the entry on the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Date>,
    /// The day on which crisis treatment stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment_ended: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<StatusPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
}

impl Status {
    /// A change of which nothing is known but what and when.
    pub fn new(kind: StatusKind, at: When) -> Status {
        Status {
            at,
            by: None,
            with: None,
            kind,
            debts: Vec::new(),
            from: None,
            until: None,
            detail: None,
            scheme: None,
            registered: None,
            treatment_ended: None,
            part: None,
            amount: None,
            every: None,
        }
    }
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    Bankruptcy,
    Death,
    Judgment,
    Moratorium,
    Litigation,
    Paid,
    Settled,
    IdentityTheft,
    Sold,
    /// With this collector, or `with` another.
    Placed,
    Recalled,
    /// A court lets us contact `with`.
    CourtPermission,
    CollectionBegan,
    CollectionEnded,
    /// A debt relief order.
    Dro,
    /// An individual voluntary arrangement.
    Iva,
    /// A repayment plan.
    Arrangement,
    Ombudsman,
    /// They acknowledge the debt and proposed a plan that is not acceptable.
    Deadlocked,
}

/// Under which scheme a moratorium or plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    BreathingSpace,
    MentalHealthCrisis,
    ScottishStatutory,
    DebtPaymentProgramme,
}

/// Which part of a secured debt is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusPart {
    Arrears,
}

/// Money moved, or was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    pub at: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    pub amount: Money,
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// The date on the instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// The payer's own wish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directed: Option<Shares>,
    /// Left out: it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PaymentOutcome>,
}

/// What became of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOutcome {
    Taken,
    /// We asked a payment service provider and got nothing.
    Refused,
}
