//! DC 28-3814(k), (d)(5) and (d)(6): hours, and visits.

use facts::{AskContact, Channel, Place};
use jiff::civil::Time;
use jiff::{Timestamp, Zoned};

use super::{covered, with_consumer};
use crate::kept_zones::zone_named;
use crate::rule::{Asked, Findings};
use crate::standing::{Day, Moment};
use crate::us::consumer::collects;

/// (k): no calls or texts to consumers before eight or after nine Eastern time, wherever they are and whatever they
/// agreed to.
pub(super) fn eastern(asked: &Asked<AskContact>, findings: &mut Findings) {
    let by_phone = asked.ask.channel.is_by_telephone() || asked.ask.channel == Channel::Text;
    let (true, Some(_), Some(instant)) = (by_phone, with_consumer(asked), asked.at.instant) else { return };
    let (opens, last) = (Time::constant(8, 0, 0, 0), Time::constant(21, 0, 0, 0));
    let Some(zone) = zone_named("America/New_York") else { return };
    let now: Zoned = Timestamp::from_second(instant).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    if now.time() >= opens && now.time() <= last {
        return;
    }
    let date = if now.time() < opens { now.date() } else { now.date().tomorrow().unwrap_or(now.date()) };
    let next = date.to_datetime(opens).to_zoned(zone).map(|z| z.timestamp());
    let home = asked.standing.home_zone();
    let finding = findings.prohibits("DC 28-3814(k)");
    finding.until =
        next.ok().map(|t| Moment { day: Day::of(home.to_datetime(t).date()), instant: Some(t.as_second()) });
}

/// (d)(5) and (6): no visit to the household or the place of employment, at any time, but to serve process.
pub(super) fn visits(asked: &Asked<AskContact>, findings: &mut Findings) {
    let for_collection = collects(asked.ask) && !covered(asked.standing, asked.debts).is_empty();
    if asked.ask.channel != Channel::InPerson || !for_collection {
        return;
    }
    let place =
        asked.ask.person_at.or_else(|| asked.to.and_then(|to| asked.standing.endpoint(to)).and_then(|e| e.place));
    match place {
        Some(Place::Home) => {
            findings.prohibits("DC 28-3814(d)(5)");
        }
        Some(Place::Work) => {
            findings.prohibits("DC 28-3814(d)(6)");
        }
        Some(_) => {}
        None => {
            findings.unknown("DC 28-3814(d)(5)", "person_at");
        }
    }
}
