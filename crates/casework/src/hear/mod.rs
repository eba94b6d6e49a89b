//! A person's words come in: found by their address, listened to, and put on record in one transaction.
//!
//! What has legal weight binds from that moment and is shown to an agent for confirmation. Hardship, distress, dispute,
//! confusion, complaint or the wish for a person fetch a human, and the person is told who answers and by when. Danger
//! stops everything. The same message twice is one message.

mod given;
mod meanings;
mod note;
mod reply;
mod signals;
mod stop;
mod times;
mod whose;

use std::sync::LazyLock;

use conduct::Standing;
use facts::{Channel, DebtId, Endpoint, Entry, Event, Fact, Handover, HouseEvent, Message, MessageOutcome, Note, When};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DossierId, InboxId, OutboxId, Store, WriteTx, inbox};
use words::compose::Kind;
use words::listen::Listener;

use crate::deliver::Queued;
use crate::dossier::{entry, record};
use crate::handover::{self, ANSWER, FINDING, Story, WHAT};
use crate::house::House;
use crate::round::{HumanTask, RoundError, in_hours};
pub(crate) use note::{Noted, noted};
pub use signals::{Button, Went, came_back, set_aside, stop_channel, went};

pub(crate) use given::{Given, form_key, given};
pub(crate) use meanings::SOMETHING_WRONG;
use meanings::{Meant, Said, meant};
pub(crate) use whose::{Whose, key as address_key, typed_key, whose};

/// Who wrote, as the carrier knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender<'a> {
    /// An e-mail address or telephone number.
    Address(&'a str),
    /// Somebody who is known already, as on their own page.
    Person(DossierId),
}

/// Words that came in.
#[derive(Debug, Clone, Copy)]
pub struct Inbound<'a> {
    pub channel: Channel,
    pub from: Sender<'a>,
    /// The carrier's own id of the message.
    pub id: &'a str,
    /// What they wrote themselves: without what they quote.
    pub text: &'a str,
    pub received: Timestamp,
    /// The message of ours that it answers.
    pub answers: Option<OutboxId>,
    /// What came with it: the names of attachments, the file it is kept in.
    pub document: Option<&'a str>,
}

/// What became of words that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It came in before; nothing was changed.
    Before,
    /// Whose it is must be found out by a human.
    Waits { inbox: InboxId, why: &'static str },
    /// A machine wrote it: it is kept in mind, so that it isn't taken for a person's words, and nothing follows.
    Closed { why: &'static str },
    /// It stands in the person's record.
    Taken(Box<Taken>),
}

/// What a person's words changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    pub dossier: DossierId,
    /// The kinds of what was recorded, in order; a statement by what it means.
    pub recorded: Vec<String>,
    /// What an agent is asked to confirm.
    pub to_confirm: Vec<String>,
    /// Why a human took over.
    pub handed_over: Vec<&'static str>,
    /// Circumstances that are recorded only if the person agrees.
    pub offered_for_consent: Vec<&'static str>,
    /// By when a human answers, as the person is told.
    pub answer_by: Option<Date>,
    /// The reply that waits in the outbox.
    pub reply: Option<OutboxId>,
    /// Why no reply goes out by itself.
    pub no_reply: Option<String>,
    /// Messages of ours that were waiting and are not sent any more.
    pub recalled: usize,
}

/// Words of which nobody knows whose they are, as a human finds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unclaimed {
    pub from: String,
    pub text: String,
    pub answers: Option<OutboxId>,
    /// The people who share the address.
    pub perhaps: Vec<DossierId>,
    pub document: Option<String>,
}

/// What a note is about that holds a person's own spoken words.
pub const SPOKEN: &str = "what they said";
const NOBODY: &str = "nobody whom we know has this address: find out whose it is, and guess nothing";
const SEVERAL: &str = "several people have this address: find out whose words they are";
/// A human looks within so many minutes where somebody may be in danger.
const ALERT_MINUTES: i64 = 5;
/// Today, where the words need a human's eyes.
const REVIEW_HOURS: i64 = 2;
const TASK_HOURS: i64 = 24;
/// More words than these are kept, and not listened to.
const LISTEN_BYTES: usize = 64 * 1024;

static LISTENER: LazyLock<Listener> = LazyLock::new(Listener::new);

/// Takes a person's words in.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read. Then nothing was kept: bring the message again.
pub fn hear(store: &Store, house: &House, inbound: &Inbound<'_>) -> Result<Outcome, RoundError> {
    store.write(|tx: &mut WriteTx| {
        if inbox::find(tx, inbound.channel.as_str(), inbound.id)?.is_some() {
            return Ok(Outcome::Before);
        }
        match whose(tx, inbound.channel, inbound.from, inbound.answers)? {
            Whose::One(dossier, standing, endpoint) => {
                put_in_box(tx, inbound, inbox::State::Taken, Some(dossier), "", b"")?;
                let taken = take(tx, house, inbound, dossier, &standing, endpoint, Given::default())?;
                Ok(Outcome::Taken(Box::new(taken)))
            }
            Whose::Nobody => wait(tx, inbound, NOBODY, &[]),
            Whose::Several(people) => {
                for dossier in &people {
                    rest_until_known(tx, inbound, *dossier)?;
                }
                wait(tx, inbound, SEVERAL, &people)
            }
        }
    })
}

/// A human found out whose the words are: they are taken in as that person's.
///
/// # Errors
/// As [`hear`]; a message that does not wait any more.
pub fn claim(
    store: &Store,
    house: &House,
    id: InboxId,
    dossier: DossierId,
    now: Timestamp,
) -> Result<Option<Taken>, RoundError> {
    store.write(|tx: &mut WriteTx| {
        let Some(message) = inbox::get(tx, id)? else { return Ok(None) };
        // Whoever comes second finds it settled, and its words with their owner.
        inbox::settle(tx, id, Some(dossier), now)?;
        let unclaimed: Unclaimed = serde_json::from_slice(&message.body)?;
        let standing = crate::dossier::standing(tx, dossier)?;
        let channel = [Channel::Email, Channel::Text, Channel::Letter, Channel::Chat]
            .into_iter()
            .find(|channel| channel.as_str() == message.channel)
            .unwrap_or(Channel::Letter);
        let inbound = Inbound {
            channel,
            from: Sender::Person(dossier),
            id: &id.to_string(),
            text: &unclaimed.text,
            received: message.received,
            answers: unclaimed.answers,
            document: unclaimed.document.as_deref(),
        };
        Ok(Some(take(tx, house, &inbound, dossier, &standing, None, Given::default())?))
    })
}

fn put_in_box(
    tx: &mut WriteTx<'_>,
    inbound: &Inbound<'_>,
    state: inbox::State,
    dossier: Option<DossierId>,
    why: &str,
    body: &[u8],
) -> Result<InboxId, RoundError> {
    let channel = inbound.channel.as_str();
    let new = inbox::NewMessage { channel, key: inbound.id, received: inbound.received, state, dossier, why, body };
    Ok(inbox::add(tx, &new)?)
}

fn wait(
    tx: &mut WriteTx<'_>,
    inbound: &Inbound<'_>,
    why: &'static str,
    perhaps: &[DossierId],
) -> Result<Outcome, RoundError> {
    let from = match inbound.from {
        Sender::Address(address) => address.to_owned(),
        Sender::Person(dossier) => dossier.to_string(),
    };
    let unclaimed = Unclaimed {
        from,
        text: inbound.text.to_owned(),
        answers: inbound.answers,
        perhaps: perhaps.to_vec(),
        document: inbound.document.map(str::to_owned),
    };
    let body = serde_json::to_vec(&unclaimed)?;
    let inbox = put_in_box(tx, inbound, inbox::State::Waits, None, why, &body)?;
    Ok(Outcome::Waits { inbox, why })
}

/// One of several who share the address: until a human knows whose words they are, nothing goes out by itself.
fn rest_until_known(tx: &mut WriteTx<'_>, inbound: &Inbound<'_>, dossier: DossierId) -> Result<(), RoundError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let at = When::at(&inbound.received.to_zoned(standing.home_zone()));
    let why = "somebody wrote from an address that several people share".to_owned();
    let fact = Fact::House(HouseEvent::Handover(Handover { at, why: why.clone(), done: None }));
    let one = entry(format!("evt_shared_{}", key(inbound)), at, "hear", fact);
    record(tx, dossier, &[one], inbound.received, "hear", Some(inbound.received))?;
    store::outbox::recall(tx, dossier, &why, inbound.received)?;
    crate::round::open_task(
        tx,
        dossier,
        "whose_words",
        SEVERAL,
        inbound.received,
        in_hours(inbound.received, TASK_HOURS),
    )?;
    Ok(())
}

/// Puts a known person's words on record, with all that follows from them.
fn take(
    tx: &mut WriteTx<'_>,
    house: &House,
    inbound: &Inbound<'_>,
    dossier: DossierId,
    standing: &Standing,
    endpoint: Option<Endpoint>,
    given: Given,
) -> Result<Taken, RoundError> {
    let now = inbound.received;
    let key = key(inbound);
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let by = endpoint.as_ref().map_or_else(crate::place::consumer, |e| e.person.clone());
    let about = answered_debts(tx, inbound.answers, dossier)?;
    let said = Said { by, at, via: inbound.channel, text: inbound.text, about, key: &key };
    let heard = LISTENER.listen(start_of(inbound.text));
    let mut meant = meant(&said, &heard);
    if inbound.text.len() > LISTEN_BYTES {
        meant.reasons.push("it is too long for a machine to read");
    }
    let chosen = given.promised;
    meant.put_first(given);
    let mut entries = Vec::with_capacity(meant.facts.len() + 2);
    if !inbound.text.is_empty() {
        entries.push(message(&said, endpoint.as_ref(), inbound, &key));
    }
    for (i, (fact, words)) in meant.facts.iter().enumerate() {
        let mut one = entry(format!("evt_in_{key}_{}", i + 1), at, "hear", fact.clone());
        one.words.clone_from(words);
        entries.push(one);
    }
    let in_danger = meant.safety.is_some();
    if !meant.reasons.is_empty() && !in_danger {
        entries.push(handover::handed_over(&format!("evt_over_{key}"), at, "hear", &meant.reasons));
    }
    let promised_before =
        standing.house().promises.iter().any(|p| p.ours && (p.id.starts_with(ANSWER) || p.id.starts_with(FINDING)));
    let standing = record(tx, dossier, &entries, now, "hear", Some(now))?;
    let stops = in_danger || !meant.reasons.is_empty() || !meant.stops.is_empty();
    let recalled = if stops { store::outbox::recall(tx, dossier, "they wrote to us", now)?.rows.len() } else { 0 };
    let mut taken = Taken {
        dossier,
        recorded: entries.iter().map(kind_of).collect(),
        to_confirm: meant.confirm.clone(),
        handed_over: if in_danger { Vec::new() } else { meant.reasons.clone() },
        offered_for_consent: meant.circumstances.iter().map(|(label, _)| *label).collect(),
        answer_by: None,
        reply: None,
        no_reply: None,
        recalled,
    };
    if in_danger {
        taken.no_reply = Some("they may be in danger: only a human answers".to_owned());
    } else if let Some(chosen) = chosen {
        taken.no_reply = Some(chosen.to_owned());
    } else if meant.is_bare_stop || !promised_before {
        answer(tx, house, &said, &standing, &meant, endpoint.as_ref(), dossier, now, &mut taken)?;
    } else {
        taken.no_reply = Some("an answer is promised already".to_owned());
    }
    for_humans(tx, house, &said, &meant, &taken, now)?;
    Ok(taken)
}

/// Queues the reply, and keeps in mind what it promises.
#[expect(clippy::too_many_arguments, reason = "who is answered, on what record, and what is noted of it")]
fn answer(
    tx: &mut WriteTx<'_>,
    house: &House,
    said: &Said,
    standing: &Standing,
    meant: &Meant,
    endpoint: Option<&Endpoint>,
    dossier: DossierId,
    now: Timestamp,
    taken: &mut Taken,
) -> Result<(), RoundError> {
    let kind = if said.via == Channel::Portal {
        // The page that they look at says it.
        taken.no_reply = Some("it was said on their page".to_owned());
        if meant.is_bare_stop { Kind::OptOutConfirmed } else { Kind::Reply }
    } else {
        let scene = reply::Scene { house, dossier, standing, said, meant, endpoint, now };
        match reply::queue(tx, &scene)? {
            Ok((row, kind)) => {
                taken.reply = Some(row);
                kind
            }
            Err(why) => {
                taken.no_reply = Some(why);
                return Ok(());
            }
        }
    };
    if kind == Kind::OptOutConfirmed {
        return Ok(());
    }
    let day = handover::answer_day(house, standing, kind, now);
    let (id, what) = match kind {
        Kind::ComplaintReceived => (format!("{FINDING}{}", said.key), crate::letter::COMPLAINT.to_owned()),
        Kind::ReplyDispute | Kind::ReplyNotMine => {
            (format!("{FINDING}{}", said.key), "write what we found about what they say is wrong".to_owned())
        }
        _ => (format!("{ANSWER}{}", said.key), format!("{WHAT} by {}", said.via.as_str())),
    };
    handover::promise_answer(tx, house, dossier, (&id, &what), (said.at, day), now)?;
    taken.answer_by = Some(day);
    Ok(())
}

/// What humans do with it: care first, then the answer, what to confirm, and what to offer.
fn for_humans(
    tx: &mut WriteTx<'_>,
    house: &House,
    said: &Said,
    meant: &Meant,
    taken: &Taken,
    now: Timestamp,
) -> Result<(), RoundError> {
    let told = match (taken.answer_by, &taken.no_reply) {
        (Some(day), _) => {
            format!("they are told that {} answers by {day}", house.agent_on(day, taken.dossier).name)
        }
        (None, Some(why)) => format!("nothing could be told by itself: {why}"),
        (None, None) => "a confirmation of the stop is on its way".to_owned(),
    };
    let mut story = Story {
        words: said.text.to_owned(),
        channel: said.via,
        at: said.at,
        reasons: meant.reasons.iter().map(|r| (*r).to_owned()).collect(),
        recorded: meant.confirm.clone(),
        told,
        first: Vec::new(),
    };
    let dossier = taken.dossier;
    let in_day = in_hours(now, TASK_HOURS);
    if let Some(level) = meant.safety {
        story.first = first_steps();
        let due = match level {
            facts::SafetyLevel::Alert => now.checked_add(SignedDuration::from_mins(ALERT_MINUTES)).unwrap_or(now),
            facts::SafetyLevel::Review => in_hours(now, REVIEW_HOURS),
        };
        let why = "they may be in danger: see how they are, and speak of nothing else";
        handover::tell(tx, dossier, HumanTask::Care, why, &story, now, due)?;
    } else if !meant.reasons.is_empty() {
        handover::tell(tx, dossier, HumanTask::Care, &meant.reasons.join("; "), &story, now, in_day)?;
    } else if !meant.is_bare_stop {
        handover::tell(tx, dossier, HumanTask::Reply, "they wrote and wait for an answer", &story, now, in_day)?;
    }
    if !meant.confirm.is_empty() {
        let why = "these words bind already: see that they were understood";
        let facts = serde_json::to_vec(&story)?;
        let new = store::task::NewTask { dossier, kind: "confirm", why, created: now, due: in_day, facts: &facts };
        store::task::add(tx, &new)?;
    }
    if !meant.circumstances.is_empty() && meant.safety.is_none() {
        let offer = serde_json::json!({
            "circumstances": meant.circumstances.iter().map(|(label, words)| serde_json::json!({"kind": label, "words": words})).collect::<Vec<_>>(),
            "first": ["thank them", "say how it would be used, by whom and for how long", "ask if we may write it down"],
        });
        let why = "something happened to them: offer to write it down, and do so only if they agree";
        let facts = serde_json::to_vec(&offer)?;
        let new = store::task::NewTask { dossier, kind: "consent", why, created: now, due: in_day, facts: &facts };
        store::task::add(tx, &new)?;
    }
    Ok(())
}

/// The drill for a talk with somebody who may be in danger, as the panel shows it.
fn first_steps() -> Vec<String> {
    [
        "breathe",
        "listen",
        "ask: where are you, are you safe, who is with you",
        "keep them safe: emergency number, stay with them",
        "end with what happens next",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Their words as they stand in the record: a message, or a note of what was spoken.
fn message(said: &Said, endpoint: Option<&Endpoint>, inbound: &Inbound<'_>, key: &str) -> Entry {
    let fact = if said.via.is_message() { written(said, endpoint) } else { spoken(said) };
    let mut one = entry(format!("evt_in_{key}"), said.at, "hear", fact);
    one.words = Some(said.text.to_owned());
    one.document = inbound.document.map(str::to_owned);
    one
}

fn spoken(said: &Said) -> Fact {
    Fact::House(HouseEvent::Note(Note { at: said.at, about: SPOKEN.to_owned() }))
}

fn written(said: &Said, endpoint: Option<&Endpoint>) -> Fact {
    Fact::Event(Event::Message(Message {
        at: said.at,
        by: said.by.clone(),
        with: None,
        channel: said.via,
        from: endpoint.map(|e| e.id.clone()),
        to: None,
        person: None,
        debts: said.about.clone(),
        purpose: None,
        contains: Vec::new(),
        outcome: Some(MessageOutcome::Delivered),
        text: Some(said.text.to_owned()),
        language: None,
    }))
}

/// The debts that our message was about which they answer.
fn answered_debts(
    tx: &mut WriteTx<'_>,
    answers: Option<OutboxId>,
    dossier: DossierId,
) -> Result<Vec<DebtId>, RoundError> {
    let Some(id) = answers else { return Ok(Vec::new()) };
    let row = store::outbox::get(tx, id)?.filter(|row| row.dossier == dossier);
    let Some(body) = row.and_then(|row| row.body) else { return Ok(Vec::new()) };
    let queued: Queued = serde_json::from_slice(&body)?;
    Ok(queued.ask.debts)
}

fn kind_of(one: &Entry) -> String {
    let means = match &one.fact {
        Fact::Event(Event::Statement(said)) => serde_json::to_value(&said.means).ok(),
        _ => None,
    };
    let word = means.as_ref().and_then(|means| means.get("means")).and_then(|word| word.as_str());
    word.unwrap_or_else(|| one.fact.kind()).to_owned()
}

/// What tells this message from all others, short enough for an id.
fn key(inbound: &Inbound<'_>) -> String {
    form_key(inbound.channel, inbound.id)
}

fn start_of(text: &str) -> &str {
    let mut end = text.len().min(LISTEN_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
