//! A debt, with what the law asks about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{DebtId, Money};

/// A debt that was placed with the collector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debt {
    pub id: DebtId,
    pub kind: DebtKind,
    /// To whom it is owed now.
    pub creditor: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_creditor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Money>,
    /// The account number under which student loans were serviced when obtained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_group: Option<String>,
    /// The limitation period has run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_barred: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_off: Option<bool>,
    /// False where the debt is not from a consumer financial product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub financial_product: Option<bool>,
    /// The papers that local law asks for are at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented: Option<bool>,
    /// What was due and unpaid (UK).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears: Option<Money>,
    /// The day on which the cause of action accrued; in Scotland, on which the obligation became enforceable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accrued: Option<Date>,
    /// The day on which the debt was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incurred: Option<Date>,
    /// Creditor and customer were in regular contact in the limitation period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regular_contact: Option<bool>,
    /// The last day of any contact between creditor and customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Invoice>,
}

/// What kind of debt it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtKind {
    CreditCard,
    Medical,
    StudentLoan,
    Mortgage,
    Auto,
    Utility,
    Telecom,
    Rent,
    Tax,
    PersonalLoan,
    Overdraft,
    Other,
    /// Between traders.
    Invoice,
}

/// The credit agreement behind a debt (UK).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreement {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<AgreementType>,
    /// A regulated credit agreement, or with a mortgage a regulated mortgage contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regulated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repayment_interval: Option<RepaymentInterval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_cost_short_term: Option<bool>,
    /// A continuous payment authority was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpa: Option<bool>,
    /// It was explained that the authority would be used in this way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpa_explained: Option<bool>,
    /// Of the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_price: Option<Money>,
    /// Of the goods, so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
}

/// The type of a credit agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementType {
    FixedSum,
    RunningAccount,
    HirePurchase,
    Mortgage,
}

/// How often an agreement asks for payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepaymentInterval {
    Week,
    Month,
}

/// What is known of an invoice between traders (UK).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Invoice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_payment_day: Option<Date>,
    /// The day on which goods or services were delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed: Option<Date>,
    /// The day on which the purchaser had notice of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified: Option<Date>,
    /// A year, for late payment, under the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_interest_percent: Option<String>,
}
