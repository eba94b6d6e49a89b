//! What the law leaves of pay: a floor that a plan must leave, never a target to collect up to.

use facts::{Currency, Money, MoneyError};

use crate::budget::{Every, Rhythm};
use crate::ratio::{self, Percent, Rounding};

/// The limit on wage garnishment: the lesser of a share of disposable pay and what exceeds so many
/// hours of the minimum wage a week (15 USC 1673(a)). States may protect more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WageFloor {
    pub minimum_wage: Money,
    /// Hours a week that are protected.
    pub hours: i64,
    pub share: Percent,
}

impl WageFloor {
    /// 30 hours at $7.25, and a quarter. `data/us_floors.csv` has the sources.
    pub const FEDERAL: WageFloor =
        WageFloor { minimum_wage: Money::new(725, Currency::USD), hours: 30, share: Percent::whole(25) };

    /// What is protected a week: $217.50.
    pub fn week(self) -> Money {
        Money::new(self.minimum_wage.minor().saturating_mul(self.hours), self.minimum_wage.currency())
    }

    /// What is protected a month, a week's amount × 52 ÷ 12.
    pub fn month(self) -> Result<Money, MoneyError> {
        Every::Week.to_month(self.week(), Rounding::Up)
    }

    /// The most that may be taken of a month's pay. Of income that is no pay, nothing.
    pub fn most_of(self, pay_a_month: Money) -> Result<Money, MoneyError> {
        let over = ratio::not_negative(pay_a_month.minus(self.month()?)?);
        Ok(ratio::least(self.share.of(pay_a_month, Rounding::Down)?, over))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_lesser_of_share_and_excess() {
        let most = |pay: i64| WageFloor::FEDERAL.most_of(Money::new(pay, Currency::USD)).unwrap().minor();
        assert_eq!(WageFloor::FEDERAL.week().to_string(), "217.50 USD");
        assert_eq!(WageFloor::FEDERAL.month().unwrap().to_string(), "942.50 USD");
        assert_eq!(most(0), 0);
        assert_eq!(most(94_250), 0);
        assert_eq!(most(100_000), 5_750);
        assert_eq!(most(200_000), 50_000);
    }
}
