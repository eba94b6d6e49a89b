//! Where a decision falls short of what a case expects.

use std::fmt;

use facts::{Effect, Expect, Value, Verdict, When, cites};

use crate::decision::Decision;

/// One thing that a case expects and a decision lacks, or the reverse.
///
/// ```
/// use conduct::{Packs, Question, Shortfall, Standing, decide};
/// use facts::{Case, Verdict};
///
/// // The same evening call as in the corpus: a second after nine.
/// let case: Case = serde_json::from_str(include_str!("../../../cases/us/1006.6/b1i-call-at-21-00-01.json"))?;
/// let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
/// let mut expect = case.expect.ok_or("a case of the corpus has its answer")?;
/// assert!(decision.falls_short_of(&expect).is_empty());
/// expect.verdict = Some(Verdict::Permit);
/// let short = decision.falls_short_of(&expect);
/// assert_eq!(short, [Shortfall::Verdict { expected: Verdict::Permit, found: Some(Verdict::Deny) }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    Verdict { expected: Verdict, found: Option<Verdict> },
    MissingFinding { rule: String, effect: Effect },
    ExcludedFinding { rule: String, found: &'static str },
    MissingRequirement(String),
    Value { name: String, expected: Value, found: Option<Value> },
    Earliest { expected: When, found: Option<When> },
}

impl Decision {
    /// What this decision lacks of `expect`; nothing where the case passes.
    pub fn falls_short_of(&self, expect: &Expect) -> Vec<Shortfall> {
        let mut short = Vec::new();
        if let Some(expected) = expect.verdict
            && self.verdict != Some(expected)
        {
            short.push(Shortfall::Verdict { expected, found: self.verdict });
        }
        for wanted in &expect.findings {
            if !self.findings.iter().any(|f| f.effect == wanted.effect && cites(f.rule, &wanted.rule)) {
                short.push(Shortfall::MissingFinding { rule: wanted.rule.clone(), effect: wanted.effect });
            }
        }
        for rule in &expect.no_findings {
            if let Some(found) = self.findings.iter().find(|f| f.counts_against() && cites(f.rule, rule)) {
                short.push(Shortfall::ExcludedFinding { rule: rule.clone(), found: found.rule });
            }
        }
        for part in &expect.requires {
            if !self.requires.iter().any(|p| p == part) {
                short.push(Shortfall::MissingRequirement(part.clone()));
            }
        }
        for (name, expected) in &expect.values {
            let found = self.values.get(name);
            if found != Some(expected) {
                short.push(Shortfall::Value { name: name.clone(), expected: expected.clone(), found: found.cloned() });
            }
        }
        if let Some(expected) = expect.earliest {
            let same = match (expected, self.earliest) {
                (When::Day(a), Some(When::Day(b))) => a == b,
                (When::Time { instant: a, .. }, Some(When::Time { instant: b, .. })) => a == b,
                _ => false,
            };
            if !same {
                short.push(Shortfall::Earliest { expected, found: self.earliest });
            }
        }
        short
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shortfall::Verdict { expected, found } => {
                write!(f, "expected {}, found {}", expected.as_str(), found.map_or("none", Verdict::as_str))
            }
            Shortfall::MissingFinding { rule, effect } => write!(f, "no finding `{rule}` {}", effect.as_str()),
            Shortfall::ExcludedFinding { rule, found } => {
                write!(f, "`{rule}` must not count against it, found `{found}`")
            }
            Shortfall::MissingRequirement(part) => write!(f, "`{part}` is not required"),
            Shortfall::Value { name, expected, found } => {
                write!(f, "{name}: expected {}, found {}", json(Some(expected)), json(found.as_ref()))
            }
            Shortfall::Earliest { expected, found } => match found {
                Some(found) => write!(f, "earliest: expected {expected}, found {found}"),
                None => write!(f, "earliest: expected {expected}, found none"),
            },
        }
    }
}

fn json(value: Option<&Value>) -> String {
    value.and_then(|v| serde_json::to_string(v).ok()).unwrap_or_else(|| "nothing".to_owned())
}
