//! Placing a hold: a word is enough to start. The debts rest, interest stops from its first day, a plan pauses, what waits
//! to go out is taken back. Where the person knows of it as a pause, they are told so, and a week before it ends.

use facts::{DebtId, Entry, Event, Fact, HoldCause, HouseEvent, Scheme, Status, StatusKind, When};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use money::holds::{Hold, Release, Scope};
use money::plan::PlanEvent;
use store::{DossierId, WriteTx};

use super::known::{Known, known, of_dossier};
use super::{HoldVerbError, cause};
use crate::dossier::{entry, record, standing};

/// A hold may have begun this long ago: the day on which it was granted, not the day on which we heard of it.
const BACK_DAYS: i32 = 366 * 2;
/// … and begins at the latest so many days from now.
const AHEAD_DAYS: i32 = 31;
/// A plan pauses for so long where nobody knows the end yet: until the hold is released.
const OPEN_DAYS: i32 = 3_650;

/// A hold that is to be placed.
#[derive(Debug, Clone)]
pub struct NewHold<'a> {
    pub dossier: DossierId,
    /// By what it is known: minted with the form. The same again changes nothing.
    pub key: &'a str,
    pub cause: HoldCause,
    /// The debts that rest; none named is the whole person.
    pub debts: Vec<DebtId>,
    /// Its first day; today where it is left out.
    pub from: Option<Date>,
    /// Its last day; the cause's own where it is left out. Never less than the cause gives.
    pub until: Option<Date>,
    /// The document that shows it, where there is one. A word is enough.
    pub evidence: Option<&'a str>,
    /// Their own words.
    pub words: Option<&'a str>,
    /// Who writes it down.
    pub by: &'a str,
}

/// What placing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub hold: Known,
    /// Messages that were waiting and stay here.
    pub recalled: usize,
}

/// Places a hold in the caller's transaction.
///
/// # Errors
/// A debt that is not theirs, days that can't be; the store's.
pub fn place(tx: &mut WriteTx<'_>, new: &NewHold<'_>, now: Timestamp) -> Result<Placed, HoldVerbError> {
    if let Some(before) = of_dossier(tx, new.dossier)?.into_iter().find(|known| known.id == new.key) {
        return Ok(Placed { hold: before, recalled: 0 });
    }
    let standing = standing(tx, new.dossier)?;
    let local = now.to_zoned(standing.home_zone());
    let today = local.date();
    let from = new.from.unwrap_or(today);
    if from < today.saturating_sub(BACK_DAYS.days()) || from > today.saturating_add(AHEAD_DAYS.days()) {
        return Err(HoldVerbError::Begin(from));
    }
    if let Some(unknown) = new.debts.iter().find(|debt| standing.debt_ix(debt).is_none()) {
        return Err(HoldVerbError::UnknownDebt(unknown.clone()));
    }
    let scope = if new.debts.is_empty() { Scope::Person } else { Scope::Debts(new.debts.clone()) };
    let mut hold = Hold::new(cause(new.cause), scope, from);
    if let Some(until) = new.until {
        hold.extend(until)?;
    }
    let entries = entries(new, &hold, from);
    record(tx, new.dossier, &entries, now, new.by, Some(now))?;
    let recalled = store::outbox::recall(tx, new.dossier, "it rests", now)?.rows.len();
    crate::charge::take_back_since(tx, (new.dossier, &new.debts), from, now, new.by).map_err(Box::new)?;
    pause_plan(tx, new, &hold, today, now)?;
    Ok(Placed { hold: known(tx, new.dossier, new.key)?, recalled })
}

fn entries(new: &NewHold<'_>, hold: &Hold, from: Date) -> Vec<Entry> {
    let at = When::Day(from);
    // Where two people must release it, no day ends it by itself.
    let until = hold.end.filter(|_| hold.release != Release::TwoPeople);
    let rests = facts::Hold { at, hold: new.key.to_owned(), cause: new.cause, debts: new.debts.clone(), until };
    let id = format!("evt_hold_{}", new.key);
    let mut one = entry(id, at, new.by, Fact::House(HouseEvent::Hold(rests)));
    one.words = new.words.map(str::to_owned);
    one.document = new.evidence.map(str::to_owned);
    let mut entries = vec![one];
    let status = |kind: StatusKind, scheme: Option<Scheme>| Status {
        debts: new.debts.clone(),
        from: Some(at),
        until: until.map(When::Day),
        registered: scheme.map(|_| from),
        scheme,
        ..Status::new(kind, at)
    };
    // What the law itself knows stands in the words of the law as well, so that its rules bind beside ours.
    let known = match new.cause {
        HoldCause::BreathingSpace => Some(status(StatusKind::Moratorium, Some(Scheme::BreathingSpace))),
        HoldCause::MentalHealthCrisis => Some(status(StatusKind::Moratorium, Some(Scheme::MentalHealthCrisis))),
        HoldCause::Bankruptcy => Some(status(StatusKind::Bankruptcy, None)),
        HoldCause::Death => Some(status(StatusKind::Death, None)),
        _ => None,
    };
    if let Some(known) = known {
        entries.push(entry(format!("evt_status_{}", new.key), at, new.by, Fact::Event(Event::Status(known))));
    }
    entries
}

/// A plan whose debts rest pauses with them, and nothing of it is due until a fortnight after.
fn pause_plan(
    tx: &mut WriteTx<'_>,
    new: &NewHold<'_>,
    hold: &Hold,
    today: Date,
    now: Timestamp,
) -> Result<(), HoldVerbError> {
    let Some(plan) = crate::plan::running(tx, new.dossier).map_err(Box::new)? else { return Ok(()) };
    let rests = new.debts.is_empty() || plan.agreed.terms().shares.iter().any(|(debt, _)| new.debts.contains(debt));
    if !rests {
        return Ok(());
    }
    let open = today.saturating_add(OPEN_DAYS.days());
    let until = hold.nothing_due_before().filter(|_| hold.release == Release::Lapses).unwrap_or(open).max(today);
    let event = PlanEvent::Paused { on: today, until };
    crate::plan::change(tx, plan.id, (&format!("hold/{}", new.key), &event), now, new.by).map_err(Box::new)?;
    // The hold's own note says that it ends; the plan adds none.
    let noted = PlanEvent::PauseNoted { on: today, until };
    crate::plan::change(tx, plan.id, (&format!("hold/{}/noted", new.key), &noted), now, new.by).map_err(Box::new)?;
    Ok(())
}
