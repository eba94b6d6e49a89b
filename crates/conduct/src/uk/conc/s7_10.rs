//! CONC 7.10: who may not have the mental capacity for money matters.

use facts::{AskContact, ConsentTo, Meaning, Role};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::standing::Moment;
use crate::uk::pursuit::{is_credit, is_customer, may_act_for_customer, person, pursues};

pub(in crate::uk) static CONTACT: &[Rule] =
    &[contact("CONC 7.10.1R", "stop pursuing somebody who might lack mental capacity", capacity)];

/// CONC 7.10.1R, 7.10.3G: told by anybody that the customer might lack capacity, we suspend pursuit. It may go on
/// through somebody responsible whom the customer authorised before it was in doubt, or through who is known to hold a
/// power of attorney and came forward as acting under it (a lasting power is given before it is needed). Anybody else
/// who only says so of themselves is not authorised.
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
        let by_customer = asked.standing.role(said.by).is_some_and(is_customer) && said.known.is_before(told);
        let under_power = person.role == Role::Attorney && matches!(said.means, Meaning::Represented { .. });
        names && said.about.meets(asked.debts) && (by_customer || under_power)
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
