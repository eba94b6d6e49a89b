//! The answer to a question: verdict, findings, values.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Shares};

/// May it be done? The order is that of strictness: `deny` beats `refer` beats `permit_if` beats `permit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As asked.
    Permit,
    /// Nothing forbids it, but a required part is missing from what was asked.
    PermitIf,
    /// The text leaves it to facts and circumstances: a human must look.
    Refer,
    /// A rule forbids it, or presumes it unlawful.
    Deny,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Permit => "permit",
            Verdict::PermitIf => "permit_if",
            Verdict::Refer => "refer",
            Verdict::Deny => "deny",
        }
    }
}

/// What a rule does to the thing asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Prohibits,
    Requires,
    /// An exception or safe harbour applies.
    Permits,
    /// The condition by which an exception or safe harbour fails.
    Withholds,
    PresumesViolation,
    PresumesCompliance,
    /// A factor that may rebut a presumption.
    MayRebut,
    Advises,
    Defines,
}

impl Effect {
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Prohibits => "prohibits",
            Effect::Requires => "requires",
            Effect::Permits => "permits",
            Effect::Withholds => "withholds",
            Effect::PresumesViolation => "presumes_violation",
            Effect::PresumesCompliance => "presumes_compliance",
            Effect::MayRebut => "may_rebut",
            Effect::Advises => "advises",
            Effect::Defines => "defines",
        }
    }
}

/// A named date, amount or count of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing is due.
    Nothing(Nothing),
    Date(Date),
    Money(Money),
    Count(i64),
    Shares(Shares),
    /// A percentage, or another exact figure in words.
    Text(String),
}

/// Nothing is due. The two spellings mean the same and compare equal.
#[derive(Debug, Clone, Copy)]
pub enum Nothing {
    /// `null`, as the US packs write it.
    Null,
    /// `"none"`, as the UK packs write it.
    Word,
}

impl PartialEq for Nothing {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Nothing {}

impl Serialize for Nothing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Nothing::Null => serializer.serialize_none(),
            Nothing::Word => serializer.serialize_str("none"),
        }
    }
}

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<String>::deserialize(deserializer)?.as_deref() {
            None => Ok(Nothing::Null),
            Some("none") => Ok(Nothing::Word),
            Some(_) => Err(serde::de::Error::custom("neither null nor \"none\"")),
        }
    }
}

/// Named values of an answer, in the order of their names.
pub type Values = BTreeMap<String, Value>;

/// A finding as a case expects it or the engine reports it: a rule by its citation, and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    pub rule: String,
    pub effect: Effect,
}

/// Does the engine's `rule` equal the `expected` one, or say more exactly where in it?
///
/// ```
/// use facts::cites;
/// assert!(cites("1006.14(b)(2)(i)(A)", "1006.14(b)(2)"));
/// assert!(cites("CONC 7.9.4R", "CONC 7.9.4"));
/// assert!(!cites("1006.100", "1006.10"));
/// assert!(!cites("comment 14(b)(2)(ii)-2.ii", "comment 14(b)(2)(ii)-2.i"));
/// ```
pub fn cites(rule: &str, expected: &str) -> bool {
    match rule.strip_prefix(expected) {
        None => false,
        Some(rest) => match rest.as_bytes() {
            [] => true,
            [b'(' | b'.' | b'-', ..] => true,
            [b'R' | b'G' | b'E'] => true,
            [b'R' | b'G' | b'E', next, ..] => !next.is_ascii_alphanumeric(),
            _ => false,
        },
    }
}
