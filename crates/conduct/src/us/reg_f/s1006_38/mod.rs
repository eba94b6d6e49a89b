//! 1006.38: disputes and requests for original-creditor information. Its words (b) are read in `s1006_38_words.rs`.

mod answers;
mod cease;
mod requests;

use super::rule;
use crate::rule::{Rule, Run};

pub(super) use requests::is_disputed;

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.38(d)(2)",
        "who disputed in writing and in time is not asked for the money until the answer is sent",
        Run::Act(cease::acts),
    ),
    rule(
        "1006.38(d)(2)",
        "who disputed in writing and in time is not contacted for the money until the answer is sent",
        Run::Contact(cease::contacts),
    ),
    rule(
        "1006.38(d)(2)(i)",
        "an answer to a dispute is verification or a judgment",
        Run::Notice(answers::verification),
    ),
    rule("1006.38(c)(1)", "an answer names the original creditor", Run::Notice(answers::original_creditor)),
    rule("1006.38(c)(2)", "an answer says that the creditor is the same", Run::Notice(answers::same_creditor)),
    rule(
        "1006.38(d)(2)(ii)(A)",
        "an answer to a repeated dispute says so, why, and where the first answer is",
        Run::Notice(answers::duplicate),
    ),
];
