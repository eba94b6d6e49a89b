//! Why somebody is contacted.

use serde::{Deserialize, Serialize};

/// The purpose of a contact, by the word that the case format gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To collect the debt.
    Collect,
    /// To learn from others where the consumer is.
    Location,
    Validation,
    /// To answer what the person said or asked.
    Reply,
    /// A bare confirmation that they have opted out.
    ConfirmOptOut,
    Reminder,
    /// Required by other law.
    Service,
    /// To say that we stop.
    TerminateEfforts,
    /// To say that a remedy may be or will be used.
    NotifyRemedy,
    LegalProcess,
    ProofOfClaim,
    PrivacyNotice,
    DataBreachNotice,
    TaxForm,
    Marketing,
    Wellbeing,
    InformationRequested,
    /// Part of a running suit.
    Litigation,
    /// To carry out a judgment.
    Postjudgment,
    /// A harm not of our making is near.
    AvoidHarm,
    /// To take up a talk that was cut off.
    CompleteCall,
    ObtainConsent,
}

impl Purpose {
    /// The word for it in the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Collect => "collect",
            Purpose::Location => "location",
            Purpose::Validation => "validation",
            Purpose::Reply => "reply",
            Purpose::ConfirmOptOut => "confirm_opt_out",
            Purpose::Reminder => "reminder",
            Purpose::Service => "service",
            Purpose::TerminateEfforts => "terminate_efforts",
            Purpose::NotifyRemedy => "notify_remedy",
            Purpose::LegalProcess => "legal_process",
            Purpose::ProofOfClaim => "proof_of_claim",
            Purpose::PrivacyNotice => "privacy_notice",
            Purpose::DataBreachNotice => "data_breach_notice",
            Purpose::TaxForm => "tax_form",
            Purpose::Marketing => "marketing",
            Purpose::Wellbeing => "wellbeing",
            Purpose::InformationRequested => "information_requested",
            Purpose::Litigation => "litigation",
            Purpose::Postjudgment => "postjudgment",
            Purpose::AvoidHarm => "avoid_harm",
            Purpose::CompleteCall => "complete_call",
            Purpose::ObtainConsent => "obtain_consent",
        }
    }
}
