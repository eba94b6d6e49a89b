//! 1006.6: communications in connection with debt collection, one file a paragraph.

mod attorney;
mod cease;
mod opt_out;
pub(crate) mod procedures;
mod third_party;
mod time_and_place;
mod work;

pub(in crate::us) use cease::notified as notified_to_cease;
pub(in crate::us) use work::is_forbidden as is_forbidden_at_work;

use facts::AskContact;
use jiff::civil::{Date, date};

use crate::rule::{Asked, Findings, Rule, Run};
use crate::us::consumer::{collects, stands_as_consumer};

/// The day on which Regulation F as it stands took effect.
const FROM: Date = date(2021, 11, 30);

pub(in crate::us::reg_f) static RULES: &[Rule] = &[
    contact(
        "1006.6(b)(1)(i)",
        "no contact at an hour that is unusual or that the person told us is bad",
        time_and_place::time,
    ),
    contact("1006.6(b)(1)(ii)", "no contact at a place that the person told us is bad", time_and_place::place),
    contact("1006.6(b)(2)", "who has an attorney for a debt is reached through the attorney", attorney::represented),
    contact("1006.6(b)(3)", "no contact at work where the employer forbids it", work::at_work),
    contact(
        "1006.6(c)",
        "after a written refusal or a written wish to be left alone, only three short letters",
        cease::ceased,
    ),
    contact("1006.6(d)(1)", "nobody but the consumer and a few others hears of the debt", third_party::heard_by),
    contact(
        "1006.6(d)(1)",
        "nothing goes to a number that is known to be somebody else's before a person has looked",
        third_party::wrong_number,
    ),
    contact("1006.6(d)(4)", "an e-mail goes to an address that a procedure covers", procedures::by_email),
    contact("1006.6(d)(5)", "a text goes to a number that a procedure covers", procedures::by_text),
    contact("1006.6(e)", "each electronic message says how to stop them in one free step", opt_out::carries_opt_out),
    Rule {
        cite: "1006.6(d)(4)(ii)(C)",
        gist: "the creditor's notice names the collector and the address, warns, and leaves 35 days to opt out",
        from: FROM,
        until: None,
        run: Run::Notice(procedures::transfer_notice),
    },
    Rule {
        cite: "1006.6(d)(4)(ii)(C)(5)",
        gist: "the creditor's notice leaves at least 35 days to opt out",
        from: FROM,
        until: None,
        run: Run::Date(procedures::opt_out_deadline),
    },
];

const fn contact(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContact>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: FROM, until: None, run: Run::Contact(run) }
}

/// Is the contact one with the consumer (as this section has the word) in connection with the collection of a debt?
pub(super) fn is_with_consumer(asked: &Asked<AskContact>) -> bool {
    collects(asked.ask) && asked.person.is_some_and(|p| stands_as_consumer(asked.standing, p))
}
