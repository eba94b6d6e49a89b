//! Attorneys: for which debts the consumer is known to be represented, and whether the attorney can be found.

use facts::{AskContact, CallOutcome, ConsentTo, Meaning, Role};

use super::consent::{consents, has_run_out, is_withdrawn};
use super::consumer::{is_direct, is_obligated, other_side, stands_as_consumer};
use crate::rule::Asked;
use crate::standing::{DebtSet, Moment, Party, PersonIx, Standing};

/// What is known of representation for the debts asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counsel {
    /// None known; or one whose name and address can't readily be found.
    None,
    /// Represented, and it is not known whether name and address can readily be found.
    Unknown,
    Known {
        attorney: Option<PersonIx>,
        since: Moment,
    },
}

/// Is the consumer known to be represented for any of these debts, by somebody whose name and address are known or
/// can readily be found? (1006.6(b)(2), 1006.10(b)(5)). A named attorney can be found, unless it is said otherwise.
pub(crate) fn counsel(standing: &Standing, debts: DebtSet) -> Counsel {
    let mut known = DebtSet::EMPTY;
    let mut unsure = DebtSet::EMPTY;
    let mut attorney = None;
    let mut since = standing.last().unwrap_or(Moment::whole(crate::standing::Day(0)));
    if standing.people().iter().any(|p| p.represented == Some(true)) {
        since = Moment::whole(crate::standing::Day(i32::MIN));
        match only_attorney(standing) {
            Some(_) => known = standing.all_debts(),
            None => unsure = standing.all_debts(),
        }
    }
    for said in standing.said() {
        match &said.means {
            Meaning::Represented { attorney: named, ascertainable } => {
                let themselves = match said.by {
                    Party::Person(by) if standing.role(said.by) == Some(Role::Attorney) => Some(by),
                    _ => None,
                };
                let named = named.as_ref().and_then(|id| standing.person_ix(id)).or(themselves);
                match (ascertainable, named.or_else(|| only_attorney(standing))) {
                    (Some(false), _) => {}
                    (Some(true), found) | (None, found @ Some(_)) => {
                        if !known.meets(debts) {
                            since = said.known;
                        }
                        known = known.or(said.about);
                        attorney = found.or(attorney);
                    }
                    (None, None) => unsure = unsure.or(said.about),
                }
            }
            Meaning::NoLongerRepresented {} if knows_of_representation(standing, said.by) => {
                known = known.without(said.about);
                unsure = unsure.without(said.about);
            }
            _ => {}
        }
    }
    if known.meets(debts) {
        return Counsel::Known { attorney: attorney.or_else(|| only_attorney(standing)), since };
    }
    if unsure.meets(debts) { Counsel::Unknown } else { Counsel::None }
}

/// The consumer or the attorney, comment 6(b)(2)-1.
fn knows_of_representation(standing: &Standing, by: Party) -> bool {
    match by {
        Party::Person(person) => {
            stands_as_consumer(standing, person)
                || is_obligated(standing, person)
                || standing.role(by) == Some(Role::Attorney)
        }
        Party::Collector | Party::Unknown => false,
    }
}

fn only_attorney(standing: &Standing) -> Option<PersonIx> {
    let mut found = standing.people().iter().enumerate().filter(|(_, p)| p.role == Role::Attorney);
    let (place, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    u16::try_from(place).ok().map(PersonIx)
}

/// Has the attorney agreed to our direct contact about all of these debts, and not taken it back? (1006.6(b)(2)(ii))
pub(crate) fn attorney_agreed(standing: &Standing, debts: DebtSet, at: Moment) -> bool {
    consents(standing, ConsentTo::DirectContact).any(|(place, said)| {
        let Meaning::Consent { until, .. } = &said.means else { return false };
        standing.role(said.by) == Some(Role::Attorney)
            && is_direct(said)
            && said.about.covers(debts)
            && !is_withdrawn(standing, place)
            && !has_run_out(*until, at, &standing.home_zone())
    })
}

/// So many days of silence nobody would call a reasonable period; after them it is for a person to judge.
const SILENT_DAYS_MIN: i32 = 7;

/// Have we reached out to the attorney about the debts, and has so much time gone by without an answer that it may be
/// a reasonable period? (1006.6(b)(2)(i)) How long is reasonable, the text leaves to the facts.
pub(crate) fn attorney_is_silent(standing: &Standing, attorney: Option<PersonIx>, asked: &Asked<AskContact>) -> bool {
    let Some(attorney) = attorney else { return false };
    let ours = standing.contacts().iter().filter(|c| {
        c.is_ours()
            && other_side(standing, c) == Some(attorney)
            && (c.debts.is_empty() || c.debts.meets(asked.debts))
            && match c.call() {
                Some(outcome) => matches!(outcome, CallOutcome::Conversation | CallOutcome::Voicemail),
                None => !c.is_undeliverable(),
            }
    });
    let mut asked_on = ours.filter(|c| !c.is_conversation()).map(|c| c.at);
    let answered_since = |at: Moment| {
        standing.contacts().iter().any(|c| {
            at.is_by(c.at) && (c.by.is(attorney) || c.is_conversation()) && other_side(standing, c) == Some(attorney)
        }) || standing.said().iter().any(|s| s.by.is(attorney) && at.is_by(s.known))
    };
    asked_on.any(|at| asked.at.day.since(at.day) >= SILENT_DAYS_MIN && !answered_since(at))
}
