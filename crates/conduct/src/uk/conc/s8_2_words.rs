//! CONC 8.2: a firm that counsels does not turn people away from other advice.

use facts::{AskContent, Assertion, Capacity, Effect};

use super::{to_customer, words};
use crate::rule::{Asked, Findings, Rule};
use crate::wording::says;

pub(in crate::uk) static RULES: &[Rule] =
    &[words("CONC 8.2.2G", "let people look for advice where they like", other_advice)];

/// CONC 8.2.2G(3): likely to contravene Principle 6. It speaks to debt counsellors; from another firm such words are
/// left to a person under Principle 6 itself.
fn other_advice(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) || !says(asked, Assertion::DiscouragesAdvice) {
        return;
    }
    if asked.firm.capacity == Some(Capacity::DebtCounsellor) {
        findings.presumes_violation("CONC 8.2.2G");
    } else {
        findings.refers("Principle 6", Effect::Prohibits);
    }
}
