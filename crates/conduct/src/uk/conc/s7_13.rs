//! CONC 7.13: the right person and the right amount.

use facts::{AskContact, Channel, CheckKind, EndpointId, Meaning, MessageOutcome, StatusKind};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::standing::{EndpointIx, Moment, Outcome};
use crate::uk::pursuit::{customer_id, pursues_customer};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.13.4R", "check that it is the right person and address before you pursue", right_place),
    contact("CONC 7.13.4R", "nobody is pursued for what was paid or settled", right_amount),
];

/// CONC 7.13.4R: where we were told that a number or an address is not the customer's, or post came back from it, the
/// data are verified before anybody is pursued there. A later match, letter that arrived, or word of the customer does.
fn right_place(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(to) = asked.to.filter(|_| pursues_customer(asked)) else { return };
    let Some(id) = asked.standing.endpoint(to).map(|e| &e.id) else { return };
    let Some(doubt) = doubted(asked, to, id) else { return };
    if !verified(asked, to, id, doubt) {
        findings.prohibits("CONC 7.13.4R");
    }
}

/// CONC 7.13.4R: the customer is pursued for the correct amount: of a debt that was paid or settled, for nothing.
fn right_amount(asked: &Asked<AskContact>, findings: &mut Findings) {
    if pursues_customer(asked) && is_settled(asked) {
        findings.prohibits("CONC 7.13.4R");
    }
}

/// Was one of the debts paid or settled?
pub(in crate::uk) fn is_settled<A>(asked: &Asked<A>) -> bool {
    let ends = |kind| matches!(kind, StatusKind::Paid | StatusKind::Settled);
    asked.standing.changes().iter().any(|c| ends(c.kind) && c.debts.meets(asked.debts))
}

/// When the contact point last came into doubt.
fn doubted(asked: &Asked<AskContact>, to: EndpointIx, id: &EndpointId) -> Option<Moment> {
    let said =
        asked.standing.said().iter().rfind(
            |s| matches!(&s.means, Meaning::WrongNumber { endpoint } if endpoint.as_ref().is_none_or(|e| e == id)),
        );
    let said = said.map(|s| s.known);
    let returned = asked
        .standing
        .contacts()
        .iter()
        .rfind(|c| c.is_ours() && c.to == Some(to) && c.is_undeliverable() && c.channel == Channel::Letter)
        .map(|c| c.at);
    match (said, returned) {
        (Some(a), Some(b)) => Some(if a.is_before(b) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Was it verified since?
fn verified(asked: &Asked<AskContact>, to: EndpointIx, id: &EndpointId, doubt: Moment) -> bool {
    let customer = customer_id(asked);
    let checked = asked.standing.checks().iter().any(|c| {
        let of = c.of == id.as_str() || customer.is_some_and(|p| c.of == p.as_str());
        of && c.kind == CheckKind::Identity && c.result == "matched" && doubt.is_before(c.at)
    });
    let given = asked.standing.said().iter().any(|s| {
        matches!(&s.means, Meaning::GivesEndpoint { endpoint: Some(e), .. } if e == id)
            && asked.person.is_some_and(|p| s.by.is(p))
            && doubt.is_before(s.known)
    });
    let arrived = asked.standing.contacts().iter().any(|c| {
        c.is_ours()
            && c.to == Some(to)
            && c.outcome == Outcome::Message(Some(MessageOutcome::Delivered))
            && doubt.is_before(c.at)
    });
    checked || given || arrived
}
