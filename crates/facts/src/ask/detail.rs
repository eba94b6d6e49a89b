//! The details of a question, by the names of the case format.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel::{self, Channel};
use crate::{Money, PersonId, Shares, When};

/// The details of a question. What is left out is not known to be so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lives_in: Option<String>,
    #[serde(deserialize_with = "channel::contact_option", skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Shares>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressed_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provided: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guideline: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasonable_cost: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surplus: Option<Money>,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub use_: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_charges_so_far: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accrued_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged_to: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tendered_by: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immediately_after: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_sum_due: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_received: Option<When>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_in_months: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments_missed: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions_satisfied: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_received: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_received: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_rates: Option<BTreeMap<Date, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasonable_recovery_costs: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_repayment: Option<Shares>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked_disputed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_allows: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law_allows: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lien: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_of_discharge: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present_right: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intends: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knows_deceives: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifiable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concealed_purpose: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_and_accurate: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_bureau: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oral: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_identifies: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_known: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_not_there: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged_before: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute_passed_to_lender: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority_to_investigate: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_agreement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol_done: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub straightforward: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options_explored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solely_automated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit_consent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substantial_public_interest: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_offered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referred_to_lender: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_order: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked_statute_barred: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aware_of_moratorium: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_consented: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons_in_writing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons_given: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_informed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_guaranteed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_given: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_to_leave: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_to_all_of_name_and_birth_date: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose_explained: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_visit: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happy_to_speak: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_paid: Option<bool>,
}

impl Detail {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Detail::default()
    }
}

/// To whom something goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    ConsumerReportingAgency,
    CheckHistoryAgency,
    Owner,
    PreviousOwner,
    ThirdParty,
    Public,
}

/// What something is done for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    CoercePayment,
    CriminalProsecution,
    Payday,
}

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Records,
    CallRecording,
}
