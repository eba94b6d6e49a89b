//! Who counts as whom: the consumer of 1006.6, those who may hear of the debt, everybody else.

use facts::{AskContact, Purpose, Role};

use super::communication;
use crate::standing::{Contact, EndpointIx, Party, PersonIx, Said, Standing};

/// Does this person stand as the consumer in 1006.6? (1006.6(a) and its comments.)
///
/// The spouse (also of a deceased consumer), the parent of a minor, the guardian, who acts for the estate of
/// somebody deceased, and a confirmed successor in interest do; for other sections they do not.
pub(crate) fn stands_as_consumer(standing: &Standing, person: PersonIx) -> bool {
    let Some(someone) = standing.person(person) else { return false };
    match someone.role {
        Role::Consumer | Role::Business | Role::JointDebtor | Role::Spouse | Role::Guardian => true,
        Role::Parent => consumer_is(standing, |c| c.minor == Some(true)),
        Role::PersonalRepresentative => communication::is_deceased(standing),
        Role::SuccessorInInterest => someone.confirmed == Some(true),
        Role::Attorney
        | Role::DebtAdviser
        | Role::Employer
        | Role::Creditor
        | Role::CreditorAttorney
        | Role::CollectorAttorney
        | Role::PriorCollector
        | Role::ConsumerReportingAgency
        | Role::ThirdParty => false,
    }
}

/// Is this the person who owes or is said to owe (1006.2(e)), and nobody who only stands beside them?
pub(crate) fn is_obligated(standing: &Standing, person: PersonIx) -> bool {
    standing.person(person).is_some_and(|p| matches!(p.role, Role::Consumer | Role::Business | Role::JointDebtor))
}

fn consumer_is(standing: &Standing, is: impl Fn(&facts::Person) -> bool) -> bool {
    standing.consumer().and_then(|ix| standing.person(ix)).is_some_and(is)
}

/// The owner of a contact point.
pub(crate) fn owner(standing: &Standing, endpoint: EndpointIx) -> Option<PersonIx> {
    standing.endpoint(endpoint).and_then(|e| standing.person_ix(&e.person))
}

/// With whom this contact of ours or to us was: the person named, else the owner of the contact point, else who acted.
pub(crate) fn other_side(standing: &Standing, contact: &Contact) -> Option<PersonIx> {
    if let Some(person) = contact.person {
        return Some(person);
    }
    match contact.by {
        Party::Person(person) => Some(person),
        Party::Collector => contact.to.and_then(|to| owner(standing, to)).or(standing.consumer()),
        Party::Unknown => contact.from.and_then(|from| owner(standing, from)),
    }
}

/// Was it told to this collector itself, and not to somebody else or to the creditor's file?
pub(crate) fn is_direct(said: &Said) -> bool {
    said.with.is_none_or(|with| with == Party::Collector) && said.via != facts::Channel::CreditorFile
}

/// Does this speak for `person`: their own words, or for the consumer what creditors, employers, attorneys and
/// others told of them?
pub(crate) fn speaks_of(standing: &Standing, said: &Said, person: PersonIx) -> bool {
    if said.by.is(person) {
        return true;
    }
    let of_themselves = match said.by {
        Party::Person(by) => stands_as_consumer(standing, by) && standing.role(said.by) != Some(Role::Guardian),
        Party::Collector | Party::Unknown => false,
    };
    is_obligated(standing, person) && !of_themselves
}

/// Is a contact for this purpose made in connection with the collection of a debt?
///
/// Serving process (1006.2(i)(2)(iv)), proofs of claim, the notices that privacy, breach and tax law ask for,
/// and advertising that names no debt (comment 2(d)-2) are not.
pub(crate) fn is_collection(purpose: Purpose) -> bool {
    !matches!(
        purpose,
        Purpose::LegalProcess
            | Purpose::ProofOfClaim
            | Purpose::PrivacyNotice
            | Purpose::DataBreachNotice
            | Purpose::TaxForm
            | Purpose::Marketing
    )
}

/// Is the contact that is asked about made in connection with the collection of a debt? A telephone call that offers
/// something on a debt it names is, whatever we call it (comment 14(b)(2)(ii)-2.iv.C).
pub(crate) fn collects(ask: &AskContact) -> bool {
    is_collection(ask.purpose)
        || (ask.purpose == Purpose::Marketing && ask.channel.is_by_telephone() && !ask.debts.is_empty())
}

/// Is a contact for this purpose an answer to what the person asked or said?
pub(crate) fn is_response(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Reply | Purpose::InformationRequested | Purpose::ConfirmOptOut)
}
