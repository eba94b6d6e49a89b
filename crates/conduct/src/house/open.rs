//! When somebody of ours is there: our own hours at our own place, with the days on which we are closed.

use facts::Window;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::HouseError;

/// The firm's own hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Where we are, as an IANA zone.
    pub time_zone: String,
    /// Days and hours, as `{ days = ["mon", "tue"], from = "09:00", to = "17:30" }`.
    pub times: Vec<Window>,
    /// Days on which we are closed whatever day of the week it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Date>,
}

impl Open {
    /// Is somebody there at this moment?
    pub fn holds(&self, at: Timestamp) -> bool {
        let here = at.to_zoned(self.zone());
        !self.closed.contains(&here.date())
            && self.times.iter().any(|window| window.holds(here.date().weekday(), Some(here.time())))
    }

    /// Is somebody there at any time of this day?
    pub fn is_open_on(&self, day: Date) -> bool {
        !self.closed.contains(&day) && self.windows(day).next().is_some()
    }

    /// When the last of us leaves on this day; nothing where nobody comes.
    pub fn closes_on(&self, day: Date) -> Option<Timestamp> {
        let last = self.windows(day).filter_map(|window| window.to).max()?;
        let is_open = self.is_open_on(day);
        day.to_datetime(last.0).to_zoned(self.zone()).ok().filter(|_| is_open).map(|zoned| zoned.timestamp())
    }

    /// The times of a day at another place at which one of our hours begins here.
    pub(super) fn begins_on(&self, day: Date, there: &TimeZone) -> Vec<Time> {
        let zone = self.zone();
        // Their day may begin in our yesterday and end in our tomorrow.
        let days = [day.yesterday().unwrap_or(day), day, day.tomorrow().unwrap_or(day)];
        let starts = self.times.iter().map(|window| window.from.map_or(Time::midnight(), |clock| clock.0));
        let instants = starts.flat_map(|time| days.map(|date| zone.to_timestamp(date.to_datetime(time))));
        instants.flatten().map(|at| there.to_datetime(at)).filter(|at| at.date() == day).map(|at| at.time()).collect()
    }

    /// The zone of our place.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    fn windows(&self, day: Date) -> impl Iterator<Item = &Window> {
        self.times.iter().filter(move |w| w.days.is_empty() || w.days.iter().any(|d| d.weekday() == day.weekday()))
    }

    /// Can these be the hours of a firm?
    pub(super) fn validate(&self) -> Result<(), HouseError> {
        if TimeZone::get(&self.time_zone).is_err() {
            return Err(HouseError::Zone(self.time_zone.clone()));
        }
        if self.times.is_empty() {
            return Err(HouseError::NeverOpen);
        }
        for (number, window) in (1..).zip(&self.times) {
            if window.time_zone.is_some() {
                return Err(HouseError::OpenZone(number));
            }
            match (window.from, window.to) {
                (Some(from), Some(to)) if from < to => {}
                _ => return Err(HouseError::OpenTimes(number)),
            }
        }
        let twice = self.closed.iter().enumerate().find(|(i, day)| self.closed.iter().take(*i).any(|d| d == *day));
        twice.map_or(Ok(()), |(_, day)| Err(HouseError::ClosedTwice(*day)))
    }
}
