//! The log as the auditor reads it: our contacts in the order of time, and what was said and done around them.

use std::cmp::Ordering;

use facts::{
    Call, CallOutcome, Channel, DebtId, Disclosure, Endpoint, EndpointId, Event, Fact, Hold, HouseEvent, Message,
    Notice, NoticeKind, Part, Person, PersonId, Purpose, Role, Statement, When,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::correct::Read;

/// One contact of ours, tried or made.
#[derive(Debug, Clone)]
pub(super) struct Contact<'a> {
    pub(super) entry: &'a str,
    /// Its place in the log.
    pub(super) index: usize,
    pub(super) at: When,
    pub(super) is_call: bool,
    pub(super) channel: Option<Channel>,
    pub(super) to: Option<&'a EndpointId>,
    pub(super) debts: &'a [DebtId],
    pub(super) purpose: Option<Purpose>,
    pub(super) contains: &'a [Part],
    pub(super) outcome: Option<CallOutcome>,
    /// The notice's own fields say that it discloses.
    pub(super) discloses: bool,
    /// It said something to somebody.
    pub(super) conveys: bool,
    is_validation: bool,
}

impl Contact<'_> {
    /// Is it about one of these debts? None named is every debt.
    pub(super) fn touches(&self, debts: &[DebtId]) -> bool {
        debts.is_empty() || self.debts.is_empty() || self.debts.iter().any(|d| debts.contains(d))
    }

    /// Answers, confirmations, and what law requires are sent whatever the budget.
    pub(super) fn is_outside_the_budget(&self) -> bool {
        self.is_validation
            || matches!(
                self.purpose,
                Some(
                    Purpose::Reply
                        | Purpose::ConfirmOptOut
                        | Purpose::Service
                        | Purpose::Validation
                        | Purpose::TerminateEfforts
                        | Purpose::LegalProcess
                        | Purpose::PrivacyNotice
                        | Purpose::DataBreachNotice
                        | Purpose::TaxForm
                        | Purpose::InformationRequested
                        | Purpose::CompleteCall
                )
            )
    }

    /// A call that never rang disturbed nobody.
    pub(super) fn rang(&self) -> bool {
        !matches!(self.outcome, Some(CallOutcome::Busy | CallOutcome::NotConnected))
    }

    pub(super) fn counts(&self) -> bool {
        !self.is_outside_the_budget() && self.rang()
    }
}

/// What the auditor has read.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) lives_in_us: bool,
    /// The zones in which the person may be.
    pub(super) zones: Vec<TimeZone>,
    /// Our contacts, in the order of time.
    pub(super) contacts: Vec<Contact<'a>>,
    consumer: Option<PersonId>,
    read: &'a [Read<'a>],
}

impl<'a> Sheet<'a> {
    /// Reads a log whose corrections have been made.
    pub(super) fn of(read: &'a [Read<'a>]) -> Sheet<'a> {
        let people = recorded(read).flat_map(|r| &r.people);
        let consumer: Option<&Person> = people.filter(|p| p.role == Role::Consumer).last();
        let id = consumer.map(|p| p.id.clone());
        let residence = consumer.and_then(|p| p.residence.as_ref());
        let mut contacts: Vec<Contact> = read.iter().filter_map(|r| contact(r, id.as_ref())).collect();
        let noon = TimeZone::UTC;
        contacts.sort_by_key(|c| (c.at.day_in(&noon), c.at.instant(), c.index));
        let endpoints = recorded(read).flat_map(|r| &r.endpoints).filter(|e| Some(&e.person) == id.as_ref());
        let named = residence.and_then(|r| r.time_zone.as_deref()).into_iter();
        let named = named.chain(endpoints.filter_map(|e: &Endpoint| e.time_zone.as_deref()));
        let mut zones: Vec<TimeZone> = named.filter_map(|name| TimeZone::get(name).ok()).collect();
        if zones.is_empty() {
            zones = UNKNOWN_ZONES.iter().filter_map(|name| TimeZone::get(name).ok()).collect();
        }
        let lives_in_us = residence.is_some_and(|r| r.country == "US");
        Sheet { lives_in_us, zones, contacts, consumer: id, read }
    }

    /// What anybody had told us when the contact was made, with its place in the log.
    pub(super) fn said(&self, contact: &Contact<'a>) -> impl Iterator<Item = (usize, &'a Statement)> {
        let (at, index, zone) = (contact.at, contact.index, self.zone());
        self.read.iter().filter_map(move |read| match &read.fact {
            Fact::Event(Event::Statement(said)) if said.with.is_none() => {
                let known = said.received.unwrap_or(said.at);
                came_before((known, read.index), (at, index), &zone).then_some((read.index, said))
            }
            _ => None,
        })
    }

    /// When they had written by the way of this contact, before it, in the order of the log.
    pub(super) fn their_messages(&self, contact: &Contact<'a>) -> impl Iterator<Item = When> {
        let (at, index, zone, channel) = (contact.at, contact.index, self.zone(), contact.channel);
        self.read.iter().filter_map(move |read| match &read.fact {
            Fact::Event(Event::Message(message)) if Some(&message.by) == self.consumer.as_ref() => {
                let before = came_before((message.at, read.index), (at, index), &zone);
                (before && Some(message.channel) == channel).then_some(message.at)
            }
            _ => None,
        })
    }

    /// What the house had written down when the contact was made.
    pub(super) fn house(&self, contact: &Contact<'a>) -> impl Iterator<Item = &'a HouseEvent> {
        let (at, index, zone) = (contact.at, contact.index, self.zone());
        self.read.iter().filter_map(move |read| match &read.fact {
            Fact::House(event) => came_before((event.at(), read.index), (at, index), &zone).then_some(event),
            Fact::Event(_) => None,
        })
    }

    /// Did they write, call or ask after this place in the log and before the contact?
    pub(super) fn they_came_back(&self, since: usize, contact: &Contact<'a>) -> bool {
        let by_them = |event: &Event| event.by().is_some() && event.by() == self.consumer.as_ref();
        let after = self.read.iter().filter(|r| r.index > since && r.index < contact.index);
        after.into_iter().any(|r| matches!(&r.fact, Fact::Event(event) if by_them(event)))
    }

    /// Talks on the telephone before the contact, by whichever side.
    pub(super) fn talks(&self, contact: &Contact<'a>) -> impl Iterator<Item = &'a Call> {
        let (at, index, zone) = (contact.at, contact.index, self.zone());
        self.read.iter().filter_map(move |read| match &read.fact {
            Fact::Event(Event::Call(call)) if call.with.is_none() && is_talk(call) && read.index != index => {
                came_before((call.at, read.index), (at, index), &zone).then_some(call)
            }
            _ => None,
        })
    }

    /// The day of a contact at the consumer's place.
    pub(super) fn day(&self, contact: &Contact) -> Date {
        contact.at.day_in(&self.zone())
    }

    pub(super) fn zone(&self) -> TimeZone {
        self.zones.first().cloned().unwrap_or(TimeZone::UTC)
    }
}

/// Where nobody knows the zone, it must be day on both coasts.
const UNKNOWN_ZONES: [&str; 2] = ["America/New_York", "America/Los_Angeles"];

/// Is the hold's last day still to come, or today?
pub(super) fn rests_on(hold: &Hold, day: Date) -> bool {
    hold.until.is_none_or(|until| day <= until)
}

fn is_talk(call: &Call) -> bool {
    let spoke = call.discussed.as_ref().is_some_and(|d| !d.is_empty());
    call.outcome == CallOutcome::Conversation || (call.outcome == CallOutcome::Dropped && spoke)
}

fn recorded<'a>(read: &'a [Read<'a>]) -> impl Iterator<Item = &'a facts::Recorded> {
    read.iter().filter_map(|r| match &r.fact {
        Fact::House(HouseEvent::Recorded(recorded)) => Some(recorded),
        _ => None,
    })
}

/// Was the one known when the other was done? By the clock; where that doesn't tell, by the order of the log.
fn came_before(known: (When, usize), done: (When, usize), zone: &TimeZone) -> bool {
    let order = match (known.0.instant(), done.0.instant()) {
        (Some(known), Some(done)) => known.cmp(&done),
        _ => known.0.day_in(zone).cmp(&done.0.day_in(zone)),
    };
    match order {
        Ordering::Less => true,
        Ordering::Equal => known.1 < done.1,
        Ordering::Greater => false,
    }
}

/// A contact of the collector with the consumer, if the entry is one.
fn contact<'a>(read: &'a Read<'a>, consumer: Option<&PersonId>) -> Option<Contact<'a>> {
    let Fact::Event(event) = &read.fact else { return None };
    let ours = |by: Option<&PersonId>, with: Option<&PersonId>, person: Option<&PersonId>| {
        by.is_some_and(PersonId::is_collector)
            && with.is_none()
            && person.is_none_or(|p| consumer.is_none_or(|consumer| consumer == p))
    };
    let blank = Contact {
        entry: &read.entry.id,
        index: read.index,
        at: event.at(),
        is_call: false,
        channel: None,
        to: None,
        debts: event.debts(),
        purpose: None,
        contains: &[],
        outcome: None,
        discloses: false,
        conveys: true,
        is_validation: false,
    };
    match event {
        Event::Call(call) if ours(Some(&call.by), call.with.as_ref(), call.person.as_ref()) => Some(Contact {
            is_call: true,
            channel: Some(Channel::Call),
            to: call.to.as_ref(),
            debts: call.discussed.as_deref().unwrap_or(if call.debts.is_empty() {
                &call.counted_to
            } else {
                &call.debts
            }),
            purpose: call.purpose,
            contains: &call.contains,
            outcome: Some(call.outcome),
            conveys: is_talk(call) || call.outcome == CallOutcome::Voicemail,
            ..blank
        }),
        Event::Message(message) if ours(Some(&message.by), message.with.as_ref(), message.person.as_ref()) => {
            let Message { channel, to, purpose, contains, .. } = message;
            Some(Contact { channel: Some(*channel), to: to.as_ref(), purpose: *purpose, contains, ..blank })
        }
        Event::Notice(notice) if ours(notice.by.as_ref(), notice.with.as_ref(), notice.person.as_ref()) => {
            let Notice { kind, channel, to, contains, fields, .. } = notice;
            let discloses = fields.as_ref().is_some_and(|f| f.disclosure == Some(Disclosure::Initial));
            let is_validation = *kind == NoticeKind::Validation;
            Some(Contact { channel: *channel, to: to.as_ref(), contains, discloses, is_validation, ..blank })
        }
        _ => None,
    }
}
