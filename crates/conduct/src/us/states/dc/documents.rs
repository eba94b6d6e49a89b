//! DC 28-3814(m) and (o): the papers behind a debt, and how long it may be sued for.

use facts::Nothing;
use facts::{Act, AskAct, AskContact, AskDate, Channel, DateKind, Meaning, NoticeKind, Part, Purpose, Value};

use super::messages::is_ours;
use super::{covered, is_original_creditor, with_consumer};
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{Day, DebtSet, Moment, PartSet, Standing};

/// (m)(1), (2)(A) and (2)(D), asked about a contact that collects.
pub(super) fn contact(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some((_, debts)) = with_consumer(asked) else { return };
    if is_original_creditor(asked.firm) {
        return;
    }
    let collects = matches!(
        asked.ask.purpose,
        Purpose::Collect | Purpose::Reminder | Purpose::NotifyRemedy | Purpose::ObtainConsent
    );
    if collects {
        papers(asked.standing, debts, findings);
        requested(asked.standing, debts, asked.at, findings);
    }
    first_writing(asked, debts, findings);
}

/// (m)(1), (2)(D), asked about going on with collection, or going to court.
pub(super) fn act(asked: &Asked<AskAct>, findings: &mut Findings) {
    let debts = covered(asked.standing, asked.debts);
    let collects =
        matches!(asked.ask.act, Act::ContinueCollecting | Act::Sue | Act::ThreatenSuit | Act::RequirePayment);
    if !collects || debts.is_empty() || is_original_creditor(asked.firm) {
        return;
    }
    papers(asked.standing, debts, findings);
    requested(asked.standing, debts, asked.at, findings);
}

/// (m)(1): nothing is collected unless complete documents of ownership and of the debt are at hand.
fn papers(standing: &Standing, debts: DebtSet, findings: &mut Findings) {
    let lacking = standing.debts().iter().enumerate().find(|(ix, d)| debts.holds(*ix) && d.documented != Some(true));
    if let Some((_, debt)) = lacking {
        let finding = findings.prohibits("DC 28-3814(m)(1)");
        if debt.documented.is_none() {
            finding.unknown = Some("documented");
        }
    }
}

/// (m)(2)(D): from the receipt of the first request for the documents, nothing is collected until they are sent.
fn requested(standing: &Standing, debts: DebtSet, at: Moment, findings: &mut Findings) {
    if first_request(standing, debts, at).is_some_and(|(since, about)| !is_answered(standing, since, about, at)) {
        findings.prohibits("DC 28-3814(m)(2)(D)");
    }
}

/// The first request for any of the information, and the debts that it is about.
fn first_request(standing: &Standing, debts: DebtSet, at: Moment) -> Option<(Moment, DebtSet)> {
    standing
        .said()
        .iter()
        .find(|s| {
            matches!(
                s.means,
                Meaning::AsksValidation {} | Meaning::AsksOriginalCreditor {} | Meaning::AsksInformation { .. }
            ) && crate::us::consumer::is_direct(s)
                && s.about.meets(debts)
                && s.known.is_by(at)
        })
        .map(|s| (s.known, s.about.and(debts)))
}

fn is_answered(standing: &Standing, since: Moment, about: DebtSet, at: Moment) -> bool {
    let sent = standing.notices().iter().filter(|n| {
        matches!(n.kind, NoticeKind::Substantiation | NoticeKind::Verification)
            && is_ours(n.by, n.with)
            && since.is_by(n.at)
            && n.at.is_by(at)
    });
    sent.fold(DebtSet::EMPTY, |set, n| set.or(n.debts)).covers(about)
}

/// "In writing within 15 days of the receipt of the request."
const ANSWER_DAYS: i32 = 15;

/// (m)(2)(D): by when the documents must be sent.
pub(super) fn due(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::SubstantiationDue || is_original_creditor(asked.firm) {
        return;
    }
    let name = DateKind::SubstantiationDue.as_str();
    let debts = covered(asked.standing, asked.debts);
    match first_request(asked.standing, debts, asked.at) {
        Some((since, about)) if !is_answered(asked.standing, since, about, asked.at) => {
            findings.defines("DC 28-3814(m)(2)(D)");
            findings.value(name, Value::Date(since.day.plus(ANSWER_DAYS).date()));
        }
        _ if findings.values.contains_key(name) => {}
        _ => findings.value(name, Value::Nothing(Nothing::Null)),
    }
}

/// (m)(2)(A): the first writing about a charged-off debt, and any later one while it was not given, tells of the right to
/// ask for the documents.
fn first_writing(asked: &Asked<AskContact>, debts: DebtSet, findings: &mut Findings) {
    if !asked.ask.channel.is_message() || crate::us::limited_content::is_bare_confirmation(asked.ask) {
        return;
    }
    let standing = asked.standing;
    let charged_off =
        standing.debts().iter().enumerate().filter(|(ix, d)| debts.holds(*ix) && d.charged_off == Some(true));
    let due = charged_off.fold(DebtSet::EMPTY, |set, (ix, _)| set.or(DebtSet::one(ix)));
    if rights_notice_sent(standing, asked.at, Channel::is_message).covers(due) {
        return;
    }
    let parts = PartSet::of(&asked.ask.contains);
    let carried = Carried::when(|| parts.has(Part::RightsNotice));
    findings.requires("DC 28-3814(m)(2)(A)", Part::RightsNotice, carried);
}

/// The debts about which the notice of (m)(2)(A) went out by such a channel.
pub(super) fn rights_notice_sent(standing: &Standing, at: Moment, by: impl Fn(Channel) -> bool) -> DebtSet {
    let notices = standing.notices().iter().filter(|n| {
        is_ours(n.by, n.with) && n.contains.has(Part::RightsNotice) && n.channel.is_some_and(&by) && n.at.is_by(at)
    });
    let contacts = standing.contacts().iter().filter(|c| {
        c.is_ours() && c.contains.has(Part::RightsNotice) && by(c.channel) && c.at.is_by(at) && !c.is_undeliverable()
    });
    let named = |set: DebtSet| if set.is_empty() { standing.all_debts() } else { set };
    let by_notice = notices.fold(DebtSet::EMPTY, |set, n| set.or(n.debts));
    contacts.fold(by_notice, |set, c| set.or(named(c.debts)))
}

/// "Within 3 years of accrual", for suits begun on or after September 1, 2021.
const SUIT_MONTHS: i32 = 36;

/// (f)(10), (l) and (o): no suit once the time for it has expired, whatever was paid or affirmed since.
pub(super) fn suit(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Sue {
        return;
    }
    let debts = covered(asked.standing, asked.debts);
    for (ix, debt) in asked.standing.debts().iter().enumerate().filter(|(ix, _)| debts.holds(*ix)) {
        let too_late = debt.accrued.is_some_and(|accrued| asked.day() > Day::of(accrued).plus_months(SUIT_MONTHS));
        if too_late || debt.time_barred == Some(true) {
            findings.prohibits("DC 28-3814(o)");
            findings.prohibits("DC 28-3814(f)(10)");
            let about = |set: DebtSet| set.holds(ix);
            let affirmed = asked.standing.payments().iter().any(|p| !p.refused && about(p.debts))
                || asked.standing.said().iter().any(|s| {
                    matches!(s.means, Meaning::Acknowledges { .. } | Meaning::Offers { .. }) && about(s.about)
                });
            if affirmed {
                findings.prohibits("DC 28-3814(l)");
            }
        }
    }
}
