//! 1006.30(d): where a suit may be brought.

use facts::{Act, AskAct};

use crate::rule::{Asked, Findings};

/// 1006.30(d)(1) and (2): a suit on land is brought where the land is; any other where the consumer signed the contract
/// or lives when it begins.
pub(super) fn sued(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Sue {
        return;
    }
    let detail = &asked.ask.detail;
    let Some(venue) = detail.venue.as_deref() else {
        findings.unknown("1006.30(d)", "venue");
        return;
    };
    let is_venue = |place: &str| place.trim().eq_ignore_ascii_case(venue.trim());
    match detail.claim.as_deref() {
        Some("real_property") => match detail.property_in.as_deref() {
            Some(place) if is_venue(place) => {}
            Some(_) => {
                findings.prohibits("1006.30(d)(1)");
            }
            None => {
                findings.unknown("1006.30(d)(1)", "property_in");
            }
        },
        Some(_) => {
            let places = [("signed_in", detail.signed_in.as_deref()), ("lives_in", detail.lives_in.as_deref())];
            if places.iter().any(|(_, place)| place.is_some_and(is_venue)) {
                return;
            }
            match places.iter().find(|(_, place)| place.is_none()) {
                Some((fact, _)) => {
                    findings.unknown("1006.30(d)(2)", fact);
                }
                None => {
                    findings.prohibits("1006.30(d)(2)");
                }
            }
        }
        None => {
            findings.unknown("1006.30(d)", "claim");
        }
    }
}
