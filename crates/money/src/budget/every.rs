//! How often an amount comes or goes, and what it is a month, exactly.

pub use facts::Every;
use facts::{Money, MoneyError};

use crate::ratio::{self, Rounding};

/// What a rhythm makes of an amount.
pub trait Rhythm: Sized {
    /// How often in a year: 52, 26, 13 or 12 times (practice A-01).
    fn times_a_year(self) -> i128;

    /// What an amount of this rhythm is a month.
    fn to_month(self, amount: Money, rounding: Rounding) -> Result<Money, MoneyError> {
        ratio::scale(amount, self.times_a_year(), 12, rounding)
    }

    /// What a monthly amount is in this rhythm.
    fn of_month(self, amount: Money, rounding: Rounding) -> Result<Money, MoneyError> {
        ratio::scale(amount, 12, self.times_a_year(), rounding)
    }

    /// As in "£5.00 a week".
    fn spoken(self) -> &'static str;
}

impl Rhythm for Every {
    fn times_a_year(self) -> i128 {
        match self {
            Every::Week => 52,
            Every::TwoWeeks => 26,
            Every::FourWeeks => 13,
            Every::Month => 12,
        }
    }

    fn spoken(self) -> &'static str {
        match self {
            Every::Week => "a week",
            Every::TwoWeeks => "every two weeks",
            Every::FourWeeks => "every four weeks",
            Every::Month => "a month",
        }
    }
}
