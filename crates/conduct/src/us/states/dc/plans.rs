//! DC 28-3814(n): written copies of plans and settlements.

use facts::{Act, AskAct, AskDate, DateKind, Meaning, Value};

use super::covered;
use crate::rule::{Asked, Findings};
use crate::standing::Day;

/// "Within 7 days."
const COPY_DAYS: i32 = 7;

/// (n)(1): by when the written copy of a plan or settlement must be sent.
pub(super) fn copy_due(asked: &Asked<AskDate>, findings: &mut Findings) {
    let (DateKind::ConfirmationDue, Some(agreed)) = (asked.ask.date_kind, asked.ask.detail.agreed) else { return };
    if covered(asked.standing, asked.debts).is_empty() {
        return;
    }
    let name = DateKind::ConfirmationDue.as_str();
    let due = Day::of(agreed).plus(COPY_DAYS).date();
    let sooner = match findings.values.get(name) {
        Some(Value::Date(other)) => due < *other,
        _ => true,
    };
    if sooner {
        findings.defines("DC 28-3814(n)(1)");
        findings.value(name, Value::Date(due));
    }
}

/// (n)(2): no payment on a plan or settlement is required before its written copy was provided: sent on a day that is
/// said, or in a writing of ours since the plan was agreed or offered.
pub(super) fn payment_required(asked: &Asked<AskAct>, findings: &mut Findings) {
    let (standing, detail) = (asked.standing, &asked.ask.detail);
    if asked.ask.act != Act::RequirePayment || covered(standing, asked.debts).is_empty() {
        return;
    }
    let offered = standing
        .said()
        .iter()
        .rfind(|s| matches!(s.means, Meaning::Offers { .. }) && s.about.meets(asked.debts) && s.known.is_by(asked.at));
    let Some(agreed) = detail.agreed.map(Day::of).or(offered.map(|s| s.known.day)) else { return };
    let sent = detail.sent.is_some_and(|sent| Day::of(sent) <= asked.day());
    let written = || {
        standing.contacts().iter().any(|c| {
            c.is_ours()
                && c.is_message()
                && !c.is_undeliverable()
                && c.at.day >= agreed
                && c.at.is_by(asked.at)
                && (c.debts.is_empty() || c.debts.meets(asked.debts))
        })
    };
    if !sent && !written() {
        findings.prohibits("DC 28-3814(n)(2)");
    }
}
