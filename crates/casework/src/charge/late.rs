//! Statutory interest and the fixed sum on a business debt in the United Kingdom that is late.
//!
//! Late Payment of Commercial Debts (Interest) Act 1998 ss.1, 4, 5A; SI 2002/1675 art 4. Where the contract gives its own
//! interest for late payment, the statute's is not added: whether the contract's is a substantial remedy (s.8) is for a human.

use conduct::Standing;
use facts::{Currency, DebtId, DebtKind, Invoice};
use jiff::ToSpan;
use jiff::civil::Date;
use money::ledger::{InterestRule, late_payment_rule};

use super::ChargeError;
use crate::terms::LatePayment;

/// Without an agreed day, interest runs after so many days from delivery and notice, whichever is later (s.4(5)).
const DAYS_BY_LAW: i32 = 30;

/// The rule of statutory interest on a debt; none where the statute gives none.
pub(super) fn rule(
    standing: &Standing,
    debt: &DebtId,
    terms: &LatePayment,
    currency: Currency,
) -> Result<Option<InterestRule>, ChargeError> {
    match start(standing, debt, currency) {
        Some(start) => Ok(Some(late_payment_rule(start, &terms.bank_rates)?)),
        None => Ok(None),
    }
}

/// The first day that bears interest. Of an agreed day and the law's, the later: it costs less.
pub(super) fn start(standing: &Standing, debt: &DebtId, currency: Currency) -> Option<Date> {
    let debt = standing.debt_ix(debt).and_then(|ix| standing.debt(ix))?;
    if debt.kind != DebtKind::Invoice || currency != Currency::GBP {
        return None;
    }
    let invoice: &Invoice = debt.invoice.as_ref().filter(|invoice| invoice.contract_interest_percent.is_none())?;
    let agreed = invoice.agreed_payment_day.and_then(|day| day.tomorrow().ok());
    let later = invoice.performed.into_iter().chain(invoice.notified).max();
    agreed.or(later.map(|day| day.saturating_add(DAYS_BY_LAW.days())))
}
