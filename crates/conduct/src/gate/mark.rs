//! What is folded into a gate, one mark at a time, in time order.

use super::{Gate, Local, Reason, Reasons};

/// A stretch of time that repeats on weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// A bit for each weekday on which it begins, Monday the lowest.
    pub days: u8,
    /// Its first minute of the day.
    pub from: u16,
    /// The minute at which it ends, itself outside; at or before `from` it runs past midnight.
    pub to: u16,
    /// The last day on which it holds, in days since 1970; `u16::MAX` where it has no end.
    pub until: u16,
}

impl Stretch {
    /// Every day of the week.
    pub const WEEK: u8 = 0b111_1111;

    /// Does it hold that moment of a clock?
    pub(super) fn holds(self, at: Local) -> bool {
        let yesterday = (at.weekday + 6) % 7;
        let (today, yesterday) = (self.days >> at.weekday & 1 == 1, self.days >> yesterday & 1 == 1);
        let (from, to) = (u32::from(self.from) * 60, u32::from(self.to) * 60);
        if to <= from {
            (today && at.second >= from) || (yesterday && at.second < to)
        } else {
            today && at.second >= from && at.second < to
        }
    }
}

/// Something that bears on a call to the contact point about the debt. Days are counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A call of ours that counts to the debt (1006.14(b)(2)(i)(A)).
    Call(u16),
    /// A talk about the debt.
    Talk(u16),
    /// Something stands from now on.
    Bars(Reason),
    /// … and no more.
    Lifts(Reason),
    /// A time is inconvenient. Of more than three, the gate keeps three.
    Closes(Stretch),
    /// A hold of the house: for bankruptcy, death or moratorium, until its last day.
    Rests(Reason, u16),
    /// Something may open these: they are no reason to say no.
    Eases(Reasons),
}

impl Gate {
    /// Folds what happened next. Calls and talks come in time order.
    #[inline]
    pub fn apply(&mut self, mark: Mark) {
        match mark {
            Mark::Call(day) => {
                if let Some(place) = self.calls.get_mut(usize::from(self.oldest)) {
                    *place = day;
                }
                self.oldest = if self.oldest == 6 { 0 } else { self.oldest + 1 };
            }
            Mark::Talk(day) => self.talk = self.talk.max(day),
            Mark::Bars(reason) => self.bars = self.bars.or(Reasons::one(reason)),
            Mark::Lifts(reason) => {
                self.bars = self.bars.without(Reasons::one(reason));
                if let Some(until) = self.rest(reason) {
                    *until = 0;
                }
            }
            Mark::Closes(stretch) => self.close(stretch),
            Mark::Rests(reason, day) => {
                if let Some(until) = self.rest(reason) {
                    *until = day.max(*until);
                }
            }
            Mark::Eases(reasons) => self.eased = self.eased.or(reasons),
        }
    }

    fn rest(&mut self, reason: Reason) -> Option<&mut u16> {
        let [bankruptcy, death, moratorium] = &mut self.rests_until;
        match reason {
            Reason::Bankruptcy => Some(bankruptcy),
            Reason::Death => Some(death),
            Reason::Moratorium => Some(moratorium),
            _ => None,
        }
    }

    fn close(&mut self, stretch: Stretch) {
        let Some(free) = self.stretch_days.iter().position(|days| *days == 0) else { return };
        let slots = (
            self.stretch_days.get_mut(free),
            self.stretch_from.get_mut(free),
            self.stretch_to.get_mut(free),
            self.stretch_until.get_mut(free),
        );
        if let (Some(days), Some(from), Some(to), Some(until)) = slots {
            (*days, *from, *to, *until) = (stretch.days, stretch.from, stretch.to, stretch.until);
        }
    }
}
