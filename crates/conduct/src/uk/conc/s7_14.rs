//! CONC 7.14: a dispute suspends recovery.

use facts::{AskContact, Part};

use super::contact;
use crate::rule::{Asked, Carried, Findings, Rule};
use crate::uk::dispute::{Dispute, dispute};
use crate::uk::pursuit::{is_credit, is_with_customer, pursues_customer};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.14.1R", "a dispute that may be valid suspends recovery", suspended),
    contact("CONC 7.14.3R", "tell them what came of the dispute, with the details of the debt", answer),
];

/// CONC 7.14.1R, 7.14.2G: while a dispute that may be valid is not answered, no step of recovery is taken. A default
/// notice is one. Whether the grounds are good is found by the investigation, not before it.
fn suspended(asked: &Asked<AskContact>, findings: &mut Findings) {
    let step = pursues_customer(asked)
        || is_with_customer(asked) && is_credit(asked) && asked.ask.contains.contains(&Part::DefaultNotice);
    if step && dispute(asked) == Dispute::Open {
        findings.prohibits("CONC 7.14.1R");
    }
}

/// CONC 7.14.3R: the outcome comes with details of the debt. It is no step of recovery.
fn answer(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_customer(asked)
        || !is_credit(asked)
        || !asked.ask.contains.contains(&Part::DisputeOutcome)
        || dispute(asked) == Dispute::None
    {
        return;
    }
    let there = Carried::when(|| asked.ask.contains.contains(&Part::DetailsOfDebt));
    findings.requires("CONC 7.14.3R", Part::DetailsOfDebt, there);
}
