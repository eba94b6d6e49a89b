//! When late-payment interest starts, at what rate it runs, and the fixed sum (LPCDA ss.4 to 6, SI 2002/1675).

use facts::{Debt, Money, Role, TraderForm};

use crate::rule::Asked;
use crate::standing::Day;

/// The first day that bears interest, and the paragraph that fixes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) day: Day,
    pub(super) rule: &'static str,
    /// A longer agreed period was passed over, which stands only where it is not grossly unfair: for a person.
    pub(super) long_period: bool,
}

/// LPCDA s.4(2A)(b), (2D), (2H): the days of the relevant period, which begins with the later of performance and notice.
const DAYS_BY_LAW: i32 = 30;
/// LPCDA s.4(2E), (2F): an agreed day beyond so many stands only where it is not grossly unfair.
const DAYS_AGREED_MAX: i32 = 60;

/// Interest runs from the day after the agreed day, which counts for at most 30 days against a public authority and 60
/// against others; without one, from the day after 30 days beginning with the later of performance and notice.
pub(super) fn interest_start<A>(asked: &Asked<A>, debt: &Debt) -> Option<Start> {
    let invoice = debt.invoice.as_ref()?;
    let purchaser = asked.person.and_then(|p| asked.standing.person(p)).filter(|p| p.role == Role::Business);
    let public = purchaser.is_some_and(|p| p.form == Some(TraderForm::PublicAuthority));
    let agreed = invoice.agreed_payment_day.map(|d| Day::of(d).plus(1));
    let later = invoice.performed.into_iter().chain(invoice.notified).map(Day::of).max();
    let by_law = later.map(|day| day.plus(DAYS_BY_LAW));
    let plain = |day: Day, rule: &'static str| Start { day, rule, long_period: false };
    match (agreed, by_law) {
        (Some(agreed), Some(law)) if public && agreed > law => {
            Some(Start { day: law, rule: "LPCDA s.4(2D)", long_period: false })
        }
        (Some(agreed), Some(law)) if !public && agreed > law.plus(DAYS_AGREED_MAX - DAYS_BY_LAW) => {
            let day = law.plus(DAYS_AGREED_MAX - DAYS_BY_LAW);
            Some(Start { day, rule: "LPCDA s.4(2E)", long_period: true })
        }
        (Some(agreed), _) => Some(plain(agreed, "LPCDA s.4(2A)(a)")),
        (None, law) => law.map(|day| plain(day, "LPCDA s.4(2A)(b)")),
    }
}

/// LPCDA s.5A(2): £40, from £1,000 £70, from £10,000 £100; in pence.
pub(super) const fn fixed_sum_pence(debt_pence: i64) -> i64 {
    if debt_pence < 100_000 {
        4_000
    } else if debt_pence < 1_000_000 {
        7_000
    } else {
        10_000
    }
}

/// SI 2002/1675 art 4: 8% over the Bank's rate; in ten-thousandths of a percent.
const OVER_BANK: i128 = 80_000;
const RATE_UNIT: i128 = 10_000;

/// The yearly statutory rate, in ten-thousandths of a percent, from a Bank rate written as `3.75`.
pub(super) fn statutory_rate(bank: &str) -> Option<i128> {
    parse_percent(bank).map(|rate| rate + OVER_BANK)
}

/// Ten-thousandths of a percent of a figure with four decimals at most.
fn parse_percent(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 4 || !plain(whole) || !plain(part) {
        return None;
    }
    let mut value: i128 = 0;
    for byte in whole.bytes().chain(part.bytes()) {
        value = value * 10 + i128::from(byte - b'0');
    }
    for _ in part.len()..4 {
        value *= 10;
    }
    Some(if negative { -value } else { value })
}

/// A rate in words: two decimals, more where it has more.
pub(super) fn percent(rate: i128) -> String {
    let sign = if rate < 0 { "-" } else { "" };
    let rate = rate.abs();
    let mut text = format!("{sign}{}.{:04}", rate / RATE_UNIT, rate % RATE_UNIT);
    for _ in 0..2 {
        if text.ends_with('0') {
            text.pop();
        }
    }
    text
}

/// Simple interest for so many days, a year of 365, to the nearest penny (a half goes up); nothing where it does not fit.
pub(super) fn simple_interest(debt: Money, rate: i128, days: i32) -> Option<Money> {
    let over = i128::from(debt.minor()).checked_mul(rate)?.checked_mul(i128::from(days))?;
    let under = 100 * RATE_UNIT * 365;
    let pence = (over * 2 + under).div_euclid(under * 2);
    i64::try_from(pence).ok().map(|minor| Money::new(minor, debt.currency()))
}

#[cfg(test)]
mod tests {
    use facts::Currency;

    use super::*;

    #[test]
    fn rates_are_exact() {
        assert_eq!(statutory_rate("3.75").map(percent).as_deref(), Some("11.75"));
        assert_eq!(statutory_rate("0.1").map(percent).as_deref(), Some("8.10"));
        assert_eq!(statutory_rate("5").map(percent).as_deref(), Some("13.00"));
        assert_eq!(statutory_rate("4.125").map(percent).as_deref(), Some("12.125"));
        assert_eq!(statutory_rate("four"), None);
        assert_eq!(statutory_rate("4.12345"), None);
    }

    #[test]
    fn interest_goes_to_the_nearest_penny() {
        let debt = |minor| Money::new(minor, Currency::GBP);
        assert_eq!(simple_interest(debt(240_000), 117_500, 100), Some(debt(7_726)));
        // A whole year of 10% on £1.05 is 10.5p: up.
        assert_eq!(simple_interest(debt(105), 100_000, 365), Some(debt(11)));
        assert_eq!(simple_interest(debt(104), 100_000, 365), Some(debt(10)));
        assert_eq!(simple_interest(debt(240_000), 117_500, 0), Some(debt(0)));
    }

    #[test]
    fn fixed_sums_turn_at_a_penny() {
        let sums = [99_999, 100_000, 999_999, 1_000_000].map(fixed_sum_pence);
        assert_eq!(sums, [4_000, 7_000, 7_000, 10_000]);
    }
}
