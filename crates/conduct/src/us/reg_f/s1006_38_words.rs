//! 1006.38: words that overshadow the right to dispute while the validation period runs.

use facts::{AskContent, Assertion, Effect};
use jiff::civil::date;

use super::s1006_34::periods;
use crate::calendar::Holidays;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::wording::{says, says_any};

pub(super) static RULES: &[Rule] = &[Rule {
    cite: "1006.38(b)(1)",
    gist: "while somebody may dispute, nothing hides or shortens that right",
    from: date(2021, 11, 30),
    until: None,
    run: Run::Content(overshadowing),
}];

/// 1006.38(b)(1): in the validation period nothing overshadows the rights to dispute and to ask for the original
/// creditor. To say that it is too late, or to press for payment at once, does; a demand with a day, that says nothing
/// of the right, is left to a person. That a right is lost is false also afterwards, but not under this paragraph.
fn overshadowing(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !in_validation_period(asked) {
        return;
    }
    let demands = says_any(asked, &[Assertion::DemandsPayment, Assertion::DemandsWhole]);
    let keeps = says(asked, Assertion::AffirmsDispute);
    if says(asked, Assertion::DeniesDispute) || says(asked, Assertion::PressesTime) && demands && !keeps {
        findings.prohibits("1006.38(b)(1)");
    } else if says(asked, Assertion::StatesDeadline) && demands && !keeps {
        findings.refers("1006.38(b)(1)", Effect::Prohibits);
    }
}

/// Is the moment of the question within a validation period that we opened?
fn in_validation_period(asked: &Asked<AskContent>) -> bool {
    let day = asked.day();
    periods(asked.standing, asked.calendar(Holidays::UsFederal))
        .any(|p| p.debts.meets(asked.debts) && p.from <= day && day <= p.end)
}
