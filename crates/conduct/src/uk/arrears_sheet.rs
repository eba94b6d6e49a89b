//! Consumer Credit Act 1974, sections 86B and 86C: what goes with a notice of arrears.

use facts::{AgreementType, AskContact, Part};
use jiff::civil::date;

use super::acts::cca::regulated;
use crate::rule::{Asked, Carried, Findings, Rule, Run};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "CCA s.86B(6)",
    gist: "a notice of arrears goes with the arrears information sheet",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(sheet),
}];

/// CCA s.86B(6), of a running account s.86C(3): the notice includes the current arrears information sheet (s.86A).
fn sheet(asked: &Asked<AskContact>, findings: &mut Findings) {
    let contains = &asked.ask.contains;
    if !contains.contains(&Part::ArrearsNotice) {
        return;
    }
    let Some(agreement) = asked.debts.iter().filter_map(|i| asked.standing.debt(i)).find_map(regulated) else { return };
    let running = agreement.type_ == Some(AgreementType::RunningAccount);
    let rule = if running { "CCA s.86C(3)" } else { "CCA s.86B(6)" };
    let there = Carried::when(|| contains.contains(&Part::ArrearsInformationSheet));
    findings.requires(rule, Part::ArrearsInformationSheet, there);
}
