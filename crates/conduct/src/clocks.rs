//! From what clocks show to instants: a time of a day comes once, twice where clocks are put back, or never.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// The instants, in seconds since 1970, at which the clocks of a zone show that time of that day: two in the night in which
/// they are put back. A time that is skipped is taken by the offsets before and after.
pub(crate) fn shown(date: Date, time: Time, zone: &TimeZone) -> impl Iterator<Item = i64> + use<> {
    let shown = zone.to_ambiguous_timestamp(date.to_datetime(time));
    let second = |t: Result<Timestamp, jiff::Error>| t.map_or(i64::MIN, Timestamp::as_second);
    let (first, last) = (second(shown.earlier()), second(shown.later()));
    [Some(first), (last != first).then_some(last)].into_iter().flatten()
}

/// The next change of the clocks from `from` on: hours of that night come twice, or never.
pub(crate) fn change_after(from: i64, zone: &TimeZone) -> Option<i64> {
    let from = Timestamp::from_second(from).ok()?;
    zone.following(from).next().map(|change| change.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn seconds(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    #[test]
    fn an_hour_comes_twice_when_clocks_are_put_back() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let at = |day: Date| shown(day, time(1, 15, 0, 0), &zone).collect::<Vec<_>>();
        assert_eq!(at(date(2027, 10, 31)), [seconds("2027-10-31T00:15:00Z"), seconds("2027-10-31T01:15:00Z")]);
        assert_eq!(at(date(2027, 10, 30)), [seconds("2027-10-30T00:15:00Z")]);
        assert_eq!(change_after(seconds("2027-10-30T23:00:00Z"), &zone), Some(seconds("2027-10-31T01:00:00Z")));
        assert_eq!(change_after(0, &TimeZone::UTC), None);
    }
}
