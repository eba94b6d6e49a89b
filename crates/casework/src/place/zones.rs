//! The time zones of a US State, where no more is known of an address.
//!
//! Facts of 49 CFR Part 71 in the names of the IANA database: first the zone in which most people live, then the
//! others that hold in a part of the State. A contact must be at a lawful hour in all of them.

/// The zones of a State or district, by its two letters; none where the letters are no State's.
pub fn zones_of_state(letters: &str) -> &'static [&'static str] {
    match letters {
        "CT" | "DC" | "DE" | "GA" | "MA" | "MD" | "ME" | "NC" | "NH" | "NJ" | "NY" | "OH" | "PA" | "RI" | "SC"
        | "VA" | "VT" | "WV" => &["America/New_York"],
        "AL" | "AR" | "IA" | "IL" | "LA" | "MN" | "MO" | "MS" | "OK" | "WI" => &["America/Chicago"],
        "CO" | "MT" | "NM" | "UT" | "WY" => &["America/Denver"],
        "CA" | "WA" => &["America/Los_Angeles"],
        "NV" => &["America/Los_Angeles", "America/Denver"],
        "OR" => &["America/Los_Angeles", "America/Boise"],
        "AZ" => &["America/Phoenix", "America/Denver"],
        "ID" => &["America/Boise", "America/Los_Angeles"],
        "FL" => &["America/New_York", "America/Chicago"],
        "KY" => &["America/New_York", "America/Chicago"],
        "TN" => &["America/Chicago", "America/New_York"],
        "IN" => &["America/Indiana/Indianapolis", "America/Chicago"],
        "MI" => &["America/Detroit", "America/Menominee"],
        "KS" | "ND" | "NE" | "SD" | "TX" => &["America/Chicago", "America/Denver"],
        "AK" => &["America/Anchorage", "America/Adak"],
        "HI" => &["Pacific/Honolulu"],
        "PR" | "VI" => &["America/Puerto_Rico"],
        "GU" => &["Pacific/Guam"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_one_that_the_database_knows() {
        let letters = (b'A'..=b'Z').flat_map(|a| (b'A'..=b'Z').map(move |b| String::from_utf8(vec![a, b]).unwrap()));
        let mut states = 0;
        for state in letters {
            let zones = zones_of_state(&state);
            states += usize::from(!zones.is_empty());
            for zone in zones {
                assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
            }
        }
        assert_eq!(states, 50 + 1 + 3, "fifty States, the District, three territories");
    }
}
