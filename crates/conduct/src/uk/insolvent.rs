//! Orders and arrangements after which a creditor has no remedy any more: Insolvency Act 1986.

use facts::{DebtKind, StatusKind};

use crate::rule::Asked;
use crate::standing::{Change, Day};

/// The paragraphs by which debts that are asked about may not be pursued.
///
/// IA s.251G(2): while a debt relief order stands its creditors have no remedy; after its year what it covered is
/// discharged (s.251I), unless it ended early. s.260(2): an approved arrangement binds whoever is in it. s.285(3): in
/// bankruptcy no remedy and no claim without leave; discharge releases the debts (s.281(1)), a student loan not. A court
/// may permit more. What was made later is in none of them.
pub(super) fn bars<A>(asked: &Asked<A>) -> impl Iterator<Item = &'static str> {
    let permitted =
        asked.standing.changes().iter().any(|c| c.kind == StatusKind::CourtPermission && c.debts.meets(asked.debts));
    let found = [relief_order(asked), arrangement(asked), bankruptcy(asked)];
    found.into_iter().flatten().filter(move |_| !permitted)
}

fn relief_order<A>(asked: &Asked<A>) -> Option<&'static str> {
    let order = latest(asked, StatusKind::Dro, |_| true)?;
    let began = order.from.unwrap_or(order.at).day;
    match order.until.map(|m| m.day) {
        Some(until) if asked.day() > until && until >= began.plus_months(12).plus(-1) => Some("IA s.251I"),
        Some(until) if asked.day() > until => None,
        None if asked.day() >= began.plus_months(12) => Some("IA s.251I"),
        _ => Some("IA s.251G(2)"),
    }
}

fn arrangement<A>(asked: &Asked<A>) -> Option<&'static str> {
    let arrangement = latest(asked, StatusKind::Iva, |_| true)?;
    let approved = arrangement.detail.as_deref().is_none_or(|d| d == "approved");
    let over = arrangement.until.is_some_and(|m| asked.day() > m.day);
    (approved && !over).then_some("IA s.260(2)")
}

fn bankruptcy<A>(asked: &Asked<A>) -> Option<&'static str> {
    let order = latest(asked, StatusKind::Bankruptcy, |kind| kind != DebtKind::StudentLoan)?;
    let over = order.until.is_some_and(|m| asked.day() > m.day);
    match order.detail.as_deref() {
        Some("annulled" | "dismissed") => None,
        Some("discharged") => Some("IA s.281(1)"),
        _ if over => Some("IA s.281(1)"),
        _ => Some("IA s.285(3)"),
    }
}

/// The latest change of a kind that touches a debt asked about: one of a kind that can be in it, and not made after it
/// began.
fn latest<'a, A>(asked: &Asked<'a, A>, kind: StatusKind, can_be: fn(DebtKind) -> bool) -> Option<&'a Change> {
    asked.standing.changes().iter().rfind(|change| {
        change.kind == kind
            && asked.debts.and(change.debts).iter().filter_map(|i| asked.standing.debt(i)).any(|debt| {
                let began = change.from.unwrap_or(change.at).day;
                can_be(debt.kind) && debt.incurred.is_none_or(|made| Day::of(made) <= began)
            })
    })
}
