//! Dates and sums that UK law fixes.

pub(super) mod cca;
pub(super) mod disp;
pub(super) mod drs;
pub(super) mod late_payment;
pub(super) mod limitation;
pub(super) mod pap;

use facts::{Nothing, Value};

use crate::rule::Findings;
use crate::standing::Day;

/// Puts a day into the answer, with the paragraph that fixes it.
fn day(findings: &mut Findings, name: &str, rule: &'static str, day: Day) {
    findings.defines(rule);
    findings.value(name, Value::Date(day.date()));
}

/// Says that nothing is due, with the paragraph that says so.
fn nothing(findings: &mut Findings, name: &str, rule: &'static str) {
    findings.defines(rule);
    findings.value(name, Value::Nothing(Nothing::Word));
}
