//! The figures behind each plan, in one place. A house may be kinder; it can't be harder.

use facts::{Currency, Money};
use jiff::civil::Date;

use super::floor::WageFloor;
use crate::ratio::Percent;

/// The parameters of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub currency: Currency,
    /// The most that we ask, of what is available (A-06: 80 per cent).
    pub ask_share: Percent,
    /// What goes to savings, of the surplus (A-04: 10 per cent) …
    pub savings_share: Percent,
    /// … and at most so much a month (£20 or $25).
    pub savings_max: Money,
    /// Stress test: the income falls by this part …
    pub stress_drop: Percent,
    /// … or one bill of this much comes (£100 or $100).
    pub stress_bill: Money,
    /// What the law leaves of pay, where it says so (United States).
    pub wage_floor: Option<WageFloor>,
    /// The most of a token payment, a debt a month.
    pub token_max: Money,
    /// The longest token arrangement, in months.
    pub token_months_max: i32,
    /// A longer plan asks whether a part could be written off, in months.
    pub long_months: i32,
    /// How long a pause lasts, in days (V-13).
    pub pause_days: i32,
    /// How long after its day a payment counts as missed.
    pub grace_days: i32,
    /// The first payment is never sooner than this, in days.
    pub lead_days: i32,
    /// Days on which banks are closed, beside Saturdays and Sundays.
    pub holidays: Vec<Date>,
}

impl Rules {
    /// The rules for a currency: dollars bring the floor of the United States.
    pub fn of(currency: Currency) -> Rules {
        let money = |whole: i64| Money::new(whole * 100, currency);
        let in_us = currency == Currency::USD;
        Rules {
            currency,
            ask_share: Percent::whole(80),
            savings_share: Percent::whole(10),
            savings_max: money(if in_us { 25 } else { 20 }),
            stress_drop: Percent::whole(10),
            stress_bill: money(100),
            wage_floor: in_us.then_some(WageFloor::FEDERAL),
            token_max: money(1),
            token_months_max: 12,
            long_months: 36,
            pause_days: 30,
            grace_days: 3,
            lead_days: 7,
            holidays: Vec::new(),
        }
    }

    pub fn uk() -> Rules {
        Rules::of(Currency::GBP)
    }

    pub fn us() -> Rules {
        Rules::of(Currency::USD)
    }
}
