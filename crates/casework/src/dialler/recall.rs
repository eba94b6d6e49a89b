//! Calls taken back: a stop, a hold, any fact that came after a call was listed is decided on at once.

use facts::{Ask, AskContact, Verdict, When};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::dialler::{Listed, State};
use store::{Store, StoreError, WriteTx};

use super::DiallerError;
use super::window::closes;
use crate::deliver::Queued;
use crate::house::House;
use crate::ports::{CallList, Recall};
use crate::round::{RoundError, Scene, in_hours, judge, no_longer_wanted, open_task, record_decision, rule_of};

/// So many calls are looked at together.
const PAGE: u32 = 500;
/// So long after its window a dialler has to say what became of a call.
const RESULTS_HOURS: i64 = 24;

/// What looking at the listed calls again came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recalled {
    /// Calls that are not to be made any more.
    pub recalled: u64,
    /// Looked at again, and still fine.
    pub kept: u64,
}

/// Looks again at each listed call of a person of whom something was written down since, and recalls what is not
/// permitted any more. While everything is stopped, all are recalled.
///
/// # Errors
/// A store or a list that can't be written: what the list was not told is told by the next run.
pub fn recall(store: &Store, house: &House, list: &mut dyn CallList, now: Timestamp) -> Result<Recalled, DiallerError> {
    let mut done = Recalled::default();
    let cause = match store.read(crate::switch::stopped)? {
        Some(_) => Cause::Stopped,
        None => Cause::Changed,
    };
    loop {
        let looked_at = store.read(|tx| match cause {
            Cause::Stopped => store::dialler::out(tx, now, PAGE),
            Cause::Changed => store::dialler::changed(tx, now, PAGE),
        })?;
        if looked_at.is_empty() {
            break;
        }
        for listed in looked_at {
            look(store, house, list, now, &listed, cause, &mut done)?;
        }
    }
    missing(store, now)?;
    Ok(done)
}

/// Why a listed call is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Everything is stopped.
    Stopped,
    /// Something was written down about the person.
    Changed,
}

fn look(
    store: &Store,
    house: &House,
    list: &mut dyn CallList,
    now: Timestamp,
    listed: &Listed,
    cause: Cause,
    done: &mut Recalled,
) -> Result<(), DiallerError> {
    let found = store.read(|tx| {
        let Some(row) = store::outbox::get(tx, listed.id)? else { return Ok(None) };
        let Some(body) = row.body else { return Ok(None) };
        let standing = crate::dossier::standing(tx, listed.dossier)?;
        let events = store::dossier::get(tx, listed.dossier)?.map_or(0, |d| d.events);
        Ok::<_, RoundError>(Some((body, standing, events)))
    })?;
    let Some((body, standing, events)) = found else {
        return take_back(store, list, now, listed, String::new(), "erased", done);
    };
    let queued: Queued = serde_json::from_slice(&body)?;
    let number = queued.parcel.to.clone();
    if cause == Cause::Stopped {
        return take_back(store, list, now, listed, number, "everything is stopped", done);
    }
    let packs = house.packs(&standing);
    let scene = Scene { packs: &packs, firm: &house.head.firm, standing: &standing, now, missing: &[] };
    let opens = listed.opens.max(now);
    let ask = AskContact { at: When::at(&opens.to_zoned(standing.home_zone())), ..queued.ask };
    let decision = judge(&scene, &ask);
    let refused = match decision.verdict {
        // The dialler knows one window, and it must still hold to its end.
        Some(Verdict::Permit) if closes(&scene, &ask, opens) < listed.closes => Some("its hours changed".to_owned()),
        Some(Verdict::Permit) => no_longer_wanted(&scene, &ask.debts),
        _ => Some(rule_of(&decision).1),
    };
    let Some(why) = refused else {
        store.write(|tx: &mut WriteTx| store::dialler::keep(tx, listed.id, events))?;
        done.kept += 1;
        return Ok(());
    };
    let question = Ask::Contact(ask);
    let reason = format!("it was fine when it was listed, and is not any more: {why}");
    store.write(|tx: &mut WriteTx| {
        record_decision(tx, house, listed.dossier, &standing, events, now, &question, &decision, &reason)?;
        Ok::<_, RoundError>(())
    })?;
    take_back(store, list, now, listed, number, &why, done)
}

/// Tells the dialler, then keeps in mind that it was told: a recall that is told twice harms nobody.
fn take_back(
    store: &Store,
    list: &mut dyn CallList,
    now: Timestamp,
    listed: &Listed,
    number: String,
    why: &str,
    done: &mut Recalled,
) -> Result<(), DiallerError> {
    list.recall(&Recall { row: listed.id, number, at: now })?;
    store.write(|tx: &mut WriteTx| {
        store::dialler::settle(tx, listed.id, State::Recalled, Some(why), now)?;
        match store::dossier::set_due(tx, listed.dossier, Some(now)) {
            Ok(()) | Err(StoreError::Forgotten(_)) => Ok(()),
            Err(error) => Err(error),
        }
    })?;
    done.recalled += 1;
    Ok(())
}

/// Puts calls of which nobody said what became of them on the humans' list.
///
/// # Errors
/// A store that can't be written.
pub fn missing(store: &Store, now: Timestamp) -> Result<u64, DiallerError> {
    let then = in_hours(now, -RESULTS_HOURS);
    let due = in_hours(now, RESULTS_HOURS);
    let mut after = None;
    let mut asked = 0;
    loop {
        let overdue = store.read(|tx| store::dialler::overdue(tx, then, after, PAGE))?;
        let Some(last) = overdue.last() else { return Ok(asked) };
        after = Some(last.id);
        for listed in overdue {
            let day = listed.opens.to_zoned(TimeZone::UTC).date();
            let why = format!(
                "the dialler has not said what became of the call {} of {day}: import its results, or write `not_called` for it",
                listed.id
            );
            store.write(|tx: &mut WriteTx| {
                match open_task(tx, listed.dossier, "call_result_missing", &why, now, due) {
                    Ok(()) => Ok(()),
                    // Nobody is left who could be called again.
                    Err(StoreError::Forgotten(_)) => {
                        store::dialler::settle(tx, listed.id, State::Done, Some("erased"), now)
                    }
                    Err(error) => Err(error),
                }
            })?;
            asked += 1;
        }
    }
}
