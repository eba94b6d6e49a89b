//! Consumer Credit Act 1974: arrears notices (86B), the copy of an agreement (77 to 79).

use facts::{AgreementType, AskDate, DateKind, Debt, Meaning, NoticeKind, RepaymentInterval, StatusKind};
use jiff::civil::date;

use super::{day, nothing};
use crate::calendar::Holidays;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::acts::cca::{COPY_DAYS, COPY_FEE_PENCE, regulated};
use crate::uk::barred::Nation;

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CCA s.86B",
        gist: "a notice of arrears within fourteen days, and every six months",
        from: date(2008, 10, 1),
        until: None,
        run: Run::Date(arrears_notice),
    },
    Rule {
        cite: "SI 1983/1569 reg 2",
        gist: "a copy of the agreement within twelve working days",
        from: date(1985, 5, 19),
        until: None,
        run: Run::Date(agreement_copy),
    },
];

/// CCA s.86B(2)(a): 14 days beginning with the day on which the conditions are satisfied.
const FIRST_NOTICE_DAYS: i32 = 14;
/// CCA s.86B(2)(b): six months after the last notice.
const NEXT_NOTICE_MONTHS: i32 = 6;
/// CCA s.86B(1)(c), (8): the payments that must be missed; at intervals of a week or less.
const MISSED: i32 = 2;
const MISSED_WEEKLY: i32 = 4;

/// CCA s.86B: the first notice within 14 days beginning with the day on which two payments (four, of a weekly payer)
/// were missed, the next within six months of the last. (3), (4): none once the arrears are cleared or a judgment orders
/// payment. Only for a fixed sum that the Act regulates.
fn arrears_notice(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::ArrearsNoticeUntil {
        return;
    }
    let name = kind.as_str();
    let Some(debt) = asked.debts.iter().find_map(|i| asked.standing.debt(i)) else { return };
    if regulated(debt).is_none() {
        nothing(findings, name, "CCA s.86B(1)");
        return;
    }
    if regulated(debt).is_some_and(|a| a.type_ == Some(AgreementType::RunningAccount)) {
        // Of a running account the notice goes with a statement (s.86C), whose day nothing here tells.
        findings.unknown("CCA s.86C", "statement");
        return;
    }
    let mut changes = asked.standing.changes().iter();
    let ends = |kind| matches!(kind, StatusKind::Judgment | StatusKind::Paid | StatusKind::Settled);
    let judged = changes.any(|c| ends(c.kind) && c.debts.meets(asked.debts));
    if judged || debt.arrears.is_some_and(|a| a.minor() <= 0) {
        findings.defines("CCA s.86B(4)");
        nothing(findings, name, "CCA s.86B(3)");
        return;
    }
    let mut notices = asked.standing.notices().iter();
    let last = notices.rfind(|n| n.kind == NoticeKind::Arrears && n.debts.meets(asked.debts));
    let given = last.map(|last| last.fields.given.map_or(last.at.day, Day::of));
    // Conditions that were satisfied anew after the last notice begin a new series.
    let anew = asked.ask.detail.conditions_satisfied.map(Day::of);
    if let Some(given) = given.filter(|given| anew.is_none_or(|anew| anew <= *given)) {
        day(findings, name, "CCA s.86B(2)", given.plus_months(NEXT_NOTICE_MONTHS));
        return;
    }
    first_notice(asked, debt, findings);
}

fn first_notice(asked: &Asked<AskDate>, debt: &Debt, findings: &mut Findings) {
    let name = asked.ask.date_kind.as_str();
    let weekly = regulated(debt).is_some_and(|a| a.repayment_interval == Some(RepaymentInterval::Week));
    let (needed, rule) = if weekly { (MISSED_WEEKLY, "CCA s.86B(8)") } else { (MISSED, "CCA s.86B(1)") };
    if asked.ask.detail.payments_missed.is_some_and(|missed| missed < needed) {
        nothing(findings, name, rule);
        return;
    }
    match asked.ask.detail.conditions_satisfied {
        Some(satisfied) => {
            day(findings, name, "CCA s.86B(2)", Day::of(satisfied).plus(FIRST_NOTICE_DAYS - 1));
        }
        None => {
            findings.unknown("CCA s.86B(2)", "conditions_satisfied");
        }
    }
}

/// CCA ss.77 to 79, SI 1983/1569 reg 2: twelve working days after the request came with its fee. Without the pound
/// nothing is due.
fn agreement_copy(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::AgreementCopyUntil {
        return;
    }
    let detail = &asked.ask.detail;
    let told = asked.standing.said().iter().rev().find_map(|s| match s.means {
        Meaning::RequestsAgreement { fee } if s.about.meets(asked.debts) => {
            Some((s.known.day, fee.is_some_and(|f| f.minor() >= COPY_FEE_PENCE)))
        }
        _ => None,
    });
    let received = detail.request_received.map(Day::of).or(told.map(|(day, _)| day));
    let paid = detail.fee_paid.or(told.map(|(_, paid)| paid));
    let is = |wanted| {
        let mut debts = asked.debts.iter().filter_map(|i| asked.standing.debt(i));
        debts.any(|d| regulated(d).is_some_and(|a| a.type_ == Some(wanted)))
    };
    let section = if is(AgreementType::RunningAccount) { "CCA s.78(1)" } else { "CCA s.77(1)" };
    match (received, paid) {
        (Some(received), Some(true)) => {
            let place = Nation::of(asked.regime).map_or(Holidays::EnglandAndWales, Nation::holidays);
            findings.defines(section);
            let last = asked.calendar(place).after(received, COPY_DAYS);
            day(findings, kind.as_str(), "SI 1983/1569 reg 2", last);
        }
        (Some(_), _) => nothing(findings, kind.as_str(), section),
        (None, _) => {
            findings.unknown(section, "request_received");
        }
    }
}
