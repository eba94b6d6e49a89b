//! A contact, asked about or made, as the rules on time and place look at it.

use facts::{AskContact, Channel, Place};

use super::consumer::other_side;
use super::medium::belongs_to_a_place;
use crate::rule::Asked;
use crate::standing::{Contact, DebtSet, EndpointIx, Moment, Outcome, PersonIx, Standing};

/// A contact, asked about or made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    pub at: Moment,
    pub channel: Channel,
    pub to: Option<EndpointIx>,
    pub person: Option<PersonIx>,
    /// Where we knew the person to be.
    pub person_at: Option<Place>,
    pub debts: DebtSet,
}

/// At which place a contact reaches somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    At(Place),
    /// Its medium belongs to a place, and nobody said to which.
    Unknown,
    /// Its medium belongs to none, and nobody knows where the person is.
    Nowhere,
}

impl Reach {
    pub(crate) fn asked(asked: &Asked<AskContact>) -> Reach {
        Reach {
            at: asked.at,
            channel: asked.ask.channel,
            to: asked.to,
            person: asked.person,
            person_at: asked.ask.person_at,
            debts: asked.debts,
        }
    }

    /// One of our contacts in the history.
    pub(crate) fn made(standing: &Standing, contact: &Contact) -> Reach {
        let person_at = match contact.outcome {
            Outcome::Visit(place, _) => Some(place),
            Outcome::Call(_) | Outcome::Message(_) => None,
        };
        Reach {
            at: contact.at,
            channel: contact.channel,
            to: contact.to,
            person: other_side(standing, contact),
            person_at,
            debts: if contact.debts.is_empty() { standing.all_debts() } else { contact.debts },
        }
    }

    /// Mailing addresses and landlines belong to a place; mobile numbers and e-mail addresses do not, unless we know
    /// where the person is (comment 6(b)(1)(ii)-1).
    pub(crate) fn whereabouts(&self, standing: &Standing) -> Whereabouts {
        let endpoint = self.to.and_then(|to| standing.endpoint(to));
        let is_mail = matches!(self.channel, Channel::Letter | Channel::Postcard);
        let of_endpoint = endpoint.and_then(|e| e.place);
        let tied = is_mail || endpoint.is_some_and(|e| belongs_to_a_place(e.kind));
        match (of_endpoint, self.person_at) {
            (Some(place), _) if tied => Whereabouts::At(place),
            (_, Some(place)) if !is_mail => Whereabouts::At(place),
            (Some(place), None) => Whereabouts::At(place),
            _ if tied || self.channel == Channel::InPerson => Whereabouts::Unknown,
            _ => Whereabouts::Nowhere,
        }
    }

    pub(crate) fn is_mail(&self) -> bool {
        matches!(self.channel, Channel::Letter | Channel::Postcard)
    }
}
