//! A human takes over: automation stops for the person, the story is told once, and what we promised is kept in mind.

use conduct::calendar::{Calendar, Holidays};
use conduct::{Day, Standing};
use facts::{Entry, Fact, Handover, HouseEvent, PersonId, Promise, PromiseClosed, PromiseOutcome, When};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use store::promise::MadeBy;
use store::{DossierId, TaskId, WriteTx};
use words::compose::Kind;

use crate::dossier::{DossierError, entry, record};
use crate::house::House;
use crate::round::{HumanTask, lives_in};

/// So far ahead a day is looked for on which one of us works.
const DAYS_MAX: u32 = 120;
/// By when on its day an answer is due, where they live.
const ANSWER_BY: Time = Time::constant(17, 0, 0, 0);

/// The story as the human finds it with the task, so that nobody has to tell it twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// In their own words.
    pub words: String,
    pub channel: facts::Channel,
    pub at: When,
    /// Why a human is asked.
    pub reasons: Vec<String>,
    /// What stands in the record because of it.
    pub recorded: Vec<String>,
    /// What they were told of who answers and by when; or why nothing could be told.
    pub told: String,
    /// How to begin, where they may be in danger. Never a word of payment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<String>,
}

/// Working days within which what they say is wrong is looked into, and they hear what was found.
const DISPUTE_DAYS: u32 = 10;
/// Working days within which a complaint is answered: half of the eight weeks of DISP 1.6.2R, wherever they live.
const COMPLAINT_DAYS: u32 = 20;

/// The day by which a human answers, as a reply of this kind promises it: the working day after `now` where they live
/// for what is written, and longer where something has to be looked into first. Only days on which one of us works count.
pub fn answer_day(house: &House, standing: &Standing, reply: Kind, now: Timestamp) -> Date {
    let days = match reply {
        Kind::ReplyDispute | Kind::ReplyNotMine => DISPUTE_DAYS,
        Kind::ComplaintReceived => COMPLAINT_DAYS,
        _ => 1,
    };
    let mut day = now.to_zoned(standing.home_zone()).date();
    for _ in 0..days {
        day = our_day_after(house, standing, day);
    }
    day
}

/// The first day after `day` that is a working day where they live, and on which one of us works.
fn our_day_after(house: &House, standing: &Standing, day: Date) -> Date {
    let first = working_day_after(standing, day);
    let mut next = first;
    for _ in 0..DAYS_MAX {
        if house.works_on(next) {
            return next;
        }
        next = working_day_after(standing, next);
    }
    // Closed for good: the promise stands, and somebody has to mend the card.
    first
}

/// Do we work on this day, by the holidays of where they live?
pub(crate) fn is_working_day(standing: &Standing, day: Date) -> bool {
    Calendar::of(holidays(standing)).is_working_day(Day::of(day))
}

/// The working day after `day`, by the holidays of where they live.
pub(crate) fn working_day_after(standing: &Standing, day: Date) -> Date {
    Calendar::of(holidays(standing)).after(Day::of(day), 1).date()
}

fn holidays(standing: &Standing) -> Holidays {
    if lives_in(standing, "US") { Holidays::UsFederal } else { Holidays::EnglandAndWales }
}

/// The end of an answer's day: where they live, or when the last of us leaves, whichever comes first.
pub(crate) fn end_of(house: &House, standing: &Standing, day: Date) -> When {
    let zone = standing.home_zone();
    let closes = house.rules.open.as_ref().and_then(|open| open.closes_on(day));
    match day.to_datetime(ANSWER_BY).to_zoned(zone.clone()) {
        Ok(zoned) => When::at(&closes.map_or(zoned.clone(), |closes| closes.min(zoned.timestamp()).to_zoned(zone))),
        Err(_) => When::Day(day),
    }
}

/// The event of a hand-over.
pub(crate) fn handed_over(id: &str, at: When, by: &str, reasons: &[&'static str]) -> Entry {
    let why = reasons.join("; ");
    entry(id.to_owned(), at, by, Fact::House(HouseEvent::Handover(Handover { at, why, done: None })))
}

/// The event of a promise of ours.
pub(crate) fn promised(id: &str, at: When, by: &str, what: &str, due: When) -> Entry {
    let promise = Promise { at, promise: id.to_owned(), by: PersonId::collector(), what: what.to_owned(), due };
    entry(format!("evt_{id}"), at, by, Fact::House(HouseEvent::Promise(promise)))
}

/// Puts the story on the humans' list.
pub(crate) fn tell(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    kind: HumanTask,
    why: &str,
    story: &Story,
    now: Timestamp,
    due: Timestamp,
) -> Result<TaskId, DossierError> {
    let facts = serde_json::to_vec(story)?;
    let new = store::task::NewTask { dossier, kind: kind.as_str(), why, created: now, due, facts: &facts };
    Ok(store::task::add(tx, &new)?)
}

/// A human is done: automation may go on, and what was promised with the hand-over was kept.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn done(tx: &mut WriteTx<'_>, dossier: DossierId, why: &str, by: &str, now: Timestamp) -> Result<(), DossierError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let stamp = now.as_microsecond();
    let over = Handover { at, why: why.to_owned(), done: Some(true) };
    let mut entries = vec![entry(format!("evt_handed_back_{stamp}"), at, by, Fact::House(HouseEvent::Handover(over)))];
    for promise in standing.house().promises.iter().filter(|p| p.ours && is_of_handover(&p.id)) {
        let closed = PromiseClosed { at, promise: promise.id.clone(), outcome: PromiseOutcome::Kept };
        entries.push(entry(format!("evt_kept_{}", promise.id), at, by, Fact::House(HouseEvent::PromiseClosed(closed))));
    }
    for promise in store::promise::of_dossier(tx, dossier)? {
        if promise.made_by == MadeBy::Ours && promise.state == store::promise::State::Open {
            let what = promise.what.as_deref().unwrap_or_default();
            if [WHAT, CALL_WHAT].iter().any(|w| what.starts_with(w.as_bytes())) {
                store::promise::settle(tx, promise.id, store::promise::State::Kept, now)?;
            }
        }
    }
    record(tx, dossier, &entries, now, by, Some(now))?;
    Ok(())
}

/// How the ids of promised answers begin, and their words.
pub(crate) const ANSWER: &str = "answer_";
pub(crate) const WHAT: &str = "answer what they wrote";
/// The same of an answer that needs longer than the hand-over: its end doesn't keep it, only the answer does.
pub(crate) const FINDING: &str = "finding_";
/// How the ids of promised calls begin, and their words.
pub(crate) const CALL: &str = "call_back_";
pub(crate) const CALL_WHAT: &str = "call you back";

fn is_of_handover(promise: &str) -> bool {
    promise.starts_with(ANSWER) || promise.starts_with(CALL)
}

/// Keeps in mind, in the log and on the list of promises, what a reply promised: the answer by a day.
pub(crate) fn promise_answer(
    tx: &mut WriteTx<'_>,
    house: &House,
    dossier: DossierId,
    (id, what): (&str, &str),
    (at, day): (When, Date),
    now: Timestamp,
) -> Result<(), DossierError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let due = end_of(house, &standing, day);
    record(tx, dossier, &[promised(id, at, "hear", what, due)], now, "hear", Some(now))?;
    let new = store::promise::NewPromise {
        dossier,
        made_by: MadeBy::Ours,
        made: now,
        due: due.instant().unwrap_or(now),
        owner: &house.agent_on(day, dossier).name,
        what: what.as_bytes(),
    };
    store::promise::add(tx, &new)?;
    Ok(())
}
