//! What a contact of ours was, by what was known when it was made: judged when it is folded, and kept with it.

use facts::{Channel, Meaning, Place};

use super::closed::{Closed, Stand};
use super::consent::court_permits;
use super::consumer::{is_collection, is_response, other_side, stands_as_consumer};
use super::counsel::{Counsel, attorney_agreed, counsel};
use super::medium::is_same_medium;
use super::reach::{Reach, Whereabouts};
use super::reply::unanswered;
use crate::standing::{Contact, Moment, Party, PersonIx, Standing};

/// Which of the prohibitions of 1006.6(b)(1) to (3) a contact broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Broke {
    /// (b)(1): an unusual or inconvenient time or place.
    pub time_or_place: bool,
    /// (b)(2) or (3): past the attorney, or at work where that is forbidden.
    pub attorney_or_work: bool,
}

/// Which prohibitions of 1006.6(b) did a contact of ours break, that is about to be folded into `standing`?
pub(crate) fn broke(standing: &Standing, contact: &Contact) -> Broke {
    let reach = Reach::made(standing, contact);
    let Some(person) = reach.person.filter(|p| contact.is_ours() && stands_as_consumer(standing, *p)) else {
        return Broke::default();
    };
    if contact.purpose.is_some_and(|p| !is_collection(p))
        || court_permits(standing, person, reach.debts, contact.at)
        || answers(standing, person, contact)
    {
        return Broke::default();
    }
    let closed = Closed::of(standing, reach, Some(contact.at));
    let t = closed.instant();
    let time_or_place = closed.time(t) == Stand::Closed || closed.place(t) == Stand::Closed;
    let past_attorney = match counsel(standing, reach.debts) {
        Counsel::Known { since, .. } => {
            !attorney_agreed(standing, reach.debts, contact.at) && !closed.agreed_since(t, since)
        }
        Counsel::None | Counsel::Unknown => false,
    };
    let at_work = closed.whereabouts() == Whereabouts::At(Place::Work)
        && super::reg_f::is_forbidden_at_work(standing, person, contact.to)
        && !closed.agreed_to_place(t, Place::Work);
    Broke { time_or_place, attorney_or_work: past_attorney || at_work }
}

/// Was it an answer to what the person had begun by the same medium that day?
fn answers(standing: &Standing, person: PersonIx, contact: &Contact) -> bool {
    contact.purpose.is_some_and(is_response)
        && unanswered(standing, person, contact.channel, |begun| begun.at.day == contact.at.day) > 0
}

/// Was this said in a contact of ours that broke one of those prohibitions? (1006.6(b)(4)(i))
///
/// A call's words were said in the latest call of that day; those of a message answer our latest one of that day.
pub(crate) fn was_won_unlawfully(standing: &Standing, by: Party, via: Channel, means: &Meaning, at: Moment) -> bool {
    let Party::Person(by) = by else { return false };
    if !matches!(means, Meaning::Consent { .. } | Meaning::AsksCallback { .. }) {
        return false;
    }
    let mut before = standing.contacts().iter().filter(|c| {
        c.at.day == at.day && c.at.is_by(at) && is_same_medium(c.channel, via) && other_side(standing, c) == Some(by)
    });
    let theirs_count = via == Channel::Call;
    let last = before.rfind(|c| if theirs_count { c.is_conversation() } else { c.is_ours() });
    last.is_some_and(|c| c.is_ours() && c.broke_section_6b())
}
