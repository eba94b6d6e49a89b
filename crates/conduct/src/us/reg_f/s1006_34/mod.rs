//! 1006.34: the notice for validation of debts.

mod fields;
mod form;
mod itemization;
mod period;
mod provide;
mod sums;
mod translation;

use facts::{AskNotice, Fields, NoticeKind};

use super::rule;
use crate::rule::{Asked, Rule, Run};

pub(super) use period::periods;
pub(in crate::us) use provide::is_paid_by;

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.34(a)(1)",
        "the validation information goes to the consumer, or by name to who acts for the estate",
        Run::Notice(provide::to_the_consumer),
    ),
    rule(
        "1006.34(a)(1)(i)(B)",
        "the validation notice goes out within five days of the initial communication",
        Run::Date(provide::notice_due),
    ),
    rule(
        "1006.34(b)(3)",
        "one of five dates is the itemization date, and stays it",
        Run::Notice(itemization::itemization_date),
    ),
    rule(
        "1006.34(b)(5)",
        "the validation period ends thirty days after receipt, which is assumed after five working days",
        Run::Date(period::period_end),
    ),
    rule(
        "1006.34(b)(5)",
        "a notice may not name an earlier end of the validation period than the text allows",
        Run::Notice(period::end_on_notice),
    ),
    rule("1006.34(c)(1)", "the notice says that it is an attempt to collect a debt", Run::Notice(fields::disclosure)),
    rule("1006.34(c)(2)", "the notice says who, whom, what and how much", Run::Notice(fields::about_the_debt)),
    rule("1006.34(c)(2)(ix)", "the amounts of the notice add up", Run::Notice(sums::amounts)),
    rule("1006.34(c)(3)", "the notice says what the consumer can do, and until when", Run::Notice(fields::protections)),
    rule("1006.34(c)(4)", "the notice has a part to answer with", Run::Notice(fields::responses)),
    rule("1006.34(d)(3)", "what may be added to the notice, and where it may stand", Run::Notice(form::extras)),
    rule("1006.34(d)(2)", "the model form and listed changes of it are safe", Run::Notice(form::safe_harbor)),
    rule("1006.34(e)(1)", "a translation goes with or after an English notice", Run::Notice(translation::of_notice)),
    rule("1006.34(e)(1)", "a translation is complete and accurate, and never alone", Run::Act(translation::sent)),
    rule("1006.34(e)(2)", "who was offered Spanish and asks for it gets it", Run::Act(translation::refused)),
];

/// What a validation notice says; nothing for another question.
fn validation<'a>(asked: &Asked<'a, AskNotice>, empty: &'a Fields) -> Option<&'a Fields> {
    (asked.ask.notice_kind == NoticeKind::Validation).then(|| asked.ask.fields.as_deref().unwrap_or(empty))
}

/// Is there something in this field?
fn is_written(field: Option<&String>) -> bool {
    field.is_some_and(|text| !text.trim().is_empty())
}
