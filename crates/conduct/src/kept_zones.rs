//! Time zones by name: those that were asked for are kept at hand, as every decision asks for the same few.

use std::cell::RefCell;

use jiff::tz::TimeZone;

/// At most so many zones are kept at hand in a thread; there are fewer in a country.
const KEPT_MAX: usize = 64;

thread_local! {
    static KEPT: RefCell<Vec<(String, TimeZone)>> = const { RefCell::new(Vec::new()) };
}

/// The zone of this name in the bundled database, which never changes while the program runs.
pub(crate) fn zone_named(name: &str) -> Option<TimeZone> {
    KEPT.with_borrow_mut(|kept| {
        if let Some((_, zone)) = kept.iter().find(|(known, _)| known == name) {
            return Some(zone.clone());
        }
        let zone = TimeZone::get(name).ok()?;
        if kept.len() < KEPT_MAX {
            kept.push((name.to_owned(), zone.clone()));
        }
        Some(zone)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_the_same_the_second_time_and_an_unknown_one_is_none() {
        for _ in 0..2 {
            assert_eq!(zone_named("America/Chicago"), TimeZone::get("America/Chicago").ok());
            assert_eq!(zone_named("Mars/Olympus_Mons"), None);
        }
    }
}
