//! A conduct case: facts, one question, and the answer that the law's text gives.

use serde::{Deserialize, Serialize};

use crate::{Ask, Debt, Endpoint, Event, ExpectedFinding, Firm, Pack, Person, Values, Verdict, When};

/// A conduct case: the facts, a question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its id: its path below the pack folder, without the ending.
    pub case: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<CaseSource>,
    /// The law packs in force; the strictest answer wins.
    pub regime: Vec<Pack>,
    pub collector: Firm,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<Endpoint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debts: Vec<Debt>,
    /// What happened, in time order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Event>,
    pub ask: Ask,
    /// The answer; left out where it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
}

/// Where a case comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSource {
    /// The paragraphs it comes from.
    pub cite: String,
    /// The words that decide it, verbatim; left out in the public corpus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer that a case expects.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expect {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Each must be among the engine's findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ExpectedFinding>,
    /// Rules that must not count against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_findings: Vec<String>,
    /// Parts or fields that must be in the communication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    #[serde(skip_serializing_if = "Values::is_empty")]
    pub values: Values,
    /// The first moment at which the same contact would be permitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<When>,
}
