//! The people of a dossier: the consumer, and everybody who stands beside them.

use serde::{Deserialize, Serialize};

use crate::PersonId;

/// Somebody whom the collector knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: PersonId,
    pub role: Role,
    /// The full name that is known.
    pub name: String,
    /// Of a successor in interest: confirmed by the servicer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minor: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deceased: Option<bool>,
    /// Represented by an attorney, where only the fact is known and not who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represented: Option<bool>,
    /// ISO 639-1 codes of the languages they are known to use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Of a business: its legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<TraderForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence: Option<Residence>,
}

/// Who somebody is to the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Consumer,
    Spouse,
    Parent,
    Guardian,
    PersonalRepresentative,
    SuccessorInInterest,
    /// A lawyer, or (United Kingdom) also who acts under a power of attorney.
    Attorney,
    DebtAdviser,
    Employer,
    Creditor,
    CreditorAttorney,
    CollectorAttorney,
    PriorCollector,
    ConsumerReportingAgency,
    ThirdParty,
    Business,
    /// Liable for the same debt.
    JointDebtor,
}

/// The legal form of a trader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraderForm {
    SoleTrader,
    Partnership,
    Company,
    PublicAuthority,
}

/// Where somebody lives, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Residence {
    /// ISO 3166-1 alpha-2: `US`, `GB`.
    pub country: String,
    /// The State's two letters in the US; `england`, `scotland`, `wales` or `northern_ireland` in the UK.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// An IANA zone, as `America/New_York`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}
