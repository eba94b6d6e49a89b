//! CONC 7.15: debts too old to sue for.

use facts::{AskContact, Assertion, Effect, Meaning};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::uk::barred::{Nation, is_barred};
use crate::uk::in_touch::{InTouch, in_touch};
use crate::uk::pursuit::{is_with_customer, pursues_customer};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.15.4R", "no recovery of a barred debt after silence for the whole period", silence),
    contact("CONC 7.15.7G", "don't suggest court for a debt that is too old", court),
    contact("CONC 7.15.8R", "no demand once they say that it is statute barred", said_so),
];

/// CONC 7.15.4R, 7.15.5G: in England, Wales and Northern Ireland a barred debt is not pursued where nobody was in touch
/// with the customer in the limitation period; regular contact lets it go on. Some contact that was not regular is left
/// to a person, and so is a debt of which nobody knows.
fn silence(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues_customer(asked) || Nation::of(asked.regime) == Some(Nation::Scotland) {
        return;
    }
    for ix in asked.debts.iter().filter(|ix| is_barred(asked, *ix)) {
        match in_touch(asked, ix) {
            InTouch::Regularly => {
                findings.permits("CONC 7.15.5G");
            }
            InTouch::Never => {
                findings.prohibits("CONC 7.15.4R");
            }
            InTouch::Sometimes => {
                findings.refers("CONC 7.15.4R", Effect::Prohibits);
            }
            InTouch::Unknown => {
                findings.unknown("CONC 7.15.4R", "regular_contact");
            }
        }
    }
}

/// CONC 7.15.7G: to suggest court action for a barred debt is likely to mislead.
fn court(asked: &Asked<AskContact>, findings: &mut Findings) {
    let threat = asked.reading.is_some_and(|r| r.asserts(Assertion::ThreatensSuit));
    if threat && is_with_customer(asked) && asked.debts.iter().any(|ix| is_barred(asked, ix)) {
        findings.presumes_violation("CONC 7.15.7G");
    }
}

/// CONC 7.15.8R: once the customer said that they will not pay because the debt is statute barred, nothing more is
/// demanded. The rule asks only what they said: that its days have not come to it changes nothing.
fn said_so(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues_customer(asked) {
        return;
    }
    let mut said = asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts));
    if said.any(|s| matches!(s.means, Meaning::StatuteBarred {})) {
        findings.prohibits("CONC 7.15.8R");
    }
}
