//! FG21/1: people who are especially open to harm.

use facts::{AskContact, Meaning, Role, StatusKind};
use jiff::civil::date;

use super::pursuit::{is_with_customer, person, pursues};
use crate::rule::{Asked, Findings, Rule, Run};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "FG21/1",
    gist: "somebody told of a loss or of illness: a person looks first",
    from: date(2021, 2, 23),
    until: None,
    run: Run::Contact(vulnerable),
}];

/// FG21/1, paragraph 1.1: whoever is bereaved or ill may be especially open to harm; what is right for them, a person
/// decides before anybody presses them. Where the customer has died, that is for the household that reads or answers.
fn vulnerable(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues(asked) || !is_with_customer(asked) || person(asked).is_some_and(|p| p.role == Role::Business) {
        return;
    }
    if is_vulnerable(asked) || has_died(asked) {
        findings.advises("FG21/1");
    }
}

fn has_died(asked: &Asked<AskContact>) -> bool {
    let known = || asked.standing.changes().iter().any(|c| c.kind == StatusKind::Death);
    person(asked).is_some_and(|p| p.deceased == Some(true)) || known()
}

/// Has anybody told us of a circumstance of the customer that makes them vulnerable? A pattern of work is none; doubts of
/// capacity have their own rule.
pub(super) fn is_vulnerable(asked: &Asked<AskContact>) -> bool {
    asked.standing.said().iter().filter(|s| s.with.is_none()).any(|s| match &s.means {
        Meaning::Circumstance { kind, .. } => {
            !matches!(kind.as_deref(), Some("work_pattern" | "mental_capacity" | "religion" | "faith"))
        }
        _ => false,
    })
}
