//! 1006.42: sending required disclosures.

use facts::{
    AskContact, AskNotice, Channel, ConsentTo, Disclosure, Effect, EndpointKind, Fields, NoticeKind, Part, Purpose,
    Verdict,
};

use super::{rule, s1006_6, s1006_14, s1006_22};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::{Moment, NoticeSent, Party, Standing};
use crate::us::communication;
use crate::us::consent::{consents, has_run_out, is_withdrawn};
use crate::us::consumer::{is_direct, owner};
use crate::us::medium::{Way, stopped};

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.42(a)(1)",
        "a required notice is sent so that it can be expected to arrive and be kept",
        Run::Notice(actual_notice),
    ),
    rule("1006.42(b)", "a later notice goes electronically only to who agreed to that", Run::Notice(e_sign)),
    rule("1006.6(e)", "an electronic notice says how to stop them in one free step", Run::Notice(opt_out_notice)),
    rule("1006.6", "a notice is a contact too", Run::Notice(as_contact)),
];

/// The notices that the Act and this part require a collector to send.
fn is_required(kind: NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::Validation
            | NoticeKind::Verification
            | NoticeKind::OriginalCreditor
            | NoticeKind::SameCreditor
            | NoticeKind::DuplicateDispute
            | NoticeKind::Deposit
    )
}

/// 1006.42(a)(1) and its comments: on paper to the last known address, unless it is known to be wrong (-3); by an
/// electronic medium, the subject names the creditor and the debt, returns are watched, and the sender is known (-1).
/// Short of these it may still be well sent, but a person must look. Never to an address that was opted out of (-4).
fn actual_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let ask = asked.ask;
    if !is_required(ask.notice_kind) {
        return;
    }
    match ask.channel {
        None => {
            findings.unknown("1006.42(a)(1)", "channel");
        }
        Some(channel) if channel.is_electronic() => electronically(asked, channel, findings),
        Some(Channel::Letter | Channel::Postcard) => by_mail(asked, findings),
        // Handed over, said, or faxed: whether it reaches the person is no matter of this paragraph's comments.
        Some(_) => {}
    }
}

fn by_mail(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    if asked.ask.channel == Some(Channel::Postcard) {
        findings.prohibits("1006.42(a)(1)");
    }
    if detail.known_not_there == Some(true) {
        findings.prohibits("1006.42(a)(1)");
        findings.add("comment 42(a)(1)-3", Effect::Withholds, Verdict::Deny);
        return;
    }
    let Some(to) = asked.to else { return };
    let standing = asked.standing;
    if standing.endpoint(to).is_some_and(|e| e.kind != EndpointKind::Postal) {
        findings.unknown("comment 42(a)(1)-3", "to");
    }
    // Mail that came back from there says that the person isn't there, unless they gave the address since.
    let came_back = standing
        .notices()
        .iter()
        .filter(|n| n.kind == NoticeKind::Undeliverability && n.to == Some(to))
        .map(|n| n.at)
        .chain(standing.contacts().iter().filter(|c| c.is_undeliverable() && c.to == Some(to)).map(|c| c.at))
        .max_by_key(|at| at.key());
    if came_back.is_some_and(|at| !was_given_since(standing, to, at)) && detail.known_not_there != Some(false) {
        findings.withholds("comment 42(a)(1)-3");
    }
}

fn was_given_since(standing: &Standing, to: crate::standing::EndpointIx, at: Moment) -> bool {
    standing.said().iter().any(|s| match &s.means {
        facts::Meaning::GivesEndpoint { endpoint: Some(id), .. } => {
            standing.endpoint_ix(id) == Some(to) && at.is_by(s.known)
        }
        _ => false,
    })
}

fn electronically(asked: &Asked<AskNotice>, channel: Channel, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    if let Some(to) = asked.to {
        let way = Way { channel, to: Some(to) };
        let person = owner(asked.standing, to).or(asked.person);
        if person.is_some_and(|p| stopped(asked.standing, p, way).is_some()) {
            findings.prohibits("1006.14(h)(1)");
            findings.prohibits("comment 42(a)(1)-4");
        }
    }
    // A short message has no subject and is hard to keep.
    let subject = if channel == Channel::Text { Some(false) } else { detail.subject_identifies };
    let factors =
        [(subject, "subject_identifies"), (detail.monitored, "monitored"), (detail.sender_known, "sender_known")];
    for (factor, fact) in factors {
        match factor {
            Some(true) => {}
            Some(false) => {
                findings.withholds("1006.42(a)(1)");
            }
            None => {
                findings.unknown("1006.42(a)(1)", fact);
            }
        }
    }
}

/// 1006.42(b): a validation notice that is not itself the initial communication, the original creditor's name and a
/// verification go electronically only by consent under section 101(c) of the E-SIGN Act. A notice that a dispute is
/// duplicative is not named there.
fn e_sign(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let is_electronic = asked.ask.channel.is_some_and(Channel::is_electronic);
    let is_named = match asked.ask.notice_kind {
        NoticeKind::Validation => !communication::spoken_of(asked.standing).0.and(asked.debts).is_empty(),
        NoticeKind::Verification | NoticeKind::OriginalCreditor | NoticeKind::SameCreditor => true,
        _ => false,
    };
    if is_electronic && is_named && !agreed_to_records(asked.standing, asked.at) {
        findings.prohibits("1006.42(b)");
    }
}

/// Had the consumer (or who acts for the estate) agreed, to us, to electronic records, and does it stand?
fn agreed_to_records(standing: &Standing, at: Moment) -> bool {
    let zone = standing.home_zone();
    consents(standing, ConsentTo::ElectronicRecords).any(|(place, said)| {
        let by = match said.by {
            Party::Person(person) => communication::stands_for_consumer(standing, Some(person)),
            Party::Collector | Party::Unknown => false,
        };
        let until = match &said.means {
            facts::Meaning::Consent { until, .. } => *until,
            _ => None,
        };
        by && is_direct(said)
            && said.known.is_by(at)
            && !has_run_out(until, at, &zone)
            && !is_withdrawn(standing, place)
    })
}

/// Was an answer under 1006.38 sent in the manner that 1006.42 asks for: not electronically without consent?
pub(super) fn is_sent_as_required(standing: &Standing, notice: &NoticeSent) -> bool {
    !notice.channel.is_some_and(Channel::is_electronic) || agreed_to_records(standing, notice.at)
}

/// 1006.6(e) on a notice that goes by an electronic medium.
fn opt_out_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    if is_required(asked.ask.notice_kind) && asked.ask.channel.is_some_and(Channel::is_electronic) {
        let carried = asked.ask.fields.as_ref().is_some_and(|f| f.opt_out_notice == Some(true));
        findings.requires("1006.6(e)", Part::OptOutNotice, Carried::when(|| carried));
    }
}

/// A notice is sent in a contact: where it may not be made, the notice may not be sent in it. Of the rules on contacts
/// those on time, place, persons and media are asked; what the words must say is asked of the notice itself.
fn as_contact(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let ask = asked.ask;
    let Some(channel) = ask.channel.filter(|c| c.is_message()) else { return };
    if !is_required(ask.notice_kind) {
        return;
    }
    let contact = AskContact {
        at: ask.at,
        channel,
        to: ask.to.clone(),
        person: ask.person.clone(),
        debts: ask.debts.clone(),
        // What the law asks for may go by mail though mail was stopped (1006.14(h)(2)(iii)); an address that was opted
        // out of stays closed (comment 42(a)(1)-4).
        purpose: if channel.is_electronic() { Purpose::Validation } else { Purpose::Service },
        contains: parts(ask.fields.as_deref()),
        text: None,
        continuing: None,
        person_at: None,
        grounds: Vec::new(),
        language: None,
        detail: Box::default(),
    };
    let as_contact = Asked {
        ask: &contact,
        firm: asked.firm,
        standing: asked.standing,
        reading: None,
        regime: asked.regime,
        added_holidays: asked.added_holidays,
        at: asked.at,
        person: asked.person,
        to: asked.to,
        debts: asked.debts,
    };
    let outer = findings.current;
    for rule in [s1006_6::RULES, s1006_14::RULES, s1006_22::RULES].into_iter().flatten() {
        if let Run::Contact(run) = rule.run {
            findings.current = Some(rule);
            run(&as_contact, findings);
        }
    }
    findings.current = outer;
}

fn parts(fields: Option<&Fields>) -> Vec<Part> {
    let mut parts = vec![Part::ValidationInformation];
    if let Some(fields) = fields {
        match fields.disclosure {
            Some(Disclosure::Initial) => parts.extend([Part::InitialDisclosure, Part::CollectorDisclosure]),
            Some(Disclosure::Subsequent) => parts.push(Part::CollectorDisclosure),
            None => {}
        }
        if fields.opt_out_notice == Some(true) {
            parts.push(Part::OptOutNotice);
        }
    }
    parts
}
