//! A gate from a standing: what the packs and the house would hold against a call.

use facts::{Firm, HoldCause, Pack};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::{Gate, Mark, Reason, Reasons};
use crate::rule::Packs;
use crate::standing::{DebtSet, EndpointIx, Held, Moment, Standing};
use crate::us::bars::{Call, clocks};

impl Gate {
    /// The row of one contact point and one debt, to be asked about moments from `from` on (in seconds since 1970) and
    /// from the latest folded event on. It is folded anew when something happens.
    ///
    /// Only what the named packs and their house rules decide is held against a call: with Regulation F its nine
    /// rules, with house rules the holds for bankruptcy, death and moratorium.
    pub fn of(packs: &Packs, firm: &Firm, standing: &Standing, to: EndpointIx, debt: usize, from: i64) -> Gate {
        let home = standing.home_zone();
        let known = standing.last().map_or(0, |last| begins(last, &home));
        let from = from.max(known);
        let owner = standing.endpoint(to).and_then(|e| standing.person_ix(&e.person));
        let (Some(person), Some(_)) = (owner, standing.debt(debt)) else { return never_asked() };
        let zones = clocks(standing, person);
        let mut gate = row(from, &home, zones.as_deref());
        if packs.regime.contains(&Pack::Us) {
            Call { firm, standing, person, to, debt }.mark(&mut |mark| gate.apply(mark));
        } else {
            gate.apply(Mark::Eases(Reasons::of(&[Reason::Hours, Reason::Inconvenient])));
        }
        if packs.house.is_some() {
            for held in standing.house().holds.iter().filter(|h| h.debts.meets(DebtSet::one(debt))) {
                mark_hold(held, &mut gate);
            }
        }
        if !standing.house().judgements.is_empty() {
            // A human may have settled what the law leaves open.
            gate.apply(Mark::Eases(Reasons::EVERY));
        }
        gate
    }
}

/// The first second of what is known: of a whole day, its first.
fn begins(moment: Moment, home: &TimeZone) -> i64 {
    let midnight = || {
        let start = moment.day.date().to_datetime(Time::midnight()).to_zoned(home.clone());
        start.map_or(i64::MAX, |z| z.timestamp().as_second())
    };
    moment.instant.unwrap_or_else(midnight)
}

/// A row about somebody or something that the dossier doesn't hold: it says perhaps, and the decision says what is wrong.
fn never_asked() -> Gate {
    Gate::open(u32::MAX, u32::MAX, 0, 0, 0)
}

/// A row with the offsets that hold from `from` on until the first change of any clock.
fn row(from: i64, home: &TimeZone, zones: Option<&[TimeZone]>) -> Gate {
    let at = Timestamp::from_second(from).unwrap_or(Timestamp::MAX);
    let seconds = |t: i64| u32::try_from(t.max(0)).unwrap_or(u32::MAX);
    let next = |zone: &TimeZone| zone.following(at).next().map_or(i64::MAX, |change| change.timestamp().as_second());
    let offset = |zone: &TimeZone| zone.to_offset(at).seconds();
    let all = zones.unwrap_or_default();
    let offsets = || all.iter().map(offset);
    let (west, east) = (offsets().min().unwrap_or(0), offsets().max().unwrap_or(0));
    let until = all.iter().chain([home]).map(next).min().unwrap_or(i64::MAX);
    let minutes = |seconds: i32| i16::try_from(seconds / 60).unwrap_or(0);
    let mut gate = Gate::open(seconds(from), seconds(until), minutes(offset(home)), minutes(west), minutes(east));
    let to_the_minute = offsets().chain([offset(home)]).all(|o| o % 60 == 0);
    if zones.is_none() || !to_the_minute {
        gate.apply(Mark::Eases(Reasons::of(&[Reason::Hours, Reason::Inconvenient])));
    }
    gate
}

fn mark_hold(held: &Held, gate: &mut Gate) {
    let reason = match held.cause {
        HoldCause::Bankruptcy => Reason::Bankruptcy,
        HoldCause::Death => Reason::Death,
        HoldCause::BreathingSpace | HoldCause::MentalHealthCrisis => Reason::Moratorium,
        _ => return,
    };
    // One that begins only later says nothing of now.
    if held.from.0 > i32::from(gate.latest_day(i64::from(gate.from), true)) {
        return;
    }
    match held.until {
        None => gate.apply(Mark::Bars(reason)),
        Some(day) => gate.apply(Mark::Rests(reason, u16::try_from(day.0.max(0)).unwrap_or(u16::MAX - 1))),
    }
}
