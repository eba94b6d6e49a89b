//! 1006.14: harassing, oppressive or abusive conduct. Its words (c), (d) are read elsewhere.

mod density;
mod factors;
mod frequency;
mod identity;
mod lists;
mod medium;

use jiff::civil::date;

use crate::rule::{Rule, Run};

pub(in crate::us::reg_f) static RULES: &[Rule] = &[
    rule("1006.14(a)", "no conduct that harasses, in the sum of all media", Run::Contact(density::all_media)),
    rule(
        "1006.14(b)(2)",
        "at most seven calls in seven days to a person about a debt, and none for a week after a talk about it",
        Run::Contact(frequency::calls),
    ),
    rule("1006.14(b)(2)", "the first day on which a call keeps within the limits", Run::Date(frequency::next_call)),
    rule("1006.14(e)", "no lists of people who do not pay", Run::Act(lists::publish_list)),
    rule("1006.14(f)", "no debt is advertised for sale to press for payment", Run::Act(lists::advertise)),
    rule("1006.14(g)", "every call says who is calling", Run::Contact(identity::caller)),
    rule("1006.14(h)", "no medium that the person asked us not to use", Run::Contact(medium::stopped_medium)),
];

const fn rule(cite: &'static str, gist: &'static str, run: Run) -> Rule {
    Rule { cite, gist, from: date(2021, 11, 30), until: None, run }
}
