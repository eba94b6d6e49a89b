//! Times and places that are closed to us: by the hour of the day, or by what somebody told us.

use facts::{ConsentTo, Meaning, Place, When, Window};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::consent::{has_run_out, is_withdrawn};
use super::consumer::{is_direct, speaks_of};
use super::medium::{Way, is_same_medium};
use super::reach::{Reach, Whereabouts};
use super::zones::{Ground, Zones};
use crate::clocks::{change_after, shown};
use crate::kept_zones::zone_named;
use crate::standing::{Day, Moment, Said, Standing};

/// The first and the last moment of the hours that are not unusual, 1006.6(b)(1)(i): before eight and after nine
/// are closed, eight and nine themselves are not.
const OPENS: Time = Time::constant(8, 0, 0, 0);
const LAST: Time = Time::constant(21, 0, 0, 0);

/// Windows repeat weekly: what doesn't open in so many days after the last change never opens.
const DAYS_AHEAD: i32 = 9;

/// Is a time, or a place at a time, open?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    Open,
    /// Closed, but the person agreed to it: prior consent, given directly (1006.6(b)(4)(i)).
    Agreed,
    Closed,
}

/// What is closed for one contact, at any moment that we may ask about.
#[derive(Debug)]
pub(crate) struct Closed<'a> {
    standing: &'a Standing,
    reach: Reach,
    zones: Zones,
    home: TimeZone,
    place: Whereabouts,
    /// What became known after it is left out, where a contact of the past is judged.
    known_by: Option<Moment>,
}

/// What a word of the person closes or opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Time,
    Place(Place),
}

impl<'a> Closed<'a> {
    pub(crate) fn of(standing: &'a Standing, reach: Reach, known_by: Option<Moment>) -> Closed<'a> {
        let zones = reach
            .person
            .map_or_else(|| Zones { zones: Vec::new(), ground: Ground::Abroad }, |person| Zones::of(standing, person));
        let place = reach.whereabouts(standing);
        Closed { standing, reach, zones, home: standing.home_zone(), place, known_by }
    }

    pub(crate) fn ground(&self) -> Ground {
        self.zones.ground
    }

    pub(crate) fn whereabouts(&self) -> Whereabouts {
        self.place
    }

    /// The instant by which the contact is judged. A question of a whole day is asked about some permitted hour of
    /// it: the first that is open, else noon.
    pub(crate) fn instant(&self) -> i64 {
        if let Some(instant) = self.reach.at.instant {
            return instant;
        }
        let noon = || self.second(self.reach.at.day.date(), Time::constant(12, 0, 0, 0), &self.home);
        let names_times = |s: &Said| !windows(&s.means).is_empty() || end(&s.means).is_some();
        if self.reach.is_mail() && !self.known().any(names_times) {
            // Nothing in the day tells one of its hours from another.
            return noon();
        }
        let candidates = self.candidates(self.reach.at.day);
        let open = |t: &&i64| self.time(**t) != Stand::Closed;
        candidates
            .iter()
            .find(|t| open(t) && self.place(**t) != Stand::Closed)
            .or_else(|| candidates.iter().find(open))
            .copied()
            .unwrap_or_else(noon)
    }

    /// Is the hour open?
    pub(crate) fn time(&self, t: i64) -> Stand {
        let said = if self.reach.is_mail() {
            // Paper comes when it comes; only a whole stretch of days can be closed to it.
            self.word(t, Matter::Time).filter(|open| !open)
        } else {
            self.word(t, Matter::Time).or_else(|| Some(self.is_daytime(t)))
        };
        match said {
            Some(false) if self.consent(t, Matter::Time) => Stand::Agreed,
            Some(false) => Stand::Closed,
            Some(true) | None => Stand::Open,
        }
    }

    /// Is the place open at that hour?
    pub(crate) fn place(&self, t: i64) -> Stand {
        let Whereabouts::At(place) = self.place else { return Stand::Open };
        match self.word(t, Matter::Place(place)) {
            Some(false) if self.consent(t, Matter::Place(place)) => Stand::Agreed,
            Some(false) => Stand::Closed,
            Some(true) | None => Stand::Open,
        }
    }

    /// Did the person agree to be reached at this place, whatever closes it?
    pub(crate) fn agreed_to_place(&self, t: i64, place: Place) -> bool {
        self.consent(t, Matter::Place(place))
    }

    /// Did the person agree to be contacted now and here at all, since `since`?
    pub(crate) fn agreed_since(&self, t: i64, since: Moment) -> bool {
        let at = self.moment(t);
        self.consents_at(t).any(|(said, times, places)| {
            since.is_by(said.known)
                && (times.is_empty() || self.in_all(times, t))
                && (places.is_empty() || matches!(self.place, Whereabouts::At(p) if places.contains(&p)))
                && said.known.is_by(at)
        })
    }

    /// Was there ever a consent to contact at closed times or places, whether or not it holds here?
    pub(crate) fn has_some_consent(&self) -> bool {
        self.standing.said().iter().any(|s| {
            matches!(s.means, Meaning::Consent { to: ConsentTo::Contact, .. })
                && self.reach.person.is_some_and(|p| s.by.is(p))
        })
    }

    /// Is some place closed to us for this person? Then a number whose place nobody knows may be there.
    pub(crate) fn closes_some_place(&self, t: i64) -> bool {
        [Place::Home, Place::Work, Place::Other]
            .into_iter()
            .any(|p| self.word(t, Matter::Place(p)) == Some(false) && !self.consent(t, Matter::Place(p)))
    }

    /// Eight to nine by every clock under which the person might be (comment 6(b)(1)(i)-2).
    fn is_daytime(&self, t: i64) -> bool {
        self.zones.zones.iter().all(|zone| {
            let time = local(t, zone).time();
            time >= OPENS && time <= LAST
        })
    }

    /// The last word on the matter that holds at that instant: `true` opens it, `false` closes it.
    fn word(&self, t: i64, matter: Matter) -> Option<bool> {
        let mut word = None;
        for said in self.known() {
            match &said.means {
                Meaning::Inconvenient { times, places, until }
                    if self.about_them(said)
                        && about(matter, places)
                        && self.holds_for_paper(times)
                        && self.in_any(times, t)
                        && !self.is_over(said, times, places, *until, t) =>
                {
                    word = Some(false);
                }
                Meaning::Convenient { times, places } if self.is_theirs(said) => {
                    // Without times or places, all that was closed is open again; no unusual hour becomes usual.
                    let everything = times.is_empty() && places.is_empty();
                    if everything {
                        word = None;
                    } else if about(matter, places) && (times.is_empty() || self.in_all(times, t)) {
                        word = Some(true);
                    }
                }
                Meaning::AllowChannel { channel, endpoint } if self.is_theirs(said) && matter != Matter::Time => {
                    // "Not at home, but letters are fine."
                    let way = Way { channel: self.reach.channel, to: self.reach.to };
                    let this_channel = channel.is_none_or(|c| is_same_medium(c, way.channel));
                    let this_point = endpoint.as_ref().is_none_or(|id| self.standing.endpoint_ix(id) == way.to);
                    if this_channel && this_point && word == Some(false) {
                        word = Some(true);
                    }
                }
                _ => {}
            }
        }
        word
    }

    /// Prior consent, given directly, in a communication that broke none of (b)(1) to (3), neither withdrawn nor run
    /// out, to this time or place.
    fn consent(&self, t: i64, matter: Matter) -> bool {
        self.consents_at(t).any(|(_, times, places)| match matter {
            _ if times.is_empty() && places.is_empty() => true,
            Matter::Time => {
                let here = places.is_empty() || matches!(self.place, Whereabouts::At(p) if places.contains(&p));
                !times.is_empty() && self.in_all(times, t) && here
            }
            Matter::Place(place) => places.contains(&place) && (times.is_empty() || self.in_all(times, t)),
        })
    }

    fn consents_at(&self, t: i64) -> impl Iterator<Item = (&Said, &[Window], &[Place])> {
        let at = self.moment(t);
        self.standing.said().iter().enumerate().filter_map(move |(place, said)| {
            let Meaning::Consent { to: ConsentTo::Contact, times, places, until, .. } = &said.means else {
                return None;
            };
            let stands = self.is_theirs(said)
                && self.is_known(said)
                && !said.won_at_closed_time
                && !is_withdrawn(self.standing, place)
                && !has_run_out(*until, at, &self.home);
            stands.then_some((said, times.as_slice(), places.as_slice()))
        })
    }

    fn known(&self) -> impl Iterator<Item = &Said> {
        self.standing.said().iter().filter(|s| self.is_known(s))
    }

    fn is_known(&self, said: &Said) -> bool {
        self.known_by.is_none_or(|by| said.known.is_by(by))
    }

    fn about_them(&self, said: &Said) -> bool {
        self.reach.person.is_some_and(|person| speaks_of(self.standing, said, person))
    }

    fn is_theirs(&self, said: &Said) -> bool {
        self.reach.person.is_some_and(|person| said.by.is(person)) && is_direct(said)
    }

    /// A window of hours or weekdays says nothing of paper.
    fn holds_for_paper(&self, times: &[Window]) -> bool {
        !self.reach.is_mail()
            || times.is_empty()
            || times.iter().any(|w| w.days.is_empty() && w.from.is_none() && w.to.is_none())
    }

    /// "Not now" without a word of when or where is over with the day on which it was said.
    fn is_over(&self, said: &Said, times: &[Window], places: &[Place], until: Option<When>, t: i64) -> bool {
        if until.is_none() && times.is_empty() && places.is_empty() {
            return said.at.day < self.moment(t).day;
        }
        has_run_out(until, self.moment(t), &self.home)
    }

    /// Is it within a stretch by any clock under which the person might be?
    fn in_any(&self, windows: &[Window], t: i64) -> bool {
        windows.is_empty()
            || windows.iter().any(|window| match own_zone(window) {
                Some(zone) => holds(window, local(t, &zone)),
                None if self.zones.zones.is_empty() => true,
                None => self.zones.zones.iter().any(|zone| holds(window, local(t, zone))),
            })
    }

    /// Is it within the stretches by every clock under which the person might be?
    fn in_all(&self, windows: &[Window], t: i64) -> bool {
        let by = |zone: &TimeZone| {
            windows.iter().any(|window| match own_zone(window) {
                Some(own) => holds(window, local(t, &own)),
                None => holds(window, local(t, zone)),
            })
        };
        if self.zones.zones.is_empty() { by(&self.home) } else { self.zones.zones.iter().all(by) }
    }

    /// The first moment after the contact's at which `open` holds: an instant for a question of time, a day for a
    /// question of days.
    pub(crate) fn next(&self, open: impl Fn(i64) -> bool) -> Option<Moment> {
        let today = self.reach.at.day;
        let mut days: Vec<Day> = (0..=DAYS_AHEAD).map(|n| today.plus(n)).collect();
        for until in self.known().filter_map(|s| end(&s.means)) {
            let last = Moment::of(until, &self.home).day;
            if last >= today {
                days.extend((0..=DAYS_AHEAD).map(|n| last.plus(n)));
            }
        }
        days.sort_unstable();
        days.dedup();
        for day in days {
            let candidates = self.candidates(day);
            match self.reach.at.instant {
                // A day that opens to mail opens in the morning.
                Some(_) if self.reach.is_mail() => {
                    let morning = opens(self.standing, self.reach.at, day);
                    if self.reach.at.is_before(morning) && morning.instant.is_some_and(&open) {
                        return Some(morning);
                    }
                }
                Some(now) => {
                    if let Some(instant) = candidates.into_iter().find(|t| *t > now && open(*t)) {
                        return Some(Moment { day, instant: Some(instant) });
                    }
                }
                None if day > today && candidates.into_iter().any(&open) => return Some(Moment::whole(day)),
                None => {}
            }
        }
        None
    }

    /// Does `is` hold at some moment of the contact's day?
    pub(crate) fn any_hour(&self, is: impl Fn(i64) -> bool) -> bool {
        self.candidates(self.reach.at.day).into_iter().any(is)
    }

    /// Was the hour closed at `then`, and did it not open until `now`, later on the same day?
    pub(crate) fn stays_closed(&self, then: i64, now: i64) -> bool {
        self.time(then) == Stand::Closed
            && self
                .candidates(self.moment(now).day)
                .into_iter()
                .filter(|t| (then..=now).contains(t))
                .all(|t| self.time(t) == Stand::Closed)
    }

    /// Every instant of that day at home at which something may open or close, in order.
    fn candidates(&self, day: Day) -> Vec<i64> {
        let mut found = Vec::new();
        let midnight = Time::midnight();
        let (start, end) =
            (self.second(day.date(), midnight, &self.home), self.second(day.plus(1).date(), midnight, &self.home));
        found.push(start);
        let after_last = Time::constant(21, 0, 1, 0);
        for zone in &self.zones.zones {
            for date in dates(start, end, zone) {
                found.extend([OPENS, after_last, midnight].map(|time| self.second(date, time, zone)));
            }
        }
        for window in self.known().flat_map(|s| windows(&s.means)) {
            let own = own_zone(window);
            let zones = own.as_ref().map_or(self.zones.zones.as_slice(), std::slice::from_ref);
            for zone in zones {
                for date in dates(start, end, zone) {
                    let edges = [window.from, window.to].into_iter().flatten().map(|clock| clock.0);
                    found.extend(edges.chain([midnight]).flat_map(|time| shown(date, time, zone)));
                }
                found.extend(change_after(start, zone));
            }
        }
        for until in self.known().filter_map(|s| self::end(&s.means)) {
            found.extend(until.instant().map(|i| i.as_second() + 1));
        }
        found.retain(|t| (start..end).contains(t) && self.is_on(day, *t));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Is it that day by every clock by which the person may live? Where their home is known its clock is enough.
    fn is_on(&self, day: Day, t: i64) -> bool {
        self.standing.home_zone_name().is_some()
            || self.zones.zones.iter().all(|zone| local(t, zone).date() == day.date())
    }

    fn moment(&self, t: i64) -> Moment {
        Moment { day: Day::of(local(t, &self.home).date()), instant: Some(t) }
    }

    fn second(&self, date: Date, time: Time, zone: &TimeZone) -> i64 {
        zone.to_timestamp(date.to_datetime(time)).map_or(i64::MIN, Timestamp::as_second)
    }
}

/// Eight in the morning of that day at the consumer's place, for a question of time; the day for a question of days.
pub(crate) fn opens(standing: &Standing, asked_at: Moment, day: Day) -> Moment {
    if asked_at.instant.is_none() {
        return Moment::whole(day);
    }
    match day.date().to_datetime(OPENS).to_zoned(standing.home_zone()) {
        Ok(zoned) => Moment { day, instant: Some(zoned.timestamp().as_second()) },
        Err(_) => Moment::whole(day),
    }
}

/// Is the moment within the stretches, by their own clocks or else by `zone`? A whole day is, where some of it is.
pub(crate) fn is_within(windows: &[Window], at: Moment, zone: &TimeZone) -> bool {
    windows.is_empty()
        || windows.iter().any(|window| match at.instant {
            Some(t) => holds(window, local(t, own_zone(window).as_ref().unwrap_or(zone))),
            None => window.days.is_empty() || window.days.iter().any(|d| d.weekday() == at.day.date().weekday()),
        })
}

/// The days that a zone's clocks show between the two instants: one, or two where its midnight falls between them.
fn dates(start: i64, end: i64, zone: &TimeZone) -> impl Iterator<Item = Date> {
    let (first, last) = (local(start, zone).date(), local(end.saturating_sub(1), zone).date());
    [Some(first), (last != first).then_some(last)].into_iter().flatten()
}

fn about(matter: Matter, places: &[Place]) -> bool {
    match matter {
        Matter::Time => places.is_empty(),
        Matter::Place(place) => places.contains(&place),
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

fn own_zone(window: &Window) -> Option<TimeZone> {
    window.time_zone.as_deref().and_then(zone_named)
}

fn local(t: i64, zone: &TimeZone) -> DateTime {
    zone.to_datetime(Timestamp::from_second(t).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// Does the stretch hold that time of that day? One that ends before it begins runs past midnight, and belongs to
/// the day on which it began.
fn holds(window: &Window, at: DateTime) -> bool {
    let on = |date: Date| window.days.is_empty() || window.days.iter().any(|d| d.weekday() == date.weekday());
    let today = at.date();
    let (from, to) = (window.from.map_or(Time::midnight(), |c| c.0), window.to.map(|c| c.0));
    let time = at.time();
    match to {
        Some(to) if to <= from => (on(today) && time >= from) || (today.yesterday().is_ok_and(on) && time < to),
        Some(to) => on(today) && time >= from && time < to,
        None => on(today) && time >= from,
    }
}
