//! Late payment between traders in the UK: the fixed sum, the rate and its day, and the interest.
//!
//! Late Payment of Commercial Debts (Interest) Act 1998, ss. 4, 5A; SI 2002/1675 art 4.

use std::sync::LazyLock;

use facts::{Money, MoneyError};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::interest::{InterestRule, Method};
use super::provenance::Provenance;
use crate::ratio::{self, Percent, Rounding};

const KNOWN: &str = include_str!("../../data/uk_bank_rate.csv");

/// The Bank rate on a reference day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankRate {
    pub on: Date,
    /// Per cent a year.
    pub percent: Percent,
    /// Where it is published.
    pub source: String,
}

/// Why there is no statutory interest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LatePaymentError {
    #[error("the Bank rate of {0} is not known here: add it with its source to the creditor's terms, `bank_rates`")]
    NoBankRate(Date),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

static BANK_RATES: LazyLock<Vec<BankRate>> = LazyLock::new(|| known(KNOWN));

/// The interest of a commercial debt that is late from `start` on: simple, at the rate of the reference day before it,
/// for as long as the debt is unpaid. `more` are Bank rates that the operator gave.
///
/// # Errors
/// No Bank rate is known for the reference day: nothing is guessed.
pub fn late_payment_rule(start: Date, more: &[BankRate]) -> Result<InterestRule, LatePaymentError> {
    let on = reference_date(start);
    let known = more.iter().chain(BANK_RATES.iter()).find(|rate| rate.on == on);
    let rate = known.ok_or(LatePaymentError::NoBankRate(on))?;
    let cite = format!(
        "Late Payment of Commercial Debts (Interest) Act 1998 s.1, SI 2002/1675 art 4: 8 per cent above the Bank rate of {} \
         on {on} ({})",
        rate.percent, rate.source
    );
    Ok(InterestRule {
        from: start,
        until: None,
        percent: statutory_rate(rate.percent)?,
        method: Method::Simple,
        rounding: Rounding::Nearest,
        basis: Provenance::Statute { cite },
    })
}

/// The ground of the fixed sum.
pub fn fixed_sum_ground() -> Provenance {
    Provenance::Statute { cite: "Late Payment of Commercial Debts (Interest) Act 1998 s.5A".to_owned() }
}

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

/// The rows of the compiled-in table: the day, the rate, and since when it held. A row that can't be read is left out; a
/// test holds their number.
fn known(csv: &str) -> Vec<BankRate> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let source = format!("Bank of England, in force since {}", row.get(2)?);
        Some(BankRate { on: row.get(0)?.parse().ok()?, percent: row.get(1)?.parse().ok()?, source })
    })
    .collect()
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

    #[test]
    fn each_reference_day_of_the_table_is_read_and_an_unknown_one_is_not_guessed() {
        assert_eq!(BANK_RATES.len(), 13);
        assert!(BANK_RATES.iter().all(|rate| matches!((rate.on.month(), rate.on.day()), (6, 30) | (12, 31))));
        let rule = late_payment_rule(date(2026, 3, 1), &[]).unwrap();
        assert_eq!((rule.percent.to_string().as_str(), rule.basis.is_authority()), ("11.75", true));
        let unknown = late_payment_rule(date(2035, 8, 1), &[]);
        assert_eq!(unknown, Err(LatePaymentError::NoBankRate(date(2035, 6, 30))));
        let more =
            [BankRate { on: date(2035, 6, 30), percent: "2".parse().unwrap(), source: "the operator".to_owned() }];
        assert_eq!(late_payment_rule(date(2035, 8, 1), &more).unwrap().percent.to_string(), "10");
    }
}
