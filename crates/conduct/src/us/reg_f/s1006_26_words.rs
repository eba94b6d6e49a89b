//! 1006.26: no suit, in deed or word, for a debt that is too old.

use facts::{AskContent, Assertion};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::wording::says_any;

pub(super) static RULES: &[Rule] = &[Rule {
    cite: "1006.26(b)",
    gist: "don't threaten to sue for a debt that is too old to sue for",
    from: date(2021, 11, 30),
    until: None,
    run: Run::Content(time_barred),
}];

const SUIT: &[Assertion] = &[
    Assertion::ThreatensSuit,
    Assertion::StatesSuitFiled,
    Assertion::ThreatensSeizure,
    Assertion::ThreatensBankruptcy,
];

/// 1006.26(b): strict: it does not matter whether the collector knew that the time had run out. A threat need not use
/// the word.
fn time_barred(asked: &Asked<AskContent>, findings: &mut Findings) {
    let barred = asked.debts.iter().any(|ix| asked.standing.debt(ix).is_some_and(|d| d.time_barred == Some(true)));
    if barred && says_any(asked, SUIT) {
        findings.prohibits("1006.26(b)");
    }
}
