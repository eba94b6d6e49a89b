//! The Pre-Action Protocol for Debt Claims: papers that she asked for (5.2).

use facts::{AskDate, DateKind, Meaning};
use jiff::civil::date;

use super::{day, nothing};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::acts::pap_debt::applies;

pub(crate) static RULES: &[Rule] = &[Rule {
    cite: "PAP-Debt 5.2",
    gist: "papers that a reply form asks for within thirty days",
    from: date(2017, 10, 1),
    until: None,
    run: Run::Date(papers),
}];

/// PAP-Debt 5.2: the papers, or why they are not to be had, within so many days of the request.
const PAPERS_DAYS: i32 = 30;

/// PAP-Debt 5.2: counted from the day on which the request came.
fn papers(asked: &Asked<AskDate>, findings: &mut Findings) {
    let kind = asked.ask.date_kind;
    if kind != DateKind::PreActionDocumentsUntil {
        return;
    }
    let mut said = asked.standing.said().iter();
    let request = said.rfind(|s| match &s.means {
        Meaning::ClaimReply { documents, .. } => !documents.is_empty() && s.about.meets(asked.debts),
        _ => false,
    });
    match request.filter(|_| applies(asked)) {
        Some(request) => day(findings, kind.as_str(), "PAP-Debt 5.2", request.known.day.plus(PAPERS_DAYS)),
        None => nothing(findings, kind.as_str(), "PAP-Debt 5.2"),
    }
}
