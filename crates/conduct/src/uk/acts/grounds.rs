//! What acts are, and what stands behind a debt: recovery, regulated credit, orders that cover it.

use facts::{Act, AgreementType, AskAct, Debt, StatusKind};

use crate::rule::Asked;
use crate::standing::{Change, Day};

/// Does one of the debts asked about meet `test`?
pub(super) fn any_debt<A>(asked: &Asked<A>, test: impl Fn(&Debt) -> bool) -> bool {
    asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(test)
}

/// Is the debt one of consumer credit, which CONC 7 binds? Without an agreement it is not; a regulated mortgage is
/// MCOB's. Where nobody said whether the agreement is regulated, it counts as such.
pub(super) fn is_credit(debt: &Debt) -> bool {
    debt.agreement.as_ref().is_some_and(|a| a.regulated != Some(false) && a.type_ != Some(AgreementType::Mortgage))
}

/// Is a debt asked about consumer credit?
pub(super) fn asks_of_credit<A>(asked: &Asked<A>) -> bool {
    any_debt(asked, is_credit)
}

/// A step that asks for the money, or takes it.
pub(super) fn asks_for_money(act: Act) -> bool {
    matches!(act, Act::ContinueCollecting | Act::RequirePayment | Act::RequestPayment | Act::UseCpa)
}

/// A step by which a debt is recovered, in court or out of it.
pub(super) fn recovers(act: Act) -> bool {
    asks_for_money(act)
        || matches!(
            act,
            Act::Sue
                | Act::ThreatenSuit
                | Act::Enforce
                | Act::PetitionBankruptcy
                | Act::StatutoryDemand
                | Act::Repossess
                | Act::ThreatenRepossess
        )
}

/// A court has let us act on one of the debts in spite of a moratorium or order.
pub(super) fn court_permits(asked: &Asked<AskAct>) -> bool {
    let mut changes = asked.standing.changes().iter();
    changes.any(|c| c.kind == StatusKind::CourtPermission && c.debts.meets(asked.debts))
}

/// The latest change of a kind that touches a debt asked about.
pub(super) fn latest<'a>(asked: &Asked<'a, AskAct>, kind: StatusKind) -> Option<&'a Change> {
    asked.standing.changes().iter().rfind(|c| c.kind == kind && touches(asked, c))
}

/// Does the change touch one of the debts asked about? One that was made after it began does not come under it.
fn touches(asked: &Asked<AskAct>, change: &Change) -> bool {
    let began = change.from.unwrap_or(change.at).day;
    asked.debts.and(change.debts).iter().any(|i| {
        let made = asked.standing.debt(i).and_then(|d| d.incurred).map(Day::of);
        made.is_none_or(|made| made <= began)
    })
}
