//! The United States' tables: an amount below which nothing is asked, and a floor to check against.
//!
//! IRS Collection Financial Standards; their use as a cap is what 26 USC 7122(d)(2)(B) warns of, so
//! here they only ever end a question. HHS poverty guidelines serve as a cross-check alone.

use std::sync::LazyLock;

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;

use super::category::Heading;
use super::guideline::{Allowances, Pooling};
use super::line::Household;
use crate::ratio;

const STANDARDS: &str = include_str!("../../data/irs_standards.csv");
const FLOORS: &str = include_str!("../../data/us_floors.csv");

/// The national amounts for a household, a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    pub effective_from: Date,
    pub food_and_housekeeping: Money,
    pub personal: Money,
    pub miscellaneous: Money,
    /// The sum; for a household of more than four it grows with each further person.
    pub total: Money,
}

struct Row {
    from: Date,
    item: String,
    size: String,
    usd: i64,
}

static NATIONAL: LazyLock<Vec<Row>> = LazyLock::new(|| rows(STANDARDS, 1, (2, 3, 4), "national"));
static POVERTY: LazyLock<Vec<Row>> = LazyLock::new(|| rows(FLOORS, 1, (1, 2, 3), "poverty_guideline"));

/// The largest household that the table lists; each further person adds to the total.
const LISTED_MAX: u16 = 4;
const POVERTY_LISTED_MAX: u16 = 8;

/// The table in force on a day for a household of this size; none before the first that we hold.
pub fn national(size: u16, on: Date) -> Option<Standard> {
    let from = NATIONAL.iter().map(|row| row.from).filter(|from| *from <= on).max()?;
    let listed = size.clamp(1, LISTED_MAX).to_string();
    let find = |item: &str, size: &str| {
        NATIONAL.iter().find(|r| r.from == from && r.item == item && r.size == size).map(|r| r.usd)
    };
    let more = find("total", "each_additional")? * i64::from(size.saturating_sub(LISTED_MAX));
    let usd = |dollars: i64| Money::new(dollars * 100, Currency::USD);
    Some(Standard {
        effective_from: from,
        food_and_housekeeping: usd(find("food", &listed)? + find("housekeeping_supplies", &listed)?),
        personal: usd(find("apparel_and_services", &listed)? + find("personal_care", &listed)?),
        miscellaneous: usd(find("miscellaneous", &listed)? + more),
        total: usd(find("total", &listed)? + more),
    })
}

/// What is not questioned in a household, all headings together. Outside the table's days: nothing known.
pub fn allowances(household: &Household, on: Date) -> Allowances {
    let Some(standard) = national(household.size(), on) else { return Allowances::none() };
    Allowances {
        source: format!("IRS national standards of {}", standard.effective_from),
        amounts: vec![
            (Heading::FoodAndHousekeeping, standard.food_and_housekeeping),
            (Heading::Personal, standard.personal),
            (Heading::CommunicationsAndLeisure, standard.miscellaneous),
        ],
        pooling: Pooling::Together,
    }
}

/// The HHS poverty guideline a year in the 48 states and DC; none before the first that we hold.
pub fn poverty_guideline(size: u16, on: Date) -> Result<Option<Money>, MoneyError> {
    let Some(from) = POVERTY.iter().map(|row| row.from).filter(|from| *from <= on).max() else { return Ok(None) };
    let find = |size: &str| POVERTY.iter().find(|r| r.from == from && r.size == size).map(|r| r.usd);
    let listed = size.clamp(1, POVERTY_LISTED_MAX).to_string();
    let (Some(base), Some(more)) = (find(&listed), find("each_more")) else { return Ok(None) };
    let usd = i128::from(base) + i128::from(more) * i128::from(size.saturating_sub(POVERTY_LISTED_MAX));
    ratio::minor(usd * 100, Currency::USD).map(Some)
}

/// The rows of a compiled-in table, by the columns for item, size and dollars. A row that can't be
/// read is left out; a test holds the number of rows.
fn rows(csv: &str, table: usize, (item, size, usd): (usize, usize, usize), named: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    let named = records.filter(|record| record.get(table) == Some(named));
    named
        .filter_map(|record| {
            Some(Row {
                from: record.get(0)?.parse().ok()?,
                item: record.get(item)?.to_owned(),
                size: record.get(size)?.to_owned(),
                usd: record.get(usd)?.parse().ok()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_row_of_the_tables_is_read_and_adds_up() {
        assert_eq!(NATIONAL.len(), 25);
        assert_eq!(POVERTY.len(), 9);
        for (size, total) in [(1, 867), (2, 1_558), (3, 1_857), (4, 2_176), (6, 2_970)] {
            let standard = national(size, date(2026, 7, 1)).unwrap();
            assert_eq!(standard.total.minor(), total * 100);
            let parts = [standard.food_and_housekeeping, standard.personal, standard.miscellaneous];
            assert_eq!(ratio::sum(Currency::USD, parts).unwrap(), standard.total, "{size}");
        }
        assert_eq!(national(1, date(2026, 6, 28)), None);
    }

    #[test]
    fn the_poverty_guideline_grows_by_each_person() {
        let of = |size| poverty_guideline(size, date(2026, 7, 1)).unwrap().unwrap().minor() / 100;
        assert_eq!((of(1), of(4), of(9)), (15_960, 33_000, 61_400));
    }
}
