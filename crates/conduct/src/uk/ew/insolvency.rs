//! Insolvency Act 1986: debts for which nobody may pursue somebody any more.

use facts::{AskContact, Role};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::insolvent::bars;
use crate::uk::pursuit::{is_with_customer, person, pursues};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "IA s.251G(2)",
    gist: "nobody is pursued for what a relief order, an arrangement or a bankruptcy holds",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(no_remedy),
}];

/// IA ss.251G(2), 260(2), 285(3): see [`bars`]. A joint debtor stays liable.
fn no_remedy(asked: &Asked<AskContact>, findings: &mut Findings) {
    let joint = person(asked).is_some_and(|p| p.role == Role::JointDebtor);
    if !pursues(asked) || !is_with_customer(asked) || joint {
        return;
    }
    for rule in bars(asked) {
        findings.prohibits(rule);
    }
}
