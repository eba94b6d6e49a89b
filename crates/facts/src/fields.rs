//! What legally defined notices say.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{DebtId, Money};

/// What a legally defined notice says, by the names of the case format. What is left out was not said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<SentBy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_before: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_sheet: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedied: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Stated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest_continuing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_details: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how_to_pay: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how_to_discuss: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_address: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_of_account: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_form: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_statement_form: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_creditor_name: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_creditor_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refers_to_validation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_reasons: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_response_reference: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others_may_see: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opt_out_method: Option<OptOutMethod>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opt_out_by: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<ReplyTo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collector_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collector_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creditor_on_itemization_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_creditor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub itemization_basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub itemization_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_on_itemization_date: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<AmountOrNone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<AmountOrNone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments: Option<AmountOrNone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<AmountOrNone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_amount: Option<Money>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub debts_on_notice: Vec<DebtOnNotice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_period_end: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_creditor_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed_valid_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cfpb_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electronic_response_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute_prompts: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_creditor_prompt: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailing_addresses: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separate_page: Option<SeparatePage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separate_page_reference: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodic_statement: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periodic_statement_reference: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front_reference: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub english_notice: Option<EnglishNotice>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<NoticeExtra>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opt_out_notice: Option<bool>,
}

/// A field that says an amount, or of which only is known whether it was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stated {
    Amount(Money),
    Present(bool),
}

/// An amount of a notice, where `none` and `0` are amounts and an empty field is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountOrNone {
    Amount(Money),
    /// "none" or "0".
    None,
    /// Left blank.
    Blank,
}

impl AmountOrNone {
    /// The amount, zero where the notice says none; nothing where it was left blank.
    pub fn amount(self, currency: crate::Currency) -> Option<Money> {
        match self {
            AmountOrNone::Amount(money) => Some(money),
            AmountOrNone::None => Some(Money::zero(currency)),
            AmountOrNone::Blank => None,
        }
    }
}

impl Serialize for AmountOrNone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            AmountOrNone::Amount(money) => money.serialize(serializer),
            AmountOrNone::None => serializer.serialize_str("none"),
            AmountOrNone::Blank => serializer.serialize_str(""),
        }
    }
}

impl<'de> Deserialize<'de> for AmountOrNone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        match &*text {
            "none" | "0" => Ok(AmountOrNone::None),
            "" => Ok(AmountOrNone::Blank),
            _ => text.parse().map(AmountOrNone::Amount).map_err(serde::de::Error::custom),
        }
    }
}

/// How a letter of claim went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentBy {
    Post,
    Email,
}

/// How the creditor's e-mail transfer notice lets the person opt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptOutMethod {
    Link,
    ReplyStop,
    FormEnclosed,
    CallForForm,
    Postal,
    WebsiteWithoutLink,
}

/// To whom an opt-out goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyTo {
    Collector,
    Creditor,
    Both,
}

/// Which disclosure a notice carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    Initial,
    Subsequent,
}

/// How an English notice goes with a translated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnglishNotice {
    SameCommunication,
    SentBefore,
}

/// What a validation notice may say beyond what it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeExtra {
    Telephone,
    ReferenceCode,
    PaymentOptions,
    EnclosedAmount,
    RequiredDisclosureOnReverse,
    RequiredDisclosureBehindResponses,
    TimeBarredDisclosureOnFront,
    WebsiteAndEmail,
    ElectronicResponse,
    SpanishRequest,
    SpanishInstructions,
    SpanishPrompt,
    MerchantBrand,
    AffinityBrand,
    FacilityName,
}

/// One of several debts on a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebtOnNotice {
    pub debt: DebtId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_on_itemization_date: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Money>,
    pub current_amount: Money,
}

/// What an itemisation says on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeparatePage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Money>,
}
