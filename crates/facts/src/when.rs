//! When something was or will be: a day, or an instant as it was written down.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// A day (where the source speaks of days only) or an instant with the offset it was written in.
///
/// ```
/// use facts::When;
/// let day: When = "2027-04-01".parse().unwrap();
/// let time: When = "2027-04-01T10:00:00-04:00".parse().unwrap();
/// assert!(matches!(day, When::Day(_)));
/// assert_eq!(time.to_string(), "2027-04-01T10:00:00-04:00");
/// assert!("2027-04-01 10:00".parse::<When>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// "Some permitted hour of that day at the consumer's place."
    Day(Date),
    /// An instant. The offset is kept so that it can be written as it was read.
    Time { instant: Timestamp, offset: Offset },
}

/// A text that is neither a day nor an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day or time: write `2027-04-01`, or `2027-04-01T10:00:00-04:00` with its offset")]
pub struct MalformedWhen(String);

impl When {
    /// An instant, to be written in the offset of `zoned`.
    pub fn at(zoned: &Zoned) -> When {
        When::Time { instant: zoned.timestamp(), offset: zoned.offset() }
    }

    /// An instant, to be written in UTC.
    pub fn utc(instant: Timestamp) -> When {
        When::Time { instant, offset: Offset::UTC }
    }

    /// The calendar day at `zone`; the day itself where only a day is known.
    pub fn day_in(self, zone: &TimeZone) -> Date {
        match self {
            When::Day(day) => day,
            When::Time { instant, .. } => zone.to_offset(instant).to_datetime(instant).date(),
        }
    }

    /// The time of day at `zone`, where one is known.
    pub fn time_in(self, zone: &TimeZone) -> Option<Time> {
        match self {
            When::Day(_) => None,
            When::Time { instant, .. } => Some(zone.to_offset(instant).to_datetime(instant).time()),
        }
    }

    /// The day as written, whatever the zone of the reader.
    pub fn day_as_written(self) -> Date {
        match self {
            When::Day(day) => day,
            When::Time { instant, offset } => offset.to_datetime(instant).date(),
        }
    }

    pub fn instant(self) -> Option<Timestamp> {
        match self {
            When::Day(_) => None,
            When::Time { instant, .. } => Some(instant),
        }
    }

    /// Is this later than `other`, in `zone`? A day and an instant compare by their days.
    pub fn is_after(self, other: When, zone: &TimeZone) -> bool {
        match (self, other) {
            (When::Time { instant: a, .. }, When::Time { instant: b, .. }) => a > b,
            _ => self.day_in(zone) > other.day_in(zone),
        }
    }
}

impl FromStr for When {
    type Err = MalformedWhen;

    fn from_str(text: &str) -> Result<Self, MalformedWhen> {
        let malformed = || MalformedWhen(text.to_owned());
        if text.len() == 10 {
            return text.parse().map(When::Day).map_err(|_| malformed());
        }
        let (civil, zone) = text.split_at_checked(19).ok_or_else(malformed)?;
        let instant: Timestamp = text.parse().map_err(|_| malformed())?;
        let datetime: jiff::civil::DateTime = civil.parse().map_err(|_| malformed())?;
        if civil.as_bytes().get(10) != Some(&b'T') {
            return Err(malformed());
        }
        let offset = match zone {
            "Z" => Offset::UTC,
            _ if zone.len() == 6 => {
                let seconds =
                    Offset::UTC.to_timestamp(datetime).map_err(|_| malformed())?.as_second() - instant.as_second();
                Offset::from_seconds(i32::try_from(seconds).map_err(|_| malformed())?).map_err(|_| malformed())?
            }
            _ => return Err(malformed()),
        };
        Ok(When::Time { instant, offset })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            When::Day(day) => write!(f, "{day}"),
            When::Time { instant, offset } if offset == Offset::UTC => {
                write!(f, "{}Z", offset.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S"))
            }
            When::Time { instant, offset } => {
                let seconds = offset.seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                let civil = offset.to_datetime(instant);
                write!(f, "{}{sign}{:02}:{:02}", civil.strftime("%Y-%m-%dT%H:%M:%S"), minutes / 60, minutes % 60)
            }
        }
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A stretch of the week that somebody named: "weekdays from three to five". All parts optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The days it falls on; every day where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    /// Its first moment, from midnight where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Clock>,
    /// The moment it ends (itself outside), midnight where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Clock>,
    /// The zone its hours are in, where the speaker said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl Window {
    /// Does it hold the given weekday and time of day? Without a time: does it hold the whole of that day?
    pub fn holds(&self, day: Weekday, time: Option<Time>) -> bool {
        let on_day = self.days.is_empty() || self.days.iter().any(|d| d.weekday() == day);
        on_day
            && match time {
                Some(time) => self.from.is_none_or(|from| time >= from.0) && self.to.is_none_or(|to| time < to.0),
                None => self.from.is_none() && self.to.is_none(),
            }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    pub fn weekday(self) -> Weekday {
        match self {
            Day::Mon => Weekday::Monday,
            Day::Tue => Weekday::Tuesday,
            Day::Wed => Weekday::Wednesday,
            Day::Thu => Weekday::Thursday,
            Day::Fri => Weekday::Friday,
            Day::Sat => Weekday::Saturday,
            Day::Sun => Weekday::Sunday,
        }
    }
}

/// A time of day in hours and minutes, `15:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock(pub Time);

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl Serialize for Clock {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let malformed = || serde::de::Error::custom(format!("`{text}` is not a time of day: write `15:00`"));
        let (hour, minute) = text.split_once(':').ok_or_else(malformed)?;
        if hour.len() != 2 || minute.len() != 2 {
            return Err(malformed());
        }
        let hour = hour.parse().map_err(|_| malformed())?;
        let minute = minute.parse().map_err(|_| malformed())?;
        Time::new(hour, minute, 0, 0).map(Clock).map_err(|_| malformed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_offset_it_was_written_in() {
        for text in [
            "2027-04-01",
            "2027-04-01T10:00:00-04:00",
            "2027-03-01T16:00:00+00:00",
            "2027-03-01T16:00:00Z",
            "2027-03-01T16:00:00+05:30",
        ] {
            let when: When = text.parse().unwrap();
            let expected = text.replace("+00:00", "Z");
            assert_eq!(when.to_string(), expected);
        }
    }

    #[test]
    fn refuses_what_is_not_a_time() {
        for text in
            ["", "2027-13-01", "2027-04-01T10:00:00", "2027-04-01 10:00:00Z", "2027-04-01T10:00-04:00", "tomorrow"]
        {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_window_closes_at_its_end() {
        let window: Window = serde_json::from_str(r#"{"days":["mon"],"from":"15:00","to":"17:00"}"#).unwrap();
        let at = |h, m| Some(Time::new(h, m, 0, 0).unwrap());
        assert!(window.holds(Weekday::Monday, at(15, 0)));
        assert!(!window.holds(Weekday::Monday, at(17, 0)));
        assert!(!window.holds(Weekday::Tuesday, at(16, 0)));
        assert!(!window.holds(Weekday::Monday, None), "an open hour is left in that day");
    }
}
