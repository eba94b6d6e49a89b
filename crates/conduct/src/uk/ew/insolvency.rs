//! Insolvency Act 1986: debts for which nobody may pursue somebody any more.

use facts::{AskContact, StatusKind};
use jiff::civil::{Date, date};

use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::pursuit::{is_with_customer, person, pursues};
use facts::Role;

const SINCE: Date = date(2014, 4, 1);

pub(super) static CONTACT: &[Rule] = &[
    Rule {
        cite: "IA s.251G(2)",
        gist: "a debt relief order ends pursuit of the debts in it",
        from: SINCE,
        until: None,
        run: Run::Contact(relief_order),
    },
    Rule {
        cite: "IA s.260(2)",
        gist: "an arrangement that was approved binds the creditors in it",
        from: SINCE,
        until: None,
        run: Run::Contact(arrangement),
    },
    Rule {
        cite: "IA s.285(3)",
        gist: "in bankruptcy no creditor has a remedy for the debts in it",
        from: SINCE,
        until: None,
        run: Run::Contact(bankruptcy),
    },
];

/// IA s.251G(2): while a debt relief order stands, no creditor has a remedy in respect of a debt in it. A debt outside
/// goes on, and so does the liability of a joint debtor.
fn relief_order(asked: &Asked<AskContact>, findings: &mut Findings) {
    stops(asked, findings, StatusKind::Dro, "IA s.251G(2)", |_| true);
}

/// IA s.260(2): an arrangement binds once it is approved.
fn arrangement(asked: &Asked<AskContact>, findings: &mut Findings) {
    stops(asked, findings, StatusKind::Iva, "IA s.260(2)", |detail| detail == Some("approved"));
}

/// IA s.285(3): while an order is in force. What was made after it is not in it.
fn bankruptcy(asked: &Asked<AskContact>, findings: &mut Findings) {
    stops(asked, findings, StatusKind::Bankruptcy, "IA s.285(3)", |detail| detail != Some("discharged"));
}

fn stops(
    asked: &Asked<AskContact>,
    findings: &mut Findings,
    kind: StatusKind,
    rule: &'static str,
    binds: fn(Option<&str>) -> bool,
) {
    let joint = person(asked).is_some_and(|p| p.role == Role::JointDebtor);
    if !pursues(asked) || !is_with_customer(asked) || joint {
        return;
    }
    // The latest word about these debts counts: an order may since have ended.
    let last = asked.standing.changes().iter().rfind(|c| c.kind == kind && c.debts.meets(asked.debts));
    let stands = last.is_some_and(|c| {
        binds(c.detail.as_deref())
            && c.from.is_none_or(|from| from.is_by(asked.at))
            && c.until.is_none_or(|until| asked.day() <= until.day)
    });
    if stands {
        findings.prohibits(rule);
    }
}
