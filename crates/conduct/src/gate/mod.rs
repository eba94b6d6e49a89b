//! The gate for sweeps: one contact point and one debt in a row of 64 bytes that says no, or perhaps.
//!
//! A [`Gate`] is folded from a [`Standing`](crate::Standing) and answers twelve rules at any later moment in a few
//! nanoseconds and without allocating: third party, cease, attorney, bankruptcy, death, opt-out, hours, inconvenient
//! times, workplace, seven calls in seven days, seven days after a talk, moratorium. It is no decision. It says no
//! only where [`decide`](crate::decide) would not permit the call either, and where anything might open what is
//! closed (a consent, a court, a human's judgement) it says perhaps and leaves the rest to the whole decision.

mod fold;
mod mark;
mod next;
mod reasons;

pub use mark::{Mark, Stretch};
pub use reasons::{Reason, Reasons};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The hours that are open to us, in seconds of the day: eight and nine themselves are.
const OPENS: u32 = 8 * 3600;
const LAST: u32 = 21 * 3600;
/// No more than seven calls in seven days, and none within seven days of a talk.
const CALLS_MAX: usize = 7;
const DAYS: u16 = 7;
/// So many stretches of inconvenient time are kept; of more, the gate knows nothing.
const STRETCHES_MAX: usize = 3;
/// Past a change of the clocks a row may be wrong by so much, so that a day must have ended for certain.
const SLACK: i64 = 2 * 3600;

/// What stands in the way of a call of ours to one contact point about one debt, by what was known when it was folded:
/// a call that we begin, to collect, with nothing said of where the person is.
///
/// ```
/// use conduct::{Gate, GateAnswer, Packs, Reason, Reasons, Standing};
/// use facts::{Case, EndpointId};
///
/// let case: Case = serde_json::from_str(include_str!("../../../../cases/us/1006.6/b1i-call-at-21-00-01.json"))?;
/// let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let cell = standing.endpoint_ix(&EndpointId::named("cell")).ok_or("her number")?;
/// let second = |text: &str| -> Result<i64, jiff::Error> { Ok(text.parse::<jiff::Timestamp>()?.as_second()) };
/// let night = second("2026-06-17T01:00:01Z")?;
/// let gate = Gate::of(&Packs::of(&case.regime), &case.collector, &standing, cell, 0, night);
/// assert_eq!(gate.answer(night), GateAnswer::No(Reasons::one(Reason::Hours)));
/// assert_eq!(gate.not_before(night), Some(second("2026-06-17T12:00:00Z")?));
/// assert_eq!(gate.answer(second("2026-06-17T12:00:00Z")?), GateAnswer::Perhaps, "now ask for the decision");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// It answers from here on, in seconds since 1970.
    from: u32,
    /// The offsets below hold until here; later the hours are not judged.
    clocks_until: u32,
    /// The days of the last seven calls that count, as a ring; 0 where there were fewer.
    calls: [u16; CALLS_MAX],
    /// The day of the last talk; 0 where there was none.
    talk: u16,
    /// Stretches of inconvenient time: minutes of the day, last days, and bits for the weekdays from Monday on.
    stretch_from: [u16; STRETCHES_MAX],
    stretch_to: [u16; STRETCHES_MAX],
    stretch_until: [u16; STRETCHES_MAX],
    stretch_days: [u8; STRETCHES_MAX],
    /// The place of the oldest call in the ring.
    oldest: u8,
    /// The last days of the holds for bankruptcy, death and moratorium; 0 where there is none.
    rests_until: [u16; 3],
    /// What stands whatever the time is.
    bars: Reasons,
    /// What something known might open: never a reason to say no.
    eased: Reasons,
    /// Offsets from UTC in minutes: at home, and the least and the greatest of the clocks they may live by.
    home: i16,
    west: i16,
    east: i16,
}

const _: () = assert!(size_of::<Gate>() <= 64);

/// What a gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateAnswer {
    /// The whole decision would not permit it either, for these reasons at least.
    No(Reasons),
    /// Nothing that the gate knows stands in the way: ask for the decision.
    Perhaps,
}

impl GateAnswer {
    pub fn is_no(self) -> bool {
        self != GateAnswer::Perhaps
    }

    /// The reasons for a no; none for a perhaps.
    pub fn reasons(self) -> Reasons {
        match self {
            GateAnswer::No(reasons) => reasons,
            GateAnswer::Perhaps => Reasons::NONE,
        }
    }
}

impl Gate {
    /// A row in which nothing stands in the way, for a person who may be anywhere between two clocks: offsets from UTC
    /// in minutes, that of home between `west` and `east`, good for the seconds since 1970 between `from` and
    /// `clocks_until`.
    pub const fn open(from: u32, clocks_until: u32, home: i16, west: i16, east: i16) -> Gate {
        Gate {
            from,
            clocks_until,
            calls: [0; CALLS_MAX],
            talk: 0,
            stretch_from: [0; STRETCHES_MAX],
            stretch_to: [0; STRETCHES_MAX],
            stretch_until: [0; STRETCHES_MAX],
            stretch_days: [0; STRETCHES_MAX],
            oldest: 0,
            rests_until: [0; 3],
            bars: Reasons::NONE,
            eased: Reasons::NONE,
            home,
            west,
            east,
        }
    }

    /// May we call at this second since 1970? No, and why; or perhaps.
    pub fn answer(&self, at: i64) -> GateAnswer {
        if at < i64::from(self.from) || at >= i64::from(u32::MAX) {
            return GateAnswer::Perhaps;
        }
        let clocks_hold = at < i64::from(self.clocks_until);
        let day = self.latest_day(at, clocks_hold);
        let mut no = self.bars.or(self.by_days(day));
        if clocks_hold {
            no = no.or(self.by_clocks(at, day));
        }
        let no = no.without(self.eased);
        if no.is_empty() { GateAnswer::Perhaps } else { GateAnswer::No(no) }
    }

    /// The day at home; past a change of the clocks the latest that it can be, so that no limit is stretched.
    fn latest_day(&self, at: i64, clocks_hold: bool) -> u16 {
        let slack = i64::from(!clocks_hold) * SLACK;
        day_of(at + i64::from(self.home) * 60 + slack)
    }

    /// What depends on the day alone.
    fn by_days(&self, day: u16) -> Reasons {
        let oldest = self.calls.get(usize::from(self.oldest)).copied().unwrap_or(0);
        let [bankruptcy, death, moratorium] = self.rests_until;
        Reasons::when(Reason::SevenCalls, day < oldest.saturating_add(DAYS))
            .or(Reasons::when(Reason::RecentTalk, day < self.talk.saturating_add(DAYS)))
            .or(Reasons::when(Reason::Bankruptcy, day <= bankruptcy))
            .or(Reasons::when(Reason::Death, day <= death))
            .or(Reasons::when(Reason::Moratorium, day <= moratorium))
    }

    /// What depends on the hour, by the westernmost and by the easternmost clock.
    fn by_clocks(&self, at: i64, day: u16) -> Reasons {
        let west = Local::of(at, self.west);
        let east = Local::of(at, self.east);
        let hours = Reasons::when(Reason::Hours, !west.is_daytime() | !east.is_daytime());
        if self.stretch_days == [0; STRETCHES_MAX] {
            return hours;
        }
        let inconvenient = self.stretches().any(|s| day <= s.until && (s.holds(west) || s.holds(east)));
        hours.or(Reasons::when(Reason::Inconvenient, inconvenient))
    }

    fn stretches(&self) -> impl Iterator<Item = Stretch> {
        let ends = self.stretch_from.into_iter().zip(self.stretch_to);
        let days = self.stretch_days.into_iter().zip(self.stretch_until);
        ends.zip(days).map(|((from, to), (days, until))| Stretch { days, from, to, until })
    }
}

/// A moment by one clock.
#[derive(Debug, Clone, Copy)]
struct Local {
    /// Seconds of the day.
    second: u32,
    /// Monday is 0.
    weekday: u8,
}

impl Local {
    fn of(at: i64, offset: i16) -> Local {
        // The moment is between 1970 and 2106, and an offset is less than a day.
        let local = at + i64::from(offset) * 60 + DAY;
        let local = u64::try_from(local).unwrap_or(0);
        let second = u32::try_from(local % 86_400).unwrap_or(0);
        // A day was added above, and 1 January 1970 was a Thursday.
        let weekday = u8::try_from((local / 86_400 + 2) % 7).unwrap_or(0);
        Local { second, weekday }
    }

    fn is_daytime(self) -> bool {
        (OPENS..=LAST).contains(&self.second)
    }
}

fn day_of(local: i64) -> u16 {
    u16::try_from(local.max(0) / DAY).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
