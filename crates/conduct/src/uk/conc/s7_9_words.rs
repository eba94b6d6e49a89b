//! CONC 7.9: who calls and why, no bait, no disclosure, nothing telling where others can see it.

use facts::{AskContent, Assertion, Channel, CheckKind, ConsentTo, Meaning, Part, Purpose, Role, StatusKind};

use super::{is_credit, to_customer, words};
use crate::rule::{Asked, Carried, Findings, Rule};
use crate::wording::{carries, claims, is_known, role, says, says_any, tells_of_debt};

pub(in crate::uk) static RULES: &[Rule] = &[
    words("CONC 7.9.1R", "say who calls, for whom and why", who_and_why),
    words("CONC 7.9.2R", "no bait: don't make somebody ring for a wrong reason", bait),
    words("CONC 7.9.6R", "tell nobody else of somebody's debt, and don't threaten to", disclosure),
    words("CONC 7.9.7R", "nothing that lets others see that somebody owes", seen_by_others),
    words("CONC 7.9.10R", "no detail of a debt before it is known who listens", identity_first),
    words("CONC 7.9.14R", "no visit against somebody's will while the debt is disputed", visit),
];

/// CONC 7.9.1R: who rings or calls on the customer says for whom they work, in what role, and why they call. In a letter
/// the head and the foot say it.
fn who_and_why(asked: &Asked<AskContent>, findings: &mut Findings) {
    let spoken = matches!(asked.ask.channel, Channel::Call | Channel::InPerson);
    if !spoken || !to_customer(asked) || asked.ask.continuing == Some(true) {
        return;
    }
    let named = matches!(asked.firm.capacity, Some(facts::Capacity::Lender | facts::Capacity::Creditor));
    findings.requires("CONC 7.9.1R", Part::CallerEmployer, Carried::when(|| carries(asked, Part::CallerEmployer)));
    // A lender that names itself says what it is to its own customer.
    let role = || carries(asked, Part::CallerRole) || named && carries(asked, Part::CallerEmployer);
    findings.requires("CONC 7.9.1R", Part::CallerRole, Carried::when(role));
    findings.requires("CONC 7.9.1R", Part::ContactPurpose, Carried::when(|| carries(asked, Part::ContactPurpose)));
}

/// CONC 7.9.2R, 7.9.3G(1): no missed parcel, no prize, no survey, no old friend.
fn bait(asked: &Asked<AskContent>, findings: &mut Findings) {
    let prize = says(asked, Assertion::OffersPrize) && claims(asked).offer_real != Some(true);
    let name = claims(asked).true_name == Some(false);
    if says_any(asked, &[Assertion::UsesPretext, Assertion::HidesCollector])
        && !carries(asked, Part::CollectorDisclosure)
        || prize
        || name
    {
        findings.prohibits("CONC 7.9.2R");
    }
}

/// CONC 7.9.6R: neither told nor threatened. An employer may hear of an attachment of earnings that is lawful.
fn disclosure(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !is_credit(asked) {
        return;
    }
    let lawful = claims(asked).seizure_lawful == Some(true);
    let threatens =
        says(asked, Assertion::ThreatensDisclosure) && !lawful || says(asked, Assertion::ThreatensPublication);
    let third = matches!(role(asked), Some(Role::ThirdParty | Role::Employer | Role::Spouse | Role::Parent));
    let overheard = claims(asked).sole_recipient == Some(false);
    let discloses = (third && !may_be_told(asked) || overheard) && tells_of_debt(asked);
    if threatens || discloses {
        findings.prohibits("CONC 7.9.6R");
    }
}

/// Did the customer let us deal with this person?
fn may_be_told(asked: &Asked<AskContent>) -> bool {
    let Some(person) = asked.person.and_then(|ix| asked.standing.person(ix)) else { return false };
    asked.standing.said().iter().any(|said| match &said.means {
        Meaning::Consent { to: ConsentTo::ThirdParty, person: with, .. } => with.as_ref() == Some(&person.id),
        _ => false,
    })
}

/// CONC 7.9.7R, 7.9.8G: no postcard, no public post; an envelope on which nothing tells.
fn seen_by_others(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !is_credit(asked) {
        return;
    }
    match asked.ask.channel {
        Channel::Postcard | Channel::SocialPublic if tells_of_debt(asked) => {
            findings.prohibits("CONC 7.9.7R");
        }
        Channel::Envelope => {
            let private = carries(asked, Part::PrivateAndConfidential);
            let telling = says(asked, Assertion::ShowsCollection) || says(asked, Assertion::BeyondEnvelope) && !private;
            findings.requires("CONC 7.9.8G", Part::PlainEnvelope, Carried::when(|| !telling));
        }
        _ => {}
    }
}

/// CONC 7.9.10R: on the telephone and face to face, who listens is known before any detail is given.
fn identity_first(asked: &Asked<AskContent>, findings: &mut Findings) {
    let spoken = matches!(asked.ask.channel, Channel::Call | Channel::Voicemail | Channel::InPerson);
    if !spoken || !to_customer(asked) || !says(asked, Assertion::DetailsOfDebt) {
        return;
    }
    let Some(person) = asked.person.and_then(|ix| asked.standing.person(ix)) else { return };
    let checked = asked
        .standing
        .checks()
        .iter()
        .rfind(|c| c.kind == CheckKind::Identity && c.of == person.id.to_string())
        .is_some_and(|c| c.result == "matched");
    if !checked {
        findings.prohibits("CONC 7.9.10R");
    }
}

/// CONC 7.9.14R: no visit, and no threat of one, without agreement while a debt is deadlocked, queried or disputed.
fn visit(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked)
        || !says(asked, Assertion::ThreatensVisit)
        || asked.ask.purpose == Some(Purpose::LegalProcess)
    {
        return;
    }
    let stuck = is_known(asked, StatusKind::Deadlocked);
    let disputed =
        asked.standing.said().iter().any(|s| matches!(s.means, Meaning::Dispute { .. }) && s.about.meets(asked.debts));
    let agreed = asked.standing.said().iter().any(|s| matches!(s.means, Meaning::Consent { to: ConsentTo::Visit, .. }));
    if (stuck || disputed) && !agreed {
        findings.prohibits("CONC 7.9.14R");
    }
}
