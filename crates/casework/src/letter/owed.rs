//! Letters that follow from what was recorded: whoever records it, they are owed with it, in its transaction, and written
//! by the worker.

use ::facts::{DebtId, Entry, Event, Fact, HoldCause, HouseEvent, Meaning, Purpose, StatusKind};
use conduct::Standing;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::letter::State;
use store::{DossierId, Store, StoreError, WriteTx};
use words::compose::Kind;

use super::facts::{Found, found};
use super::{Letter, Said, say};
use crate::dossier::DossierError;
use crate::handover::{FINDING, answer_day, promise_answer};
use crate::house::House;
use crate::round::{Beside, RoundError, in_hours, open_task};

/// So many letters are looked at before the store is asked for more.
const STEP_LETTERS: u32 = 200;
/// So long before a pause ends they hear of it.
const THAW_DAYS: i64 = 7;

/// What came of the letters that were owed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub queued: u64,
    /// Nothing could be sent by itself: a human sees to it.
    pub for_humans: u64,
    /// What they were about is not so any more.
    pub dropped: u64,
}

/// Notes which letters new entries call for. Pure of the house: what they say is found when they are written.
pub(crate) fn note(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    before: &Standing,
    entry: &Entry,
    now: Timestamp,
) -> Result<(), StoreError> {
    for (cause, kind, due) in called_for(before, entry, now) {
        store::letter::owe(tx, dossier, &cause, kind.as_str(), due, now)?;
    }
    Ok(())
}

/// Each with its cause, its kind, and when it is written.
fn called_for(before: &Standing, entry: &Entry, now: Timestamp) -> Vec<(String, Kind, Timestamp)> {
    // What they wrote to us is answered by the reply to it.
    let is_answered = entry.by == "hear";
    let mut owed = Vec::new();
    match &entry.fact {
        Fact::House(HouseEvent::Hold(hold)) if is_a_pause(hold.cause) => {
            let Some(until) = hold.until else { return owed };
            if !is_answered {
                owed.push((format!("hold/{}/{until}", hold.hold), Kind::Hold, now));
            }
            owed.push((format!("thaw/{}/{until}", hold.hold), Kind::Thaw, thaw_on(before, until)));
        }
        Fact::House(HouseEvent::HoldReleased(released)) => {
            let held = before.house().holds.iter().find(|held| held.id == released.hold);
            if held.is_some_and(|held| is_a_pause(held.cause)) {
                owed.push((format!("released/{}", entry.id), Kind::Thaw, now));
            }
        }
        Fact::House(HouseEvent::Correction(_)) => owed.push((entry.id.clone(), Kind::OurMistake, now)),
        Fact::Event(Event::Status(status)) if status.with.is_none() => match status.kind {
            StatusKind::Paid | StatusKind::Settled => owed.push((entry.id.clone(), Kind::Closed, now)),
            _ => {}
        },
        Fact::Event(Event::Statement(said)) if matches!(said.means, Meaning::Complaint {}) && !is_answered => {
            owed.push((entry.id.clone(), Kind::ComplaintReceived, now));
        }
        _ => {}
    }
    owed
}

/// A pause that the person knows of as one. What law or danger brings about is for humans to speak of.
fn is_a_pause(cause: HoldCause) -> bool {
    matches!(
        cause,
        HoldCause::Asked
            | HoldCause::Advice
            | HoldCause::Evidence
            | HoldCause::Health
            | HoldCause::Bereavement
            | HoldCause::Disaster
    )
}

/// The morning of the day on which they hear that a pause ends.
fn thaw_on(standing: &Standing, until: Date) -> Timestamp {
    let day = until.saturating_sub(THAW_DAYS.days());
    day.at(9, 0, 0, 0).to_zoned(standing.home_zone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// Writes every letter that is owed now, each in a transaction of its own.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read. Letters that were written stay written.
pub fn write_owed(store: &Store, house: &House, now: Timestamp) -> Result<Written, RoundError> {
    let mut written = Written::default();
    loop {
        let due = store.read(|tx| store::letter::due(tx, now, STEP_LETTERS))?;
        if due.is_empty() {
            return Ok(written);
        }
        for letter in due {
            let became = store.write(|tx: &mut WriteTx| {
                crate::switch::go_on(tx)?;
                write(tx, house, &letter, now)
            })?;
            match became {
                State::Queued => written.queued += 1,
                State::Human | State::Owed => written.for_humans += 1,
                State::Dropped => written.dropped += 1,
            }
        }
    }
}

fn write(
    tx: &mut WriteTx<'_>,
    house: &House,
    letter: &store::letter::Letter,
    now: Timestamp,
) -> Result<State, RoundError> {
    let (dossier, cause) = (letter.dossier, letter.cause.as_str());
    let settle = |tx: &mut WriteTx<'_>, state: State| {
        store::letter::settle(tx, dossier, cause, (state, None), now).map(|()| state)
    };
    let standing = match crate::dossier::standing(tx, dossier) {
        Ok(standing) => standing,
        Err(DossierError::Erased(_) | DossierError::Store(StoreError::Forgotten(_))) => {
            return Ok(settle(tx, State::Dropped)?);
        }
        Err(error) => return Err(error.into()),
    };
    let kind = Kind::of(&letter.kind);
    let found = match kind {
        Some(kind) => found(tx, house, &standing, (dossier, kind, cause), now)?,
        None => Found::Lacks(format!("there is no template `{}` any more", letter.kind)),
    };
    let why = match (kind, found) {
        (Some(kind), Found::Facts { beside, debts, purpose, reason }) => {
            let said = send(tx, house, (dossier, kind, cause), (*beside, &debts, purpose, reason), &standing, now)?;
            match said {
                Said::Queued(_) => return Ok(State::Queued),
                Said::Unsaid(why) => why,
            }
        }
        (_, Found::NotSo) => return Ok(settle(tx, State::Dropped)?),
        (_, Found::Lacks(why)) => {
            settle(tx, State::Human)?;
            why
        }
        (None, Found::Facts { .. }) => return Ok(settle(tx, State::Dropped)?),
    };
    if kind == Some(Kind::Receipt) {
        // It stands on their page; nobody is asked to bring it to them.
        return Ok(State::Human);
    }
    let why = format!("`{}` could not go out by itself: {why}; tell them in your own way", letter.kind);
    open_task(tx, dossier, &format!("say_{}", letter.kind), &why, now, in_hours(now, 48))?;
    Ok(State::Human)
}

fn send(
    tx: &mut WriteTx<'_>,
    house: &House,
    (dossier, kind, cause): (DossierId, Kind, &str),
    (beside, debts, purpose, reason): (Beside, &[DebtId], Purpose, &str),
    standing: &Standing,
    now: Timestamp,
) -> Result<Said, RoundError> {
    let letter = Letter { kind, purpose, dossier, debts, beside, reason, cause, by: None };
    let said = say(tx, house, &letter, standing, now)?;
    if kind == Kind::ComplaintReceived && matches!(said, Said::Queued(_)) {
        let at = ::facts::When::at(&now.to_zoned(standing.home_zone()));
        let id = format!("{FINDING}{cause}");
        let day = answer_day(house, standing, kind, now);
        let what = "answer their complaint";
        promise_answer(tx, house, dossier, (&id, what), (at, day), now)?;
    }
    Ok(said)
}
