//! Breathing spaces and mental health crisis moratoria: which debts they cover, from when, until when (SI 2020/1311).

use facts::{Scheme, StatusKind};

use crate::standing::{Change, Day, DebtSet, Standing};

/// Days of a breathing space, counted from and with its first (reg 26(2)).
const BREATHING_SPACE_DAYS: i32 = 60;
/// Days after the end of crisis treatment, counted from and with that day (reg 32(2)(a)).
const AFTER_TREATMENT_DAYS: i32 = 30;

/// A moratorium, with the days on which it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moratorium {
    pub(super) debts: DebtSet,
    /// Its first day: that after the entry on the register (reg 26(1)).
    pub(super) first: Day,
    /// Its last day, itself in it; nothing where its end is not known, as in a crisis under treatment.
    pub(super) last: Option<Day>,
}

impl Moratorium {
    pub(super) fn is_in_force(&self, day: Day) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// Every moratorium that we know of, in the order in which we were told. The Scottish one, which stops neither contact
/// nor interest, is none of these.
pub(super) fn moratoria(standing: &Standing) -> impl Iterator<Item = Moratorium> {
    let changes = standing.changes();
    changes.iter().enumerate().filter(|(_, c)| is_moratorium(c) && begins(changes, c)).map(move |(place, begun)| {
        let later = changes.iter().skip(place.saturating_add(1));
        let mut last = last_of(begun, begun);
        for change in later.filter(|c| is_moratorium(c) && c.scheme == begun.scheme && c.debts.meets(begun.debts)) {
            if change.from.is_some() && change.from != begun.from {
                break;
            }
            last = last_of(begun, change).or(last);
        }
        Moratorium { debts: begun.debts, first: first_of(begun), last }
    })
}

/// The debts that are in a moratorium on that day.
pub(super) fn covered(standing: &Standing, day: Day) -> DebtSet {
    moratoria(standing).filter(|m| m.is_in_force(day)).fold(DebtSet::EMPTY, |set, m| set.or(m.debts))
}

/// The day after the last on which any of these debts is in a moratorium that is in force on `day`, where it is known.
pub(super) fn free_from(standing: &Standing, debts: DebtSet, day: Day) -> Option<Day> {
    let mut free = None;
    for moratorium in moratoria(standing).filter(|m| m.debts.meets(debts) && m.is_in_force(day)) {
        free = free.max(Some(moratorium.last?.plus(1)));
    }
    free
}

fn is_moratorium(change: &Change) -> bool {
    change.kind == StatusKind::Moratorium
        && !matches!(change.scheme, Some(Scheme::ScottishStatutory | Scheme::DebtPaymentProgramme))
}

/// Does the change begin a moratorium, rather than tell of the end of one that we know?
fn begins(changes: &[Change], change: &Change) -> bool {
    let known_before = || {
        let before = changes.iter().take_while(|c| !std::ptr::eq(*c, change));
        before.into_iter().any(|c| is_moratorium(c) && c.scheme == change.scheme && c.debts.meets(change.debts))
    };
    change.from.is_some() || change.registered.is_some() || !known_before()
}

fn first_of(change: &Change) -> Day {
    let entered = change.registered.map(|day| Day::of(day).plus(1));
    change.from.map(|from| from.day).or(entered).unwrap_or(change.at.day)
}

/// The last day of the moratorium, as `told` has it.
fn last_of(begun: &Change, told: &Change) -> Option<Day> {
    if let Some(until) = told.until {
        return Some(until.day);
    }
    match begun.scheme {
        Some(Scheme::BreathingSpace) => Some(first_of(begun).plus(BREATHING_SPACE_DAYS - 1)),
        Some(Scheme::MentalHealthCrisis) => {
            told.treatment_ended.map(|ended| Day::of(ended).plus(AFTER_TREATMENT_DAYS - 1))
        }
        _ => None,
    }
}
