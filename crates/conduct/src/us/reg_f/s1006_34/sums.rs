//! 1006.34(c)(2)(vii) to (ix): that the amounts of a validation notice add up, and to what is owed.

use facts::{AskNotice, Currency, DebtOnNotice, Fields, Money, Value};

use super::validation;
use crate::rule::{Asked, Findings};
use crate::standing::{Day, DebtSet};

/// 1006.34(c)(2)(viii) and (ix) and their comments: the amount on the itemization date, and interest and fees since,
/// less payments and credits, is the current amount; that of several debts is their sum; and it is what is owed.
pub(super) fn amounts(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let stated = fields.current_amount;
    let itemized = itemized(fields);
    let of_debts = sum_of_debts(asked, &fields.debts_on_notice, findings);
    let computed = of_debts.or(itemized);
    if let Some(amount) = computed.or(stated) {
        findings.value("current_amount", Value::Money(amount));
    }
    let Some(stated) = stated else { return };
    if of_debts.is_some_and(|sum| sum != stated) {
        findings.prohibits("1006.34(c)(2)(ix)");
    } else if itemized.is_some_and(|sum| sum != stated) {
        findings.prohibits("1006.34(c)(2)(viii)");
    } else if owed(asked).is_some_and(|owed| owed != stated) {
        findings.prohibits("1006.34(c)(2)(ix)");
    }
    if leaves_payments_out(asked, fields) {
        findings.prohibits("1006.34(c)(2)(viii)");
    }
}

/// What the itemization comes to, where it is complete.
fn itemized(fields: &Fields) -> Option<Money> {
    let amount = fields.amount_on_itemization_date?;
    let currency = amount.currency();
    let page = fields.separate_page.as_ref();
    let item =
        |here: Option<facts::AmountOrNone>, there: Option<Money>| here.and_then(|a| a.amount(currency)).or(there);
    let interest = item(fields.interest, page.and_then(|p| p.interest))?;
    let fees = item(fields.fees, page.and_then(|p| p.fees))?;
    let payments = item(fields.payments, page.and_then(|p| p.payments))?;
    let credits = item(fields.credits, page.and_then(|p| p.credits))?;
    add_up(amount, interest, fees, payments, credits)
}

/// Nothing where the currencies differ, or the sum is too large to be true.
fn add_up(amount: Money, interest: Money, fees: Money, payments: Money, credits: Money) -> Option<Money> {
    amount.plus(interest).ok()?.plus(fees).ok()?.minus(payments).ok()?.minus(credits).ok()
}

/// The sum of the current amounts of the debts that the notice lists (comment 34(c)(2)(ix)-2); each must add up by
/// itself and be what is owed on it, and every debt that is asked about must be there.
fn sum_of_debts(asked: &Asked<AskNotice>, listed: &[DebtOnNotice], findings: &mut Findings) -> Option<Money> {
    let first = listed.first()?;
    let mut sum = Money::zero(first.current_amount.currency());
    let mut named = DebtSet::EMPTY;
    for debt in listed {
        sum = sum.plus(debt.current_amount).ok()?;
        let index = asked.standing.debt_ix(&debt.debt);
        named = index.map_or(named, |i| named.or(DebtSet::one(i)));
        let zero = Money::zero(debt.current_amount.currency());
        let or_nothing = |amount: Option<Money>| amount.unwrap_or(zero);
        let own = debt.amount_on_itemization_date.and_then(|amount| {
            add_up(
                amount,
                or_nothing(debt.interest),
                or_nothing(debt.fees),
                or_nothing(debt.payments),
                or_nothing(debt.credits),
            )
        });
        if own.is_some_and(|own| own != debt.current_amount) {
            findings.prohibits("1006.34(c)(2)(viii)");
        }
        let is_owed = index.and_then(|i| owed_on(asked, i)).is_none_or(|owed| owed == debt.current_amount);
        if index.is_none() || !is_owed {
            findings.prohibits("1006.34(c)(2)(ix)");
        }
    }
    if !named.covers(asked.debts) {
        findings.prohibits("1006.34(c)(2)(ix)");
    }
    Some(sum)
}

/// What is owed on the debts together, where each balance is known and nothing moved it since.
fn owed(asked: &Asked<AskNotice>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for index in asked.debts.iter() {
        let owed = owed_on(asked, index)?;
        sum = Some(match sum {
            Some(so_far) => so_far.plus(owed).ok()?,
            None => owed,
        });
    }
    sum
}

fn owed_on(asked: &Asked<AskNotice>, index: usize) -> Option<Money> {
    // A balance is as of some day before the payments that came to us since; then the ledger must say.
    let moved = asked.standing.payments().iter().any(|p| p.with.is_none() && !p.refused && p.debts.holds(index));
    asked.standing.debt(index).filter(|_| !moved)?.balance
}

/// Payments on this debt alone that we know of since the itemization date must be in the notice, as payments or credits.
fn leaves_payments_out(asked: &Asked<AskNotice>, fields: &Fields) -> bool {
    let Some(since) = fields.itemization_date.map(Day::of) else { return false };
    if fields.payments.is_none() && fields.credits.is_none() {
        return false;
    }
    let currency = fields.amount_on_itemization_date.map_or(Currency::USD, Money::currency);
    let known = asked
        .standing
        .payments()
        .iter()
        .filter(|p| !p.refused && p.at.day > since && asked.debts.covers(p.debts) && !p.debts.is_empty());
    let known = known.filter(|p| p.amount.currency() == currency).map(|p| p.amount.minor());
    let stated = [fields.payments, fields.credits].into_iter().flatten().filter_map(|a| a.amount(currency));
    let stated = stated.map(Money::minor).fold(0, i64::saturating_add);
    known.fold(0, i64::saturating_add) > stated
}
