//! 1006.6: words to third persons, and the way out of electronic messages.

use facts::{AskContent, Assertion, Channel, ConsentTo, Meaning, Part, Purpose, Role, StatusKind};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::us::consumer::stands_as_consumer;
use crate::wording::{carries, claims, is_known, role, says, tells_of_debt};

pub(super) static RULES: &[Rule] = &[
    Rule {
        cite: "1006.6(d)(1)",
        gist: "say nothing of a debt to anybody but the person who is said to owe it",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(third_parties),
    },
    Rule {
        cite: "1006.6(e)",
        gist: "each electronic message says how to stop them, in one free step",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(opt_out),
    },
];

/// 1006.6(d)(1), (2): no communication on a debt with third persons, but for the consumer's direct consent and what a
/// judgment needs. Words that others are known to hear or read are words to them.
fn third_parties(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !tells_of_debt(asked) || asked.ask.channel == Channel::Envelope {
        return;
    }
    let overheard = claims(asked).sole_recipient == Some(false);
    let third =
        asked.person.is_some_and(|person| !stands_as_consumer(asked.standing, person)) && !is_privileged(role(asked));
    if !(overheard || third) || consented(asked) {
        return;
    }
    let postjudgment = asked.ask.purpose == Some(Purpose::Postjudgment) && is_known(asked, StatusKind::Judgment);
    if !postjudgment {
        findings.prohibits("1006.6(d)(1)");
    }
}

/// Those to whom a collector may speak of a debt beside the consumer.
fn is_privileged(role: Option<Role>) -> bool {
    matches!(
        role,
        Some(
            Role::Attorney
                | Role::Creditor
                | Role::CreditorAttorney
                | Role::CollectorAttorney
                | Role::ConsumerReportingAgency
        )
    )
}

/// Did the consumer consent to this third person being told?
fn consented(asked: &Asked<AskContent>) -> bool {
    let Some(person) = asked.person.and_then(|ix| asked.standing.person(ix)) else { return false };
    asked.standing.said().iter().any(|said| match &said.means {
        Meaning::Consent { to: ConsentTo::ThirdParty, person: with, .. } => {
            with.as_ref().is_none_or(|id| *id == person.id) && said.about.meets(asked.debts)
        }
        _ => false,
    })
}

/// 1006.6(e), comment 6(e)-1: an electronic message to the consumer describes a reasonable and simple way to opt out.
/// A way by post, by telephone or without a link is none, so such a notice does not count. No fee, and nothing asked
/// but the wish and the address. A bare confirmation of an opt-out needs none.
fn opt_out(asked: &Asked<AskContent>, findings: &mut Findings) {
    let electronic = matches!(asked.ask.channel, Channel::Text | Channel::Email | Channel::SocialPrivate);
    let consumer = asked.person.is_none_or(|person| stands_as_consumer(asked.standing, person));
    if !electronic || !consumer || asked.ask.purpose == Some(Purpose::ConfirmOptOut) {
        return;
    }
    findings.requires("1006.6(e)", Part::OptOutNotice, Carried::when(|| carries(asked, Part::OptOutNotice)));
    if says(asked, Assertion::OptOutCosts) || says(asked, Assertion::OptOutAsksMore) {
        findings.prohibits("1006.6(e)");
    }
}
