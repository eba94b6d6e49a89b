//! Consents and permissions: who gave which, to whom, and whether it still stands.

use facts::{ConsentTo, EndpointId, Meaning, PersonId, StatusKind, When};
use jiff::tz::TimeZone;

use super::consumer::is_obligated;
use crate::standing::{DebtSet, Moment, Party, PersonIx, Said, Standing};

/// The parts of a consent that decide whether a withdrawal meets it.
#[derive(Debug, Clone, Copy)]
struct Given<'a> {
    to: ConsentTo,
    endpoint: Option<&'a EndpointId>,
    person: Option<&'a PersonId>,
}

/// Has the one who gave the consent taken it back later? `place` is its place among what was said.
pub(crate) fn is_withdrawn(standing: &Standing, place: usize) -> bool {
    let Some(consent) = standing.said().get(place) else { return true };
    let Some(given) = given(&consent.means) else { return false };
    standing.said().iter().skip(place + 1).filter(|s| s.by == consent.by).any(|said| {
        let Meaning::WithdrawsConsent { to, endpoint, person } = &said.means else { return false };
        to.is_none_or(|to| to == given.to)
            && overlaps(endpoint.as_ref(), given.endpoint)
            && overlaps(person.as_ref(), given.person)
    })
}

fn given(means: &Meaning) -> Option<Given<'_>> {
    match means {
        Meaning::Consent { to, endpoint, person, .. } => {
            Some(Given { to: *to, endpoint: endpoint.as_ref(), person: person.as_ref() })
        }
        Meaning::AsksCallback { .. } | Meaning::AsksContact {} => {
            Some(Given { to: ConsentTo::Calls, endpoint: None, person: None })
        }
        _ => None,
    }
}

fn overlaps<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Has it run out by `at`? A day that was named is included.
pub(crate) fn has_run_out(until: Option<When>, at: Moment, zone: &TimeZone) -> bool {
    until.is_some_and(|until| Moment::of(until, zone).is_before(at))
}

/// The consents to `to` that were ever given, each with its place among what was said.
pub(crate) fn consents<'a>(
    standing: &'a Standing,
    to: ConsentTo,
) -> impl DoubleEndedIterator<Item = (usize, &'a Said)> + 'a {
    standing
        .said()
        .iter()
        .enumerate()
        .filter(move |(_, s)| matches!(&s.means, Meaning::Consent { to: given, .. } if *given == to))
}

/// Has a court permitted contact with this person about the debts? A permission that names nobody is to reach the
/// consumer.
pub(crate) fn court_permits(standing: &Standing, person: PersonIx, debts: DebtSet, at: Moment) -> bool {
    standing.changes().iter().any(|c| {
        c.kind == StatusKind::CourtPermission
            && c.at.is_by(at)
            && c.with.map_or_else(|| is_obligated(standing, person), |with| with == Party::Person(person))
            && c.debts.covers(debts)
            && c.until.is_none_or(|until| !until.is_before(at))
    })
}
