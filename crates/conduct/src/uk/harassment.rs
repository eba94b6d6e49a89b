//! The Protection from Harassment Act 1997, section 1.

use facts::{AskContact, Effect};
use jiff::civil::date;

use super::pursuit::{is_answer, is_with_customer, opens, pursues};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Contact;

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "PHA s.1",
    gist: "many attempts in a short time may be harassment",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(course_of_conduct),
}];

/// So many attempts before it on the same day, or within seven days, and a person looks. The Act gives no figure
/// (at least two occasions make a course of conduct, section 7(3)); these are ours.
const A_DAY: usize = 3;
const A_WEEK: usize = 7;

/// PHA s.1(1), 7(3), CONC 7.3.4R: whether a course of conduct harasses is for a person to judge. Every attempt counts,
/// by whatever medium and about whatever debt; answers to what the person asked don't.
fn course_of_conduct(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_customer(asked) || !pursues(asked) || asked.ask.continuing == Some(true) {
        return;
    }
    if many(asked) {
        findings.refers("PHA s.1", Effect::Prohibits).until(opens(asked, asked.day().plus(1)));
    }
}

/// Were there many attempts of ours just before this one?
pub(super) fn many(asked: &Asked<AskContact>) -> bool {
    let today = asked.day();
    let attempts =
        || {
            asked.standing.contacts().iter().filter(|c| {
                c.is_ours() && c.at.is_by(asked.at) && reaches(asked, c) && !c.purpose.is_some_and(is_answer)
            })
        };
    let on_day = attempts().filter(|c| c.at.day == today).count();
    let in_week = attempts().filter(|c| today.since(c.at.day) < 7).count();
    on_day >= A_DAY || in_week >= A_WEEK
}

fn reaches(asked: &Asked<AskContact>, contact: &Contact) -> bool {
    let owner = || {
        let endpoint = contact.to.and_then(|ix| asked.standing.endpoint(ix))?;
        asked.standing.person_ix(&endpoint.person)
    };
    contact.person.or_else(owner) == asked.person
}
