//! The date of Easter in the Gregorian calendar.

use jiff::civil::Date;

/// Easter Sunday of a year, by the anonymous Gregorian rule (Meeus/Jones/Butcher); nothing outside the calendar's years.
///
/// ```
/// use conduct::calendar::easter_sunday;
/// assert_eq!(easter_sunday(2027), Some("2027-03-28".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y.rem_euclid(19);
    let century = y.div_euclid(100);
    let in_century = y.rem_euclid(100);
    let correction = (century + 8) / 25;
    let lunar = (century - correction + 1) / 3;
    let epact = (19 * golden + century - century / 4 - lunar + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let march = epact + weekday - 7 * late + 114;
    let month = i8::try_from(march / 31).ok()?;
    let day = i8::try_from(march % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_where_the_tables_say() {
        for (year, date) in [
            (1954, "1954-04-18"),
            (1981, "1981-04-19"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2028, "2028-04-16"),
            (2030, "2030-04-21"),
            (2038, "2038-04-25"),
            (2285, "2285-03-22"),
        ] {
            assert_eq!(easter_sunday(year), Some(date.parse().unwrap()));
        }
    }
}
