//! One answer, in kind: what the person began, and whether we have answered it.

use facts::{AskContact, CallOutcome, Channel, Place};

use super::consumer::{is_response, other_side};
use super::medium::is_same_medium;
use crate::rule::Asked;
use crate::standing::{Contact, Day, Moment, Outcome, Party, PersonIx, Standing};

/// Something that the person began: a call, a message, or words that came by a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun {
    pub at: Moment,
    pub from_place: Option<Place>,
}

/// Is what is asked one answer, through the same medium, to a contact that the person began and that `counts`, and
/// that we haven't answered yet?
pub(crate) fn is_the_one_answer(asked: &Asked<AskContact>, counts: impl Fn(Begun) -> bool) -> bool {
    let Some(person) = asked.person else { return false };
    let standing = asked.standing;
    if asked.ask.continuing == Some(true) && asked.ask.channel == Channel::Call {
        return the_running_call(standing, person, asked.at)
            .is_some_and(|c| c.by.is(person) && counts(Begun { at: c.at, from_place: place_of(standing, c) }));
    }
    is_response(asked.ask.purpose) && unanswered(standing, person, asked.ask.channel, counts) > 0
}

/// The call in which we are at `at`: the latest of that day.
pub(crate) fn the_running_call(standing: &Standing, person: PersonIx, at: Moment) -> Option<&Contact> {
    standing
        .contacts()
        .iter()
        .rfind(|c| c.call().is_some() && other_side(standing, c) == Some(person) && c.at.is_by(at))
        .filter(|c| c.at.day == at.day)
}

/// How many of the contacts that the person began by this medium, and that `counts`, are without an answer of ours.
/// Each buys one answer; a talk was its own answer.
pub(crate) fn unanswered(
    standing: &Standing,
    person: PersonIx,
    medium: Channel,
    counts: impl Fn(Begun) -> bool,
) -> usize {
    let mut steps: Vec<((Day, Option<i64>), bool)> = Vec::new();
    for contact in standing.contacts().iter().filter(|c| is_same_medium(c.channel, medium)) {
        if matches!(contact.outcome, Outcome::Visit(..)) {
            continue;
        }
        let hers = contact.by.is(person) && contact.is_to_us();
        if hers && !is_answered_by_itself(contact) {
            if counts(Begun { at: contact.at, from_place: place_of(standing, contact) }) {
                steps.push((contact.at.key(), true));
            }
        } else if contact.is_ours() && other_side(standing, contact) == Some(person) {
            steps.push((contact.at.key(), false));
        }
    }
    for said in standing.said().iter().filter(|s| s.by.is(person) && s.with.is_none_or(|w| w == Party::Collector)) {
        // Words that came by a message are that message, where no other of that day is recorded.
        let recorded = || {
            standing.contacts().iter().any(|c| {
                c.by.is(person) && is_same_medium(c.channel, medium) && c.is_message() && c.at.day == said.at.day
            })
        };
        if said.via.is_message()
            && is_same_medium(said.via, medium)
            && !recorded()
            && counts(Begun { at: said.at, from_place: None })
        {
            steps.push((said.at.key(), true));
        }
    }
    // Of the same moment, what the person began comes first.
    steps.sort_by_key(|(at, begun)| (*at, !*begun));
    steps.iter().fold(0, |owed, (_, begun)| if *begun { owed + 1 } else { owed.saturating_sub(1) })
}

/// A talk, or a call in which something was discussed before it dropped.
fn is_answered_by_itself(contact: &Contact) -> bool {
    contact.is_conversation() || contact.call() == Some(CallOutcome::Conversation)
}

fn place_of(standing: &Standing, contact: &Contact) -> Option<Place> {
    contact.from.and_then(|from| standing.endpoint(from)).and_then(|e| e.place)
}

/// Is the person on our pages at that moment?
pub(crate) fn is_on_our_pages(standing: &Standing, person: PersonIx, at: Moment) -> bool {
    standing.contacts().iter().any(|c| {
        let Outcome::Visit(Place::Portal, until) = c.outcome else { return false };
        c.by.is(person) && c.at.is_by(at) && until.map_or(c.at.day == at.day, |until| at.is_before(until))
    })
}
