//! Where somebody might be, as far as clocks go: every zone that our information points to.

use facts::Residence;
use jiff::tz::TimeZone;

use super::medium::is_anothers;
use crate::kept_zones::zone_named;
use crate::standing::{EndpointIx, PersonIx, Standing};

/// The zones in which a person might be.
#[derive(Debug, Clone)]
pub(crate) struct Zones {
    pub zones: Vec<TimeZone>,
    pub ground: Ground,
}

/// On what ground the zones are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// An address or number points to each of them.
    Known,
    /// Nothing points anywhere: the person may be in any State.
    AnyState,
    /// They live in another country, and it isn't known by which clock.
    Abroad,
}

impl Zones {
    /// Every zone of the person's residence and of each of their contact points (comment 6(b)(1)(i)-2).
    /// Where only the State is known, all of its zones; where nothing is known, those of all States.
    pub(crate) fn of(standing: &Standing, person: PersonIx) -> Zones {
        let mut names: Vec<&str> = Vec::new();
        let Some(someone) = standing.person(person) else {
            return Zones { zones: zones(&EVERY_STATE), ground: Ground::AnyState };
        };
        let mut ground = Ground::Known;
        match &someone.residence {
            Some(Residence { time_zone: Some(zone), .. }) => names.push(zone),
            Some(Residence { country, region, .. }) if country == "US" => {
                names.extend(region.as_deref().map_or(&[][..], of_state));
            }
            Some(_) => ground = Ground::Abroad,
            None => {}
        }
        for (place, endpoint) in standing.endpoints().iter().enumerate() {
            let Some(zone) = endpoint.time_zone.as_deref().filter(|_| endpoint.person == someone.id) else { continue };
            let is_theirs = u16::try_from(place).is_ok_and(|ix| !is_anothers(standing, EndpointIx(ix)));
            if is_theirs && !names.contains(&zone) {
                names.push(zone);
            }
        }
        if names.is_empty() && ground == Ground::Known {
            return Zones { zones: zones(&EVERY_STATE), ground: Ground::AnyState };
        }
        Zones { zones: zones(&names), ground }
    }
}

fn zones(names: &[&str]) -> Vec<TimeZone> {
    names.iter().filter_map(|name| zone_named(name)).collect()
}

/// The clocks of the fifty States, from coast to coast and beyond.
const EVERY_STATE: [&str; 8] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
];

/// The zones of a State or territory by its two letters (49 CFR 71 and the bundled zone database). Where two meet
/// within a State, both.
fn of_state(letters: &str) -> &'static [&'static str] {
    const EASTERN: &[&str] = &["America/New_York"];
    const CENTRAL: &[&str] = &["America/Chicago"];
    const MOUNTAIN: &[&str] = &["America/Denver"];
    const PACIFIC: &[&str] = &["America/Los_Angeles"];
    const EASTERN_CENTRAL: &[&str] = &["America/New_York", "America/Chicago"];
    const CENTRAL_MOUNTAIN: &[&str] = &["America/Chicago", "America/Denver"];
    const MOUNTAIN_PACIFIC: &[&str] = &["America/Denver", "America/Los_Angeles"];
    match letters {
        "CT" | "DC" | "DE" | "GA" | "MA" | "MD" | "ME" | "NC" | "NH" | "NJ" | "NY" | "OH" | "PA" | "RI" | "SC"
        | "VA" | "VT" | "WV" => EASTERN,
        "AL" | "AR" | "IA" | "IL" | "LA" | "MN" | "MO" | "MS" | "OK" | "WI" => CENTRAL,
        "CO" | "MT" | "NM" | "UT" | "WY" => MOUNTAIN,
        "CA" | "WA" => PACIFIC,
        "FL" | "IN" | "KY" | "MI" | "TN" => EASTERN_CENTRAL,
        "KS" | "ND" | "NE" | "SD" | "TX" => CENTRAL_MOUNTAIN,
        "ID" | "OR" => MOUNTAIN_PACIFIC,
        "NV" => MOUNTAIN_PACIFIC,
        "AZ" => &["America/Phoenix", "America/Denver"],
        "AK" => &["America/Anchorage", "America/Adak"],
        "HI" => &["Pacific/Honolulu"],
        "PR" => &["America/Puerto_Rico"],
        "VI" => &["America/St_Thomas"],
        "GU" => &["Pacific/Guam"],
        "MP" => &["Pacific/Saipan"],
        "AS" => &["Pacific/Pago_Pago"],
        _ => &[],
    }
}
