//! The time zones to which a telephone number or a State points: all of them, as one may ring in any.
//!
//! A number's area code is evidence of where somebody is, and no proof: numbers move with their owners. So these zones
//! stand beside those of the address, and a contact must be at a lawful hour in every one (comment 6(b)(1)(i)-2).
//! The tables are `data/area_code_zones.csv` and `data/state_zones.csv`, each with its provenance at its head.

/// The zones in which a North American number, as `+12705550100`, may ring, by their IANA names; none where the code
/// is toll-free, unknown, or of another country. Others' numbers are for the caller: the United Kingdom has one zone.
///
/// ```
/// use conduct::zones::zones_of_number;
/// let both: Vec<&str> = zones_of_number("+12705550100").collect();
/// assert_eq!(both, ["America/Chicago", "America/New_York"]);
/// assert_eq!(zones_of_number("+18005550100").count(), 0);
/// ```
pub fn zones_of_number(number: &str) -> impl Iterator<Item = &'static str> + use<> {
    let code = number.strip_prefix("+1").filter(|rest| rest.len() == 10).and_then(|rest| rest.get(..3));
    found(AREA_CODES, code.unwrap_or_default())
}

/// The zones of a State, district or territory by its two letters, first that in which most people live; none where
/// the letters are no State's.
///
/// ```
/// use conduct::zones::zones_of_state;
/// assert_eq!(zones_of_state("KY").collect::<Vec<_>>(), ["America/New_York", "America/Chicago"]);
/// ```
pub fn zones_of_state(letters: &str) -> impl Iterator<Item = &'static str> + use<> {
    found(STATES, letters)
}

/// The clocks of the fifty States, from coast to coast and beyond: whoever lives in some State, and nobody knows in which,
/// lives by one of them.
pub(crate) const EVERY_CLOCK: [&str; 8] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
];

const AREA_CODES: &str = include_str!("../../../data/area_code_zones.csv");
const STATES: &str = include_str!("../../../data/state_zones.csv");

/// The zones in the line of `key`. Lines are sorted, so halving the text finds it; nothing is allocated.
fn found(table: &'static str, key: &str) -> impl Iterator<Item = &'static str> + use<> {
    line_of(table, key).unwrap_or_default().split_ascii_whitespace()
}

fn line_of(table: &'static str, key: &str) -> Option<&'static str> {
    if key.is_empty() {
        return None;
    }
    let mut rest = body(table);
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let start = rest.get(..middle)?.rfind('\n').map_or(0, |at| at + 1);
        let end = rest.get(start..)?.find('\n').map_or(rest.len(), |at| start + at + 1);
        let (own, zones) = rest.get(start..end)?.trim_end().split_once(',')?;
        match key.cmp(own) {
            std::cmp::Ordering::Equal => return Some(zones),
            std::cmp::Ordering::Less => rest = rest.get(..start)?,
            std::cmp::Ordering::Greater => rest = rest.get(end..)?,
        }
    }
    None
}

/// The lines below the head: remarks, then the names of the columns.
fn body(table: &'static str) -> &'static str {
    let mut rest = table;
    while let Some((line, below)) = rest.split_once('\n') {
        rest = below;
        if !line.starts_with('#') {
            break;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn both_tables_are_sorted_and_every_zone_is_known() {
        for (table, most, least) in [(AREA_CODES, 600, 400), (STATES, 56, 56)] {
            let lines: Vec<(&str, &str)> = body(table).lines().map(|l| l.split_once(',').unwrap()).collect();
            assert!(lines.len() >= least && lines.len() <= most, "{}", lines.len());
            assert!(lines.windows(2).all(|two| two[0].0 < two[1].0), "not sorted");
            for (key, zones) in lines {
                assert!(!zones.is_empty(), "{key}");
                assert!(zones.split(' ').all(|zone| TimeZone::get(zone).is_ok()), "{key}: {zones}");
                assert_eq!(line_of(table, key), Some(zones), "{key} is not found");
            }
        }
    }

    #[test]
    fn codes_that_span_two_zones_have_both_and_so_have_their_overlays() {
        for codes in [["270", "364"], ["850", "448"], ["812", "930"], ["541", "458"], ["423", "729"]] {
            let zones = codes.map(|code| line_of(AREA_CODES, code).unwrap());
            assert_eq!(zones[0], zones[1], "{codes:?}");
            assert_eq!(zones[0].split(' ').count(), 2, "{codes:?}");
        }
    }

    #[test]
    fn the_clock_of_each_state_is_among_those_of_every_state() {
        const TERRITORIES: [&str; 5] = ["AS", "GU", "MP", "PR", "VI"];
        let hours = || (0..10 * 366 * 24).map(|n| jiff::Timestamp::from_second(1_609_459_200 + n * 3600).unwrap());
        let shows = |zone: &str| -> Vec<i32> {
            let zone = TimeZone::get(zone).unwrap();
            hours().step_by(24 * 3).map(|t| zone.to_offset(t).seconds()).collect()
        };
        let every: Vec<Vec<i32>> = EVERY_CLOCK.iter().map(|zone| shows(zone)).collect();
        for (state, zones) in body(STATES).lines().map(|l| l.split_once(',').unwrap()) {
            if !TERRITORIES.contains(&state) {
                assert!(zones.split(' ').all(|zone| every.contains(&shows(zone))), "{state}: {zones}");
            }
        }
    }

    #[test]
    fn what_says_nothing_of_a_place_has_no_zone() {
        for number in ["+18005550100", "+442079460000", "+1270", "2705550100", "", "+1999", "+1é705550100"] {
            assert_eq!(zones_of_number(number).count(), 0, "{number}");
        }
        for letters in ["", "XX", "ky", "K", "ZZZ", "A"] {
            assert_eq!(zones_of_state(letters).count(), 0, "{letters}");
        }
    }
}
