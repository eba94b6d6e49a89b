//! Complaints (DISP 1.6.2R) and the hold for a plan (CONC 7.3.12G).

use facts::{AskDate, DateKind, Effect, Meaning, Value, Verdict};
use jiff::civil::date;

use super::{day, nothing};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::acts::conc_7_recovery::{HOLD_DAYS, hold};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "DISP 1.6.2R",
        gist: "a complaint is answered by the end of eight weeks",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Date(final_response),
    },
    Rule {
        cite: "CONC 7.3.12G",
        gist: "thirty days for a plan that is being made, and more where it gets on",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Date(hold_for_a_plan),
    },
];

/// Eight weeks, in days.
const RESPONSE_DAYS: i32 = 56;

/// DISP 1.6.2R: by the end of eight weeks after the complaint was received.
fn final_response(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::ComplaintFinalResponseUntil {
        return;
    }
    let mut said = asked.standing.said().iter();
    let complaint = said.rfind(|s| matches!(s.means, Meaning::Complaint {}) && s.about.meets(asked.debts));
    match complaint {
        Some(complaint) => day(findings, kind.as_str(), "DISP 1.6.2R", complaint.known.day.plus(RESPONSE_DAYS)),
        None => nothing(findings, kind.as_str(), "DISP 1.6.2R"),
    }
}

/// CONC 7.3.12G: generally thirty days after we were told; a floor for the diary and no limit.
fn hold_for_a_plan(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::PlanHoldGeneralUntil {
        return;
    }
    match hold(asked) {
        Some(hold) => {
            findings.add("CONC 7.3.12G", Effect::Advises, Verdict::Permit);
            findings.value(kind.as_str(), Value::Date(hold.told.plus(HOLD_DAYS).date()));
        }
        None => nothing(findings, kind.as_str(), "CONC 7.3.12G"),
    }
}
