//! CONC 7.3: forbearance, and the time to make a plan.

use facts::{AskContact, Effect, Meaning, Verdict};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::standing::Day;
use crate::uk::pursuit::{opens, pursues_customer};

pub(in crate::uk) static CONTACT: &[Rule] =
    &[contact("CONC 7.3.11R", "stop pressing while a repayment plan is being made", plan_being_made)];

/// The reasonable period for making a plan is generally so long, and may be as long again (7.3.12G).
const HOLD_DAYS: i32 = 30;

/// CONC 7.3.11R, 7.3.12G: once told that a plan is being made, by an adviser or by the customer, active pursuit stops
/// for a reasonable period: thirty days after the day on which we were told. Where there is evidence of progress, a
/// further thirty are to be considered, and a person does so.
fn plan_being_made(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !pursues_customer(asked) {
        return;
    }
    let Some((told, progress)) = plan(asked) else { return };
    let days = asked.day().since(told);
    if days <= HOLD_DAYS {
        let until = opens(asked, told.plus(HOLD_DAYS + 1));
        findings.prohibits("CONC 7.3.11R").until(until);
        findings.add("CONC 7.3.12G", Effect::Advises, Verdict::Permit).until(until);
    } else if progress && days <= 2 * HOLD_DAYS {
        findings.advises("CONC 7.3.12G").until(opens(asked, told.plus(2 * HOLD_DAYS + 1)));
    }
}

/// When we were first told of the plan that is being made, and whether anything showed progress since.
fn plan(asked: &Asked<AskContact>) -> Option<(Day, bool)> {
    let mut plan: Option<(Day, bool)> = None;
    for said in asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts)) {
        let Meaning::DevelopsPlan { evidence, stopped, .. } = &said.means else { continue };
        plan = match plan {
            _ if *stopped == Some(true) => None,
            Some((told, progress)) => Some((told, progress || evidence.is_some())),
            None => Some((said.known.day, evidence.is_some())),
        };
    }
    plan
}
