//! 1006.10: acquisition of location information from people other than the consumer.

use facts::{AskContact, CallOutcome, Channel, Effect, Ground, Meaning, Part, Purpose, Role, Verdict};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::{Contact, Moment, PartSet, PersonIx, Standing};
use crate::us::consumer::{is_direct, is_obligated, other_side};
use crate::us::counsel::{Counsel, attorney_is_silent, counsel};

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.10(b)(1)",
        "name yourself, say that you confirm or correct where somebody is, and no employer unasked",
        script,
    ),
    rule("1006.10(b)(2)", "do not say that the consumer owes a debt", no_word_of_a_debt),
    rule("1006.10(b)(3)", "no postcards", no_postcard),
    rule("1006.10(b)(4)", "nothing in the mail that tells of debt collection", neutral_mail),
    rule("1006.10(b)(5)", "once the consumer's attorney is known, ask nobody else", attorney_first),
    rule("1006.10(c)", "ask each person once", once),
];

const fn rule(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContact>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: date(2021, 11, 30), until: None, run: Run::Contact(run) }
}

/// Is it a location communication: with a person other than the consumer, to learn where the consumer is? "Consumer" is
/// here the one who owes (1006.2(e)): the wider word of 1006.6(a) holds for that section alone.
fn is_location(asked: &Asked<AskContact>) -> bool {
    asked.ask.purpose == Purpose::Location && asked.person.is_some_and(|p| !is_obligated(asked.standing, p))
}

/// 1006.10(b)(1): the caller's own name, and that they are confirming or correcting location information; the employer
/// only where the person expressly asked for it.
fn script(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_location(asked) {
        return;
    }
    let parts = PartSet::of(&asked.ask.contains);
    if asked.ask.continuing != Some(true) {
        for part in [Part::CallerName, Part::LocationStatement] {
            findings.requires("1006.10(b)(1)", part, Carried::when(|| parts.has(part)));
        }
    }
    let names_employer = parts.has(Part::CallerEmployer) || parts.has(Part::BusinessName);
    let was_asked = || {
        let person = asked.person;
        let asks = |m: &Meaning| matches!(m, Meaning::AsksCallerEmployer {});
        asked.standing.said().iter().any(|s| asks(&s.means) && is_direct(s) && person.is_some_and(|p| s.by.is(p)))
    };
    if names_employer && !was_asked() {
        findings.prohibits("1006.10(b)(1)");
    }
}

/// Parts that say, or can't be said without saying, that somebody owes a debt.
const TELLING: [Part; 11] = [
    Part::StatesDebt,
    Part::InitialDisclosure,
    Part::ValidationInformation,
    Part::Verification,
    Part::JudgmentCopy,
    Part::OriginalCreditorName,
    Part::PeriodicStatement,
    Part::PaymentRequest,
    Part::RemedyStatement,
    Part::DepositNotice,
    Part::TimeBarredNotice,
];

fn tells_of_debt(asked: &Asked<AskContact>) -> bool {
    let parts = PartSet::of(&asked.ask.contains);
    TELLING.iter().any(|part| parts.has(*part))
}

/// 1006.10(b)(2): not that the consumer owes any debt. Words about the estate of a deceased consumer are judged as
/// words (comment 10(b)(2)-1).
fn no_word_of_a_debt(asked: &Asked<AskContact>, findings: &mut Findings) {
    if is_location(asked) && tells_of_debt(asked) {
        findings.prohibits("1006.10(b)(2)");
    }
}

/// 1006.10(b)(3).
fn no_postcard(asked: &Asked<AskContact>, findings: &mut Findings) {
    if is_location(asked) && asked.ask.channel == Channel::Postcard {
        findings.prohibits("1006.10(b)(3)");
    }
}

/// 1006.10(b)(4): nothing in a communication by mail that indicates the debt collection business or a debt. Envelopes
/// and letters are read as words; here a part that can't be without it is enough.
fn neutral_mail(asked: &Asked<AskContact>, findings: &mut Findings) {
    let by_mail = matches!(asked.ask.channel, Channel::Letter | Channel::Postcard);
    let parts = PartSet::of(&asked.ask.contains);
    if is_location(asked) && by_mail && (parts.has(Part::CollectorDisclosure) || tells_of_debt(asked)) {
        findings.prohibits("1006.10(b)(4)");
    }
}

/// 1006.10(b)(5): once we know that an attorney represents the consumer about this debt, and can find that attorney,
/// nobody else is asked, unless our communication to the attorney goes unanswered for a reasonable time.
fn attorney_first(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_location(asked) || asked.person.is_some_and(|p| is_attorney(asked.standing, p)) {
        return;
    }
    match counsel(asked.standing, asked.debts) {
        Counsel::None => {}
        Counsel::Unknown => {
            findings.unknown("1006.10(b)(5)", "attorney");
        }
        Counsel::Known { attorney, .. } if attorney_is_silent(asked.standing, attorney, asked) => {
            findings.refers("1006.10(b)(5)", Effect::Permits);
        }
        Counsel::Known { .. } => {
            findings.prohibits("1006.10(b)(5)");
        }
    }
}

fn is_attorney(standing: &Standing, person: PersonIx) -> bool {
    standing.person(person).is_some_and(|p| p.role == Role::Attorney)
}

/// 1006.10(c): one communication with each person; again only where they asked for it, or where we reasonably believe
/// both that their earlier answer was wrong or incomplete and that they now know better. An attempt that reached nobody
/// is no communication.
fn once(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(person) = asked.person.filter(|_| is_location(asked)) else { return };
    let standing = asked.standing;
    let running = asked.ask.continuing == Some(true);
    let earlier = standing.contacts().iter().rfind(|c| {
        is_communication(c) && other_side(standing, c) == Some(person) && !(running && c.at.day == asked.day())
    });
    let Some(last) = earlier.map(|c| c.at) else { return };
    if has_asked(standing, person, last) {
        findings.permits("1006.10(c)");
        return;
    }
    let grounds = &asked.ask.grounds;
    if grounds.contains(&Ground::EarlierAnswerWrong) && grounds.contains(&Ground::PersonNowKnows) {
        findings.permits("1006.10(c)");
        return;
    }
    findings.prohibits("1006.10(c)");
    if !grounds.is_empty() {
        findings.add("1006.10(c)", Effect::Withholds, Verdict::Permit);
    }
}

/// Did we speak with them, leave them a message, or write to them?
fn is_communication(contact: &Contact) -> bool {
    contact.is_ours()
        && contact.purpose.is_none_or(|p| p == Purpose::Location || p == Purpose::Collect)
        && match contact.call() {
            Some(CallOutcome::Voicemail | CallOutcome::RinglessVoicemail) => true,
            Some(_) => contact.is_conversation(),
            None => !contact.is_undeliverable(),
        }
}

/// Did the person ask to be contacted again, in or after the last communication?
fn has_asked(standing: &Standing, person: PersonIx, last: Moment) -> bool {
    standing.said().iter().any(|s| {
        s.by.is(person)
            && is_direct(s)
            && last.is_by(s.known)
            && matches!(s.means, Meaning::AsksContact {} | Meaning::AsksCallback { .. })
    })
}
