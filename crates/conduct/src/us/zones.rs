//! Where somebody might be, as far as clocks go: every zone that our information points to.

use facts::Residence;
use jiff::tz::TimeZone;

use super::medium::is_anothers;
use crate::kept_zones::zone_named;
use crate::standing::{EndpointIx, PersonIx, Standing};
use crate::zones::{EVERY_CLOCK, zones_of_state};

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
            return Zones { zones: zones(&EVERY_CLOCK), ground: Ground::AnyState };
        };
        let mut ground = Ground::Known;
        match &someone.residence {
            Some(Residence { time_zone: Some(zone), .. }) => names.push(zone),
            Some(Residence { country, region, .. }) if country == "US" => {
                for zone in region.as_deref().into_iter().flat_map(zones_of_state) {
                    names.push(zone);
                }
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
            return Zones { zones: zones(&EVERY_CLOCK), ground: Ground::AnyState };
        }
        Zones { zones: zones(&names), ground }
    }
}

fn zones(names: &[&str]) -> Vec<TimeZone> {
    names.iter().filter_map(|name| zone_named(name)).collect()
}
