//! What the record says of a parcel that was carried.

use conduct::Standing;
use facts::{Entry, Event, Fact, Languages, Message, MessageOutcome, Notice, NoticeKind, PersonId, When};
use jiff::Timestamp;
use words::compose::Kind;

use super::Queued;
use crate::dossier::entry;
use crate::ports::Parcel;

/// The events of a parcel: the message, or the notice that it was. Their ids hang on the parcel, so that a delivery
/// that is written down twice is seen to be one.
pub(super) fn entries(standing: &Standing, queued: &Queued, parcel: &Parcel, now: Timestamp) -> Vec<Entry> {
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let fact = match queued.kind {
        Kind::FirstUs => Event::Notice(notice(queued, at)),
        _ => Event::Message(message(queued, parcel, at)),
    };
    vec![entry(format!("evt_sent_{}", parcel.id), at, "courier", Fact::Event(fact))]
}

/// The event of a parcel that was refused for good: an attempt that reached nobody.
pub(super) fn refused(standing: &Standing, queued: &Queued, parcel: &Parcel, now: Timestamp) -> Vec<Entry> {
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let attempt = Message { outcome: Some(MessageOutcome::Undeliverable), ..message(queued, parcel, at) };
    vec![entry(format!("evt_sent_{}", parcel.id), at, "courier", Fact::Event(Event::Message(attempt)))]
}

fn message(queued: &Queued, parcel: &Parcel, at: When) -> Message {
    Message {
        at,
        by: PersonId::collector(),
        with: None,
        channel: queued.ask.channel,
        from: None,
        to: queued.ask.to.clone(),
        person: queued.ask.person.clone(),
        debts: queued.ask.debts.clone(),
        purpose: Some(queued.ask.purpose),
        contains: queued.ask.contains.clone(),
        outcome: Some(MessageOutcome::Delivered),
        text: Some(parcel.message.text()),
        language: Some(Languages::One(parcel.language.clone())),
    }
}

/// The validation notice of 12 CFR 1006.34, with what it said.
fn notice(queued: &Queued, at: When) -> Notice {
    Notice {
        at,
        by: Some(PersonId::collector()),
        with: None,
        kind: NoticeKind::Validation,
        channel: Some(queued.ask.channel),
        to: queued.ask.to.clone(),
        person: queued.ask.person.clone(),
        debts: queued.ask.debts.clone(),
        fields: queued.notice.clone(),
        contains: queued.ask.contains.clone(),
        language: None,
    }
}
