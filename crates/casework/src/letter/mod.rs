//! One way to say something to a person: of a kind, about their debts, for a cause, and once. Through the gate, in their
//! own manner, and queued with its decision in the caller's transaction.

mod by_hand;
mod facts;
mod manner;
mod owed;
mod ways;

use ::facts::{Ask, Channel, DebtId, Endpoint, Purpose, Verdict};
use conduct::Standing;
use jiff::Timestamp;
use store::letter::State;
use store::{DossierId, OutboxId, WriteTx};
use words::compose::{Kind, Language};

use crate::deliver::Queued;
use crate::house::{House, give_code};
use crate::place::Profile;
use crate::ports::Parcel;
use crate::round::{
    Beside, Marks, Proposed, RoundError, compose, country_of, cut_short, in_hours, open_task, record_decision, what_of,
};
pub use by_hand::{ByHandError, by_hand};
pub(crate) use facts::every;
pub use manner::{Manner, manner};
pub(crate) use owed::note;
pub use owed::{Written, write_owed};
use ways::{Way, judge, ways};

/// What waits for a lawful hour and could not go out within so long of it is left to a human.
const EXPIRES_HOURS: i64 = 72;
/// A reply says by when a human answers, so it is of no use after so long.
const REPLY_EXPIRES_HOURS: i64 = 24;

/// The promise that goes with the acknowledgement of a complaint.
pub(crate) const COMPLAINT: &str = "answer their complaint";

/// What is to be said, and of what it speaks.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    pub kind: Kind,
    pub purpose: Purpose,
    pub dossier: DossierId,
    pub debts: &'a [DebtId],
    pub beside: Beside,
    /// Why we get in touch, in a sentence that the person would accept.
    pub reason: &'a str,
    /// The id of what it follows from: of one cause, one letter.
    pub cause: &'a str,
    /// The one way that it may go; where there is none, the way that they like best.
    pub by: Option<(Channel, &'a Endpoint)>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It waits in the outbox; or it did, for the same cause before.
    Queued(OutboxId),
    /// Nothing goes out by itself: why, in words for a human.
    Unsaid(String),
}

/// Says it where the gate permits it, or says why not. A second letter of the same cause is the first one.
///
/// # Errors
/// A dossier that can't be read or written. That a fact is missing is no error: then nothing goes out, and it says which.
pub fn say(
    tx: &mut WriteTx<'_>,
    house: &House,
    letter: &Letter<'_>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Said, RoundError> {
    store::letter::owe(tx, letter.dossier, letter.cause, letter.kind.as_str(), now, now)?;
    let known = store::letter::get(tx, letter.dossier, letter.cause)?;
    match known.map(|known| (known.state, known.outbox)) {
        Some((State::Queued, Some(row))) => return Ok(Said::Queued(row)),
        Some((State::Owed, _)) => {}
        _ => return Ok(Said::Unsaid("a human sees to it already".to_owned())),
    }
    let said = queue(tx, house, letter, standing, now)?;
    let became = match &said {
        Said::Queued(row) => (State::Queued, Some(*row)),
        Said::Unsaid(_) => (State::Human, None),
    };
    store::letter::settle(tx, letter.dossier, letter.cause, became, now)?;
    Ok(said)
}

fn queue(
    tx: &mut WriteTx<'_>,
    house: &House,
    letter: &Letter<'_>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Said, RoundError> {
    let packs = house.packs(standing);
    // The first way that is permitted; where none is, the last refusal stands on record.
    let mut found: Option<Way> = None;
    let ways = letter.by.map_or_else(|| ways(standing, letter.kind), |way| vec![way]);
    for (channel, endpoint) in ways {
        let way = judge(house, &packs, letter, standing, (channel, endpoint), now);
        let permitted = way.decision.verdict == Some(Verdict::Permit);
        found = Some(way);
        if permitted {
            break;
        }
    }
    let Some(Way { channel, to, ask, decision, not_before }) = found else {
        return Ok(Said::Unsaid("there is no way by which it can be sent".to_owned()));
    };
    let row = store::dossier::get(tx, letter.dossier)?;
    let events = row.as_ref().map_or(0, |row| row.events);
    let reason = letter.reason;
    let question = Ask::Contact(ask.clone());
    let id = record_decision(tx, house, letter.dossier, standing, events, now, &question, &decision, reason)?;
    if decision.verdict != Some(Verdict::Permit) {
        let why = decision.deciding().map_or_else(String::new, |f| format!("{}: {}", f.rule, f.gist));
        return Ok(Said::Unsaid(why));
    }
    let Some(profile) = row.and_then(|row| row.profile) else {
        return Ok(Said::Unsaid("the person was erased".to_owned()));
    };
    let profile: Profile = serde_json::from_slice(&profile)?;
    let proposed = Proposed { kind: letter.kind, ask, at: not_before, decision, reason: reason.to_owned() };
    let marks = Marks { code: give_code(tx, letter.dossier)?, account: cut_short(&profile.reference) };
    let manner = in_their_manner(tx, house, (letter.dossier, letter.kind), standing, now)?;
    let beside = letter.beside.clone().language(manner.language).wording(manner.wording());
    let message = match compose(&house.composer, &packs, &house.head, standing, &marks, &proposed, &beside) {
        Ok(composed) => composed.message,
        Err(why) => return Ok(Said::Unsaid(why.to_string())),
    };
    let parcel = Parcel {
        to: to.value.clone(),
        to_name: profile.name,
        reason: reason.to_owned(),
        code: marks.code,
        account: marks.account,
        what: what_of(standing, manner.language),
        country: country_of(standing),
        language: manner.language.code().to_owned(),
        style: manner.style,
        kind: Some(letter.kind),
        ..Parcel::new(channel, message)
    };
    let queued = Queued { ask: proposed.ask, kind: letter.kind, notice: None, parcel };
    let message = store::outbox::NewMessage {
        dossier: letter.dossier,
        decision: id,
        channel: channel.as_str(),
        endpoint: to.id.as_str(),
        created: now,
        not_before,
        expires: in_hours(not_before, expires_hours(letter.kind)),
        body: &serde_json::to_vec(&queued)?,
    };
    Ok(Said::Queued(store::outbox::enqueue(tx, &message)?))
}

/// Their language where two people have approved the letter in it; else English, and a human learns of it.
pub(crate) fn in_their_manner(
    tx: &mut WriteTx<'_>,
    house: &House,
    (dossier, kind): (DossierId, Kind),
    standing: &Standing,
    now: Timestamp,
) -> Result<Manner, RoundError> {
    let theirs = manner(standing, now);
    if theirs.language == Language::English || house.composer.approved(theirs.language, kind).is_ok() {
        return Ok(theirs);
    }
    let why = format!(
        "they read `{}`, and nobody has approved `{}` in it: it goes out in English; see that somebody explains it to them",
        theirs.language.code(),
        kind.as_str()
    );
    open_task(tx, dossier, "their_language", &why, now, in_hours(now, 48))?;
    Ok(Manner { language: Language::English, ..theirs })
}

fn expires_hours(kind: Kind) -> i64 {
    match kind {
        Kind::Reply
        | Kind::ReplyDispute
        | Kind::ReplyHardship
        | Kind::ReplyNotMine
        | Kind::ComplaintReceived
        | Kind::OptOutConfirmed => REPLY_EXPIRES_HOURS,
        _ => EXPIRES_HOURS,
    }
}
