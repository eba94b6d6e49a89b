//! Breathing spaces and mental health crisis moratoria (SI 2020/1311): start, end, what they cover.

use facts::{DebtKind, Scheme, StatusKind};

use crate::rule::Asked;
use crate::standing::{Change, Day, DebtSet, Standing};

/// One moratorium, as the register and later news tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moratorium {
    /// None where nobody said which of the two it is: then nothing but news of its end ends it.
    pub(super) scheme: Option<Scheme>,
    /// Its first day: the day after the entry on the register (reg 26(1)).
    pub(super) first: Day,
    /// Its last day, itself in it; none where that is not known, as in a crisis under treatment.
    pub(super) last: Option<Day>,
    pub(super) debts: DebtSet,
    /// Only the arrears of a secured debt are in it.
    pub(super) arrears_only: bool,
}

impl Moratorium {
    pub(super) fn is_in_force(&self, day: Day) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// Reg 26(2): 60 days beginning with the first.
const BREATHING_SPACE_DAYS: i32 = 60;
/// Reg 32(2)(a): 30 days beginning with the day on which treatment stops.
const AFTER_TREATMENT_DAYS: i32 = 30;

/// Every moratorium of England and Wales that the dossier knows, in the order in which we were told. News of one already
/// known (its end, the end of treatment) joins it. The Scottish one, which stops neither contact nor interest, is none.
pub(super) fn moratoria(standing: &Standing) -> Vec<Moratorium> {
    let mut found: Vec<Moratorium> = Vec::new();
    for change in standing.changes().iter().filter(|c| is_moratorium(c)) {
        let entered = change.registered.map(|day| Day::of(day).plus(1));
        let first = entered.or(change.from.map(|from| from.day));
        let known = found.iter_mut().rfind(|m| {
            m.scheme == change.scheme
                && m.debts.meets(change.debts)
                && first.is_none_or(|first| first == m.first || m.is_in_force(first))
        });
        match known {
            Some(known) => {
                if change.names_debts && change.until.is_none() {
                    known.debts = known.debts.or(covered_by(standing, change, known.first));
                }
                let told = last_day(change, known.first);
                known.last = match (known.last, told) {
                    // Treatment that goes on moves the end; nothing else makes a moratorium longer.
                    (Some(before), Some(told)) if known.scheme != Some(Scheme::MentalHealthCrisis) => {
                        Some(before.min(told))
                    }
                    (before, told) => told.or(before),
                };
            }
            None => {
                let first = first.unwrap_or(change.at.day.plus(1));
                found.push(Moratorium {
                    scheme: change.scheme,
                    first,
                    last: last_day(change, first),
                    debts: covered_by(standing, change, first),
                    arrears_only: change.arrears_only,
                });
            }
        }
    }
    found
}

fn is_moratorium(change: &Change) -> bool {
    change.kind == StatusKind::Moratorium
        && !matches!(change.scheme, Some(Scheme::ScottishStatutory | Scheme::DebtPaymentProgramme))
}

/// The last day, as the law counts it or as it is known to have ended before.
fn last_day(change: &Change, first: Day) -> Option<Day> {
    let by_law = match change.scheme {
        Some(Scheme::BreathingSpace) => Some(first.plus(BREATHING_SPACE_DAYS - 1)),
        Some(Scheme::MentalHealthCrisis) => {
            change.treatment_ended.map(|ended| Day::of(ended).plus(AFTER_TREATMENT_DAYS - 1))
        }
        _ => None,
    };
    match (change.until.map(|until| until.day), by_law) {
        (Some(known), Some(law)) => Some(known.min(law)),
        (known, law) => known.or(law),
    }
}

/// The debts in it. One that was made after it began is outside (reg 6). Where the entry names debts, they are the
/// moratorium debts; where it names none, a student loan is not among them (reg 5(4)).
fn covered_by(standing: &Standing, change: &Change, first: Day) -> DebtSet {
    let is_in = |debt: &usize| {
        let Some(facts) = standing.debt(*debt) else { return false };
        let made_after = facts.incurred.is_some_and(|made| Day::of(made) >= first);
        !made_after && facts.kind != DebtKind::StudentLoan
    };
    change
        .debts
        .iter()
        .take(standing.debts().len())
        .filter(is_in)
        .fold(DebtSet::EMPTY, |set, i| set.or(DebtSet::one(i)))
}

/// The debts that are in a moratorium on that day.
pub(super) fn covered(standing: &Standing, day: Day) -> DebtSet {
    let in_force = moratoria(standing).into_iter().filter(|m| m.is_in_force(day));
    in_force.fold(DebtSet::EMPTY, |set, m| set.or(m.debts))
}

/// The day after the last on which any of these debts is in a moratorium that is in force on `day`, where it is known.
pub(super) fn free_from(standing: &Standing, debts: DebtSet, day: Day) -> Option<Day> {
    let mut free = None;
    for moratorium in moratoria(standing).into_iter().filter(|m| m.debts.meets(debts) && m.is_in_force(day)) {
        free = free.max(Some(moratorium.last?.plus(1)));
    }
    free
}

/// The moratorium in which one of the debts asked about stands on the day of the question.
pub(super) fn in_force<A>(asked: &Asked<A>) -> Option<Moratorium> {
    latest(asked, |m| m.is_in_force(asked.day()))
}

/// The latest moratorium that began by the day of the question, over or not.
pub(super) fn begun<A>(asked: &Asked<A>) -> Option<Moratorium> {
    latest(asked, |m| m.first <= asked.day())
}

fn latest<A>(asked: &Asked<A>, wanted: impl Fn(&Moratorium) -> bool) -> Option<Moratorium> {
    moratoria(asked.standing).into_iter().rfind(|m| m.debts.meets(asked.debts) && wanted(m))
}
