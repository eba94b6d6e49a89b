//! The last day of a claim: Limitation Act 1980, Prescription and Limitation (Scotland) Act 1973.

use facts::{AskDate, DateKind, Nothing, Value};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::barred::{Limit, Nation, limit};

pub(crate) static ENGLAND_AND_WALES: &[Rule] = &[Rule {
    cite: "LA s.5",
    gist: "six years, started again by a payment or a signed acknowledgment",
    from: date(1981, 5, 1),
    until: None,
    run: Run::Date(six_years),
}];

pub(crate) static SCOTLAND: &[Rule] = &[Rule {
    cite: "PLSA s.6",
    gist: "five years, started again by a payment or a written acknowledgment",
    from: date(1976, 7, 25),
    until: None,
    run: Run::Date(five_years),
}];

/// LA ss.5, 29(5), 29(7), 30: see [`limit`]. Of several debts the earliest day.
fn six_years(asked: &Asked<AskDate>, findings: &mut Findings) {
    let Some(limit) = earliest(asked, Nation::EnglandAndWales, "LA s.5", findings) else { return };
    findings.defines("LA s.5");
    // Whether a payment or acknowledgment starts the period again hangs on whether it came while it ran.
    if limit.restarts > 0 || limit.came_too_late {
        findings.defines("LA s.29(5)");
        findings.defines("LA s.29(7)");
    }
    if limit.acknowledged || limit.informal {
        findings.defines("LA s.30");
    }
}

/// PLSA ss.6, 10: see [`limit`].
fn five_years(asked: &Asked<AskDate>, findings: &mut Findings) {
    let Some(limit) = earliest(asked, Nation::Scotland, "PLSA s.6", findings) else { return };
    findings.defines("PLSA s.6");
    if limit.restarts > 0 {
        findings.defines("PLSA s.10");
    }
}

fn earliest(asked: &Asked<AskDate>, nation: Nation, rule: &'static str, findings: &mut Findings) -> Option<Limit> {
    if asked.ask.date_kind != DateKind::LimitationLastDay {
        return None;
    }
    let limits = asked.debts.iter().filter_map(|debt| limit(asked.standing, debt, nation));
    let Some(limit) = limits.min_by_key(|l| l.last) else {
        let claimed = asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(|d| d.accrued.is_some());
        if claimed {
            // A claim was made in time: nothing runs any more.
            findings.defines(rule);
            findings.value(asked.ask.date_kind.as_str(), Value::Nothing(Nothing::Word));
        } else {
            findings.unknown(rule, "accrued");
        }
        return None;
    };
    findings.value(asked.ask.date_kind.as_str(), Value::Date(limit.last.date()));
    Some(limit)
}
