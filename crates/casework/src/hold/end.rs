//! Ending a hold, each by its own rule: by the person, by our answer, by an official source, or by two people of ours.
//! We make one longer at any time, and never shorter.

use facts::{Event, Fact, HoldReleased, HouseEvent, Scheme, Status, StatusKind, When};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use money::holds::{Cause, Release, Released};
use money::id::AgentId;
use money::plan::PlanEvent;
use store::event::Recorded;
use store::sheet::NewChange;
use store::{DossierId, WriteTx};

use super::known::{Known, known};
use super::{HoldVerbError, sheet_of};
use crate::dossier::{entry, record, standing};

/// A plan goes on a fortnight after a hold, in days (V-13).
const NOTHING_DUE_DAYS: i32 = 15;
/// A crisis moratorium lasts so long after treatment ended (SI 2020/1311 reg 32), in days.
const CRISIS_DAYS: i32 = 30;

/// What ends a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person wants it to end, in their own words.
    ByPerson,
    /// They have had our answer to what they asked or disputed.
    Answered,
    /// An official source told us of its last day.
    ToldEnded { last: Date },
    /// Treatment for a mental-health crisis has stopped: it ends thirty days later.
    TreatmentEnded { on: Date },
    /// One of two people of ours says that it may end.
    OneOfTwo,
}

/// Ends a hold, or says who else must agree. `words` say what was shown or said.
///
/// # Errors
/// A hold that does not stand, an end that its cause does not have, no words; the store's.
pub fn end(
    tx: &mut WriteTx<'_>,
    (dossier, id): (DossierId, &str),
    ending: Ending,
    words: &str,
    now: Timestamp,
    by: &str,
) -> Result<Released, HoldVerbError> {
    let words = words.trim();
    if words.chars().count() < 3 {
        return Err(HoldVerbError::NoWords);
    }
    let mut one = known(tx, dossier, id)?;
    let today = now.to_zoned(standing(tx, dossier)?.home_zone()).date();
    if one.ended.is_some() {
        return Ok(Released::Yes);
    }
    check(&one, ending)?;
    match ending {
        Ending::OneOfTwo => {
            let released = one.hold.release(AgentId::from(by), today)?;
            let key = format!("release/{by}");
            let change = NewChange { key: &key, kind: "release", body: words.as_bytes() };
            store::sheet::add(tx, dossier, &sheet_of(id), &change, Recorded { at: now, by })?;
            if released == Released::OneMore {
                return Ok(released);
            }
        }
        Ending::ToldEnded { last } => {
            one.hold.told_ended(last)?;
            if last > today {
                // It stands until its last day, and lapses then.
                lasts_until(tx, dossier, &one, last, words, now, by)?;
                return Ok(Released::Yes);
            }
        }
        Ending::TreatmentEnded { on } => {
            one.hold.treatment_ended(on)?;
            let last = on.saturating_add(CRISIS_DAYS.days());
            treatment(tx, dossier, &one, on, now, by)?;
            lasts_until(tx, dossier, &one, last, words, now, by)?;
            return Ok(Released::Yes);
        }
        Ending::ByPerson | Ending::Answered => {}
    }
    let at = When::at(&now.to_zoned(standing(tx, dossier)?.home_zone()));
    let over = HoldReleased { at, hold: id.to_owned(), why: words.to_owned() };
    let released = entry(format!("evt_hold_{id}_over"), at, by, Fact::House(HouseEvent::HoldReleased(over)));
    record(tx, dossier, &[released], now, by, Some(now))?;
    crate::round::close_tasks(tx, dossier, super::look::TASK, now)?;
    plan_goes_on(tx, dossier, id, today, now, by)?;
    Ok(Released::Yes)
}

/// Makes a hold longer.
///
/// # Errors
/// A hold that does not stand; an earlier day than it has; the store's.
pub fn extend(
    tx: &mut WriteTx<'_>,
    (dossier, id): (DossierId, &str),
    until: Date,
    words: &str,
    now: Timestamp,
    by: &str,
) -> Result<(), HoldVerbError> {
    let mut one = known(tx, dossier, id)?;
    if one.ended.is_some() {
        return Err(HoldVerbError::Missing(dossier, id.to_owned()));
    }
    one.hold.extend(until)?;
    lasts_until(tx, dossier, &one, until, words, now, by)?;
    let Some(plan) = crate::plan::running(tx, dossier).map_err(Box::new)? else { return Ok(()) };
    let today = now.to_zoned(standing(tx, dossier)?.home_zone()).date();
    if one.hold.release == Release::Lapses && plan.agreed.terms().shares.iter().any(|(debt, _)| one.covers(debt)) {
        let rests = until.saturating_add(NOTHING_DUE_DAYS.days()).max(today);
        let key = format!("hold/{id}/{until}");
        let event = PlanEvent::Paused { on: today, until: rests };
        crate::plan::change(tx, plan.id, (&key, &event), now, by).map_err(Box::new)?;
        let noted = PlanEvent::PauseNoted { on: today, until: rests };
        crate::plan::change(tx, plan.id, (&format!("{key}/noted"), &noted), now, by).map_err(Box::new)?;
    }
    Ok(())
}

/// By which way a hold of this cause ends. The person can end what they asked for, never what the law or a danger gives.
fn check(one: &Known, ending: Ending) -> Result<(), HoldVerbError> {
    let other = |how| Err(HoldVerbError::OtherEnd(one.hold.cause, how));
    match (one.hold.release, ending) {
        (Release::TwoPeople, Ending::OneOfTwo)
        | (Release::WhenAnswered, Ending::Answered | Ending::ByPerson)
        | (Release::Lapses, Ending::ByPerson) => Ok(()),
        (Release::Lapses, Ending::ToldEnded { .. }) if one.hold.cause == Cause::BreathingSpace => Ok(()),
        (Release::WhenToldEnded, Ending::ToldEnded { .. }) => Ok(()),
        (Release::WhenToldEnded, Ending::TreatmentEnded { .. }) if one.hold.cause == Cause::MentalHealthCrisis => {
            Ok(())
        }
        (Release::TwoPeople, _) => other("when two different people say so: each of them releases it"),
        (Release::WhenAnswered, _) => other("when they have had our answer"),
        (Release::WhenToldEnded, _) => other("when an official source says that it has ended"),
        (Release::Lapses, _) => other("with its last day, or sooner if the person wants it to"),
    }
}

/// The same hold with another last day.
fn lasts_until(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    one: &Known,
    last: Date,
    words: &str,
    now: Timestamp,
    by: &str,
) -> Result<(), HoldVerbError> {
    let events = crate::dossier::log(tx, dossier)?;
    let before = events.iter().rev().find_map(|entry| match &entry.fact {
        Fact::House(HouseEvent::Hold(event)) if event.hold == one.id => Some(event.clone()),
        _ => None,
    });
    let before = before.ok_or_else(|| HoldVerbError::Missing(dossier, one.id.clone()))?;
    let at = before.at;
    let longer = facts::Hold { until: Some(last), ..before };
    let id = format!("evt_hold_{}_until_{last}", one.id);
    let mut written = entry(id, at, by, Fact::House(HouseEvent::Hold(longer)));
    written.words = Some(words.to_owned()).filter(|words| !words.is_empty());
    record(tx, dossier, &[written], now, by, Some(now))?;
    Ok(())
}

/// The law's own words for the end of treatment.
fn treatment(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    one: &Known,
    on: Date,
    now: Timestamp,
    by: &str,
) -> Result<(), HoldVerbError> {
    let at = When::Day(on);
    let status = Status {
        scheme: Some(Scheme::MentalHealthCrisis),
        registered: Some(one.hold.start),
        treatment_ended: Some(on),
        ..Status::new(StatusKind::Moratorium, at)
    };
    let id = format!("evt_status_{}_treatment", one.id);
    record(tx, dossier, &[entry(id, at, by, Fact::Event(Event::Status(status)))], now, by, Some(now))?;
    Ok(())
}

/// A plan that paused with the hold goes on, a fortnight later and not sooner.
fn plan_goes_on(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    id: &str,
    today: Date,
    now: Timestamp,
    by: &str,
) -> Result<(), HoldVerbError> {
    let Some(plan) = crate::plan::running(tx, dossier).map_err(Box::new)? else { return Ok(()) };
    let sheet = store::sheet::list(tx, dossier, &format!("plan/{}", plan.id))?;
    let paused = sheet.iter().any(|change| change.key == format!("hold/{id}"));
    let rests = super::of_dossier(tx, dossier)?
        .iter()
        .any(|known| known.stands(today) && plan.agreed.terms().shares.iter().any(|(debt, _)| known.covers(debt)));
    if !paused || rests {
        return Ok(());
    }
    let first = today.saturating_add(NOTHING_DUE_DAYS.days());
    let event = PlanEvent::Restarted { on: today, first };
    crate::plan::change(tx, plan.id, (&format!("hold/{id}/over"), &event), now, by).map_err(Box::new)?;
    Ok(())
}
