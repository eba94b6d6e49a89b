//! When and where the customer wants to be contacted, and the hours that are ordinary.

use facts::{AskContact, Channel, ConsentTo, Meaning, Place, When, Window};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::pursuit::is_customer;
use crate::clocks::{change_after, shown};
use crate::kept_zones::zone_named;
use crate::rule::Asked;
use crate::standing::{Day, Moment, Standing};

/// Ordinary hours, in minutes of the day: from eight to nine in the evening, itself still in. CONC has no clock; these
/// are ours, and MCOB 13.5.4G names the same.
const FROM: i32 = 8 * 60;
const TO: i32 = 21 * 60;
const OPENS: Time = Time::constant(8, 0, 0, 0);

/// So many days ahead an open hour is looked for.
const DAYS_AHEAD: i32 = 9;

/// What the customer has said of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// It suits them, or they asked for it.
    Wanted,
    /// It does not suit them.
    Unwanted,
    /// They named times that suit them, and this is none of them.
    Elsewhen,
    /// They said nothing of it.
    Unsaid,
}

/// The hours of one customer, for one contact.
#[derive(Debug)]
pub(super) struct Hours<'a> {
    asked: &'a Asked<'a, AskContact>,
    zone: TimeZone,
}

impl<'a> Hours<'a> {
    /// Nothing where it is not known where the customer lives.
    pub(super) fn of(asked: &'a Asked<'a, AskContact>) -> Option<Hours<'a>> {
        Some(Hours { asked, zone: zone(asked.standing)? })
    }

    /// Does the contact reach somebody at the moment at which it is made? Post is read when they like.
    pub(super) fn matter(channel: Channel) -> bool {
        !matches!(channel, Channel::Letter | Channel::Postcard | Channel::Portal | Channel::Fax)
    }

    pub(super) fn is_ordinary(&self, instant: i64) -> bool {
        let time = self.zone.to_datetime(at(instant)).time();
        let minute = minute_of(time);
        (FROM..TO).contains(&minute) || (minute == TO && time.second() == 0)
    }

    /// What the customer, or who speaks for them, said of this moment; of several words the last counts.
    pub(super) fn wish(&self, instant: i64) -> Wish {
        let mut wish = Wish::Unsaid;
        let mut named = false;
        for said in self.asked.standing.said().iter().filter(|s| s.with.is_none()) {
            match &said.means {
                Meaning::Inconvenient { times, places, until } => {
                    let over = until.is_some_and(|until| !self.is_before(instant, &until));
                    if !over && (until.is_some() || !times.is_empty() || !places.is_empty()) {
                        let holds = self.in_any(times, instant) && self.at_any(places);
                        wish = if holds { Wish::Unwanted } else { wish };
                    }
                }
                Meaning::Convenient { times, places } => {
                    named |= !times.is_empty();
                    if (!times.is_empty() || !places.is_empty()) && self.in_any(times, instant) && self.at_any(places) {
                        wish = Wish::Wanted;
                    }
                }
                Meaning::Consent { to: ConsentTo::Contact | ConsentTo::Calls, times, places, until, .. } => {
                    let over = until.is_some_and(|until| !self.is_before(instant, &until));
                    if !over && self.in_any(times, instant) && self.at_any(places) {
                        wish = Wish::Wanted;
                    }
                }
                Meaning::AsksCallback { when: Some(When::Time { instant: wanted, .. }) } => {
                    let same_day = self.day(instant) == self.day(wanted.as_second());
                    if same_day && instant >= wanted.as_second() && self.asked.ask.channel == Channel::Call {
                        wish = Wish::Wanted;
                    }
                }
                _ => {}
            }
        }
        if wish == Wish::Unsaid && named { Wish::Elsewhen } else { wish }
    }

    /// Do we know that they work or pray at hours of their own, and not at which times they want no contact?
    pub(super) fn are_odd(&self) -> bool {
        let mut odd = false;
        for said in self.asked.standing.said().iter().filter(|s| s.with.is_none()) {
            match &said.means {
                Meaning::Circumstance { kind: Some(kind), .. } => {
                    odd |= matches!(kind.as_str(), "work_pattern" | "religion" | "faith");
                }
                Meaning::Inconvenient { times, .. } | Meaning::Convenient { times, .. } if !times.is_empty() => {
                    return false;
                }
                _ => {}
            }
        }
        odd
    }

    /// The instants that the question is of: its own; of a day, one in each stretch of it that is ordinary or wanted.
    pub(super) fn instants(&self) -> Vec<i64> {
        if let Some(instant) = self.asked.at.instant {
            return vec![instant];
        }
        let mut instants = self.edges(self.asked.day());
        instants.retain(|t| self.is_ordinary(*t) || self.wish(*t) == Wish::Wanted);
        instants
    }

    /// The first moment after this one at which `open` holds; a whole day where the question is of days.
    pub(super) fn next(&self, open: impl Fn(i64) -> bool) -> Option<Moment> {
        let today = self.asked.day();
        let now = self.asked.at.instant;
        for day in self.days_ahead() {
            match now {
                Some(now) => {
                    if let Some(instant) = self.edges(day).into_iter().find(|t| *t > now && open(*t)) {
                        return Some(Moment { day, instant: Some(instant) });
                    }
                }
                None if day > today && self.edges(day).into_iter().any(&open) => return Some(Moment::whole(day)),
                None => {}
            }
        }
        None
    }

    /// The days on which something may open: what they said repeats weekly, and begins anew where a word of theirs ends.
    fn days_ahead(&self) -> Vec<Day> {
        let today = self.asked.day();
        let mut days: Vec<Day> = (0..DAYS_AHEAD).map(|n| today.plus(n)).collect();
        for said in self.asked.standing.said() {
            let last = end(&said.means).map(|until| Day::of(until.day_in(&self.zone)));
            days.extend(last.into_iter().filter(|l| *l >= today).flat_map(|l| (0..DAYS_AHEAD).map(move |n| l.plus(n))));
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Every instant of that day at which something may open or close, in order: between two of them nothing changes.
    fn edges(&self, day: Day) -> Vec<i64> {
        let on = |day: Day, time: Time| shown(day.date(), time, &self.zone);
        let mut found: Vec<i64> = on(day, Time::midnight()).chain(on(day, OPENS)).collect();
        let (start, end) = (found.first().copied().unwrap_or(i64::MIN), on(day.plus(1), Time::midnight()).next());
        found.extend(change_after(start, &self.zone));
        for said in self.asked.standing.said().iter().filter(|s| s.with.is_none()) {
            for window in windows(&said.means) {
                let clocks = || [window.from, window.to].into_iter().flatten().map(|clock| clock.0);
                match window.time_zone.as_deref().and_then(zone_named) {
                    None => found.extend(clocks().flat_map(|time| on(day, time))),
                    Some(own) => {
                        // Its weekdays begin with its own midnights.
                        let times = || clocks().chain([Time::midnight()]);
                        let days = (-1..=1).map(|n| day.plus(n));
                        found.extend(days.flat_map(|day| {
                            times().flat_map(|time| shown(day.date(), time, &own)).collect::<Vec<_>>()
                        }));
                    }
                }
            }
            found.extend(self::end(&said.means).and_then(|until| until.instant()).map(Timestamp::as_second));
            if let Meaning::AsksCallback { when: Some(When::Time { instant, .. }) } = &said.means {
                found.push(instant.as_second());
            }
        }
        found.retain(|t| *t >= start && end.is_none_or(|end| *t < end));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn day(&self, instant: i64) -> Day {
        Day::of(self.zone.to_datetime(at(instant)).date())
    }

    fn is_before(&self, instant: i64, until: &When) -> bool {
        match until {
            When::Day(day) => self.day(instant) <= Day::of(*day),
            When::Time { instant: until, .. } => instant < until.as_second(),
        }
    }

    /// In any of the windows; in all time where none is named.
    fn in_any(&self, windows: &[Window], instant: i64) -> bool {
        windows.is_empty()
            || windows.iter().any(|window| {
                let own = window.time_zone.as_deref().and_then(zone_named);
                let local = own.as_ref().unwrap_or(&self.zone).to_datetime(at(instant));
                holds(window, local)
            })
    }

    /// At any of the places, by where they are or what the contact point belongs to; everywhere where none is named.
    fn at_any(&self, places: &[Place]) -> bool {
        places.is_empty() || place(self.asked).is_some_and(|place| places.contains(&place))
    }
}

fn windows(means: &Meaning) -> &[Window] {
    match means {
        Meaning::Inconvenient { times, .. } | Meaning::Convenient { times, .. } | Meaning::Consent { times, .. } => {
            times
        }
        _ => &[],
    }
}

fn end(means: &Meaning) -> Option<When> {
    match means {
        Meaning::Inconvenient { until, .. } | Meaning::Consent { until, .. } => *until,
        _ => None,
    }
}

/// Does the stretch hold that moment? One that ends before it begins runs past midnight, and belongs to the day on which
/// it began.
fn holds(window: &Window, at: DateTime) -> bool {
    let on = |date: Date| window.days.is_empty() || window.days.iter().any(|d| d.weekday() == date.weekday());
    let (from, to) = (window.from.map_or(Time::midnight(), |clock| clock.0), window.to.map(|clock| clock.0));
    match to {
        Some(to) if to < from => {
            let evening = at.time() >= from && on(at.date());
            let morning = at.time() < to && at.date().yesterday().is_ok_and(on);
            evening || morning
        }
        _ => on(at.date()) && at.time() >= from && to.is_none_or(|to| at.time() < to || to == Time::midnight()),
    }
}

/// Where the contact reaches them: where they are known to be, else the place of the contact point.
pub(super) fn place(asked: &Asked<AskContact>) -> Option<Place> {
    let endpoint = asked.to.and_then(|ix| asked.standing.endpoint(ix)).and_then(|e| e.place);
    asked.ask.person_at.or(endpoint)
}

/// The zone of the customer's home. All of the United Kingdom has one.
fn zone(standing: &Standing) -> Option<TimeZone> {
    if standing.home_zone_name().is_some() {
        return Some(standing.home_zone());
    }
    let at_home = |p: &facts::Person| is_customer(p.role) && p.residence.as_ref().is_some_and(|r| r.country == "GB");
    standing.people().iter().any(at_home).then(|| zone_named("Europe/London"))?
}

/// A minute of a day at the customer's place.
pub(super) fn at_home(standing: &Standing, day: Day, minute: i32) -> Moment {
    Moment { day, instant: zone(standing).and_then(|zone| instant_on(day, minute, &zone)) }
}

fn instant_on(day: Day, minute: i32, zone: &TimeZone) -> Option<i64> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let time = Time::new(hour, minute, 0, 0).ok()?;
    day.date().to_datetime(time).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp().as_second())
}

fn at(instant: i64) -> Timestamp {
    Timestamp::from_second(instant).unwrap_or_default()
}

fn minute_of(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}
