//! Asking for a person: a human calls back at a time that suits, or answers in writing. What is promised is kept in mind.

use conduct::Standing;
use facts::{Meaning, When};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use store::promise::MadeBy;
use store::{Store, WriteTx};

use super::{AnswerError, Done, Form, PORTAL, statement};
use crate::dossier::record;
use crate::handover::{self, CALL, CALL_WHAT};
use crate::hear::{Given, Outcome};
use crate::house::House;

/// So many working days ahead a call can be chosen.
const DAYS_AHEAD: usize = 5;
/// A call is not promised for a time that begins sooner than this.
const NOTICE: SignedDuration = SignedDuration::from_mins(60);

/// Parts of the working day in which we call back, where the person lives.
const PARTS: [(Time, Time); 3] = [
    (Time::constant(9, 0, 0, 0), Time::constant(12, 0, 0, 0)),
    (Time::constant(12, 0, 0, 0), Time::constant(15, 0, 0, 0)),
    (Time::constant(15, 0, 0, 0), Time::constant(18, 0, 0, 0)),
];

/// A time in which a human of ours can call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub day: Date,
    pub from: Time,
    pub to: Time,
}

impl Slot {
    /// The word for it in a form: `2026-11-25T09`.
    pub fn word(&self) -> String {
        format!("{}T{:02}", self.day, self.from.hour())
    }

    /// The time that a form's word names; none where it names none.
    pub fn of(word: &str) -> Option<Slot> {
        let (day, hour) = word.split_once('T')?;
        let (day, hour) = (day.parse().ok()?, hour.parse::<i8>().ok()?);
        let part = PARTS.iter().find(|(from, _)| from.hour() == hour);
        part.map(|(from, to)| Slot { day, from: *from, to: *to })
    }
}

/// How a human answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallBack {
    /// By telephone, in this time.
    At(Slot),
    /// In writing, by the way they like best.
    Write,
}

/// What somebody asks of a human.
#[derive(Debug, Clone, Copy)]
pub struct AskPerson<'a> {
    pub back: CallBack,
    /// What it is about, if they like to say.
    pub words: &'a str,
}

/// The times in which a human can call the person, the nearest first: on working days where they live, while one of us is
/// there.
pub fn slots(house: &House, standing: &Standing, now: Timestamp) -> Vec<Slot> {
    let zone = standing.home_zone();
    let earliest = now.checked_add(NOTICE).unwrap_or(now).to_zoned(zone.clone()).datetime();
    let mut slots = Vec::new();
    let mut days = 0;
    let mut day = now.to_zoned(zone).date();
    if !handover::is_working_day(standing, day) {
        day = handover::working_day_after(standing, day);
    }
    let is_there = |day: Date, (from, to): (Time, Time)| {
        let at = |time: Time| moment(standing, day, time).instant();
        at(from).zip(at(to)).is_some_and(|(from, to)| house.is_there(from, to))
    };
    while days < DAYS_AHEAD {
        let open = PARTS.iter().filter(|part| day.to_datetime(part.0) >= earliest && is_there(day, **part));
        slots.extend(open.map(|(from, to)| Slot { day, from: *from, to: *to }));
        day = handover::working_day_after(standing, day);
        days += 1;
    }
    slots
}

/// Hands the person over to a human, who answers as was chosen; who and by when is promised. Sent twice, it is one.
///
/// # Errors
/// A time that can't be chosen any more; too many words; a store that can't be written. Then nothing was kept.
pub fn ask_person(store: &Store, house: &House, form: &Form<'_>, asked: &AskPerson<'_>) -> Result<Done, AnswerError> {
    let words = asked.words.trim();
    if words.len() > super::WORDS_MAX {
        return Err(AnswerError::TooLong(super::WORDS_MAX));
    }
    store.write(|tx: &mut WriteTx| {
        let standing = crate::dossier::standing(tx, form.dossier)?;
        let at = form.at(&standing);
        let mut given = Given { reasons: vec!["they ask for a person"], ..Given::default() };
        let slot = match asked.back {
            CallBack::At(slot) => Some(slot),
            CallBack::Write => None,
        };
        if let Some(slot) = slot {
            let when = moment(&standing, slot.day, slot.from);
            given.facts.push(statement(at, Vec::new(), Meaning::AsksCallback { when: Some(when) }));
            given.promised = Some("they chose a time for a call, and it is promised");
            given.confirm.push(format!("call them on {} between {} and {}", slot.day, hour(slot.from), hour(slot.to)));
        }
        if let Outcome::Before = crate::hear::given(tx, house, &form.inbound(words), form.dossier, &standing, given)? {
            return Ok(Done::Before);
        }
        if let Some(slot) = slot {
            // Only a form that was not sent before is asked whether its time still stands.
            if !slots(house, &standing, form.now).contains(&slot) {
                return Err(AnswerError::NoSlot);
            }
            promise_call(tx, house, form, at, &standing, slot)?;
        }
        Ok(Done::Now)
    })
}

fn promise_call(
    tx: &mut WriteTx<'_>,
    house: &House,
    form: &Form<'_>,
    at: When,
    standing: &Standing,
    slot: Slot,
) -> Result<(), AnswerError> {
    let due = moment(standing, slot.day, slot.to);
    let from = moment(standing, slot.day, slot.from).instant().unwrap_or(form.now);
    let owner = house.agent_at(from, form.dossier);
    let what = format!("{CALL_WHAT} on {} between {} and {}", slot.day, hour(slot.from), hour(slot.to));
    let promise = handover::promised(&format!("{CALL}{}", form.key()), at, PORTAL, &what, due);
    record(tx, form.dossier, &[promise], form.now, PORTAL, Some(form.now))?;
    let new = store::promise::NewPromise {
        dossier: form.dossier,
        made_by: MadeBy::Ours,
        made: form.now,
        due: due.instant().unwrap_or(form.now),
        owner: &owner.name,
        what: what.as_bytes(),
    };
    store::promise::add(tx, &new)?;
    Ok(())
}

fn moment(standing: &Standing, day: Date, time: Time) -> When {
    match day.to_datetime(time).to_zoned(standing.home_zone()) {
        Ok(zoned) => When::at(&zoned),
        Err(_) => When::Day(day),
    }
}

fn hour(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
