//! Prescription and Limitation (Scotland) Act 1973, section 6: a debt ends.

use facts::{AskContact, Effect, Verdict};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::barred::is_barred;
use crate::uk::pursuit::{is_credit, is_with_customer, pursues};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "PLSA s.6",
    gist: "after five years without claim or acknowledgment the debt is gone",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(gone),
}];

/// PLSA s.6, CONC 7.15.3G: a debt that was neither claimed nor acknowledged for five years is extinguished; regular
/// contact keeps nothing alive.
fn gone(asked: &Asked<AskContact>, findings: &mut Findings) {
    if pursues(asked) && is_with_customer(asked) && asked.debts.iter().any(|ix| is_barred(asked, ix)) {
        findings.prohibits("PLSA s.6");
        if is_credit(asked) {
            findings.add("CONC 7.15.3G", Effect::Advises, Verdict::Permit);
        }
    }
}
