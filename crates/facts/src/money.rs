//! An amount of money: whole minor units and a currency, never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Money in minor units (cents, pence) of one currency.
///
/// Written as in the case format: `120.00 USD`. Amounts may be negative (a credit).
///
/// ```
/// use facts::Money;
/// let owed: Money = "120.05 USD".parse().unwrap();
/// assert_eq!(owed.minor(), 12_005);
/// assert_eq!(owed.to_string(), "120.05 USD");
/// assert!("120.5 USD".parse::<Money>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    currency: Currency,
    minor: i64,
}

/// A currency by its ISO 4217 code. All that we deal in have two decimals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// Why a text is not an amount of money, or a sum can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("`{0}` is not an amount: write it as `120.00 USD`, with two decimals and a currency")]
    Malformed(String),
    #[error("`{0}` is not a currency code: write three capital letters, as in `USD`")]
    UnknownCurrency(String),
    #[error("{0} and {1} are different currencies: keep their sums apart")]
    Mixed(Currency, Currency),
    #[error("the amount is too large to be true: check it")]
    TooLarge,
}

impl Currency {
    pub const USD: Currency = Currency(*b"USD");
    pub const GBP: Currency = Currency(*b"GBP");

    /// The ISO code, as in `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// The sign people know it by; the code where it has none here.
    pub fn sign(&self) -> &str {
        match &self.0 {
            b"USD" => "$",
            b"GBP" => "£",
            b"EUR" => "€",
            _ => self.code(),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Currency([a, b, c])),
            _ => Err(MoneyError::UnknownCurrency(text.to_owned())),
        }
    }
}

impl Money {
    /// An amount of `minor` units (cents, pence).
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { currency, minor }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money::new(0, currency)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// The sum; an error where the currencies differ or it would overflow.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Money { minor, ..self })
    }

    /// The difference; an error where the currencies differ or it would overflow.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Money { minor, ..self })
    }

    /// As a person reads it: `$1,944.78`, `-£3.00`.
    pub fn spoken(self) -> String {
        let whole = (self.minor / 100).unsigned_abs().to_string();
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.is_negative() { "-" } else { "" };
        let cents = self.minor.unsigned_abs() % 100;
        format!("{sign}{}{grouped}.{cents:02}", self.currency.sign())
    }

    fn same_currency(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::Mixed(self.currency, other.currency)) }
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let malformed = || MoneyError::Malformed(text.to_owned());
        let (amount, code) = text.split_once(' ').ok_or_else(malformed)?;
        let (sign, digits) = match amount.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, amount),
        };
        let (whole, cents) = digits.split_once('.').ok_or_else(malformed)?;
        let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !numeric(whole) || !numeric(cents) || cents.len() != 2 {
            return Err(malformed());
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::TooLarge)?;
        let cents: i64 = cents.parse().map_err(|_| malformed())?;
        let minor = whole.checked_mul(100).and_then(|w| w.checked_add(cents)).ok_or(MoneyError::TooLarge)?;
        Ok(Money::new(sign * minor, code.parse()?))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        write!(f, "{sign}{}.{:02} {}", minor / 100, minor % 100, self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_format() {
        for text in ["0.00 USD", "-12.34 GBP", "1944.78 USD", "-0.05 USD"] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), text);
        }
        for text in ["1 USD", "1.0 USD", "1.00", "1.00 usd", ".50 USD", "1,000.00 USD", "99999999999999999999.00 USD"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn is_spoken_with_groups() {
        assert_eq!(Money::new(194_478, Currency::USD).spoken(), "$1,944.78");
        assert_eq!(Money::new(-300, Currency::GBP).spoken(), "-£3.00");
        assert_eq!(Money::new(123_456_789, Currency::USD).spoken(), "$1,234,567.89");
    }

    #[test]
    fn keeps_currencies_apart() {
        let usd = Money::new(1, Currency::USD);
        assert!(usd.plus(Money::new(1, Currency::GBP)).is_err());
        assert_eq!(usd.minus(Money::new(3, Currency::USD)).unwrap().minor(), -2);
        assert!(Money::new(i64::MAX, Currency::USD).plus(usd).is_err());
    }
}
