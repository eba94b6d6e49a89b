//! The days of a breathing space or crisis moratorium (SI 2020/1311): start, end, what it covers.

use facts::{DebtKind, Scheme, StatusKind};

use crate::rule::Asked;
use crate::standing::{Change, Day, DebtSet, Standing};

/// One moratorium, as the register and later news tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) scheme: Scheme,
    /// Its first day: the day after the entry on the register (reg 26(1)).
    pub(super) start: Day,
    /// The last day on which it is in force; none where that is not known yet.
    pub(super) end: Option<Day>,
    pub(super) registered: Option<Day>,
    pub(super) debts: DebtSet,
    /// Only the arrears of a secured debt are in it.
    pub(super) arrears_only: bool,
}

impl Span {
    pub(super) fn holds(&self, day: Day) -> bool {
        day >= self.start && self.end.is_none_or(|end| day <= end)
    }
}

/// Reg 26(2): 60 days beginning with the start.
const DAYS_BREATHING: i32 = 60;
/// Reg 32(2)(a): 30 days beginning with the day on which treatment stops.
const DAYS_AFTER_TREATMENT: i32 = 30;

/// The moratoria of England and Wales that the dossier knows, in the order in which they were heard of. News of one
/// already known (its end, the end of treatment) joins it.
pub(super) fn spans(standing: &Standing) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for change in standing.changes() {
        let scheme = change.scheme.unwrap_or(Scheme::BreathingSpace);
        let english = matches!(scheme, Scheme::BreathingSpace | Scheme::MentalHealthCrisis);
        if change.kind != StatusKind::Moratorium || !english {
            continue;
        }
        let own = change.registered.map(|d| Day::of(d).plus(1)).or(change.from.map(|m| m.day));
        let known = spans
            .iter_mut()
            .rfind(|s| s.scheme == scheme && s.debts.meets(change.debts) && own.is_none_or(|start| s.holds(start)));
        let end = end(change, scheme, own.or(known.as_ref().map(|s| s.start)));
        match known {
            Some(span) => span.end = end.or(span.end),
            None => spans.push(Span {
                scheme,
                start: own.unwrap_or(change.at.day.plus(1)),
                end,
                registered: change.registered.map(Day::of),
                debts: change.debts,
                arrears_only: change.arrears_only,
            }),
        }
    }
    spans
}

fn end(change: &Change, scheme: Scheme, start: Option<Day>) -> Option<Day> {
    let by_law = match scheme {
        Scheme::MentalHealthCrisis => change.treatment_ended.map(|d| Day::of(d).plus(DAYS_AFTER_TREATMENT - 1)),
        _ => start.map(|s| s.plus(DAYS_BREATHING - 1)),
    };
    match (change.until.map(|m| m.day), by_law) {
        (Some(known), Some(law)) => Some(known.min(law)),
        (known, law) => known.or(law),
    }
}

/// Is the debt one of the moratorium's? Not where it was made after the entry (reg 6), and never a student loan
/// (reg 5(4)).
pub(super) fn covers(standing: &Standing, span: &Span, debt: usize) -> bool {
    let Some(facts) = standing.debt(debt) else { return false };
    let made_after = matches!((facts.incurred, span.registered), (Some(made), Some(day)) if Day::of(made) > day);
    span.debts.holds(debt) && facts.kind != DebtKind::StudentLoan && !made_after
}

/// The moratorium in which one of the debts asked about stands on the day of the question.
pub(super) fn in_force<A>(asked: &Asked<A>) -> Option<Span> {
    found(asked, |span| span.holds(asked.day()))
}

/// The latest moratorium that began by the day of the question, over or not.
pub(super) fn begun<A>(asked: &Asked<A>) -> Option<Span> {
    found(asked, |span| span.start <= asked.day())
}

fn found<A>(asked: &Asked<A>, wanted: impl Fn(&Span) -> bool) -> Option<Span> {
    let standing = asked.standing;
    let any = |span: &Span| asked.debts.iter().any(|debt| covers(standing, span, debt));
    spans(standing).into_iter().rfind(|span| wanted(span) && any(span))
}
