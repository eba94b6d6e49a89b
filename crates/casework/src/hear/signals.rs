//! What comes in without words of a person's own: an address that is dead, a stop by a button, a machine's answer.

use facts::{Channel, EndpointId, Event, Fact, Meaning, Notice, NoticeKind, PersonId, Purpose, Statement, When};
use jiff::Timestamp;
use store::inbox::{self, State};
use store::{DossierId, OutboxId, Store, WriteTx};

use super::{Inbound, Outcome, Sender, TASK_HOURS, Taken, Unclaimed, key, kind_of, put_in_box};
use crate::deliver::Queued;
use crate::dossier::{entry, record};
use crate::round::{RoundError, in_hours, open_task};

/// By what a stop came that needed no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// The one-click unsubscription of RFC 8058.
    OneClick,
    /// Their mail provider reports that they marked our message as unwanted.
    MarkedUnwanted,
}

impl Button {
    fn words(self) -> &'static str {
        match self {
            Button::OneClick => "(they pressed the button that stops e-mails)",
            Button::MarkedUnwanted => "(they marked our message as unwanted)",
        }
    }
}

/// A stop without words: it closes the channel, what waits is taken back, and nothing is sent in answer.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read.
pub fn stop_channel(
    store: &Store,
    dossier: DossierId,
    channel: Channel,
    button: Button,
    id: &str,
    now: Timestamp,
) -> Result<Outcome, RoundError> {
    let from = Sender::Person(dossier);
    let inbound = Inbound { channel, from, id, text: button.words(), received: now, answers: None, document: None };
    store.write(|tx: &mut WriteTx| {
        if inbox::find(tx, channel.as_str(), id)?.is_some() {
            return Ok(Outcome::Before);
        }
        put_in_box(tx, &inbound, State::Taken, Some(dossier), "", b"")?;
        let standing = crate::dossier::standing(tx, dossier)?;
        let at = When::at(&now.to_zoned(standing.home_zone()));
        let statement = Statement {
            at,
            by: crate::place::consumer(),
            with: None,
            via: channel,
            written: Some(true),
            received: None,
            about: Vec::new(),
            means: Meaning::StopChannel { channel: Some(channel), endpoint: None },
        };
        let mut one = entry(format!("evt_in_{}", key(&inbound)), at, "hear", Fact::Event(Event::Statement(statement)));
        one.words = Some(button.words().to_owned());
        let entries = [one];
        record(tx, dossier, &entries, now, "hear", Some(now))?;
        let recalled = store::outbox::recall(tx, dossier, "they closed the channel", now)?.rows.len();
        Ok(Outcome::Taken(Box::new(Taken {
            dossier,
            recorded: entries.iter().map(kind_of).collect(),
            to_confirm: Vec::new(),
            handed_over: Vec::new(),
            offered_for_consent: Vec::new(),
            answer_by: None,
            reply: None,
            no_reply: Some("a stop by a button is confirmed where it is pressed".to_owned()),
            recalled,
        })))
    })
}

/// To whom a message of ours went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Went {
    pub dossier: DossierId,
    pub channel: Channel,
    pub address: String,
    pub purpose: Purpose,
    endpoint: Option<EndpointId>,
    person: Option<PersonId>,
    debts: Vec<facts::DebtId>,
}

/// To whom the message of this row went; none where there is no such row, or the person was erased.
///
/// # Errors
/// A store that can't be read.
pub fn went(store: &Store, row: OutboxId) -> Result<Option<Went>, RoundError> {
    let Some(row) = store.read(|tx| store::outbox::get(tx, row))? else { return Ok(None) };
    let Some(body) = row.body else { return Ok(None) };
    let queued: Queued = serde_json::from_slice(&body)?;
    Ok(Some(Went {
        dossier: row.dossier,
        channel: queued.ask.channel,
        address: queued.parcel.to,
        purpose: queued.ask.purpose,
        endpoint: queued.ask.to,
        person: queued.ask.person,
        debts: queued.ask.debts,
    }))
}

/// A message of ours came back: its contact point is dead, and a human finds another.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read.
pub fn came_back(store: &Store, went: &Went, id: &str, why: &str, now: Timestamp) -> Result<Outcome, RoundError> {
    let from = Sender::Person(went.dossier);
    let inbound = Inbound { channel: went.channel, from, id, text: why, received: now, answers: None, document: None };
    store.write(|tx: &mut WriteTx| {
        if inbox::find(tx, went.channel.as_str(), id)?.is_some() {
            return Ok(Outcome::Before);
        }
        put_in_box(tx, &inbound, State::Taken, Some(went.dossier), "", b"")?;
        let standing = crate::dossier::standing(tx, went.dossier)?;
        let at = When::at(&now.to_zoned(standing.home_zone()));
        let notice = Notice {
            at,
            by: None,
            with: None,
            kind: NoticeKind::Undeliverability,
            channel: Some(went.channel),
            to: went.endpoint.clone(),
            person: went.person.clone(),
            debts: went.debts.clone(),
            fields: None,
            contains: Vec::new(),
            language: None,
        };
        let mut one = entry(format!("evt_back_{}", key(&inbound)), at, "hear", Fact::Event(Event::Notice(notice)));
        one.document = Some(why.to_owned());
        let entries = [one];
        record(tx, went.dossier, &entries, now, "hear", Some(now))?;
        let task = "a message came back: find another way to reach them";
        open_task(tx, went.dossier, "undeliverable", task, now, in_hours(now, TASK_HOURS))?;
        Ok(Outcome::Taken(Box::new(Taken {
            dossier: went.dossier,
            recorded: entries.iter().map(kind_of).collect(),
            to_confirm: Vec::new(),
            handed_over: Vec::new(),
            offered_for_consent: Vec::new(),
            answer_by: None,
            reply: None,
            no_reply: Some("nobody is there".to_owned()),
            recalled: 0,
        })))
    })
}

/// What is read by no machine and answered by none, yet lost by nobody: it waits for a human, or is closed at once.
///
/// # Errors
/// A store that can't be written.
pub fn set_aside(store: &Store, inbound: &Inbound<'_>, state: State, why: &'static str) -> Result<Outcome, RoundError> {
    store.write(|tx: &mut WriteTx| {
        if inbox::find(tx, inbound.channel.as_str(), inbound.id)?.is_some() {
            return Ok(Outcome::Before);
        }
        let from = match inbound.from {
            Sender::Address(address) => address.to_owned(),
            Sender::Person(dossier) => dossier.to_string(),
        };
        let unclaimed = Unclaimed {
            from,
            text: inbound.text.to_owned(),
            answers: inbound.answers,
            perhaps: Vec::new(),
            document: inbound.document.map(str::to_owned),
        };
        // What is closed is not kept: nobody will ask for it.
        let body = if state == State::Waits { serde_json::to_vec(&unclaimed)? } else { Vec::new() };
        let inbox = put_in_box(tx, inbound, state, None, why, &body)?;
        Ok(if state == State::Waits { Outcome::Waits { inbox, why } } else { Outcome::Closed { why } })
    })
}
