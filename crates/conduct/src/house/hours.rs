//! The hours at which the house reaches out, at the consumer's place.

use facts::{AskContact, Clock, Window};
use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};

use super::Open;
use crate::calendar::{Calendar, Holidays};
use crate::rule::Asked;
use crate::standing::{Day, Moment, Standing};

/// So many days ahead an open hour is looked for.
const DAYS_AHEAD_MAX: i32 = 60;

/// From when until when, on a day that is not quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    pub from: Clock,
    /// The moment it ends, itself outside.
    pub to: Clock,
}

impl Hours {
    /// From one full hour to another.
    pub(super) const fn between(from: i8, to: i8) -> Hours {
        Hours { from: Clock(Time::constant(from, 0, 0, 0)), to: Clock(Time::constant(to, 0, 0, 0)) }
    }

    /// No house is open before eight or after nine.
    pub(super) fn are_within_the_day(&self) -> bool {
        let (eight, nine) = (Time::constant(8, 0, 0, 0), Time::constant(21, 0, 0, 0));
        self.from < self.to && self.from.0 >= eight && self.to.0 <= nine
    }

    /// Nothing where the moment is open. Where it is closed: when it opens next, if it ever does.
    pub(super) fn closed_until(
        &self,
        asked: &Asked<AskContact>,
        saturdays: bool,
        times: &[Window],
        ours: Option<&Open>,
    ) -> Option<Option<Moment>> {
        let zone = asked.standing.home_zone();
        let at = asked.at;
        let is_there = |day: Day, time: Option<Time>| {
            ours.is_none_or(|open| match time.and_then(|time| moment_at_home(asked.standing, day, time).instant) {
                Some(instant) => Timestamp::from_second(instant).is_ok_and(|at| open.holds(at)),
                None => open.is_open_on(day.date()),
            })
        };
        let wanted = |day: Day, time: Option<Time>| {
            let theirs = times.is_empty() || times.iter().any(|w| may_hold(w, day.date().weekday(), time));
            theirs && is_there(day, time)
        };
        let open_day = |day: Day| !is_quiet(asked.standing, day, saturdays);
        match at.instant {
            None => {
                if open_day(at.day) && wanted(at.day, None) {
                    return None;
                }
                let next = (1..DAYS_AHEAD_MAX).map(|n| at.day.plus(n)).find(|d| open_day(*d) && wanted(*d, None));
                Some(next.map(Moment::whole))
            }
            Some(instant) => {
                let time = Timestamp::from_second(instant).ok()?.to_zoned(zone).time();
                if open_day(at.day) && time >= self.from.0 && time < self.to.0 && wanted(at.day, Some(time)) {
                    return None;
                }
                let begins = |day: Day| {
                    let theirs = times.iter().filter_map(|window| window.from).map(|clock| clock.0);
                    let home = asked.standing.home_zone();
                    theirs.chain(ours.into_iter().flat_map(|open| open.begins_on(day.date(), &home))).collect()
                };
                Some(self.next_open(asked, time, begins, open_day, wanted))
            }
        }
    }

    /// The next moment that is open and wanted. Something opens only where the house's hours, a time that they want or one
    /// of ours begins.
    fn next_open(
        &self,
        asked: &Asked<AskContact>,
        now: Time,
        begins: impl Fn(Day) -> Vec<Time>,
        open_day: impl Fn(Day) -> bool,
        wanted: impl Fn(Day, Option<Time>) -> bool,
    ) -> Option<Moment> {
        for ahead in 0..DAYS_AHEAD_MAX {
            let day = asked.at.day.plus(ahead);
            if !open_day(day) {
                continue;
            }
            let mut starts = begins(day);
            starts.push(self.from.0);
            starts.retain(|time| *time >= self.from.0 && *time < self.to.0 && (ahead > 0 || *time > now));
            starts.sort_unstable();
            if let Some(time) = starts.into_iter().find(|time| wanted(day, Some(*time))) {
                return Some(moment_at_home(asked.standing, day, time));
            }
        }
        None
    }
}

fn time_of(minute: i32) -> Time {
    let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0));
    Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight())
}

/// A minute of a day at the consumer's place.
pub(super) fn at_home(standing: &Standing, day: Day, minute: i32) -> Moment {
    moment_at_home(standing, day, time_of(minute))
}

fn moment_at_home(standing: &Standing, day: Day, time: Time) -> Moment {
    let civil = day.date().to_datetime(time);
    match civil.to_zoned(standing.home_zone()) {
        Ok(zoned) => Moment { day, instant: Some(zoned.timestamp().as_second()) },
        Err(_) => Moment::whole(day),
    }
}

/// Can a contact fall into the window on that day (and at that time, where one is known)?
fn may_hold(window: &Window, day: Weekday, time: Option<Time>) -> bool {
    match time {
        Some(_) => window.holds(day, time),
        None => window.days.is_empty() || window.days.iter().any(|d| d.weekday() == day),
    }
}

/// Sundays, and Saturdays where the house keeps them free, are quiet; so are the holidays where the person lives.
fn is_quiet(standing: &Standing, day: Day, saturdays: bool) -> bool {
    let free = match day.date().weekday() {
        Weekday::Sunday => true,
        Weekday::Saturday => !saturdays,
        _ => false,
    };
    free || Calendar::of(holidays(standing)).is_holiday(day)
}

fn holidays(standing: &Standing) -> Holidays {
    let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
    match residence.map(|r| (r.country.as_str(), r.region.as_deref())) {
        Some(("GB", Some("scotland"))) => Holidays::Scotland,
        Some(("GB", Some("northern_ireland"))) => Holidays::NorthernIreland,
        Some(("GB", _)) => Holidays::EnglandAndWales,
        _ => Holidays::UsFederal,
    }
}
