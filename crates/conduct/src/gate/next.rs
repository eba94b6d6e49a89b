//! Until when a gate says no: the moment before which nobody need look again.

use super::{DAY, DAYS, Gate, GateAnswer, LAST, Local, OPENS, Reason};

/// So many times the answer is moved on before we stop looking.
const STEPS_MAX: usize = 32;

impl Gate {
    /// The first second, from `at` on, at which the gate doesn't say no by itself; the whole decision permits nothing
    /// before it. Nothing where no passing of time opens it: only a new fact does.
    pub fn not_before(&self, at: i64) -> Option<i64> {
        let mut moment = at;
        for _ in 0..STEPS_MAX {
            let GateAnswer::No(reasons) = self.answer(moment) else { return Some(moment) };
            if !self.bars.without(self.eased).is_empty() {
                return None;
            }
            let later = reasons.iter().filter_map(|reason| self.ends(reason, moment)).max()?;
            if later <= moment {
                return Some(moment);
            }
            moment = later;
        }
        Some(moment)
    }

    /// The first second after `at` at which the reason, if it stands alone, may stand no more.
    fn ends(&self, reason: Reason, at: i64) -> Option<i64> {
        let [bankruptcy, death, moratorium] = self.rests_until;
        let oldest = self.calls.get(usize::from(self.oldest)).copied().unwrap_or(0);
        match reason {
            Reason::SevenCalls => Some(self.begins(at, oldest.saturating_add(DAYS))),
            Reason::RecentTalk => Some(self.begins(at, self.talk.saturating_add(DAYS))),
            Reason::Bankruptcy => self.after(at, bankruptcy),
            Reason::Death => self.after(at, death),
            Reason::Moratorium => self.after(at, moratorium),
            Reason::Hours => {
                let opens = [self.west, self.east].into_iter().filter_map(|offset| opens(at, offset)).max();
                opens.map(|t| self.within_clocks(at, t))
            }
            Reason::Inconvenient => Some(self.within_clocks(at, self.end_of_stretches(at))),
            Reason::ThirdParty | Reason::Cease | Reason::Attorney | Reason::OptOut | Reason::Workplace => None,
        }
    }

    fn after(&self, at: i64, last_day: u16) -> Option<i64> {
        (last_day != u16::MAX).then(|| self.begins(at, last_day.saturating_add(1)))
    }

    /// The first second of a day at home. Past a change of the clocks the day is taken to begin as early as it can.
    fn begins(&self, at: i64, day: u16) -> i64 {
        let midnight = i64::from(day) * DAY - i64::from(self.home) * 60;
        let change = i64::from(self.clocks_until);
        let begins = if midnight <= change { midnight } else { (midnight - super::SLACK).max(change) };
        begins.max(at)
    }

    /// The hours are not judged past a change of the clocks.
    fn within_clocks(&self, at: i64, moment: i64) -> i64 {
        moment.min(i64::from(self.clocks_until)).max(at)
    }

    /// The first minute at which no stretch that holds now holds any more, looked for minute by minute of a week.
    fn end_of_stretches(&self, at: i64) -> i64 {
        const WEEK_MINUTES: i64 = 7 * 24 * 60;
        let now = at - at.rem_euclid(60);
        let is_open = |t: &i64| !self.answer(*t).reasons().has(Reason::Inconvenient);
        (1..=WEEK_MINUTES).map(|n| now + n * 60).find(is_open).unwrap_or(now + WEEK_MINUTES * 60)
    }
}

/// When the hours open by one clock; nothing where they are open.
fn opens(at: i64, offset: i16) -> Option<i64> {
    let local = Local::of(at, offset);
    if local.is_daytime() {
        return None;
    }
    let until_eight = i64::from(OPENS) - i64::from(local.second);
    Some(at + if local.second > LAST { until_eight + DAY } else { until_eight })
}
