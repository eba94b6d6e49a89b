//! CONC 7.6: words about charging a card again.

use facts::{AskContent, Assertion, Effect};

use super::{to_customer, words};
use crate::rule::{Asked, Findings, Rule};

pub(in crate::uk) static RULES: &[Rule] =
    &[words("CONC 7.6.12R", "after two refusals a card isn't charged a third time for high-cost credit", card_again)];

/// Refusals after which no further request may be made.
const REFUSALS_MAX: usize = 2;

/// CONC 7.6.12R: no further request under a card authority for high-cost short-term credit once two were refused. On
/// other credit, and before, whether repeated requests are proportionate is for a person to judge.
fn card_again(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) || !asked.reading.is_some_and(|r| r.asserts(Assertion::ThreatensCardRetry)) {
        return;
    }
    let short_term = asked
        .debts
        .iter()
        .filter_map(|ix| asked.standing.debt(ix))
        .any(|d| d.agreement.as_ref().is_some_and(|a| a.high_cost_short_term == Some(true)));
    let refusals = asked
        .standing
        .payments()
        .iter()
        .filter(|p| p.refused && p.debts.meets(asked.debts) && p.instrument.as_deref() == Some("cpa"));
    if short_term && refusals.count() >= REFUSALS_MAX {
        findings.prohibits("CONC 7.6.12R");
    } else if short_term {
        findings.refers("CONC 7.6.12R", Effect::Prohibits);
    } else {
        findings.advises("CONC 7.6");
    }
}
