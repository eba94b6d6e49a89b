//! 1006.14: harassing, oppressive or abusive conduct.

use facts::{AskContact, Channel, Value};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Moment;

pub(super) static RULES: &[Rule] = &[Rule {
    cite: "1006.14(b)(2)",
    gist: "at most seven calls in seven days about a debt, and none for a week after a talk about it",
    from: date(2021, 11, 30),
    until: None,
    run: Run::Contact(calls_in_seven_days),
}];

/// 1006.14(b)(2): a first sketch, which the section's author replaces.
fn calls_in_seven_days(asked: &Asked<AskContact>, findings: &mut Findings) {
    if asked.ask.channel != Channel::Call {
        return;
    }
    let today = asked.day();
    let talk = asked.standing.contacts().iter().rfind(|c| c.is_conversation() && c.debts.meets(asked.debts));
    if let Some(talk) = talk
        && today.since(talk.at.day) < 7
    {
        findings.presumes_violation("1006.14(b)(2)(ii)").until(Moment::whole(talk.at.day.plus(7)));
        findings.value("conversations_counted", Value::Count(1));
    }
}
