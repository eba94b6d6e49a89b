//! 1006.6(b)(3): the consumer's place of employment.

use facts::{AskContact, Effect, Meaning, Place, Role, Verdict};

use super::is_with_consumer;
use crate::rule::{Asked, Findings};
use crate::standing::{EndpointIx, Party, PersonIx, Said, Standing};
use crate::us::closed::Closed;
use crate::us::consent::court_permits;
use crate::us::consumer::{is_direct, speaks_of};
use crate::us::reach::{Reach, Whereabouts};

/// 1006.6(b)(3), comment 6(b)(3)-1. Not at work, by whatever medium, once we know or have reason to know that the
/// employer does not let them receive it: from the employer, from the person ("I can't take personal calls here") or
/// from anybody else. E-mail to an address that the employer provides has its own rule, 1006.22(f)(3).
pub(super) fn at_work(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_consumer(asked) {
        return;
    }
    let (standing, Some(person)) = (asked.standing, asked.person) else { return };
    if !is_forbidden(standing, person, asked.to) {
        return;
    }
    let closed = Closed::of(standing, Reach::asked(asked), None);
    match closed.whereabouts() {
        Whereabouts::At(Place::Work) => {}
        Whereabouts::Unknown => {
            findings.unknown("1006.6(b)(3)", "place");
            return;
        }
        _ => return,
    }
    if court_permits(standing, person, asked.debts, asked.at) {
        findings.permits("1006.6(b)(4)(ii)");
        return;
    }
    let agreed = |t| closed.agreed_to_place(t, Place::Work);
    if !closed.has_some_consent() {
        findings.prohibits("1006.6(b)(3)");
        return;
    }
    let now = closed.instant();
    let agreed_that_day = || asked.at.instant.is_none() && closed.any_hour(agreed);
    if agreed(now) || agreed_that_day() {
        findings.permits("1006.6(b)(4)(i)");
        return;
    }
    let next = closed.next(agreed);
    findings.prohibits("1006.6(b)(3)").until = next;
    findings.add("1006.6(b)(4)(i)", Effect::Withholds, Verdict::Permit);
}

/// Does the employer forbid it, by the last word that we heard?
pub(crate) fn is_forbidden(standing: &Standing, person: PersonIx, to: Option<EndpointIx>) -> bool {
    let mut forbidden = false;
    for said in standing.said() {
        match &said.means {
            Meaning::EmployerForbids {} if speaks_of(standing, said, person) => forbidden = true,
            Meaning::Convenient { times, places }
                if lifts(standing, said, person) && times.is_empty() && places.contains(&Place::Work) =>
            {
                forbidden = false;
            }
            Meaning::AllowChannel { endpoint: Some(id), .. }
                if lifts(standing, said, person) && to.is_some() && to == standing.endpoint_ix(id) =>
            {
                forbidden = false;
            }
            _ => {}
        }
    }
    forbidden
}

/// The person, or the employer itself, can tell us that it is allowed.
fn lifts(standing: &Standing, said: &Said, person: PersonIx) -> bool {
    let by_employer = matches!(said.by, Party::Person(_)) && standing.role(said.by) == Some(Role::Employer);
    (said.by.is(person) || by_employer) && is_direct(said)
}
