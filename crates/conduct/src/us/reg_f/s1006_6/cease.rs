//! 1006.6(c): after a refusal to pay or a request to cease communication.

use facts::{AskContact, Channel, ConsentTo, DebtKind, Effect, Firm, Meaning, Part, Purpose, Role, Verdict};

use super::is_with_consumer;
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{DebtSet, Moment, PartSet, Party, Said, Standing};
use crate::us::consumer::{is_direct, stands_as_consumer};
use crate::us::limited_content::is_bare_confirmation;

/// 1006.6(c), comments 6(c)(1)-1 and 6(c)(2)-1, -2. From the receipt of a written refusal to pay a debt, or of a
/// written wish that we cease, nothing about that debt but: that we end our efforts, and that a remedy may be or will
/// be invoked. Electronic words are written where they came by a medium through which we accept such. Notices that
/// mortgage servicing law requires go on. Who writes to us again after such a letter has no exception in the text; a
/// person must look.
pub(super) fn ceased(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_consumer(asked) || is_bare_confirmation(asked.ask) {
        return;
    }
    let Some(since) = notified(asked.standing, asked.firm, asked.debts) else {
        spoken_cease(asked, findings);
        return;
    };
    match asked.ask.purpose {
        Purpose::TerminateEfforts => {
            exception(asked, findings, "1006.6(c)(2)(i)", Part::TerminationStatement);
        }
        Purpose::NotifyRemedy => {
            let rule = if asked.ask.detail.intends == Some(true) { "1006.6(c)(2)(iii)" } else { "1006.6(c)(2)(ii)" };
            exception(asked, findings, rule, Part::RemedyStatement);
        }
        Purpose::Service if are_mortgages(asked.standing, asked.debts) => {
            let early = PartSet::of(&asked.ask.contains).has(Part::RemedyStatement);
            findings.permits(if early { "comment 6(c)(2)-1" } else { "comment 6(c)(2)-2" });
        }
        _ if came_back(asked, since) => {
            findings.refers("1006.6(c)(1)", Effect::Advises);
        }
        _ => {
            findings.prohibits("1006.6(c)(1)");
        }
    }
}

/// What such a letter may hold beside the one statement that it is for.
const BESIDE: [Part; 6] = [
    Part::InitialDisclosure,
    Part::CollectorDisclosure,
    Part::CallerIdentity,
    Part::OptOutNotice,
    Part::LicenceNumber,
    Part::TimeBarredNotice,
];

fn exception(asked: &Asked<AskContact>, findings: &mut Findings, rule: &'static str, statement: Part) {
    let parts = PartSet::of(&asked.ask.contains);
    let mut allowed = PartSet::of(&BESIDE).with(statement);
    if rule != "1006.6(c)(2)(i)" {
        allowed = allowed.with(Part::TerminationStatement);
    }
    if !parts.is_within(allowed) {
        findings.prohibits("1006.6(c)(1)");
        findings.add(rule, Effect::Withholds, Verdict::Permit);
        return;
    }
    findings.permits(rule);
    if !parts.has(statement) && asked.ask.continuing != Some(true) {
        findings.requires(rule, statement, Carried::Missing);
    }
}

fn are_mortgages(standing: &Standing, debts: DebtSet) -> bool {
    debts.iter().all(|ix| standing.debt(ix).is_some_and(|d| d.kind == DebtKind::Mortgage))
}

/// Since when do we have a written notification about any of these debts?
pub(in crate::us) fn notified(standing: &Standing, firm: &Firm, debts: DebtSet) -> Option<Moment> {
    let is_notification = |said: &Said| {
        matches!(said.means, Meaning::Cease {} | Meaning::RefusesToPay {})
            && is_direct(said)
            && is_by_consumer(standing, said.by)
            && is_written(said, &firm.accepts_electronic)
    };
    standing.said().iter().find(|s| is_notification(s) && s.about.meets(debts)).map(|s| s.known)
}

/// The consumer, as this section has the word, or the attorney who writes for them.
fn is_by_consumer(standing: &Standing, by: Party) -> bool {
    match by {
        Party::Person(person) => stands_as_consumer(standing, person) || standing.role(by) == Some(Role::Attorney),
        Party::Collector | Party::Unknown => false,
    }
}

/// On paper; or electronically, through a medium by which the collector accepts such words (comment 6(c)(1)-1).
pub(crate) fn is_written(said: &Said, accepted: &[Channel]) -> bool {
    match said.via {
        Channel::Letter | Channel::Postcard => said.written != Some(false),
        Channel::Fax => said.written != Some(false),
        Channel::Call | Channel::Voicemail | Channel::RinglessVoicemail | Channel::CreditorFile => false,
        // A note handed over is written.
        Channel::InPerson | Channel::Envelope => said.written == Some(true),
        electronic => accepted.contains(&electronic),
    }
}

/// Did the person come back to us about the debt after the notification, by a contact or by words that invite us?
fn came_back(asked: &Asked<AskContact>, since: Moment) -> bool {
    let Some(person) = asked.person else { return false };
    let agreed = asked.standing.said().iter().any(|s| {
        s.by.is(person)
            && is_direct(s)
            && since.is_before(s.known)
            && s.about.meets(asked.debts)
            && matches!(
                s.means,
                Meaning::Consent { to: ConsentTo::Contact | ConsentTo::Calls, .. }
                    | Meaning::AsksCallback { .. }
                    | Meaning::AsksInformation { .. }
                    | Meaning::AsksValidation {}
                    | Meaning::AsksOriginalCreditor {}
                    | Meaning::Offers { .. }
            )
    });
    agreed || crate::us::reply::is_the_one_answer(asked, |begun| since.is_before(begun.at))
}

/// A wish, only spoken, that all contact stop is no notification under (c). The text doesn't say what it is: it names
/// no medium, and it names them all. A person must look, until the speaker allows the medium again.
fn spoken_cease(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(person) = asked.person else { return };
    let mut spoken = false;
    for said in asked.standing.said().iter().filter(|s| s.by.is(person) && is_direct(s)) {
        match &said.means {
            Meaning::Cease {} if !is_electronic(said) && said.about.meets(asked.debts) => spoken = true,
            Meaning::Consent { to: ConsentTo::Contact | ConsentTo::Calls, .. } | Meaning::AsksCallback { .. } => {
                spoken = false;
            }
            Meaning::AllowChannel { channel, .. } if channel.is_none_or(|c| c == asked.ask.channel) => spoken = false,
            _ => {}
        }
    }
    if spoken && asked.ask.purpose != Purpose::Service {
        findings.advises("1006.14(h)(1)");
    }
}

fn is_electronic(said: &Said) -> bool {
    said.via.is_electronic()
}
