//! 1006.38: words that overshadow the right to dispute while the validation period runs.

use facts::{AskContent, Assertion, Effect, NoticeKind};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Day, Party};
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

/// Is the moment of the question within the period that a validation notice of ours gave?
fn in_validation_period(asked: &Asked<AskContent>) -> bool {
    asked.standing.notices().iter().any(|notice| {
        notice.kind == NoticeKind::Validation
            && notice.by == Party::Collector
            && notice.debts.meets(asked.debts)
            && notice.fields.validation_period_end.is_some_and(|end| asked.day() <= Day::of(end))
    })
}
