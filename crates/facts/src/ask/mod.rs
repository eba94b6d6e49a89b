//! The question: what may be done, said or asked next, or by when.

mod detail;

use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::channel;
use crate::endpoint;
use crate::languages::Languages;
use crate::{Channel, Claims, DebtId, EndpointId, Fields, Money, NoticeKind, Part, PersonId, Place, Purpose, When};

pub use detail::{Aim, Detail, Recipient, Record};

/// One question about what the collector may or must do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ask {
    /// May this contact be made?
    Contact(AskContact),
    /// May these words be used, and do they carry what they must?
    Content(AskContent),
    /// What must this notice say, and is this one complete and well sent?
    Notice(AskNotice),
    /// May this be done?
    Act(AskAct),
    /// When is it, or how much?
    Date(AskDate),
    /// What can they pay, and to whom?
    Plan(AskPlan),
}

impl Ask {
    /// The moment of the question, where it has one.
    pub fn at(&self) -> Option<When> {
        match self {
            Ask::Contact(ask) => Some(ask.at),
            Ask::Content(ask) => ask.at,
            Ask::Notice(ask) => Some(ask.at),
            Ask::Act(ask) => Some(ask.at),
            Ask::Date(ask) => ask.at,
            Ask::Plan(ask) => ask.at,
        }
    }

    /// The debts it is about; none named is every debt of the case.
    pub fn debts(&self) -> &[DebtId] {
        match self {
            Ask::Contact(ask) => &ask.debts,
            Ask::Content(ask) => &ask.debts,
            Ask::Notice(ask) => &ask.debts,
            Ask::Act(ask) => &ask.debts,
            Ask::Date(ask) => &ask.debts,
            Ask::Plan(ask) => &ask.debts,
        }
    }
}

/// May this contact be made? A call is asked about as if it will be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskContact {
    pub at: When,
    #[serde(deserialize_with = "channel::contact")]
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    pub purpose: Purpose,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contains: Vec<Part>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Within a communication whose opening had what it must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuing: Option<bool>,
    /// Where we know the person to be.
    #[serde(default, deserialize_with = "endpoint::person_at", skip_serializing_if = "Option::is_none")]
    pub person_at: Option<Place>,
    /// What we reasonably believe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Languages>,
    #[serde(default, skip_serializing_if = "Detail::is_empty")]
    pub detail: Box<Detail>,
}

/// Why a third person may be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    EarlierAnswerWrong,
    PersonNowKnows,
}

/// May these words be used, and do they carry what they must?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskContent {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    #[serde(deserialize_with = "channel::content")]
    pub channel: Channel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuing: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Languages>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Box<Claims>>,
}

/// What must this notice say, and is this one complete and well sent?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskNotice {
    pub notice_kind: NoticeKind,
    pub at: When,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Detail::is_empty")]
    pub detail: Box<Detail>,
}

/// May this be done?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskAct {
    pub act: Act,
    pub at: When,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Detail::is_empty")]
    pub detail: Box<Detail>,
}

/// When is it, or how much?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskDate {
    pub date_kind: DateKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Detail::is_empty")]
    pub detail: Box<Detail>,
}

/// What can they pay, and to whom?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskPlan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<DebtId>,
    /// Money a month, where it is known without a budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surplus: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    #[serde(default, skip_serializing_if = "Detail::is_empty")]
    pub detail: Box<Detail>,
}

/// What may be done or not, by the words of the case format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Furnish,
    Sell,
    Place,
    Transfer,
    ShareData,
    Securitize,
    Pledge,
    Sue,
    ThreatenSuit,
    FileProofOfClaim,
    Charge,
    AcceptPostdated,
    DepositPostdated,
    SolicitPostdated,
    Repossess,
    Disable,
    ThreatenRepossess,
    ContinueCollecting,
    ApplyPayment,
    AcceptPayment,
    PublishList,
    AdvertiseDebt,
    FurnishForm,
    UseAssumedName,
    CauseCharge,
    DestroyRecords,
    KeepRecords,
    SendTranslation,
    RefuseTranslation,
    RefusePlan,
    RequirePayment,
    AcceptPlan,
    ProposePlan,
    RequestPayment,
    RefusePayment,
    RefuseAdviser,
    ChallengeSpending,
    Suspend,
    AddInterest,
    UseCpa,
    Terminate,
    Enforce,
    PetitionBankruptcy,
    StatutoryDemand,
    KeepFromAgent,
    RecordSpecialCategory,
}

impl Act {
    /// The word for it in the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Furnish => "furnish",
            Act::Sell => "sell",
            Act::Place => "place",
            Act::Transfer => "transfer",
            Act::ShareData => "share_data",
            Act::Securitize => "securitize",
            Act::Pledge => "pledge",
            Act::Sue => "sue",
            Act::ThreatenSuit => "threaten_suit",
            Act::FileProofOfClaim => "file_proof_of_claim",
            Act::Charge => "charge",
            Act::AcceptPostdated => "accept_postdated",
            Act::DepositPostdated => "deposit_postdated",
            Act::SolicitPostdated => "solicit_postdated",
            Act::Repossess => "repossess",
            Act::Disable => "disable",
            Act::ThreatenRepossess => "threaten_repossess",
            Act::ContinueCollecting => "continue_collecting",
            Act::ApplyPayment => "apply_payment",
            Act::AcceptPayment => "accept_payment",
            Act::PublishList => "publish_list",
            Act::AdvertiseDebt => "advertise_debt",
            Act::FurnishForm => "furnish_form",
            Act::UseAssumedName => "use_assumed_name",
            Act::CauseCharge => "cause_charge",
            Act::DestroyRecords => "destroy_records",
            Act::KeepRecords => "keep_records",
            Act::SendTranslation => "send_translation",
            Act::RefuseTranslation => "refuse_translation",
            Act::RefusePlan => "refuse_plan",
            Act::RequirePayment => "require_payment",
            Act::AcceptPlan => "accept_plan",
            Act::ProposePlan => "propose_plan",
            Act::RequestPayment => "request_payment",
            Act::RefusePayment => "refuse_payment",
            Act::RefuseAdviser => "refuse_adviser",
            Act::ChallengeSpending => "challenge_spending",
            Act::Suspend => "suspend",
            Act::AddInterest => "add_interest",
            Act::UseCpa => "use_cpa",
            Act::Terminate => "terminate",
            Act::Enforce => "enforce",
            Act::PetitionBankruptcy => "petition_bankruptcy",
            Act::StatutoryDemand => "statutory_demand",
            Act::KeepFromAgent => "keep_from_agent",
            Act::RecordSpecialCategory => "record_special_category",
        }
    }
}

/// What date or sum is asked for, by the words of the case format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    ValidationPeriodEnd,
    ValidationNoticeDue,
    RecordRetentionEnd,
    EarliestNextCall,
    EarliestFurnish,
    OptOutDeadline,
    DepositNoticeWindow,
    RightsNoticeDue,
    InstructionsDue,
    SubstantiationDue,
    ConfirmationDue,
    MoratoriumEnd,
    MoratoriumStart,
    MidwayReview,
    CreditorReviewRequestUntil,
    CreditorReviewDecisionUntil,
    MoratoriumCourtApplicationUntil,
    MoratoriumEntryUntil,
    EarliestNextMoratoriumApplication,
    LimitationLastDay,
    ArrearsNoticeUntil,
    AgreementCopyUntil,
    PreActionDocumentsUntil,
    ComplaintFinalResponseUntil,
    PlanHoldGeneralUntil,
    StatutoryInterestStart,
    StatutoryInterest,
}

impl DateKind {
    /// The word for it in the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            DateKind::ValidationPeriodEnd => "validation_period_end",
            DateKind::ValidationNoticeDue => "validation_notice_due",
            DateKind::RecordRetentionEnd => "record_retention_end",
            DateKind::EarliestNextCall => "earliest_next_call",
            DateKind::EarliestFurnish => "earliest_furnish",
            DateKind::OptOutDeadline => "opt_out_deadline",
            DateKind::DepositNoticeWindow => "deposit_notice_window",
            DateKind::RightsNoticeDue => "rights_notice_due",
            DateKind::InstructionsDue => "instructions_due",
            DateKind::SubstantiationDue => "substantiation_due",
            DateKind::ConfirmationDue => "confirmation_due",
            DateKind::MoratoriumEnd => "moratorium_end",
            DateKind::MoratoriumStart => "moratorium_start",
            DateKind::MidwayReview => "midway_review",
            DateKind::CreditorReviewRequestUntil => "creditor_review_request_until",
            DateKind::CreditorReviewDecisionUntil => "creditor_review_decision_until",
            DateKind::MoratoriumCourtApplicationUntil => "moratorium_court_application_until",
            DateKind::MoratoriumEntryUntil => "moratorium_entry_until",
            DateKind::EarliestNextMoratoriumApplication => "earliest_next_moratorium_application",
            DateKind::LimitationLastDay => "limitation_last_day",
            DateKind::ArrearsNoticeUntil => "arrears_notice_until",
            DateKind::AgreementCopyUntil => "agreement_copy_until",
            DateKind::PreActionDocumentsUntil => "pre_action_documents_until",
            DateKind::ComplaintFinalResponseUntil => "complaint_final_response_until",
            DateKind::PlanHoldGeneralUntil => "plan_hold_general_until",
            DateKind::StatutoryInterestStart => "statutory_interest_start",
            DateKind::StatutoryInterest => "statutory_interest",
        }
    }
}
