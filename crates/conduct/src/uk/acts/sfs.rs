//! The Standard Financial Statement: what signatories do not question.

use facts::{Act, AskAct};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};

pub(crate) static RULES: &[Rule] = &[Rule {
    cite: "SFS",
    gist: "spending within the guideline isn't questioned by who signed up to it",
    from: date(2017, 3, 1),
    until: None,
    run: Run::Act(spending),
}];

/// The agreement of the Standard Financial Statement: members do not question spending below the guideline. At the very
/// guideline we take it to hold too. Above it an explanation may be asked for.
fn spending(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::ChallengeSpending || !asked.firm.member_of.iter().any(|m| m == "sfs") {
        return;
    }
    let detail = &asked.ask.detail;
    let (Some(amount), Some(guideline)) = (detail.amount, detail.guideline) else {
        findings.unknown("SFS", "guideline");
        return;
    };
    if amount.minor() <= guideline.minor() {
        findings.prohibits("SFS");
    }
}
