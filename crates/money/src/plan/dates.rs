//! The days of a plan: the day after payday, weekly to monthly, moved past weekends and holidays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::budget::Every;

/// When a household is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Payday {
    /// On this day of each month, 1 to 31; in a shorter month on its last day.
    Day(i8),
    /// On this day, and then in this rhythm.
    On { day: Date, every: Every },
}

/// The days on which a plan's payments fall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The first day, before it is moved past a weekend.
    start: Date,
    every: Every,
    /// Monthly: the day of the month that is kept, 1 to 31.
    day: i8,
    /// Days added to that day: 1 where it is the day after payday.
    after: i8,
}

/// The number of weeks and months that are looked at to find the next payday.
const LOOK_MAX: i32 = 600;

impl Schedule {
    /// Payments in this rhythm, the first on this day.
    pub fn from_day(first: Date, every: Every) -> Schedule {
        Schedule { start: first, every, day: first.day(), after: 0 }
    }

    /// Payments in this rhythm on the day after payday, none before `earliest`.
    pub fn after_payday(payday: Payday, earliest: Date, every: Every) -> Schedule {
        match (payday, every) {
            (Payday::Day(day), Every::Month) => {
                let day = day.clamp(1, 31);
                let first = (0..LOOK_MAX).find_map(|months| {
                    let due = month_day(earliest, months - 1, day)?.tomorrow().ok()?;
                    (due >= earliest).then_some((due, months - 1))
                });
                match first.and_then(|(_, months)| month_day(earliest, months, day)) {
                    Some(start) => Schedule { start, every, day, after: 1 },
                    None => Schedule::from_day(earliest, every),
                }
            }
            (Payday::Day(day), _) => {
                let monthly = Schedule::after_payday(Payday::Day(day), earliest, Every::Month);
                Schedule::from_day(monthly.raw(0).unwrap_or(earliest), every)
            }
            (Payday::On { day, every: paid }, _) => {
                let paydays = Schedule::from_day(day, paid);
                let due = (0..LOOK_MAX.saturating_mul(5)).find_map(|n| {
                    let due = paydays.raw(n)?.tomorrow().ok()?;
                    (due >= earliest).then_some(due)
                });
                Schedule::from_day(due.unwrap_or(earliest), every)
            }
        }
    }

    pub fn every(&self) -> Every {
        self.every
    }

    /// The day of payment `n`, the first being 0; moved to the next day on which banks are open.
    /// Nothing where the calendar ends.
    pub fn due(&self, n: i32, holidays: &[Date]) -> Option<Date> {
        open_day(self.raw(n)?, holidays)
    }

    /// The first payment on or after a day: its number.
    pub fn next_from(&self, day: Date, holidays: &[Date]) -> Option<i32> {
        (0..LOOK_MAX.saturating_mul(5)).find(|n| self.due(*n, holidays).is_none_or(|due| due >= day))
    }

    fn raw(&self, n: i32) -> Option<Date> {
        let weeks = |per: i32| self.start.checked_add(per.checked_mul(n)?.weeks()).ok();
        let day = match self.every {
            Every::Week => weeks(1)?,
            Every::TwoWeeks => weeks(2)?,
            Every::FourWeeks => weeks(4)?,
            Every::Month => month_day(self.start, n, self.day)?,
        };
        day.checked_add(i32::from(self.after).days()).ok()
    }
}

/// The given day of the month that lies `months` after `from`, or that month's last day.
fn month_day(from: Date, months: i32, day: i8) -> Option<Date> {
    let month = from.first_of_month().checked_add(months.months()).ok()?;
    Date::new(month.year(), month.month(), day.min(month.days_in_month())).ok()
}

/// The day itself or the next on which banks are open: later, so that nobody pays before they have it.
fn open_day(mut day: Date, holidays: &[Date]) -> Option<Date> {
    // Holidays and weekends in a row never reach a fortnight.
    for _ in 0..14 {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !weekend && !holidays.contains(&day) {
            return Some(day);
        }
        day = day.tomorrow().ok()?;
    }
    Some(day)
}

/// The day that lies so many working days after a day.
pub(crate) fn working_day(from: Date, days: i32, holidays: &[Date]) -> Date {
    (0..days).fold(from, |day, _| day.tomorrow().ok().and_then(|next| open_day(next, holidays)).unwrap_or(Date::MAX))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_keeps_its_day_and_gives_way_to_short_months() {
        let plan = Schedule::from_day(date(2027, 1, 29), Every::Month);
        let due: Vec<_> = (0..4).map(|n| plan.due(n, &[]).unwrap()).collect();
        // 28 February 2027 is a Sunday.
        assert_eq!(due, [date(2027, 1, 29), date(2027, 3, 1), date(2027, 3, 29), date(2027, 4, 29)]);
    }

    #[test]
    fn the_day_after_payday_follows_the_payday_over_the_month_end() {
        let plan = Schedule::after_payday(Payday::Day(31), date(2027, 2, 10), Every::Month);
        let due: Vec<_> = (0..3).map(|n| plan.due(n, &[]).unwrap()).collect();
        // Paid on 28 February, 31 March and 30 April; 1 May is a Saturday.
        assert_eq!(due, [date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 3)]);
    }

    #[test]
    fn weekly_payments_begin_after_the_next_payday() {
        let payday = Payday::On { day: date(2027, 3, 5), every: Every::TwoWeeks };
        let plan = Schedule::after_payday(payday, date(2027, 3, 8), Every::Week);
        // Paid on Friday 19 March; the day after is a Saturday.
        assert_eq!(plan.due(0, &[]).unwrap(), date(2027, 3, 22));
        assert_eq!(plan.due(1, &[date(2027, 3, 29)]).unwrap(), date(2027, 3, 30));
    }
}
