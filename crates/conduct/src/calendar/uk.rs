//! Bank holidays of England and Wales, Scotland, and Northern Ireland.
//!
//! Banking and Financial Dealings Act 1971, schedule 1, the yearly proclamations under its section 1, and the
//! one-off days proclaimed so far. Days that move from a weekend go to the next day that is no holiday already.

use jiff::civil::{Date, Weekday, date};

use super::easter::easter_sunday;

use Weekday::{Monday, Saturday, Sunday, Tuesday};

/// The three calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nation {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

/// Days proclaimed once for the whole kingdom.
const ONCE: [Date; 8] = [
    date(1981, 7, 29),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
];

/// Days proclaimed once for Scotland: after the first match of its team at the World Cup of 2026.
const ONCE_IN_SCOTLAND: [Date; 1] = [date(2026, 6, 15)];

/// Holidays of May that were moved once, from and to.
const MOVED: [(Date, Date); 5] = [
    (date(1995, 5, 1), date(1995, 5, 8)),
    (date(2002, 5, 27), date(2002, 6, 4)),
    (date(2012, 5, 28), date(2012, 6, 4)),
    (date(2020, 5, 4), date(2020, 5, 8)),
    (date(2022, 5, 30), date(2022, 6, 2)),
];

/// St Andrew's Day Bank Holiday (Scotland) Act 2007.
const ST_ANDREW_SINCE: i16 = 2007;

/// Is it a bank holiday there, or Good Friday or Christmas Day?
pub(crate) fn is_bank_holiday(day: Date, nation: Nation) -> bool {
    ONCE.contains(&day)
        || (nation == Nation::Scotland && ONCE_IN_SCOTLAND.contains(&day))
        || MOVED.iter().any(|(_, to)| *to == day)
        || (is_yearly(day, nation) && MOVED.iter().all(|(from, _)| *from != day))
}

fn is_yearly(day: Date, nation: Nation) -> bool {
    is_new_year(day, nation)
        || is_of_easter(day, nation)
        || is_monday_of_law(day, nation)
        || is_christmas(day)
        || match nation {
            Nation::EnglandAndWales => false,
            Nation::Scotland => day.year() >= ST_ANDREW_SINCE && is_or_stands_for(day, 11, 30),
            Nation::NorthernIreland => is_or_stands_for(day, 3, 17) || is_or_stands_for(day, 7, 12),
        }
}

/// New Year's Day, in Scotland also the day after it.
fn is_new_year(day: Date, nation: Nation) -> bool {
    if day.month() != 1 {
        return false;
    }
    match (nation, day.day(), day.weekday()) {
        (Nation::Scotland, 1 | 2, weekday) => !matches!(weekday, Saturday | Sunday),
        // The first and the second are Saturday and Sunday, or Friday and Saturday, or Sunday and Monday.
        (Nation::Scotland, 3, Monday | Tuesday) => true,
        (Nation::Scotland, 4, Monday | Tuesday) => true,
        (Nation::Scotland, ..) => false,
        _ => is_or_stands_for(day, 1, 1),
    }
}

fn is_of_easter(day: Date, nation: Nation) -> bool {
    let Some(sunday) = easter_sunday(day.year()) else { return false };
    let is = |offset: i64| sunday.checked_add(jiff::Span::new().days(offset)).is_ok_and(|d| d == day);
    is(-2) || (nation != Nation::Scotland && is(1))
}

/// The first and last Mondays of May, and that of August: the first in Scotland, elsewhere the last.
fn is_monday_of_law(day: Date, nation: Nation) -> bool {
    if day.weekday() != Monday {
        return false;
    }
    match (day.month(), day.day()) {
        (5, d) => d <= 7 || d > 24,
        (8, d) => {
            if nation == Nation::Scotland {
                d <= 7
            } else {
                d > 24
            }
        }
        _ => false,
    }
}

/// Christmas Day, Boxing Day, and the days that stand for them.
fn is_christmas(day: Date) -> bool {
    match (day.month(), day.day(), day.weekday()) {
        (12, 25, _) => true,
        (12, 26, weekday) => !matches!(weekday, Saturday | Sunday),
        // Christmas Day was a Saturday (27, 28) or a Sunday (27).
        (12, 27, Monday | Tuesday) => true,
        // Boxing Day was a Saturday (28 is a Monday) or a Sunday (28 is a Tuesday).
        (12, 28, Monday | Tuesday) => true,
        _ => false,
    }
}

/// The day itself, or the Monday that stands for it where it falls on a weekend.
fn is_or_stands_for(day: Date, month: i8, nominal: i8) -> bool {
    if day.month() != month && day.day() > 2 {
        return false;
    }
    let Ok(holiday) = Date::new(day.year(), month, nominal) else { return false };
    let moved = match holiday.weekday() {
        Saturday => 2,
        Sunday => 1,
        _ => 0,
    };
    holiday.checked_add(jiff::Span::new().days(moved)).is_ok_and(|d| d == day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The holidays of a year that fall on weekdays, as `MM-DD`.
    fn of(year: i16, nation: Nation) -> Vec<String> {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|d| d.year() == year);
        days.filter(|d| !matches!(d.weekday(), Saturday | Sunday) && is_bank_holiday(*d, nation))
            .map(|d| d.strftime("%m-%d").to_string())
            .collect()
    }

    #[test]
    fn england_and_wales() {
        let eight = ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"];
        assert_eq!(of(2026, Nation::EnglandAndWales), eight);
        let jubilee = ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"];
        assert_eq!(of(2022, Nation::EnglandAndWales), jubilee);
        let coronation = ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"];
        assert_eq!(of(2023, Nation::EnglandAndWales), coronation);
        assert_eq!(of(2021, Nation::EnglandAndWales).split_at(6).1, ["12-27", "12-28"]);
        assert!(of(2020, Nation::EnglandAndWales).contains(&"05-08".to_owned()));
        assert!(!of(2020, Nation::EnglandAndWales).contains(&"05-04".to_owned()));
    }

    #[test]
    fn scotland() {
        let year = ["01-01", "01-02", "04-03", "05-04", "05-25", "06-15", "08-03", "11-30", "12-25", "12-28"];
        assert_eq!(of(2026, Nation::Scotland), year);
        assert_eq!(of(2021, Nation::Scotland).split_at(2).0, ["01-01", "01-04"]);
        assert_eq!(of(2022, Nation::Scotland).split_at(2).0, ["01-03", "01-04"]);
        assert_eq!(of(2023, Nation::Scotland).split_at(2).0, ["01-02", "01-03"]);
        assert_eq!(of(2024, Nation::Scotland).split_at(2).0, ["01-01", "01-02"]);
        assert!(of(2024, Nation::Scotland).contains(&"12-02".to_owned()), "30 November 2024 is a Saturday");
    }

    #[test]
    fn northern_ireland() {
        let year = ["01-01", "03-17", "04-03", "04-06", "05-04", "05-25", "07-13", "08-31", "12-25", "12-28"];
        assert_eq!(of(2026, Nation::NorthernIreland), year);
        assert!(of(2024, Nation::NorthernIreland).contains(&"03-18".to_owned()));
        assert!(of(2025, Nation::NorthernIreland).contains(&"07-14".to_owned()));
    }
}
