//! The days of a breathing space: SI 2020/1311, regs 17, 18, 19, 24, 25, 26, 27, 32.

use facts::{AskDate, DateKind, Scheme, Value};
use jiff::civil::date;

use super::{day, nothing};
use crate::calendar::Holidays;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::moratorium::{Moratorium, moratoria};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "DRS reg 26",
        gist: "a moratorium starts the day after its entry and lasts sixty days with that day",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Date(start_and_end),
    },
    Rule {
        cite: "DRS reg 27",
        gist: "the adviser's review falls between day 26 and day 35",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Date(reviews),
    },
    Rule {
        cite: "DRS reg 25(2)",
        gist: "the entry on the register is made by the end of the next business day",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Date(entry),
    },
    Rule {
        cite: "DRS reg 24(3)(g)",
        gist: "a second breathing space only when the last ended more than twelve months ago",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Date(next_application),
    },
];

/// Days "beginning with" the start of a moratorium.
const REQUEST_DAYS: i32 = 20;
const DECISION_DAYS: i32 = 35;
const COURT_DAYS: i32 = 50;
/// Reg 27(3): in the first 25 days no review.
const REVIEW_CLOSED_DAYS: i32 = 25;

/// The latest moratorium of a debt asked about.
fn latest(asked: &Asked<AskDate>) -> Option<Moratorium> {
    moratoria(asked.standing).into_iter().rfind(|m| m.debts.meets(asked.debts))
}

/// Reg 26(1): it starts on the day after the entry. Reg 26(2): 60 days beginning with the start. Reg 32(2)(a): a crisis
/// moratorium ends with the 30 days that begin with the day on which treatment stops; without that day, nothing fixes
/// its end. An earlier end that is known counts.
fn start_and_end(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if !matches!(kind, DateKind::MoratoriumStart | DateKind::MoratoriumEnd) {
        return;
    }
    let Some(moratorium) = latest(asked) else {
        nothing(findings, kind.as_str(), "DRS reg 26(1)");
        return;
    };
    if kind == DateKind::MoratoriumStart {
        day(findings, kind.as_str(), "DRS reg 26(1)", moratorium.first);
        return;
    }
    let rule = match moratorium.scheme {
        Some(Scheme::MentalHealthCrisis) => "DRS reg 32(2)(a)",
        _ => {
            findings.defines("DRS reg 26(1)");
            "DRS reg 26(2)"
        }
    };
    match moratorium.last {
        Some(end) => day(findings, kind.as_str(), rule, end),
        None => {
            findings.unknown(rule, "treatment_ended");
        }
    }
}

/// Reg 27(2), (3): the midway review, which only a breathing space has. Reg 17(3): the creditor's request, 20 days. Reg
/// 18(1): the adviser's answer, 35 days. Reg 19: the application to the court, 50 days; all beginning with the start.
fn reviews(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    let (rule, days) = match kind {
        DateKind::MidwayReview => ("DRS reg 27", DECISION_DAYS),
        DateKind::CreditorReviewRequestUntil => ("DRS reg 17(3)", REQUEST_DAYS),
        DateKind::CreditorReviewDecisionUntil => ("DRS reg 18(1)", DECISION_DAYS),
        DateKind::MoratoriumCourtApplicationUntil => ("DRS reg 19", COURT_DAYS),
        _ => return,
    };
    let midway = kind == DateKind::MidwayReview;
    let moratorium = latest(asked).filter(|s| !midway || s.scheme != Some(Scheme::MentalHealthCrisis));
    let name = if midway { "midway_review_until" } else { kind.as_str() };
    let Some(moratorium) = moratorium else {
        nothing(findings, name, rule);
        return;
    };
    findings.defines("DRS reg 26(1)");
    if midway {
        findings.value("midway_review_from", Value::Date(moratorium.first.plus(REVIEW_CLOSED_DAYS).date()));
    }
    day(findings, name, rule, moratorium.first.plus(days - 1));
}

/// Reg 25(2): the entry is made by the end of the business day after the one on which the information came.
fn entry(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::MoratoriumEntryUntil {
        return;
    }
    match asked.ask.detail.information_received {
        Some(received) => {
            let next = asked.calendar(Holidays::EnglandAndWales).after(Day::of(received), 1);
            day(findings, asked.ask.date_kind.as_str(), "DRS reg 25(2)", next);
        }
        None => {
            findings.unknown("DRS reg 25(2)", "information_received");
        }
    }
}

/// Reg 24(3)(g): no breathing space that ended within the twelve months before the application; the first day is the
/// one after twelve months. Crisis moratoria do not count.
fn next_application(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::EarliestNextMoratoriumApplication {
        return;
    }
    let standard = moratoria(asked.standing).into_iter().filter(|m| m.scheme != Some(Scheme::MentalHealthCrisis));
    let ended = standard.filter_map(|m| m.last).max();
    match ended {
        Some(end) => day(findings, kind.as_str(), "DRS reg 24(3)(g)", end.plus_months(12).plus(1)),
        None => nothing(findings, kind.as_str(), "DRS reg 24(3)(g)"),
    }
}
