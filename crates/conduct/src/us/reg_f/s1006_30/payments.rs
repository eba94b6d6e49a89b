//! 1006.30(c): one payment for several debts.

use facts::{Act, AskAct};

use super::super::s1006_38::is_disputed;
use crate::rule::{Asked, Findings};
use crate::standing::{DebtSet, Paid};

/// 1006.30(c)(1) and (2): of one payment for several debts nothing goes to a debt that the consumer disputes, in whatever
/// form and whenever; and where the consumer said how to divide it, it is divided so. A payment that named its debt was
/// directed to it.
pub(super) fn applied(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::ApplyPayment {
        return;
    }
    let standing = asked.standing;
    let payment = payment(asked);
    let concerned = payment.map_or(asked.debts, |p| p.debts.or(asked.debts));
    if concerned.len() < 2 && standing.debts().len() < 2 {
        return;
    }
    let Some(allocation) = &asked.ask.detail.allocation else {
        findings.unknown("1006.30(c)", "allocation");
        return;
    };
    for (debt, share) in allocation {
        let Some(index) = standing.debt_ix(debt) else {
            findings.unknown("1006.30(c)", "allocation");
            continue;
        };
        if !share.is_zero() && is_disputed(standing, DebtSet::one(index)) {
            findings.prohibits("1006.30(c)(1)");
        }
    }
    let Some(payment) = payment else {
        // Nobody knows what the consumer said of it.
        findings.unknown("1006.30(c)(2)", "payment");
        return;
    };
    let as_directed = match &payment.directed {
        Some(directed) => {
            let given = |shares: &facts::Shares| -> Vec<_> {
                shares.iter().filter(|(_, m)| !m.is_zero()).map(|(d, m)| (d.clone(), *m)).collect()
            };
            given(directed) == given(allocation)
        }
        None if payment.debts.len() == 1 => allocation
            .iter()
            .filter(|(_, share)| !share.is_zero())
            .all(|(debt, _)| standing.debt_ix(debt).is_some_and(|i| payment.debts.holds(i))),
        None => true,
    };
    if !as_directed {
        findings.prohibits("1006.30(c)(2)");
    }
}

/// The payment that is asked about: the latest about these debts, of this amount where one is named.
fn payment<'a>(asked: &Asked<'a, AskAct>) -> Option<&'a Paid> {
    let amount = asked.ask.detail.amount;
    asked
        .standing
        .payments()
        .iter()
        .rfind(|p| !p.refused && p.with.is_none() && p.debts.meets(asked.debts) && amount.is_none_or(|a| a == p.amount))
}
