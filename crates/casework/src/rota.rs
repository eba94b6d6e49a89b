//! Who of us is there when: what is promised falls on days on which somebody works, and is theirs to keep.

use conduct::Open;
use facts::Window;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::DossierId;

use crate::firm::Agent;

/// Somebody who works here, with their usual times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// As people know them, and as they sign in.
    pub name: String,
    /// Their own line; the firm's where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Days and hours, at the firm's place.
    pub times: Vec<Window>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Away>,
}

/// A stretch of days on which somebody is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Why these can't be a rota.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RotaError {
    #[error("[[staff]] needs the firm's own hours: write [house.open] with time_zone and times")]
    NoHours,
    #[error("[[staff]] number {0} has no name: write the name that people know")]
    Nameless(usize),
    #[error("[[staff]] names `{0}` twice: give each a name of their own")]
    Twice(String),
    #[error("`{0}` has times without `from` before `to`: write both, as from = \"09:00\", to = \"17:30\"")]
    Times(String),
    #[error("`{0}` is away until a day before it begins: write `until` as the last day of it")]
    Away(String),
    #[error("the firm is open on {0}, and nobody of [[staff]] works then: change `open.times`, or somebody's times")]
    Nobody(&'static str),
}

/// Everybody who works here; with nobody named, the agent of the letterhead is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rota {
    staff: Vec<Shift>,
}

const WEEK: [&str; 7] = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

impl Rota {
    /// A rota for these hours.
    ///
    /// # Errors
    /// Somebody without a name, two of one name, times that end before they begin, an open day on which nobody works.
    pub fn new(staff: Vec<Shift>, open: Option<&Open>) -> Result<Rota, RotaError> {
        if staff.is_empty() {
            return Ok(Rota::default());
        }
        let open = open.ok_or(RotaError::NoHours)?;
        for (number, shift) in (1..).zip(&staff) {
            if shift.name.trim().is_empty() {
                return Err(RotaError::Nameless(number));
            }
            if staff.iter().filter(|other| other.name == shift.name).count() > 1 {
                return Err(RotaError::Twice(shift.name.clone()));
            }
            let ordered = |w: &Window| matches!((w.from, w.to), (Some(from), Some(to)) if from < to);
            if shift.times.is_empty() || !shift.times.iter().all(ordered) {
                return Err(RotaError::Times(shift.name.clone()));
            }
            if shift.away.iter().any(|away| away.until < away.from) {
                return Err(RotaError::Away(shift.name.clone()));
            }
        }
        // Any Monday: only the day of the week is looked at.
        let monday = jiff::civil::date(2024, 1, 1);
        for (ahead, name) in (0..).zip(WEEK) {
            let day = monday.saturating_add(jiff::Span::new().days(ahead));
            let is_open = open.times.iter().any(|window| falls_on(window, day));
            if is_open && !staff.iter().any(|shift| shift.times.iter().any(|window| falls_on(window, day))) {
                return Err(RotaError::Nobody(name));
            }
        }
        Ok(Rota { staff })
    }

    /// Who is there on this day, in the order of the card.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Shift> {
        self.staff.iter().filter(move |shift| shift.works_on(day))
    }

    /// Who is there at this moment, at the firm's place.
    pub fn at(&self, at: Timestamp, open: &Open) -> impl Iterator<Item = &Shift> {
        let here = at.to_zoned(open.zone());
        let is_open = open.holds(at);
        self.staff.iter().filter(move |shift| {
            let (day, time) = (here.date(), Some(here.time()));
            is_open && shift.works_on(day) && shift.times.iter().any(|w| w.holds(day.weekday(), time))
        })
    }

    /// Is nobody named?
    pub fn is_empty(&self) -> bool {
        self.staff.is_empty()
    }
}

/// One of several, the same each time for the same person, so that they talk with one of us where that can be.
pub(crate) fn choose<'a>(there: &[&'a Shift], dossier: DossierId) -> Option<&'a Shift> {
    let count = i64::try_from(there.len()).ok().filter(|count| *count > 0)?;
    let at = usize::try_from(dossier.number().rem_euclid(count)).ok()?;
    there.get(at).copied()
}

impl Shift {
    fn works_on(&self, day: Date) -> bool {
        self.times.iter().any(|window| falls_on(window, day))
            && !self.away.iter().any(|away| away.from <= day && day <= away.until)
    }

    /// As people know them; the firm's line where they have none of their own.
    pub(crate) fn agent(&self, phone: &str) -> Agent {
        Agent { name: self.name.clone(), phone: self.phone.clone().unwrap_or_else(|| phone.to_owned()) }
    }
}

fn falls_on(window: &Window, day: Date) -> bool {
    window.days.is_empty() || window.days.iter().any(|d| d.weekday() == day.weekday())
}
