//! The labels that listening may give, each with its name in the data and in the contract.

use serde::{Serialize, Serializer};

/// Declares a set of labels: an enum, its members in a fixed order, and their names.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($member:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each member is its name, defined in docs/internals/model-card.md")]
        pub enum $name { $($member,)* }

        impl $name {
            /// All members, in the order that the weights use.
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            /// The name in the data, in JSON and in the log.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$member => $text,)* }
            }

            /// The member with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$member),)* _ => None }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}

labels! {
    /// A feeling that the words show. It may only soften, slow down or fetch a human.
    Cue {
        Anger = "anger", Fear = "fear", Sadness = "sadness", Confusion = "confusion",
        Shame = "shame", Relief = "relief", Gratitude = "gratitude", Neutral = "neutral",
    }
}

labels! {
    /// Something that happened to the person or their household.
    Circumstance {
        JobLoss = "job_loss", Illness = "illness", Bereavement = "bereavement",
        RelationshipBreakdown = "relationship_breakdown", Caring = "caring",
        Disability = "disability", MentalHealth = "mental_health",
        DomesticAbuse = "domestic_abuse", ReducedIncome = "reduced_income",
        Housing = "housing", DisasterPandemic = "disaster_pandemic",
        PregnancyChild = "pregnancy_child", LanguageLiteracy = "language_literacy",
        Military = "military",
    }
}

labels! {
    /// What the person asks for, states or refuses.
    Intent {
        DisputeNotMine = "dispute_not_mine", DisputeAmount = "dispute_amount",
        DisputePaid = "dispute_paid", DisputeIdentityTheft = "dispute_identity_theft",
        DisputeOther = "dispute_other", AsksValidation = "asks_validation",
        StopContact = "stop_contact", StopWorkCalls = "stop_work_calls",
        InconvenientTime = "inconvenient_time", HasAttorney = "has_attorney",
        Bankruptcy = "bankruptcy", WantsPlan = "wants_plan", WillPayDate = "will_pay_date",
        CannotPay = "cannot_pay", Complaint = "complaint", AsksHuman = "asks_human",
        OptOut = "opt_out", RemoveFromReport = "remove_from_report",
    }
}

labels! {
    /// What a complaint is about, by the regulator's own list.
    Issue {
        NotOwed = "not_owed", Notification = "notification", Communication = "communication",
        FalseStatements = "false_statements", LegalAction = "legal_action",
        ShareInfo = "share_info",
    }
}

labels! {
    /// The finer kind of a complaint.
    Kind {
        DisputeNotMine = "dispute_not_mine", DisputePaid = "dispute_paid",
        DisputeIdentityTheft = "dispute_identity_theft",
        DisputeWrongAmount = "dispute_wrong_amount", Bankruptcy = "bankruptcy",
        AsksValidation = "asks_validation", StopContact = "stop_contact",
        StopCallingWork = "stop_calling_work", InconvenientTime = "inconvenient_time",
        LegalThreat = "legal_threat", CreditThreat = "credit_threat",
        ThirdParty = "third_party", AbusiveLanguage = "abusive_language",
        Seizure = "seizure", Other = "other",
    }
}

labels! {
    /// How near a person may be to harming themselves.
    SafetyLevel { None = "none", Review = "review", Alert = "alert", }
}

labels! {
    /// The language of a text; `Unknown` where the words are too few or of another language.
    Language { English = "en", Spanish = "es", Welsh = "cy", Unknown = "unknown", }
}

impl Intent {
    /// Whether the words bind the collector from the moment they arrive (a stop, a shield or a dispute),
    /// so that they become statements in the record at once.
    #[must_use]
    pub fn binds(self) -> bool {
        match self {
            Self::DisputeNotMine
            | Self::DisputeAmount
            | Self::DisputePaid
            | Self::DisputeIdentityTheft
            | Self::DisputeOther
            | Self::StopContact
            | Self::StopWorkCalls
            | Self::InconvenientTime
            | Self::HasAttorney
            | Self::Bankruptcy
            | Self::OptOut => true,
            Self::AsksValidation
            | Self::WantsPlan
            | Self::WillPayDate
            | Self::CannotPay
            | Self::Complaint
            | Self::AsksHuman
            | Self::RemoveFromReport => false,
        }
    }
}

impl Kind {
    /// The issue under which the regulator lists this kind.
    #[must_use]
    pub fn issue(self) -> Issue {
        match self {
            Self::DisputeNotMine | Self::DisputePaid | Self::DisputeIdentityTheft | Self::Bankruptcy => Issue::NotOwed,
            Self::DisputeWrongAmount | Self::Other => Issue::FalseStatements,
            Self::AsksValidation => Issue::Notification,
            Self::StopContact | Self::StopCallingWork | Self::InconvenientTime | Self::AbusiveLanguage => {
                Issue::Communication
            }
            Self::LegalThreat | Self::CreditThreat | Self::Seizure => Issue::LegalAction,
            Self::ThirdParty => Issue::ShareInfo,
        }
    }
}
