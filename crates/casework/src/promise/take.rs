//! A promise of theirs: noted with its day, so that it can be seen to be kept. It is no debt and no plan.

use facts::{Fact, HouseEvent, Promise, When};
use jiff::Timestamp;
use store::promise::{MadeBy, NewPromise};
use store::{PromiseId, WriteTx};

use super::{Given, NotGiven};
use crate::dossier::{entry, record, standing};

/// Puts a promise of the person's on record. The same id again changes nothing; then there is no new promise.
///
/// # Errors
/// Nothing promised, a day that is past; and the store's.
pub fn take(tx: &mut WriteTx<'_>, theirs: &Given<'_>, now: Timestamp) -> Result<Option<PromiseId>, NotGiven> {
    let Given { dossier, what, due, by, id } = *theirs;
    let id = format!("theirs_{id}");
    let event = format!("evt_{id}");
    if store::event::find(tx, dossier, &event)?.is_some() {
        return Ok(None);
    }
    if what.trim().is_empty() {
        return Err(NotGiven::What);
    }
    let zone = standing(tx, dossier)?.home_zone();
    let due = due.to_zoned(zone.clone()).map_err(|_| NotGiven::Due)?;
    if due.timestamp() <= now {
        return Err(NotGiven::Due);
    }
    let at = When::at(&now.to_zoned(zone));
    let what = what.trim();
    let person = crate::place::consumer();
    let promise = Promise { at, promise: id, by: person, what: what.to_owned(), due: When::at(&due) };
    let one = entry(event, at, by, Fact::House(HouseEvent::Promise(promise)));
    record(tx, dossier, &[one], now, by, Some(now))?;
    let new = NewPromise {
        dossier,
        made_by: MadeBy::Theirs,
        made: now,
        due: due.timestamp(),
        owner: by,
        what: what.as_bytes(),
    };
    Ok(Some(store::promise::add(tx, &new)?))
}
