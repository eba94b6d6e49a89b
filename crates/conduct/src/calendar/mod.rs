//! Working days: federal holidays of the United States, bank holidays of the United Kingdom, and the days between.

mod easter;
mod uk;
mod us;

use jiff::civil::{Date, Weekday};

use crate::standing::Day;

pub use easter::easter_sunday;
pub use us::{observed, public_holidays};

/// Whose holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holidays {
    /// The legal public holidays of 5 U.S.C. 6103(a), on the very days that the text names. The Friday or Monday on
    /// which one is observed is no such day (Regulation F names only paragraph (a)).
    UsFederal,
    /// Bank holidays (Banking and Financial Dealings Act 1971, and proclamations), Good Friday and Christmas Day.
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

/// A holiday that a government declared after this program was made, or that a firm keeps besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedHoliday {
    pub place: Holidays,
    pub date: Date,
}

/// The working days of one place: every day but Saturdays, Sundays and its holidays.
///
/// ```
/// use conduct::{Day, calendar::{Calendar, Holidays}};
/// let federal = Calendar::of(Holidays::UsFederal);
/// let friday = Day::of("2026-07-03".parse().unwrap());
/// assert_eq!(federal.after(friday, 1).date(), "2026-07-06".parse().unwrap());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    place: Holidays,
    added: &'a [AddedHoliday],
}

/// So many days on end are searched for a working day at most; a calendar without one has been misconfigured.
const SEARCH_MAX: u32 = 4_000;

impl Calendar<'static> {
    /// The calendar by law and the one-off days known to us.
    pub const fn of(place: Holidays) -> Calendar<'static> {
        Calendar { place, added: &[] }
    }
}

impl<'a> Calendar<'a> {
    /// The calendar with holidays from the configuration; those of other places are passed over.
    pub const fn with_added(place: Holidays, added: &'a [AddedHoliday]) -> Calendar<'a> {
        Calendar { place, added }
    }

    /// Is this day one of the place's holidays, whatever day of the week it is?
    pub fn is_holiday(&self, day: Day) -> bool {
        let date = day.date();
        self.added.iter().any(|a| a.place == self.place && a.date == date)
            || match self.place {
                Holidays::UsFederal => us::is_public_holiday(date),
                Holidays::EnglandAndWales => uk::is_bank_holiday(date, uk::Nation::EnglandAndWales),
                Holidays::Scotland => uk::is_bank_holiday(date, uk::Nation::Scotland),
                Holidays::NorthernIreland => uk::is_bank_holiday(date, uk::Nation::NorthernIreland),
            }
    }

    /// Neither Saturday nor Sunday nor a holiday.
    pub fn is_working_day(&self, day: Day) -> bool {
        !matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday) && !self.is_holiday(day)
    }

    /// The `count`th working day after `day`, which itself isn't counted; `day` where `count` is nought.
    pub fn after(&self, day: Day, count: u32) -> Day {
        self.step(day, count, 1)
    }

    /// The `count`th working day before `day`, which itself isn't counted; `day` where `count` is nought.
    pub fn before(&self, day: Day, count: u32) -> Day {
        self.step(day, count, -1)
    }

    /// `day`, where it is a working day, else the next one.
    pub fn on_or_after(&self, day: Day) -> Day {
        self.after(day.plus(-1), 1)
    }

    /// How many working days lie after `from`, up to and with `to`; nought where `to` is not later.
    pub fn between(&self, from: Day, to: Day) -> u32 {
        let days = u32::try_from(to.since(from)).unwrap_or(0);
        let mut day = from;
        let mut count = 0;
        for _ in 0..days {
            day = day.plus(1);
            count += u32::from(self.is_working_day(day));
        }
        count
    }

    fn step(&self, day: Day, count: u32, step: i32) -> Day {
        let mut day = day;
        for _ in 0..count {
            for _ in 0..SEARCH_MAX {
                day = day.plus(step);
                if self.is_working_day(day) {
                    break;
                }
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of(text.parse().unwrap())
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        let federal = Calendar::of(Holidays::UsFederal);
        // Thanksgiving is Thursday 26 November 2026; the Friday after is an ordinary day.
        assert_eq!(federal.after(day("2026-11-25"), 1), day("2026-11-27"));
        assert_eq!(federal.after(day("2026-11-25"), 2), day("2026-11-30"));
        assert_eq!(federal.before(day("2026-11-27"), 1), day("2026-11-25"));
        assert_eq!(federal.between(day("2026-11-20"), day("2026-11-30")), 5);
        assert_eq!(federal.between(day("2026-11-30"), day("2026-11-20")), 0);
        assert_eq!(federal.on_or_after(day("2026-11-26")), day("2026-11-27"));
        assert_eq!(federal.on_or_after(day("2026-11-27")), day("2026-11-27"));
        assert_eq!(federal.after(day("2026-11-26"), 0), day("2026-11-26"));
    }

    #[test]
    fn holidays_may_be_added_for_one_place() {
        let added = [AddedHoliday { place: Holidays::Scotland, date: "2031-06-12".parse().unwrap() }];
        let thursday = day("2031-06-12");
        assert!(!Calendar::with_added(Holidays::Scotland, &added).is_working_day(thursday));
        assert!(Calendar::with_added(Holidays::EnglandAndWales, &added).is_working_day(thursday));
    }
}
