//! The facts behind the words of a text.

use serde::{Deserialize, Serialize};

use crate::Money;

/// The facts behind the words: what is true of what a text says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intends_suit: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_sue: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_attorney: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intends_seizure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seizure_lawful: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub government: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_bureau: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crime: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_document: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_legal_process: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_real: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_authorized: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_for_us: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_ends_defenses: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub innocent_purchaser: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub true_name: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present_right: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intends_repossession: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sole_recipient: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer_asked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_false: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_real: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgment: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_instructed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suit_filed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marketing_consent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_opt_in: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options_explored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_debt_continues: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade_body_member: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affordable: Option<Money>,
}
