//! California: Civil Code 1788 and following (Rosenthal Act).
//!
//! Written from 1788.11(f) and 1788.14(b) and (d). Most of the federal Act is California law too (1788.17).

use facts::{Act, AskAct, AskContact, AskContent, AskNotice, Channel, NoticeExtra, NoticeKind, Pack, Part, Purpose};
use jiff::civil::{Date, date};

use crate::rule::{Asked, Carried, Findings, PackRules, Rule, Run};
use crate::standing::{DebtSet, Standing};
use crate::us::communication;
use crate::wording::{carries, to_consumer};

/// The text as it was read was current on this day.
const READ_AS_OF: Date = date(2025, 1, 1);

/// The California pack.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::UsCa,
    covers_from: READ_AS_OF,
    covers_until: None,
    read_on: date(2026, 3, 4),
    sections: &[RULES],
};

static RULES: &[Rule] = &[
    rule("Civ 1788.11(f)", "whatever is written shows the collector's licence number", Run::Contact(licence_number)),
    rule("Civ 1788.11(f)", "whatever is written shows the collector's licence number", Run::Content(licence_in_words)),
    rule("Civ 1788.14(b)", "no collector's fee but where the law allows it", Run::Act(collectors_fee)),
    rule(
        "Civ 1788.14(d)",
        "the first writing about a debt too old to sue on says so",
        Run::Contact(old_debt_in_writing),
    ),
    rule("Civ 1788.14(d)", "the first writing about a debt too old to sue on says so", Run::Content(old_debt_in_words)),
    rule("Civ 1788.14(d)", "the first writing about a debt too old to sue on says so", Run::Notice(old_debt_in_notice)),
];

const fn rule(cite: &'static str, gist: &'static str, run: Run) -> Rule {
    Rule { cite, gist, from: READ_AS_OF, until: None, run }
}

/// Does it go to the debtor, on paper or on a screen? Nobody named is the debtor.
fn is_writing_to_debtor(asked: &Asked<AskContact>) -> bool {
    asked.ask.channel.is_message() && communication::stands_for_consumer(asked.standing, asked.person)
}

/// Civ. Code 1788.11(f): each written or digital communication displays the licence number, if there is one to display.
/// Whether a collector without one needs none, a person must say.
fn licence_number(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_writing_to_debtor(asked) || !communication::conveys(asked.ask.purpose) {
        return;
    }
    if asked.firm.licence.is_none() {
        findings.unknown("Civ 1788.11(f)", "licence");
        return;
    }
    let carried = Carried::when(|| asked.ask.contains.contains(&Part::LicenceNumber));
    findings.requires("Civ 1788.11(f)", Part::LicenceNumber, carried);
}

/// The same of the words themselves: the very number must stand in them.
fn licence_in_words(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !asked.ask.channel.is_message() || !to_consumer(asked) {
        return;
    }
    match asked.firm.licence.as_deref().map(str::trim).filter(|l| !l.is_empty()) {
        Some(licence) => {
            let carried = Carried::when(|| asked.ask.text.contains(licence));
            findings.requires("Civ 1788.11(f)", Part::LicenceNumber, carried);
        }
        None => {
            findings.unknown("Civ 1788.11(f)", "licence");
        }
    }
}

/// Civ. Code 1788.14(b): the collector's own fee, charge or expense is not taken from the debtor but as the law permits;
/// that the agreement names it is not enough. Interest and the creditor's own late fee are no cost of collection;
/// whatever is not plainly one of these is treated as one.
fn collectors_fee(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Charge {
        return;
    }
    let kind = asked.ask.detail.kind.as_deref().unwrap_or_default().to_lowercase();
    let is_creditors = kind.contains("interest") || kind.contains("late fee") || kind == "principal";
    if is_creditors {
        return;
    }
    match asked.ask.detail.law_allows {
        Some(true) => {}
        Some(false) => {
            findings.prohibits("Civ 1788.14(b)");
        }
        None => {
            findings.unknown("Civ 1788.14(b)", "law_allows");
        }
    }
}

/// The debts among these that are known to be too old to sue on and of which no notice has said so yet.
fn unsaid(standing: &Standing, debts: DebtSet) -> DebtSet {
    let old = debts.iter().filter(|i| standing.debt(*i).is_some_and(|d| d.time_barred == Some(true)));
    let old = old.fold(DebtSet::EMPTY, |all, i| all.or(DebtSet::one(i)));
    if old.is_empty() {
        return old;
    }
    let by_notice = standing.notices().iter().filter(|n| {
        communication::is_ours(n)
            && !n.channel.is_some_and(Channel::is_by_telephone)
            && (n.contains.has(Part::TimeBarredNotice) || says_so(&n.fields.optional))
            && !communication::notice_came_back(standing, n)
    });
    let by_message = standing.contacts().iter().filter(|c| {
        c.is_ours()
            && c.is_message()
            && c.contains.has(Part::TimeBarredNotice)
            && communication::is_with_consumer(standing, c)
            && !communication::is_returned(standing, c)
    });
    let said = by_notice.map(|n| n.debts).chain(by_message.map(|c| communication::debts_of(standing, c)));
    old.without(said.fold(DebtSet::EMPTY, DebtSet::or))
}

fn says_so(extras: &[NoticeExtra]) -> bool {
    extras.contains(&NoticeExtra::TimeBarredDisclosureOnFront)
}

/// Civ. Code 1788.14(d): a written attempt to collect a time-barred debt carries one of the set notices, the first time.
/// One that was left out then is still owed.
fn old_debt_in_writing(asked: &Asked<AskContact>, findings: &mut Findings) {
    let collects = communication::conveys(asked.ask.purpose)
        && !matches!(asked.ask.purpose, Purpose::Service | Purpose::TerminateEfforts | Purpose::Wellbeing);
    if !collects || !is_writing_to_debtor(asked) {
        return;
    }
    if !unsaid(asked.standing, asked.debts).is_empty() {
        let carried = Carried::when(|| asked.ask.contains.contains(&Part::TimeBarredNotice));
        findings.requires("Civ 1788.14(d)", Part::TimeBarredNotice, carried);
    }
}

/// The same of the words themselves.
fn old_debt_in_words(asked: &Asked<AskContent>, findings: &mut Findings) {
    let writes =
        asked.ask.channel.is_message() && to_consumer(asked) && asked.ask.purpose.is_none_or(communication::conveys);
    if writes && !unsaid(asked.standing, asked.debts).is_empty() {
        let carried = Carried::when(|| carries(asked, Part::TimeBarredNotice));
        findings.requires("Civ 1788.14(d)", Part::TimeBarredNotice, carried);
    }
}

/// The same of a validation notice, which may say it on its front (1006.34(d)(3)(iv)(B)) or its reverse.
fn old_debt_in_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let ask = asked.ask;
    let spoken = ask.channel.is_some_and(|c| c.is_by_telephone() || c == Channel::InPerson);
    if ask.notice_kind != NoticeKind::Validation || spoken || unsaid(asked.standing, asked.debts).is_empty() {
        return;
    }
    let extras = ask.fields.as_ref().map(|f| f.optional.as_slice()).unwrap_or_default();
    let carried = says_so(extras) || extras.contains(&NoticeExtra::RequiredDisclosureOnReverse);
    findings.requires("Civ 1788.14(d)", Part::TimeBarredNotice, Carried::when(|| carried));
}
