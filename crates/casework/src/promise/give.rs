//! A promise of ours to a person: what, and by when. It leads the day of whoever gave it until it is kept.

use facts::When;
use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use store::promise::{MadeBy, NewPromise};
use store::{DossierId, PromiseId, WriteTx};

use crate::dossier::{DossierError, record, standing};
use crate::handover::promised;

/// A promise for later than this is none that anybody keeps in mind.
const DAYS_MAX: i64 = 366;

/// A promise of ours.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    pub dossier: DossierId,
    /// What, as the person would say it: `call you back`.
    pub what: &'a str,
    /// By when, where they live.
    pub due: DateTime,
    /// Who gave it.
    pub by: &'a str,
    /// The id of whatever caused it, by which it is known again.
    pub id: &'a str,
}

/// Why a promise is not given.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    #[error("say what was promised")]
    What,
    #[error("say by when, a moment that is still to come and within a year: a promise without a day can't be kept")]
    Due,
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

/// Puts a promise of ours on record. The same id again changes nothing; then there is no new promise.
///
/// # Errors
/// Nothing promised, a day that is past or too far; and the store's.
pub fn give(tx: &mut WriteTx<'_>, given: &Given<'_>, now: Timestamp) -> Result<Option<PromiseId>, NotGiven> {
    let Given { dossier, what, due, by, id } = *given;
    let id = format!("promise_{id}");
    if store::event::find(tx, dossier, &format!("evt_{id}"))?.is_some() {
        return Ok(None);
    }
    if what.trim().is_empty() {
        return Err(NotGiven::What);
    }
    let standing = standing(tx, dossier)?;
    let zone = standing.home_zone();
    let due = due.to_zoned(zone.clone()).map_err(|_| NotGiven::Due)?;
    let latest = now.checked_add(jiff::SignedDuration::from_hours(24 * DAYS_MAX)).unwrap_or(Timestamp::MAX);
    if due.timestamp() <= now || due.timestamp() > latest {
        return Err(NotGiven::Due);
    }
    let at = When::at(&now.to_zoned(zone));
    // They are looked at when it is due, or sooner where they were to be looked at anyway.
    let before = store::dossier::get(tx, dossier)?.and_then(|row| row.due_at);
    let look = before.map_or(due.timestamp(), |look| look.min(due.timestamp()));
    record(tx, dossier, &[promised(&id, at, by, what.trim(), When::at(&due))], now, by, Some(look))?;
    let new = NewPromise {
        dossier,
        made_by: MadeBy::Ours,
        made: now,
        due: due.timestamp(),
        owner: by,
        what: what.trim().as_bytes(),
    };
    Ok(Some(store::promise::add(tx, &new)?))
}

/// The end of a working day, for a promise of a day without an hour.
pub fn end_of_day(day: jiff::civil::Date) -> DateTime {
    date(day.year(), day.month(), day.day()).at(17, 0, 0, 0)
}
