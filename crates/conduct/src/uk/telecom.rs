//! Abandoned calls: Ofcom's policy on persistent misuse.

use facts::{AskContact, CallOutcome, Channel};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Moment;

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "Ofcom PM",
    gist: "after an abandoned call, no call for 72 hours unless somebody is there to speak",
    from: date(2017, 3, 1),
    until: None,
    run: Run::Contact(abandoned),
}];

const REST_SECONDS: i64 = 72 * 3600;
const REST_DAYS: i32 = 3;

/// Ofcom's statement of policy on persistent misuse (2016, in force 1 March 2017): a number on which a call was
/// abandoned is not rung again within 72 hours unless an operator is guaranteed. It is policy on enforcement, so a
/// person looks.
fn abandoned(asked: &Asked<AskContact>, findings: &mut Findings) {
    if asked.ask.channel != Channel::Call || asked.ask.detail.operator_guaranteed == Some(true) {
        return;
    }
    let call = asked.standing.contacts().iter().rfind(|c| {
        let same = c.to == asked.to && asked.to.is_some() || c.to.is_none() && c.person == asked.person;
        c.is_ours() && same && c.call() == Some(CallOutcome::Abandoned)
    });
    let Some(rests) = call.map(|c| Moment {
        day: c.at.day.plus(REST_DAYS),
        instant: c.at.instant.map(|at| at.saturating_add(REST_SECONDS)),
    }) else {
        return;
    };
    let until = match asked.at.instant {
        Some(_) => rests,
        None => Moment::whole(rests.day),
    };
    if asked.at.is_before(until) {
        findings.advises("Ofcom PM").until(until);
    }
}
