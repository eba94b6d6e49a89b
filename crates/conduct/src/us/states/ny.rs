//! New York: 23 NYCRR part 1, debt collection by third parties and debt buyers.
//!
//! Written from 1.2(a), 1.3(a) and (b), 1.4(a) and (b); what 1.5 (plans) and 1.6 (e-mail) ask is not in this pack.

use facts::{
    Act, AskAct, AskContact, AskDate, Channel, DateKind, Effect, Meaning, Nothing, NoticeKind, Pack, Part, Purpose,
    Value,
};
use jiff::civil::{Date, date};

use crate::rule::{Asked, Carried, Findings, PackRules, Rule, Run};
use crate::standing::{Day, DebtSet, Party, Said, Standing};
use crate::us::communication;
use crate::us::consumer::is_direct;
use crate::us::reg_f::is_paid_by;

/// The text as it was read was current on this day.
const READ_AS_OF: Date = date(2024, 11, 2);

/// The New York pack.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::UsNy,
    covers_from: READ_AS_OF,
    covers_until: None,
    read_on: date(2026, 3, 4),
    sections: &[RULES],
};

/// 1.2(a): the notice of rights within so many days of the initial communication.
const RIGHTS_NOTICE_DAYS: i32 = 5;

/// 1.4(a)(1) and (2): how to ask for substantiation, within so many days of an oral and of a written dispute.
const INSTRUCTIONS_ORAL_DAYS: i32 = 14;
const INSTRUCTIONS_WRITTEN_DAYS: i32 = 21;

/// 1.4(b): substantiation within so many days of the request.
const SUBSTANTIATION_DAYS: i32 = 60;

static RULES: &[Rule] = &[
    rule("23 NYCRR 1.2(a)", "the notice of rights goes out within five days", Run::Date(rights_notice)),
    rule(
        "23 NYCRR 1.3(b)",
        "before money is taken on a debt that may be too old to sue on, a notice in the same medium",
        Run::Act(payment_on_old_debt),
    ),
    rule("23 NYCRR 1.4(a)", "who disputes learns how to ask for substantiation", Run::Date(instructions)),
    rule("23 NYCRR 1.4(b)", "a charged-off debt is substantiated within sixty days", Run::Date(substantiation)),
    rule("23 NYCRR 1.4(b)", "collecting rests until a charged-off debt is substantiated", Run::Act(rest_of_acts)),
    rule(
        "23 NYCRR 1.4(b)",
        "collecting rests until a charged-off debt is substantiated",
        Run::Contact(rest_of_contacts),
    ),
];

const fn rule(cite: &'static str, gist: &'static str, run: Run) -> Rule {
    Rule { cite, gist, from: READ_AS_OF, until: None, run }
}

fn date_or_nothing(day: Option<Day>) -> Value {
    day.map_or(Value::Nothing(Nothing::Null), |day| Value::Date(day.date()))
}

/// 23 NYCRR 1.2(a): within five days after the initial communication, unless it held the notice or the debt was paid.
fn rights_notice(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::RightsNoticeDue {
        return;
    }
    let due = asked.debts.iter().filter_map(|debt| {
        let initial = communication::initial(asked.standing, debt)?;
        let due = initial.at.day.plus(RIGHTS_NOTICE_DAYS);
        let given = communication::conveyed(asked.standing).any(|c| {
            c.contains.has(Part::RightsNotice)
                && c.debts.holds(debt)
                && (c.form == communication::Form::Written || c.at == initial.at)
        });
        (!given && !is_paid_by(asked.standing, debt, due)).then_some(due)
    });
    findings.defines("23 NYCRR 1.2(a)");
    findings.value(DateKind::RightsNoticeDue.as_str(), date_or_nothing(due.min()));
}

/// The medium by which money or a notice comes: the text names the telephone and electronic communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Medium {
    Telephone,
    Electronic,
    Paper,
    InPerson,
}

fn medium(channel: Channel) -> Medium {
    if channel.is_by_telephone() {
        Medium::Telephone
    } else if channel.is_electronic() {
        Medium::Electronic
    } else if channel == Channel::InPerson {
        Medium::InPerson
    } else {
        Medium::Paper
    }
}

/// 23 NYCRR 1.3(b): who knows or has reason to know that the time to sue may have run out gives the notice before
/// taking a payment, in the medium by which it is taken. Where we don't know, 1.3(a) asks us to find out first.
fn payment_on_old_debt(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::AcceptPayment | Act::AcceptPostdated) {
        return;
    }
    let standing = asked.standing;
    let mut old = DebtSet::EMPTY;
    for index in asked.debts.iter() {
        match standing.debt(index).and_then(|d| d.time_barred) {
            Some(true) => old = old.or(DebtSet::one(index)),
            Some(false) => {}
            None => {
                findings.unknown("23 NYCRR 1.3(a)", "time_barred");
            }
        }
    }
    if old.is_empty() {
        return;
    }
    let Some(by) = asked.ask.detail.channel.map(medium) else {
        findings.unknown("23 NYCRR 1.3(b)", "channel");
        return;
    };
    let notices = standing.notices().iter().filter(|n| {
        communication::is_ours(n)
            && (n.kind == NoticeKind::TimeBarred || n.contains.has(Part::TimeBarredNotice))
            && n.channel.map(medium) == Some(by)
            && n.at.is_by(asked.at)
            && communication::is_to_consumer(standing, n)
            && !communication::notice_came_back(standing, n)
    });
    let contacts = standing.contacts().iter().filter(|c| {
        c.is_ours()
            && c.contains.has(Part::TimeBarredNotice)
            && medium(c.channel) == by
            && (c.is_conversation() || c.is_message())
            && c.at.is_by(asked.at)
            && communication::is_with_consumer(standing, c)
            && !communication::is_returned(standing, c)
    });
    let told = notices.map(|n| n.debts).chain(contacts.map(|c| communication::debts_of(standing, c)));
    let told = told.fold(DebtSet::EMPTY, DebtSet::or);
    findings.requires("23 NYCRR 1.3(b)", Part::TimeBarredNotice, Carried::when(|| told.covers(old)));
}

/// The charged-off debts among those asked about, and those of which that is not known.
fn charged_off(standing: &Standing, debts: DebtSet) -> (DebtSet, DebtSet) {
    let mut sets = (DebtSet::EMPTY, DebtSet::EMPTY);
    for index in debts.iter() {
        match standing.debt(index).and_then(|d| d.charged_off) {
            Some(true) => sets.0 = sets.0.or(DebtSet::one(index)),
            Some(false) => {}
            None => sets.1 = sets.1.or(DebtSet::one(index)),
        }
    }
    sets
}

/// Something that the consumer (or who acts for the estate) told us about these debts.
fn told(standing: &Standing, debts: DebtSet, means: fn(&Meaning) -> bool) -> impl Iterator<Item = &Said> {
    standing.said().iter().filter(move |s| {
        let by = match s.by {
            Party::Person(person) => communication::stands_for_consumer(standing, Some(person)),
            Party::Collector | Party::Unknown => false,
        };
        by && is_direct(s) && s.about.meets(debts) && means(&s.means)
    })
}

/// The debts of which we sent written substantiation that did not come back. Once is enough.
fn substantiated(standing: &Standing) -> DebtSet {
    let sent = standing.notices().iter().filter(|n| {
        n.kind == NoticeKind::Substantiation
            && communication::is_ours(n)
            && !n.channel.is_some_and(Channel::is_by_telephone)
            && !communication::notice_came_back(standing, n)
    });
    sent.fold(DebtSet::EMPTY, |all, n| all.or(n.debts))
}

/// 23 NYCRR 1.4(a)(1) and (2): fourteen days from an oral dispute, twenty-one from the receipt of a written one.
fn instructions(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::InstructionsDue {
        return;
    }
    let (off, unknown) = charged_off(asked.standing, asked.debts);
    let open = off.or(unknown).without(substantiated(asked.standing));
    let due = told(asked.standing, open, |m| matches!(m, Meaning::Dispute { .. })).map(|s| {
        if s.written.unwrap_or(s.via.is_message()) {
            s.known.day.plus(INSTRUCTIONS_WRITTEN_DAYS)
        } else {
            s.known.day.plus(INSTRUCTIONS_ORAL_DAYS)
        }
    });
    findings.defines("23 NYCRR 1.4(a)");
    findings.value(DateKind::InstructionsDue.as_str(), date_or_nothing(due.min()));
}

fn asks_for_substantiation(means: &Meaning) -> bool {
    matches!(means, Meaning::AsksValidation {})
}

/// 23 NYCRR 1.4(b): sixty days from the receipt of the request.
fn substantiation(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::SubstantiationDue {
        return;
    }
    let (off, unknown) = charged_off(asked.standing, asked.debts);
    let open = off.or(unknown).without(substantiated(asked.standing));
    let due = told(asked.standing, open, asks_for_substantiation).map(|s| s.known.day.plus(SUBSTANTIATION_DAYS)).min();
    findings.defines("23 NYCRR 1.4(b)");
    findings.value(DateKind::SubstantiationDue.as_str(), date_or_nothing(due));
}

/// 23 NYCRR 1.4(b): from a request for substantiation of a charged-off debt, whenever it comes, collection of it
/// rests until written substantiation has been provided. Once provided, it need not be again.
fn rest(standing: &Standing, debts: DebtSet, findings: &mut Findings) {
    let (off, unknown) = charged_off(standing, debts);
    let waiting = |set: DebtSet| {
        let set = set.without(substantiated(standing));
        !set.is_empty() && told(standing, set, asks_for_substantiation).next().is_some()
    };
    if waiting(off) {
        findings.prohibits("23 NYCRR 1.4(b)");
    } else if waiting(unknown) {
        findings.unknown("23 NYCRR 1.4(b)", "charged_off");
    }
}

fn rest_of_acts(asked: &Asked<AskAct>, findings: &mut Findings) {
    let is_collecting = matches!(
        asked.ask.act,
        Act::ContinueCollecting
            | Act::Sue
            | Act::ThreatenSuit
            | Act::Repossess
            | Act::Disable
            | Act::ThreatenRepossess
            | Act::RequestPayment
            | Act::RequirePayment
            | Act::SolicitPostdated
    );
    if is_collecting {
        rest(asked.standing, asked.debts, findings);
    }
}

fn rest_of_contacts(asked: &Asked<AskContact>, findings: &mut Findings) {
    let with_consumer = communication::stands_for_consumer(asked.standing, asked.person);
    match asked.ask.purpose {
        Purpose::Collect | Purpose::Reminder | Purpose::CompleteCall if with_consumer => {
            rest(asked.standing, asked.debts, findings);
        }
        Purpose::NotifyRemedy | Purpose::Litigation | Purpose::Postjudgment if with_consumer => {
            let mut found = Findings::default();
            rest(asked.standing, asked.debts, &mut found);
            if !found.found.is_empty() {
                findings.refers("23 NYCRR 1.4(b)", Effect::Prohibits);
            }
        }
        _ => {}
    }
}
