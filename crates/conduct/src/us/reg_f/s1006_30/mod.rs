//! 1006.30: other prohibited practices.

mod furnish;
mod payments;
mod transfer;
mod venue;

use facts::{Act, AskAct};

use super::rule;
use crate::rule::{Asked, Findings, Rule, Run};

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.30(a)(1)",
        "nothing goes to a credit bureau before the person was told of the debt",
        Run::Act(furnish::furnished),
    ),
    rule("1006.30(a)(1)(ii)", "the first day after the wait for returned mail", Run::Date(furnish::earliest)),
    rule(
        "1006.30(b)(1)",
        "no debt is sold or placed that was paid, settled or discharged",
        Run::Act(transfer::transferred),
    ),
    rule(
        "15 USC 1681m(f)(1)",
        "no debt is sold that we were told came from identity theft",
        Run::Act(transfer::stolen),
    ),
    rule(
        "1006.30(c)",
        "a payment goes where the person said, and never to a disputed debt",
        Run::Act(payments::applied),
    ),
    rule(
        "1006.30(d)",
        "a suit is brought where the land is, or where the person signed or lives",
        Run::Act(venue::sued),
    ),
    rule("1006.30(e)", "no forms that pretend somebody else collects", Run::Act(deceptive_form)),
];

/// 1006.30(e): no form is furnished that we know would make a consumer believe falsely that somebody other than the
/// creditor takes part in collecting.
fn deceptive_form(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::FurnishForm {
        return;
    }
    match asked.ask.detail.knows_deceives {
        Some(false) => {}
        Some(true) => {
            findings.prohibits("1006.30(e)");
        }
        None => {
            findings.unknown("1006.30(e)", "knows_deceives");
        }
    }
}
