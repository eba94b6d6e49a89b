//! What somebody told us, and what it means.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::channel;
use crate::endpoint;
use crate::{Channel, DebtId, EndpointId, Money, PersonId, Place, When, Window};

/// Somebody told us (or `with`) something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Statement {
    pub at: When,
    pub by: PersonId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<PersonId>,
    pub via: Channel,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<bool>,
    /// When it reached us, where later than `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<When>,
    /// The debts it is about; none named is every debt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<DebtId>,
    #[serde(flatten)]
    pub means: Meaning,
}

/// What a statement means, with its details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "snake_case", deny_unknown_fields)]
pub enum Meaning {
    Inconvenient {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        times: Vec<Window>,
        #[serde(default, deserialize_with = "endpoint::places", skip_serializing_if = "Vec::is_empty")]
        places: Vec<Place>,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<When>,
    },
    Convenient {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        times: Vec<Window>,
        #[serde(default, deserialize_with = "endpoint::places", skip_serializing_if = "Vec::is_empty")]
        places: Vec<Place>,
    },
    StopChannel {
        #[serde(default, deserialize_with = "channel::contact_option", skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
    },
    AllowChannel {
        #[serde(default, deserialize_with = "channel::contact_option", skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
    },
    Cease {},
    RefusesToPay {},
    Consent {
        to: ConsentTo,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        times: Vec<Window>,
        #[serde(default, deserialize_with = "endpoint::places", skip_serializing_if = "Vec::is_empty")]
        places: Vec<Place>,
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<When>,
    },
    WithdrawsConsent {
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<ConsentTo>,
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    Represented {
        #[serde(skip_serializing_if = "Option::is_none")]
        attorney: Option<PersonId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ascertainable: Option<bool>,
    },
    NoLongerRepresented {},
    EmployerForbids {},
    Dispute {
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<Money>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The day of an earlier dispute that it repeats.
        #[serde(skip_serializing_if = "Option::is_none")]
        like: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none")]
        new_information: Option<bool>,
    },
    AsksOriginalCreditor {},
    AsksValidation {},
    AsksSpanish {},
    AsksInformation {
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<InformationAsked>,
    },
    AsksCallback {
        #[serde(skip_serializing_if = "Option::is_none")]
        when: Option<When>,
    },
    AsksCallerEmployer {},
    /// A third person asks to be contacted again.
    AsksContact {},
    WrongNumber {
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
    },
    GivesEndpoint {
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        told_use: Option<bool>,
    },
    /// The address is provided by the employer.
    EmployerEmail {
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
    },
    ThirdPartySaw {
        #[serde(skip_serializing_if = "Option::is_none")]
        endpoint: Option<EndpointId>,
    },
    Circumstance {
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    Hardship {
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    Offers {
        #[serde(skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        #[serde(skip_serializing_if = "Option::is_none")]
        every: Option<String>,
        /// The day of the month.
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<String>,
    },
    SeeksAdvice {
        #[serde(skip_serializing_if = "Option::is_none")]
        adviser: Option<PersonId>,
    },
    Complaint {},
    /// Will not pay because the debt is statute-barred.
    StatuteBarred {},
    /// A repayment plan is being made; without `adviser`: by themselves.
    DevelopsPlan {
        #[serde(skip_serializing_if = "Option::is_none")]
        adviser: Option<PersonId>,
        /// Shows progress: `draft_financial_statement`.
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stopped: Option<bool>,
    },
    Acknowledges {
        #[serde(skip_serializing_if = "Option::is_none")]
        signed: Option<bool>,
    },
    /// Sections 77 to 79 of the Consumer Credit Act 1974.
    RequestsAgreement {
        #[serde(skip_serializing_if = "Option::is_none")]
        fee: Option<Money>,
    },
    /// The reply form of the pre-action protocol.
    ClaimReply {
        #[serde(skip_serializing_if = "Option::is_none")]
        seeks_advice: Option<bool>,
        #[serde(skip_serializing_if = "Option::is_none")]
        needs_time: Option<bool>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<String>,
    },
}

/// What a consent is to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTo {
    /// At times or places otherwise closed.
    Contact,
    /// More calls.
    Calls,
    Email,
    Text,
    ThirdParty,
    /// An attorney lets us speak to the client; in the UK also the customer.
    DirectContact,
    /// E-SIGN section 101(c).
    ElectronicRecords,
    Visit,
    /// To be taken by card under an agreed plan.
    CardInstalments,
}

/// What information was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InformationAsked {
    /// What they owe.
    Amounts,
    /// What becomes of the account.
    Moratorium,
}

/// What every statement has, whatever it means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    at: When,
    by: PersonId,
    with: Option<PersonId>,
    #[serde(deserialize_with = "channel::via")]
    via: Channel,
    written: Option<bool>,
    received: Option<When>,
    #[serde(default)]
    about: Vec<DebtId>,
}

const COMMON: [&str; 7] = ["at", "by", "with", "via", "written", "received", "about"];

/// A statement is written as one flat object; which details may stand in it depends on `means`.
impl TryFrom<Map<String, Value>> for Statement {
    type Error = serde_json::Error;

    fn try_from(written: Map<String, Value>) -> Result<Self, serde_json::Error> {
        let (common, details): (Map<_, _>, Map<_, _>) =
            written.into_iter().partition(|(key, _)| COMMON.contains(&key.as_str()));
        let common = Common::deserialize(Value::Object(common))?;
        Ok(Statement {
            at: common.at,
            by: common.by,
            with: common.with,
            via: common.via,
            written: common.written,
            received: common.received,
            about: common.about,
            means: Meaning::deserialize(Value::Object(details))?,
        })
    }
}
