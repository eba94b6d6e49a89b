//! Exact arithmetic on minor units: whole numbers of 128 bits in between, and one stated rounding at the end.

use std::fmt;
use std::str::FromStr;

use facts::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// Which way a fraction of a cent goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the smaller amount (towards minus infinity).
    Down,
    /// To the larger amount (towards plus infinity).
    Up,
    /// To the nearest cent; a half goes away from zero, so that a reversal undoes it exactly.
    Nearest,
}

/// `amount × numerator ÷ denominator`, rounded once.
///
/// # Errors
/// `MoneyError::TooLarge` where the result is no amount of money, or the denominator is not positive.
pub fn scale(amount: Money, numerator: i128, denominator: i128, rounding: Rounding) -> Result<Money, MoneyError> {
    let product = i128::from(amount.minor()).checked_mul(numerator).ok_or(MoneyError::TooLarge)?;
    minor(divide(product, denominator, rounding)?, amount.currency())
}

/// The sum of amounts of one currency; zero where there are none.
pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Result<Money, MoneyError> {
    amounts.into_iter().try_fold(Money::zero(currency), Money::plus)
}

/// The smaller of two amounts of one currency.
pub fn least(a: Money, b: Money) -> Money {
    if b.minor() < a.minor() { b } else { a }
}

/// The larger of two amounts of one currency.
pub fn most(a: Money, b: Money) -> Money {
    if b.minor() > a.minor() { b } else { a }
}

/// The amount, or zero where it is negative.
pub fn not_negative(amount: Money) -> Money {
    most(amount, Money::zero(amount.currency()))
}

/// The same amount with the other sign.
pub fn negated(amount: Money) -> Result<Money, MoneyError> {
    Money::zero(amount.currency()).minus(amount)
}

/// `numerator ÷ denominator` as a whole number.
pub(crate) fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Result<i128, MoneyError> {
    if denominator <= 0 {
        return Err(MoneyError::TooLarge);
    }
    let floor = numerator.div_euclid(denominator);
    let rest = numerator.rem_euclid(denominator);
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        // A half goes away from zero: up for what is positive, down for what is negative.
        Rounding::Nearest if numerator < 0 => rest.saturating_mul(2) > denominator,
        Rounding::Nearest => rest.saturating_mul(2) >= denominator,
    };
    Ok(if up { floor + 1 } else { floor })
}

pub(crate) fn minor(amount: i128, currency: Currency) -> Result<Money, MoneyError> {
    i64::try_from(amount).map(|minor| Money::new(minor, currency)).map_err(|_| MoneyError::TooLarge)
}

/// A percentage, exact to a millionth: `11.75`, `8`, `0.5`.
///
/// ```
/// use money::ratio::{Percent, Rounding};
/// let rate: Percent = "11.75".parse().unwrap();
/// let of = rate.of("100.00 GBP".parse().unwrap(), Rounding::Nearest).unwrap();
/// assert_eq!(of.to_string(), "11.75 GBP");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent(i64);

/// Why a text is not a percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a percentage: write it as `11.75`, with at most six decimals and no sign")]
pub struct PercentError(String);

/// Millionths in one per cent.
const MILLIONTHS: i64 = 1_000_000;
const DECIMALS_MAX: usize = 6;

impl Percent {
    /// A whole number of per cent.
    pub const fn whole(percent: u16) -> Percent {
        Percent(percent as i64 * MILLIONTHS)
    }

    /// This part of an amount.
    pub fn of(self, amount: Money, rounding: Rounding) -> Result<Money, MoneyError> {
        scale(amount, self.parts(), Percent::PARTS_IN_WHOLE, rounding)
    }

    /// The sum of two percentages.
    pub fn plus(self, other: Percent) -> Result<Percent, MoneyError> {
        self.0.checked_add(other.0).map(Percent).ok_or(MoneyError::TooLarge)
    }

    pub(crate) const PARTS_IN_WHOLE: i128 = 100 * MILLIONTHS as i128;

    pub(crate) fn parts(self) -> i128 {
        i128::from(self.0)
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    fn from_str(text: &str) -> Result<Self, PercentError> {
        let wrong = || PercentError(text.to_owned());
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || decimals.len() > DECIMALS_MAX {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let padded = format!("{decimals:0<DECIMALS_MAX$}");
        let parts: i64 = padded.parse().map_err(|_| wrong())?;
        whole.checked_mul(MILLIONTHS).and_then(|w| w.checked_add(parts)).map(Percent).ok_or_else(wrong)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, parts) = (self.0 / MILLIONTHS, self.0 % MILLIONTHS);
        if parts == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{parts:06}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}%")
    }
}

impl Serialize for Percent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_it_says() {
        let cases = [(7, 2, 3, 4, 4), (-7, 2, -4, -3, -4), (1, 3, 0, 1, 0), (-1, 3, -1, 0, 0), (4, 2, 2, 2, 2)];
        for (n, d, down, up, nearest) in cases {
            assert_eq!(divide(n, d, Rounding::Down), Ok(down), "{n}/{d}");
            assert_eq!(divide(n, d, Rounding::Up), Ok(up), "{n}/{d}");
            assert_eq!(divide(n, d, Rounding::Nearest), Ok(nearest), "{n}/{d}");
        }
        assert!(divide(1, 0, Rounding::Down).is_err());
    }

    #[test]
    fn reads_percentages_exactly() {
        for text in ["11.75", "8", "0.5", "0.000001", "100"] {
            assert_eq!(text.parse::<Percent>().unwrap().to_string(), text);
        }
        for text in ["", "-1", "1.", ".5", "1.0000001", "8%", "99999999999999999999"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }
}
