//! DC 28-3814(n): written copies of plans and settlements.

use facts::{Act, AskAct, AskDate, DateKind, Value};

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

/// (n)(2): no payment on a plan or settlement is required before its written copy was provided.
pub(super) fn payment_required(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let on_plan = asked.ask.act == Act::RequirePayment && detail.agreed.is_some();
    if !on_plan || covered(asked.standing, asked.debts).is_empty() {
        return;
    }
    if detail.sent.is_none_or(|sent| Day::of(sent) > asked.day()) {
        findings.prohibits("DC 28-3814(n)(2)");
    }
}
