//! 1006.34(b)(3): the itemization date.

use facts::{AskNotice, Fields, Money, NoticeKind, Part, Role, StatusKind};
use jiff::civil::Date;

use super::validation;
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{Day, Outcome, Party};
use crate::us::communication;

/// 1006.34(b)(3) and its comments: the itemization date is one of five reference dates; the one that was used once is
/// used again; and it is what it is called, where we know. A prior collector's choice binds nobody (comment -2).
pub(super) fn itemization_date(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let stated = fields.itemization_date;
    if stated.is_some_and(|date| Day::of(date) > asked.day()) {
        findings.prohibits("1006.34(b)(3)");
    }
    if let Some(basis) = &fields.itemization_basis {
        differs_from_before(asked, basis, stated, findings);
        differs_from_file(asked, basis, fields, findings);
        match basis.as_str() {
            "last_statement" => last_statement(asked, stated, findings),
            "charge_off" => charge_off(asked, findings),
            "last_payment" => last_payment(asked, stated, findings),
            "transaction" => {}
            "judgment" => judgment(asked, fields, findings),
            // None of the five.
            _ => {
                findings.prohibits("1006.34(b)(3)");
            }
        }
    } else if stated.is_some() {
        // A date alone doesn't say which of the five it is.
        findings.requires_field("1006.34(b)(3)", "itemization_basis", Carried::Missing);
    }
}

/// Comments 34(b)(3)-1 and 34(b)(3)(iv)-1: once used in a communication, a reference date is used consistently. A
/// notice that came back told the consumer nothing.
fn differs_from_before(asked: &Asked<AskNotice>, basis: &str, stated: Option<Date>, findings: &mut Findings) {
    let standing = asked.standing;
    let earlier = standing.notices().iter().filter(|n| {
        n.kind == NoticeKind::Validation
            && communication::is_ours(n)
            && n.debts.meets(asked.debts)
            && !communication::notice_came_back(standing, n)
    });
    for notice in earlier {
        let other_basis = notice.fields.itemization_basis.as_deref().is_some_and(|b| b != basis);
        let other_date = match (notice.fields.itemization_date, stated) {
            (Some(before), Some(now)) => before != now,
            _ => false,
        };
        if other_basis || other_date {
            findings.prohibits("1006.34(b)(3)");
            return;
        }
    }
}

/// Where the creditor's document says what was owed on that very date, the notice says the same (1006.34(c)(2)(vi), (vii)).
fn differs_from_file(asked: &Asked<AskNotice>, basis: &str, fields: &Fields, findings: &mut Findings) {
    let mut debts = asked.debts.iter();
    let (Some(index), None) = (debts.next(), debts.next()) else { return };
    let Some(debt) = asked.standing.debt(index) else { return };
    let on_file = asked.standing.house().itemized.iter().find(|i| i.debt == debt.id && i.basis == basis);
    let Some(on_file) = on_file else { return };
    if fields.itemization_date.is_some_and(|date| date != on_file.date) {
        findings.prohibits("1006.34(c)(2)(vi)");
    } else if fields.amount_on_itemization_date.is_some_and(|amount| amount != on_file.amount) {
        findings.prohibits("1006.34(c)(2)(vii)");
    }
}

/// 1006.34(b)(3)(i), comment -1: the last statement is a creditor's, or given on its behalf; a debt collector's is none.
fn last_statement(asked: &Asked<AskNotice>, stated: Option<Date>, findings: &mut Findings) {
    let Some(stated) = stated.map(Day::of) else { return };
    let standing = asked.standing;
    let statements = standing.contacts().iter().filter(|c| {
        matches!(c.outcome, Outcome::Message(_))
            && c.contains.has(Part::PeriodicStatement)
            && communication::debts_of(standing, c).meets(asked.debts)
    });
    let mut last_of_creditor: Option<Day> = None;
    let mut is_collectors = false;
    for statement in statements {
        match standing.role(statement.by) {
            Some(Role::Creditor | Role::ThirdParty) => last_of_creditor = last_of_creditor.max(Some(statement.at.day)),
            Some(Role::PriorCollector) => is_collectors |= statement.at.day == stated,
            _ => is_collectors |= statement.by == Party::Collector && statement.at.day == stated,
        }
    }
    if last_of_creditor.is_some_and(|last| last != stated) || (last_of_creditor.is_none() && is_collectors) {
        findings.prohibits("1006.34(b)(3)(i)");
    }
}

/// 1006.34(b)(3)(ii): there is no charge-off date of a debt that was not charged off.
fn charge_off(asked: &Asked<AskNotice>, findings: &mut Findings) {
    if asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(|d| d.charged_off == Some(false)) {
        findings.prohibits("1006.34(b)(3)(ii)");
    }
}

/// 1006.34(b)(3)(iii), comment -1: the day on which the last payment was applied, also a third party's.
fn last_payment(asked: &Asked<AskNotice>, stated: Option<Date>, findings: &mut Findings) {
    let Some(stated) = stated.map(Day::of) else { return };
    let last = asked.standing.payments().iter().filter(|p| !p.refused && p.debts.meets(asked.debts)).map(|p| p.at.day);
    if last.max().is_some_and(|last| last != stated) {
        findings.prohibits("1006.34(b)(3)(iii)");
    }
}

/// 1006.34(b)(3)(v): the day of a final judgment that determines the amount. Without a judgment on file there is no such day.
fn judgment(asked: &Asked<AskNotice>, fields: &Fields, findings: &mut Findings) {
    let judgments = asked.standing.changes().iter().filter(|c| c.kind == StatusKind::Judgment);
    let Some(judgment) = judgments.filter(|c| c.debts.meets(asked.debts)).max_by_key(|c| c.at.key()) else {
        findings.prohibits("1006.34(b)(3)(v)");
        return;
    };
    if fields.itemization_date.is_some_and(|date| Day::of(date) != judgment.at.day) {
        findings.prohibits("1006.34(b)(3)(v)");
    }
    let adjudged: Option<Money> =
        judgment.amount.or_else(|| judgment.detail.as_deref().and_then(|detail| detail.parse().ok()));
    if let (Some(adjudged), Some(stated)) = (adjudged, fields.amount_on_itemization_date)
        && adjudged != stated
    {
        findings.prohibits("1006.34(c)(2)(vii)");
    }
}
