//! CONC 7.5: nobody is pursued who might not be the borrower; a claim that it was paid is answered.

use facts::{AskContact, CheckKind, NoticeKind, StatusKind};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::uk::dispute::{Dispute, dispute};
use crate::uk::pursuit::{customer_id, pursues_customer};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.5.2R", "don't pursue somebody who might not be the borrower", wrong_person),
    contact("CONC 7.5.3R", "no demand before a dispute was answered with reasons", disregard),
];

/// CONC 7.5.2R: a check that came back with another person's data, or identity theft that was reported, gives reason to
/// believe that they might not be the borrower, until a later check matches or it was shown that they are.
fn wrong_person(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(id) = customer_id(asked).filter(|_| pursues_customer(asked)) else { return };
    let standing = asked.standing;
    let check = standing.checks().iter().rfind(|c| c.kind == CheckKind::Identity && id.as_str() == c.of);
    let mismatch = check.filter(|c| c.result != "matched").map(|c| c.at);
    let theft = standing
        .changes()
        .iter()
        .rfind(|c| c.kind == StatusKind::IdentityTheft && c.debts.meets(asked.debts))
        .map(|c| c.at)
        .filter(|at| check.is_none_or(|c| c.result != "matched" || c.at.is_before(*at)));
    let Some(doubt) = mismatch.or(theft) else { return };
    let shown = standing.notices().iter().any(|n| {
        n.kind == NoticeKind::DisputeOutcome
            && !n.fields.evidence.is_empty()
            && n.debts.meets(asked.debts)
            && doubt.is_before(n.at)
    });
    if !shown {
        findings.prohibits("CONC 7.5.2R");
    }
}

/// CONC 7.5.3R: no further demand without clear justification or evidence why the customer's claim is not valid. A bare
/// refusal that shows nothing is neither.
fn disregard(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues_customer(asked) {
        return;
    }
    if matches!(dispute(asked), Dispute::Open | Dispute::AnsweredBare) {
        findings.prohibits("CONC 7.5.3R");
    }
}
