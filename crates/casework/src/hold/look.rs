//! Looking at holds that are due: a human where nobody has ended one for long, where two people must, and a week before one
//! ends that the law gave.

use facts::{Fact, HouseEvent};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use money::holds::{Cause, Release};
use store::event::Recorded;
use store::hold::Due;
use store::sheet::NewChange;
use store::{DossierId, Store, StoreError, WriteTx};

use super::known::{Known, of_dossier};
use super::{HoldVerbError, sheet_of};
use crate::dossier::standing;
use crate::round::{in_hours, open_task};

/// So many holds are looked at in one transaction.
const STEP_HOLDS: u32 = 200;
/// A hold without an end is looked at by a human after so many days, and again.
const OPEN_DAYS: i32 = 30;
/// The kind of the task on the humans' list.
pub(super) const TASK: &str = "hold";
const BY: &str = "hold";

/// What a look at all holds that were due came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    /// They rest on.
    pub rests: u64,
    pub ended: u64,
    pub for_humans: u64,
}

enum Looked {
    Rests,
    Ended,
    Human,
}

/// Looks at every hold that is due; at none while everything is stopped. With `dry_run`, nothing is kept.
///
/// # Errors
/// A dossier that can't be read; the store's.
pub fn look_at_due(store: &Store, now: Timestamp, dry_run: bool) -> Result<Looks, HoldVerbError> {
    let mut looks = Looks::default();
    let mut after: Option<Due> = None;
    if store.read(crate::switch::stopped)?.is_some() {
        return Ok(looks);
    }
    loop {
        let due = store.read(|tx| store::hold::due(tx, now, after.as_ref(), STEP_HOLDS))?;
        let Some(last) = due.last() else { return Ok(looks) };
        after = Some(last.clone());
        let mut looked: Vec<Looked> = Vec::new();
        let kept = store.write(|tx: &mut WriteTx| {
            looked = due.iter().map(|one| look(tx, one, now)).collect::<Result<_, HoldVerbError>>()?;
            if dry_run { Err(HoldVerbError::DryRun) } else { Ok(()) }
        });
        match kept {
            Ok(()) | Err(HoldVerbError::DryRun) => {}
            Err(error) => return Err(error),
        }
        for one in looked {
            match one {
                Looked::Rests => looks.rests += 1,
                Looked::Ended => looks.ended += 1,
                Looked::Human => looks.for_humans += 1,
            }
        }
    }
}

/// Says that holds which were just recorded are looked at with the next round.
pub(crate) fn look_soon(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    fact: &Fact,
    now: Timestamp,
) -> Result<(), StoreError> {
    match fact {
        Fact::House(HouseEvent::Hold(event)) => store::hold::set(tx, dossier, &event.hold, Some(now), now),
        Fact::House(HouseEvent::HoldReleased(event)) => store::hold::set(tx, dossier, &event.hold, None, now),
        _ => Ok(()),
    }
}

fn look(tx: &mut WriteTx<'_>, due: &Due, now: Timestamp) -> Result<Looked, HoldVerbError> {
    let dossier = due.dossier;
    let erased = matches!(store::dossier::get(tx, dossier)?, Some(row) if row.profile.is_none());
    let all = if erased { Vec::new() } else { of_dossier(tx, dossier)? };
    let Some(one) = all.into_iter().find(|known| known.id == due.name) else {
        store::hold::set(tx, dossier, &due.name, None, now)?;
        return Ok(Looked::Ended);
    };
    let zone = standing(tx, dossier)?.home_zone();
    let today = now.to_zoned(zone.clone()).date();
    if !one.stands(today) && one.hold.start <= today {
        store::hold::set(tx, dossier, &one.id, None, now)?;
        return Ok(Looked::Ended);
    }
    let (looked, next) = next(tx, dossier, &one, today, now)?;
    let at = next.to_zoned(zone).map(|zoned| zoned.timestamp()).unwrap_or(now).max(in_hours(now, 20));
    store::hold::set(tx, dossier, &one.id, Some(at), now)?;
    Ok(looked)
}

/// What is due of a hold that stands or is to come, and when to look again.
fn next(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    one: &Known,
    today: Date,
    now: Timestamp,
) -> Result<(Looked, Date), HoldVerbError> {
    let again = today.saturating_add(OPEN_DAYS.days());
    let (Some(end), Some(note)) = (one.hold.end, one.hold.thaw_note()) else {
        if one.hold.start.saturating_add(OPEN_DAYS.days()) > today {
            return Ok((Looked::Rests, one.hold.start.saturating_add(OPEN_DAYS.days())));
        }
        let why = format!("it rests since {} for {:?}: see how it stands", one.hold.start, one.hold.cause);
        open_task(tx, dossier, TASK, &why, now, in_hours(now, 72))?;
        return Ok((Looked::Human, again));
    };
    if one.hold.release == Release::TwoPeople {
        if end >= today {
            return Ok((Looked::Rests, end.saturating_add(1.day())));
        }
        let why =
            "it rests for their safety, and its least time is over: two people decide whether it may end".to_owned();
        open_task(tx, dossier, TASK, &why, now, in_hours(now, 72))?;
        return Ok((Looked::Human, again));
    }
    if !is_theirs(one.hold.cause) {
        // They are told by a letter of their own.
        return Ok((Looked::Rests, end.saturating_add(1.day())));
    }
    if today < note {
        return Ok((Looked::Rests, note));
    }
    let next = end.saturating_add(1.day());
    if one.noted {
        return Ok((Looked::Rests, next));
    }
    let why = format!("it rests by law until {end} ({:?}): see how they are before anything else", one.hold.cause);
    open_task(tx, dossier, TASK, &why, now, in_hours(now, 24 * 7))?;
    let key = format!("noted/{end}");
    let change = NewChange { key: &key, kind: "noted", body: b"{}" };
    store::sheet::add(tx, dossier, &sheet_of(&one.id), &change, Recorded { at: now, by: BY })?;
    Ok((Looked::Human, next))
}

/// What the law gives, or what happened to them: no letter of ours speaks of its end, a human does.
fn is_theirs(cause: Cause) -> bool {
    !matches!(
        cause,
        Cause::Asked | Cause::Advice | Cause::Evidence | Cause::Health | Cause::Bereavement | Cause::Disaster
    )
}
