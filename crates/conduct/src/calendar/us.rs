//! Legal public holidays of the United States: 5 U.S.C. 6103(a), and the days on which they are observed.

use jiff::civil::{Date, Weekday, date};

use Weekday::{Monday, Thursday};

/// The first Martin Luther King Jr. birthday (Public Law 98-144) and the first Juneteenth (Public Law 117-17).
const KING_SINCE: i16 = 1986;
const JUNETEENTH_SINCE: i16 = 2021;

/// Is it a day that 5 U.S.C. 6103(a) names? One that falls on a weekend stays where it is.
pub(crate) fn is_public_holiday(date: Date) -> bool {
    let nth = |weekday, nth| date.weekday() == weekday && (date.day() - 1) / 7 + 1 == nth;
    match (date.month(), date.day()) {
        (1, 1) | (7, 4) | (11, 11) | (12, 25) => true,
        (6, 19) => date.year() >= JUNETEENTH_SINCE,
        (1, _) => nth(Monday, 3) && date.year() >= KING_SINCE,
        (2, _) => nth(Monday, 3),
        (5, day) => date.weekday() == Monday && day > 24,
        (9, _) => nth(Monday, 1),
        (10, _) => nth(Monday, 2),
        (11, _) => nth(Thursday, 4),
        _ => false,
    }
}

/// The days of 5 U.S.C. 6103(a) in a year, in order.
///
/// ```
/// use conduct::calendar::{observed, public_holidays};
/// let independence = "2026-07-04".parse()?;
/// assert!(public_holidays(2026).any(|day| day == independence) && public_holidays(2026).count() == 11);
/// assert_eq!(observed(independence), "2026-07-03".parse()?);
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn public_holidays(year: i16) -> impl Iterator<Item = Date> {
    let first = Date::new(year, 1, 1).unwrap_or(date(1970, 1, 1));
    first.series(jiff::Span::new().days(1)).take_while(move |d| d.year() == year).filter(|d| is_public_holiday(*d))
}

/// The working day on which federal offices rest for a holiday: the Friday before a Saturday (6103(b)(1)), the
/// Monday after a Sunday (Executive Order 11582). No day of 6103(a): Regulation F does not count it.
pub fn observed(holiday: Date) -> Date {
    match holiday.weekday() {
        Weekday::Saturday => holiday.yesterday().unwrap_or(holiday),
        Weekday::Sunday => holiday.tomorrow().unwrap_or(holiday),
        _ => holiday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleven_days_of_2026() {
        let days: Vec<String> = public_holidays(2026).map(|d| d.to_string()).collect();
        assert_eq!(
            days,
            [
                "2026-01-01",
                "2026-01-19",
                "2026-02-16",
                "2026-05-25",
                "2026-06-19",
                "2026-07-04",
                "2026-09-07",
                "2026-10-12",
                "2026-11-11",
                "2026-11-26",
                "2026-12-25",
            ]
        );
        assert_eq!(public_holidays(2020).count(), 10, "Juneteenth came in 2021");
        assert_eq!(public_holidays(1985).count(), 9);
    }

    #[test]
    fn the_observed_day_is_another_day() {
        assert_eq!(observed(date(2026, 7, 4)), date(2026, 7, 3));
        assert!(!is_public_holiday(date(2026, 7, 3)));
        assert_eq!(observed(date(2027, 7, 4)), date(2027, 7, 5));
        assert_eq!(observed(date(2026, 12, 25)), date(2026, 12, 25));
        // The last Monday of May, whether it is the fourth or the fifth.
        assert!(is_public_holiday(date(2027, 5, 31)) && !is_public_holiday(date(2027, 5, 24)));
    }
}
