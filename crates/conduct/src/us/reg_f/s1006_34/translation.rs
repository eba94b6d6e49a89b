//! 1006.34(e): translations of a validation notice.

use facts::{Act, AskAct, AskNotice, EnglishNotice, Fields, Meaning, NoticeExtra, NoticeKind};

use super::validation;
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{DebtSet, Moment, NoticeSent, Party, Standing};
use crate::us::communication;

/// 1006.34(e)(1): a notice in another language goes in one communication with the English one, or after it.
pub(super) fn of_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    match fields.language.as_deref() {
        Some(language) if is_english(language) => return,
        Some(_) => {}
        None => {
            findings.unknown("1006.34(e)(1)", "language");
            return;
        }
    }
    match fields.english_notice {
        Some(EnglishNotice::SameCommunication) => {
            findings.permits("1006.34(e)(1)(i)");
        }
        Some(EnglishNotice::SentBefore) => {
            findings.permits("1006.34(e)(1)(ii)");
        }
        None if has_english(asked.standing, asked.debts, asked.at) => {
            findings.permits("1006.34(e)(1)(ii)");
        }
        None => {
            findings.requires_field("1006.34(e)(1)", "english_notice", Carried::Missing);
        }
    }
    if asked.ask.detail.complete_and_accurate == Some(false) && asked.ask.detail.from_bureau != Some(true) {
        findings.prohibits("1006.34(e)(1)");
    }
}

/// 1006.34(e)(1), comment -1: a translation is complete and accurate, as one from the Bureau's website is taken to be,
/// and an English notice was provided before.
pub(super) fn sent(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::SendTranslation {
        return;
    }
    let detail = &asked.ask.detail;
    if detail.language.as_deref().is_some_and(is_english) {
        return;
    }
    match (detail.from_bureau, detail.complete_and_accurate) {
        (Some(true), _) => {
            findings.permits("comment 34(e)-1");
        }
        (_, Some(true)) => {}
        (_, Some(false)) => {
            findings.prohibits("1006.34(e)(1)");
        }
        (_, None) => {
            findings.unknown("1006.34(e)(1)", "complete_and_accurate");
        }
    }
    let carried = Carried::when(|| has_english(asked.standing, asked.debts, asked.at));
    findings.requires_field("1006.34(e)(1)", "english_notice", carried);
}

/// 1006.34(e)(2): a collector that offered a Spanish notice in the validation information must send one to who asks.
pub(super) fn refused(asked: &Asked<AskAct>, findings: &mut Findings) {
    let ask = asked.ask;
    if ask.act != Act::RefuseTranslation || ask.detail.language.as_deref().is_some_and(|l| !is_spanish(l)) {
        return;
    }
    let standing = asked.standing;
    let offers: Vec<Moment> = ours(standing, asked.debts)
        .filter(|n| {
            let offers = |extra| n.fields.optional.contains(&extra);
            offers(NoticeExtra::SpanishRequest) || offers(NoticeExtra::SpanishPrompt)
        })
        .map(|n| n.at)
        .collect();
    let request = standing.said().iter().rfind(|s| {
        matches!(s.means, Meaning::AsksSpanish {})
            && s.about.meets(asked.debts)
            && s.with.is_none_or(|with| with == Party::Collector)
            && is_consumers(standing, s.by)
            && offers.iter().any(|offer| offer.is_by(s.known))
    });
    let Some(request) = request else { return };
    let is_met = ours(standing, asked.debts).any(|n| {
        request.known.is_by(n.at) && !communication::notice_came_back(standing, n) && languages(n).any(is_spanish)
    });
    if !is_met {
        findings.prohibits("1006.34(e)(2)");
    }
}

fn is_consumers(standing: &Standing, by: Party) -> bool {
    match by {
        Party::Person(person) => communication::stands_for_consumer(standing, Some(person)),
        Party::Collector | Party::Unknown => false,
    }
}

/// This collector's validation notices about any of these debts.
fn ours(standing: &Standing, debts: DebtSet) -> impl Iterator<Item = &NoticeSent> {
    standing
        .notices()
        .iter()
        .filter(move |n| n.kind == NoticeKind::Validation && communication::is_ours(n) && n.debts.meets(debts))
}

/// Was an English notice about all of these debts provided before? One that came back was not.
fn has_english(standing: &Standing, debts: DebtSet, at: Moment) -> bool {
    let english = ours(standing, debts)
        .filter(|n| n.at.is_by(at) && !communication::notice_came_back(standing, n) && languages(n).any(is_english));
    english.fold(DebtSet::EMPTY, |all, n| all.or(n.debts)).covers(debts)
}

fn languages(notice: &NoticeSent) -> impl Iterator<Item = &str> {
    notice.languages.iter().map(String::as_str).chain(notice.fields.language.as_deref())
}

fn is_english(language: &str) -> bool {
    language == "en" || language.starts_with("en-")
}

fn is_spanish(language: &str) -> bool {
    language == "es" || language.starts_with("es-")
}
