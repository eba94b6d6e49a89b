//! Late payment between traders in the UK: the fixed sum, the rate and its day, and the interest.
//!
//! Late Payment of Commercial Debts (Interest) Act 1998, ss. 4, 5A; SI 2002/1675 art 4.

use facts::{Money, MoneyError};
use jiff::civil::{Date, date};

use crate::ratio::{self, Percent, Rounding};

/// The fixed sum for a late debt: £40 below £1,000, £70 below £10,000, else £100 (LPCDA s.5A(2)).
pub fn fixed_sum(debt: Money) -> Money {
    let pounds = match debt.minor() {
        ..100_000 => 40,
        100_000..1_000_000 => 70,
        _ => 100,
    };
    Money::new(pounds * 100, debt.currency())
}

/// The day whose Bank rate counts for interest that begins to run on `start`: the last 30 June or
/// 31 December before it (SI 2002/1675 art 4).
pub fn reference_date(start: Date) -> Date {
    if start.month() <= 6 { date(start.year() - 1, 12, 31) } else { date(start.year(), 6, 30) }
}

/// The statutory rate a year: 8 per cent above the Bank rate of the reference day.
pub fn statutory_rate(bank_rate: Percent) -> Result<Percent, MoneyError> {
    bank_rate.plus(Percent::whole(8))
}

/// Simple interest for so many days, days ÷ 365, to the nearest penny.
pub fn statutory_interest(debt: Money, rate: Percent, days: u32) -> Result<Money, MoneyError> {
    ratio::scale(debt, rate.parts() * i128::from(days), Percent::PARTS_IN_WHOLE * 365, Rounding::Nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_sums_change_at_their_lines() {
        let sum = |text: &str| fixed_sum(text.parse().unwrap()).to_string();
        assert_eq!(sum("999.99 GBP"), "40.00 GBP");
        assert_eq!(sum("1000.00 GBP"), "70.00 GBP");
        assert_eq!(sum("9999.99 GBP"), "70.00 GBP");
        assert_eq!(sum("10000.00 GBP"), "100.00 GBP");
    }

    #[test]
    fn the_half_year_decides_the_rate() {
        assert_eq!(reference_date(date(2027, 6, 30)), date(2026, 12, 31));
        assert_eq!(reference_date(date(2027, 7, 1)), date(2027, 6, 30));
        let rate = statutory_rate("3.75".parse().unwrap()).unwrap();
        assert_eq!(rate.to_string(), "11.75");
        let interest = statutory_interest("1000.00 GBP".parse().unwrap(), rate, 100).unwrap();
        assert_eq!(interest.to_string(), "32.19 GBP");
    }
}
