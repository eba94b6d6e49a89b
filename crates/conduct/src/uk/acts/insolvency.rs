//! Insolvency Act 1986: debt relief orders, voluntary arrangements, bankruptcy, the level for a petition.

use facts::{Act, AskAct, DebtKind, StatusKind};
use jiff::civil::date;

use super::grounds::{any_debt, court_permits, latest, recovers};
use crate::rule::{Asked, Findings, Rule, Run};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "IA s.251G(2)",
        gist: "a debt in a debt relief order can't be collected or sued for",
        from: date(2009, 4, 6),
        until: None,
        run: Run::Act(relief_order),
    },
    Rule {
        cite: "IA s.260(2)",
        gist: "an approved voluntary arrangement binds every creditor in it",
        from: date(1986, 12, 29),
        until: None,
        run: Run::Act(arrangement),
    },
    Rule {
        cite: "IA s.285(3)",
        gist: "no remedy or claim against an undischarged bankrupt without the court's leave",
        from: date(1986, 12, 29),
        until: None,
        run: Run::Act(bankruptcy),
    },
    Rule {
        cite: "IA s.267(2)",
        gist: "a bankruptcy petition needs debts of £5,000 or more",
        from: date(1986, 12, 29),
        until: None,
        run: Run::Act(level),
    },
];

/// £5,000, in pence (IA s.267(4), since 1 October 2015).
const LEVEL_PENCE: i128 = 500_000;

/// IA s.251G(2): in the moratorium of a debt relief order the creditor of a specified debt has no remedy and starts no
/// proceedings, but with the court's permission. The moratorium lasts a year; what it covered is then discharged
/// (s.251I), unless the order ended early.
fn relief_order(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !recovers(asked.ask.act) || court_permits(asked) {
        return;
    }
    let Some(order) = latest(asked, StatusKind::Dro) else { return };
    let began = order.from.unwrap_or(order.at).day;
    match order.until.map(|m| m.day) {
        Some(until) if asked.day() > until && until >= began.plus_months(12).plus(-1) => {
            findings.prohibits("IA s.251I");
        }
        Some(until) if asked.day() > until => {}
        _ => {
            findings.prohibits("IA s.251G(2)");
        }
    }
}

/// IA s.260(2): once approved, the arrangement binds every creditor who had notice; only what it gives may be had.
/// Debts that arose later are outside.
fn arrangement(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !recovers(asked.ask.act) || court_permits(asked) {
        return;
    }
    let Some(arrangement) = latest(asked, StatusKind::Iva) else { return };
    let approved = arrangement.detail.as_deref().is_none_or(|d| d == "approved");
    let over = arrangement.until.is_some_and(|m| asked.day() > m.day);
    if approved && !over {
        findings.prohibits("IA s.260(2)");
    }
}

/// IA s.285(3): after the order, a creditor of a provable debt has no remedy against the bankrupt or what is theirs, and
/// before discharge starts no proceedings without leave. Discharge releases the debt (s.281(1)), a student loan not.
fn bankruptcy(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !recovers(asked.ask.act) || court_permits(asked) || any_debt(asked, |d| d.kind == DebtKind::StudentLoan) {
        return;
    }
    let Some(order) = latest(asked, StatusKind::Bankruptcy) else { return };
    let over = order.until.is_some_and(|m| asked.day() > m.day);
    match order.detail.as_deref() {
        Some("annulled") => {}
        Some("discharged") => {
            findings.prohibits("IA s.281(1)");
        }
        _ if over => {
            findings.prohibits("IA s.281(1)");
        }
        _ => {
            findings.prohibits("IA s.285(3)");
        }
    }
}

/// IA s.267(1), (2)(a), (4): the debts of the petition together are equal to or exceed £5,000.
fn level(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::PetitionBankruptcy {
        return;
    }
    let mut pence: i128 = 0;
    for debt in asked.debts.iter().filter_map(|i| asked.standing.debt(i)) {
        match debt.balance {
            Some(balance) => pence += i128::from(balance.minor()),
            None => {
                findings.unknown("IA s.267(2)", "balance");
                return;
            }
        }
    }
    if pence < LEVEL_PENCE {
        findings.prohibits("IA s.267(2)");
    }
}
