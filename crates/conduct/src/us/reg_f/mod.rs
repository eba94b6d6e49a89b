//! Regulation F, 12 CFR 1006, with its official interpretations (Supplement I): one file a section.

pub(super) use s1006_6::{is_forbidden_at_work, notified_to_cease};
pub(super) use s1006_34::is_paid_by;

mod s1006_10;
mod s1006_100;
mod s1006_10_words;
mod s1006_14;
mod s1006_14_words;
mod s1006_18;
mod s1006_18_words;
mod s1006_22;
mod s1006_22_words;
mod s1006_26;
mod s1006_26_words;
mod s1006_2_words;
mod s1006_30;
mod s1006_34;
mod s1006_38;
mod s1006_38_words;
mod s1006_42;
mod s1006_6;
mod s1006_6_words;

use facts::Pack;
use jiff::civil::date;

use crate::rule::{PackRules, Rule, Run};

/// The federal pack. In force since 30 November 2021; last read on the eCFR of 4 March 2026.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::Us,
    covers_from: date(2021, 11, 30),
    covers_until: None,
    read_on: date(2026, 3, 4),
    sections: &[
        s1006_2_words::RULES,
        s1006_6::RULES,
        s1006_6_words::RULES,
        s1006_10::RULES,
        s1006_10_words::RULES,
        s1006_14::RULES,
        s1006_14_words::RULES,
        s1006_18::RULES,
        s1006_18_words::RULES,
        s1006_22::RULES,
        s1006_22_words::RULES,
        s1006_26::RULES,
        s1006_26_words::RULES,
        s1006_30::RULES,
        s1006_34::RULES,
        s1006_38::RULES,
        s1006_38_words::RULES,
        s1006_42::RULES,
        s1006_100::RULES,
    ],
};

/// A rule that is in force since Regulation F took effect.
const fn rule(cite: &'static str, gist: &'static str, run: Run) -> Rule {
    Rule { cite, gist, from: date(2021, 11, 30), until: None, run }
}
