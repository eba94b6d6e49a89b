//! CONC 7.10: who may not have the mental capacity for money matters.

use facts::{AskContact, ConsentTo, Meaning};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::standing::Moment;
use crate::uk::pursuit::{is_credit, is_customer, may_act_for_customer, person, pursues};

pub(in crate::uk) static CONTACT: &[Rule] =
    &[contact("CONC 7.10.1R", "stop pursuing somebody who might lack mental capacity", capacity)];

/// CONC 7.10.1R, 7.10.3G: told by anybody that the customer might lack capacity, we suspend pursuit. It may go on
/// through somebody responsible whom the customer authorised before, as by a registered lasting power of attorney; one
/// who only says so of themselves, or was authorised after it was in doubt, is not.
fn capacity(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues(asked) || !is_credit(asked) {
        return;
    }
    let Some(told) = told(asked) else { return };
    let Some(person) = person(asked).filter(|p| !is_customer(p.role)) else {
        findings.prohibits("CONC 7.10.1R");
        return;
    };
    if !may_act_for_customer(person.role) {
        return;
    }
    let authorised = asked.standing.said().iter().any(|said| {
        let names = match &said.means {
            Meaning::Consent { to: ConsentTo::ThirdParty, person: with, .. } => with.as_ref() == Some(&person.id),
            Meaning::Represented { attorney, .. } => attorney.as_ref() == Some(&person.id),
            _ => false,
        };
        names
            && asked.standing.role(said.by).is_some_and(is_customer)
            && said.about.meets(asked.debts)
            && said.known.is_before(told)
    });
    if authorised {
        findings.permits("CONC 7.10.3G");
    } else {
        findings.prohibits("CONC 7.10.1R");
    }
}

/// When we were first told that the customer might lack capacity.
fn told(asked: &Asked<AskContact>) -> Option<Moment> {
    let said = asked.standing.said().iter().filter(|s| s.with.is_none());
    said.filter(|s| matches!(&s.means, Meaning::Circumstance { kind: Some(kind), .. } if kind == "mental_capacity"))
        .map(|s| s.known)
        .next()
}
