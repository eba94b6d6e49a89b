//! Regulation F, 12 CFR 1006, with its official interpretations (Supplement I): one file a section.

mod s1006_10;
mod s1006_14;
mod s1006_18;
mod s1006_6;

pub(super) use s1006_6::is_forbidden_at_work;

use facts::Pack;
use jiff::civil::date;

use crate::rule::PackRules;

/// The federal pack. In force since 30 November 2021; last read on the eCFR of 4 March 2026.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::Us,
    covers_from: date(2021, 11, 30),
    covers_until: None,
    read_on: date(2026, 3, 4),
    sections: &[s1006_6::RULES, s1006_10::RULES, s1006_14::RULES, s1006_18::RULES],
};
