//! Days and moments as rules reckon with them: whole days at the consumer's place, and seconds.

use std::fmt;

use facts::When;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A calendar day, counted from 1 January 1970, so that days can be added and compared at no cost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date.
    pub fn of(date: Date) -> Day {
        // Days from civil: Howard Hinnant's algorithm, exact for all years that jiff has.
        let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Day(era * 146_097 + doe - 719_468)
    }

    /// The calendar date of this day.
    pub fn date(self) -> Date {
        let timestamp = Timestamp::from_second(i64::from(self.0) * 86_400).unwrap_or(Timestamp::UNIX_EPOCH);
        jiff::tz::Offset::UTC.to_datetime(timestamp).date()
    }

    /// So many days later (earlier, where negative).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The days from `earlier` to this one; negative where `earlier` is later.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day of the same number so many months later, or that month's last.
    pub fn plus_months(self, months: i32) -> Day {
        let span = jiff::Span::new().try_months(months).unwrap_or_default();
        Day::of(self.date().checked_add(span).unwrap_or(Date::MAX))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

/// When something was: a day at the consumer's place, and the instant where it is known.
///
/// ```
/// use conduct::{Day, Moment};
/// use jiff::tz::TimeZone;
///
/// let home = TimeZone::get("America/New_York")?;
/// let evening = Moment::of("2026-08-14T02:30:00Z".parse()?, &home);
/// assert_eq!(evening.day, Day::of("2026-08-13".parse()?), "it is still the thirteenth where she lives");
/// assert_eq!(evening.day.plus(7).since(evening.day), 7);
/// assert!(evening.is_before(Moment::whole(evening.day.plus(1))) && !evening.is_before(Moment::whole(evening.day)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub day: Day,
    /// Seconds since 1 January 1970, UTC.
    pub instant: Option<i64>,
}

impl Moment {
    /// The moment of `when`, its day counted in `zone`.
    pub fn of(when: When, zone: &TimeZone) -> Moment {
        Moment { day: Day::of(when.day_in(zone)), instant: when.instant().map(Timestamp::as_second) }
    }

    /// A whole day, of which no hour is known.
    pub fn whole(day: Day) -> Moment {
        Moment { day, instant: None }
    }

    /// Is this earlier than `other`? Where either has only a day, days decide.
    pub fn is_before(self, other: Moment) -> bool {
        match (self.instant, other.instant) {
            (Some(a), Some(b)) => a < b,
            _ => self.day < other.day,
        }
    }

    /// Is this the same as or earlier than `other`?
    pub fn is_by(self, other: Moment) -> bool {
        !other.is_before(self)
    }

    /// As it is written in an answer: the instant in the offset of `zone`, else the day.
    pub fn when(self, zone: &TimeZone) -> When {
        match self.instant.and_then(|s| Timestamp::from_second(s).ok()) {
            Some(instant) => When::Time { instant, offset: zone.to_offset(instant) },
            None => When::Day(self.day.date()),
        }
    }

    /// In time order; a whole day comes before the instants of that day.
    pub fn key(self) -> (Day, Option<i64>) {
        (self.day, self.instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_the_calendars() {
        for (text, number) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-24", 20_781), ("1969-12-31", -1)] {
            let date: Date = text.parse().unwrap();
            assert_eq!(Day::of(date).0, number, "{text}");
            assert_eq!(Day(number).date(), date);
        }
        assert_eq!(Day::of("2027-01-31".parse().unwrap()).plus_months(1).date(), "2027-02-28".parse().unwrap());
    }

    #[test]
    fn a_day_and_an_instant_compare_by_days() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let day = Moment::of("2026-08-13".parse().unwrap(), &zone);
        let late = Moment::of("2026-08-13T23:30:00-04:00".parse().unwrap(), &zone);
        assert!(!day.is_before(late) && !late.is_before(day));
        assert!(late.is_before(Moment::whole(day.day.plus(1))));
    }
}
