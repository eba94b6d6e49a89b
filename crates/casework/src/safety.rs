//! Somebody may be in danger: no automation reaches them until two different people have seen that they are safe.

use facts::{Fact, HouseEvent, Safety, SafetyLevel, SafetyReleased, When};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::task::{self, State};
use store::{DossierId, StoreError, WriteTx};

use crate::dossier::{DossierError, entry, record, standing};
use crate::round::in_hours;

/// The kind of task by which the first of two asks the second.
pub const SECOND: &str = "safety_second";
/// The second looks within so many hours.
const SECOND_HOURS: i64 = 4;
/// What was seen is said in a sentence.
const WHY_LETTERS_MIN: usize = 10;

/// What the first of two saw, as the second finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct First {
    pub by: String,
    pub why: String,
}

/// What a release came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The first of two said so; nothing is released yet.
    First,
    /// The second agreed.
    Both,
}

/// Why a mark stays.
#[derive(Debug, thiserror::Error)]
pub enum NotReleased {
    #[error("no mark says that they may be in danger")]
    NotMarked,
    #[error("`{0}` said so already: a second, different person has to see it too")]
    SamePerson(String),
    #[error("say what you saw, in a sentence: whoever comes second reads it")]
    NoReason,
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("what the first person saw can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

/// Says that somebody is safe. The first of two asks the second; the second releases the mark.
///
/// # Errors
/// No mark, the same person twice, nothing said; and the store's.
pub fn release(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    by: &str,
    why: &str,
    now: Timestamp,
) -> Result<Released, NotReleased> {
    let standing = standing(tx, dossier)?;
    if standing.house().safety.is_none() {
        return Err(NotReleased::NotMarked);
    }
    let why = why.trim();
    if why.chars().count() < WHY_LETTERS_MIN {
        return Err(NotReleased::NoReason);
    }
    let asked = task::of_dossier(tx, dossier)?.into_iter().find(|t| t.kind == SECOND && t.state == State::Open);
    let Some(asked) = asked else {
        let facts = serde_json::to_vec(&First { by: by.to_owned(), why: why.to_owned() })?;
        let words = "one of us found them safe: a second person looks before anything else goes out";
        let due = in_hours(now, SECOND_HOURS);
        task::add(tx, &task::NewTask { dossier, kind: SECOND, why: words, created: now, due, facts: &facts })?;
        return Ok(Released::First);
    };
    let first: First = serde_json::from_slice(&asked.facts.ok_or(DossierError::Erased(dossier))?)?;
    if first.by == by {
        return Err(NotReleased::SamePerson(first.by));
    }
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let released = SafetyReleased { at, by: first.by, and: by.to_owned() };
    let mut one = entry(format!("evt_safe_{}", asked.id), at, by, Fact::House(HouseEvent::SafetyReleased(released)));
    one.words = Some(format!("{}; {why}", first.why));
    record(tx, dossier, &[one], now, by, Some(now))?;
    task::close(tx, asked.id, State::Done, now)?;
    Ok(Released::Both)
}

/// Somebody of ours thinks that a person may be in danger: from this moment no automation reaches them, what was to be
/// sent stays here, and a second person is called. The same id again changes nothing.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn mark(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    (id, by): (&str, &str),
    now: Timestamp,
) -> Result<(), DossierError> {
    let id = format!("evt_danger_{id}");
    if store::event::find(tx, dossier, &id)?.is_some() {
        return Ok(());
    }
    let at = When::at(&now.to_zoned(standing(tx, dossier)?.home_zone()));
    let marked = Fact::House(HouseEvent::Safety(Safety { at, level: SafetyLevel::Alert }));
    record(tx, dossier, &[entry(id, at, by, marked)], now, by, Some(now))?;
    store::outbox::recall(tx, dossier, "they may be in danger", now)?;
    let why = "they may be in danger: a second person, please";
    crate::round::open_task(tx, dossier, "care", why, now, now)?;
    Ok(())
}

/// Whom anybody may call when somebody may be in danger, by country. Facts that are read again before a release.
pub fn numbers(country: &str) -> &'static [(&'static str, &'static str)] {
    match country {
        "GB" => &[
            ("Emergency", "999 or 112"),
            ("Samaritans, day and night", "116 123"),
            ("SHOUT, by text", "text SHOUT to 85258"),
        ],
        _ => &[("Emergency", "911"), ("Suicide and crisis lifeline, call or text", "988")],
    }
}
