//! CONC 7.12: what a lender does when somebody acts for the customer.

use facts::{AskContact, Capacity, ConsentTo, Effect, Meaning};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::standing::Moment;
use crate::uk::pursuit::{is_answer, is_credit, is_statutory, is_with_customer, person, presses};

pub(in crate::uk) static CONTACT: &[Rule] =
    &[contact("CONC 7.12.2R", "don't go round somebody who acts for the customer", round)];

/// CONC 7.12.2R(4): where somebody acts for the customer, a lender does not contact the customer directly without their
/// consent. The section binds lenders alone (7.12.1R): for anybody else the ban is none, and whether it shows
/// forbearance (7.3.4R) is for a person. Notices that a law requires, and answers to what the customer asked
/// themselves, go to the customer.
fn round(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_customer(asked) || !is_credit(asked) || is_statutory(asked.ask.purpose) {
        return;
    }
    let Some(since) = represented(asked) else { return };
    if agreed(asked, since) {
        return;
    }
    if asked.firm.capacity == Some(Capacity::Lender) {
        findings.prohibits("CONC 7.12.2R");
    } else {
        findings.refers("CONC 7.3.4R", Effect::Requires);
    }
}

/// Since when somebody acts for the customer about these debts; the outer nothing where nobody does, the inner where
/// only the fact is known.
fn represented(asked: &Asked<AskContact>) -> Option<Option<Moment>> {
    let mut since = person(asked).and_then(|p| p.represented).filter(|is| *is).map(|_| None);
    for said in asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts)) {
        match said.means {
            Meaning::Represented { .. } => since = Some(Some(said.known)),
            Meaning::NoLongerRepresented {} => since = None,
            _ => {}
        }
    }
    since
}

/// Has the customer, or who acts for them, agreed since to be contacted directly, or asked for this contact?
fn agreed(asked: &Asked<AskContact>, since: Option<Moment>) -> bool {
    let answers = is_answer(asked.ask.purpose) && !presses(asked);
    let mut agreed = false;
    for said in asked.standing.said().iter().filter(|s| since.is_none_or(|since| since.is_by(s.known))) {
        match &said.means {
            Meaning::Consent { to: ConsentTo::DirectContact, until, .. } => {
                let zone = asked.standing.home_zone();
                agreed = until.is_none_or(|u| asked.at.is_before(Moment::of(u, &zone)));
            }
            Meaning::WithdrawsConsent { to, .. } if to.is_none_or(|to| to == ConsentTo::DirectContact) => {
                agreed = false;
            }
            Meaning::AsksCallback { .. }
            | Meaning::AsksInformation { .. }
            | Meaning::Complaint {}
            | Meaning::Offers { .. }
            | Meaning::RequestsAgreement { .. }
            | Meaning::Dispute { .. }
                if answers && asked.person.is_some_and(|p| said.by.is(p)) =>
            {
                return true;
            }
            _ => {}
        }
    }
    agreed
}
