//! Charges under the Late Payment of Commercial Debts (Interest) Act 1998.

use facts::{Act, AskAct, DebtKind, Effect, Role};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Moment;
use crate::uk::late_interest::{fixed_sum_pence, interest_start};

pub(crate) static RULES: &[Rule] = &[Rule {
    cite: "LPCDA s.1",
    gist: "late-payment interest and fixed sums are between traders only, once for each debt",
    from: date(1998, 11, 1),
    until: None,
    run: Run::Act(late_payment),
}];

/// LPCDA s.2(1): both sides act in the course of a business. s.5A(1): one fixed sum for each debt, once interest runs;
/// s.5A(2): of so much. s.4: no interest before its day. s.8: where the contract has its own remedy, whether that is
/// substantial, and ousts the Act, is for a person.
fn late_payment(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let fixed = detail.charge.as_deref() == Some("late_payment_fixed_sum");
    let interest = detail.charge.as_deref() == Some("statutory_interest");
    if asked.ask.act != Act::Charge || !(fixed || interest) {
        return;
    }
    let purchaser = asked.person.and_then(|p| asked.standing.person(p)).map(|p| p.role);
    let Some(debt) = asked.debts.iter().find_map(|i| asked.standing.debt(i)) else { return };
    if purchaser != Some(Role::Business) || debt.kind != DebtKind::Invoice {
        findings.prohibits("LPCDA s.2(1)");
        return;
    }
    let own = debt.invoice.as_ref().and_then(|i| i.contract_interest_percent.as_deref());
    if own.is_some_and(|rate| rate.bytes().any(|b| (b'1'..=b'9').contains(&b))) {
        findings.refers("LPCDA s.8", Effect::Prohibits);
    }
    match interest_start(asked, debt) {
        None => {
            findings.unknown("LPCDA s.4", "agreed_payment_day");
        }
        Some(start) if asked.day() < start.day => {
            let rule = if fixed { "LPCDA s.5A(1)" } else { "LPCDA s.4" };
            findings.prohibits(rule).until(Moment::whole(start.day));
        }
        Some(_) => {}
    }
    if !fixed {
        return;
    }
    if detail.charged_before == Some(true) {
        findings.prohibits("LPCDA s.5A(1)");
    }
    let due = debt.balance.map(|b| fixed_sum_pence(b.minor()));
    if matches!((detail.amount, due), (Some(asked), Some(due)) if asked.minor() > due) {
        findings.prohibits("LPCDA s.5A(2)");
    }
}
