//! The Protection from Harassment Act 1997, section 1.

use facts::{AskContact, CallOutcome, Effect, Purpose, Role};
use jiff::civil::date;

use super::pursuit::{is_answer, is_statutory, is_with_customer, opens, pursues};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Contact, Party};

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

/// PHA s.1(1), 7(3), CONC 7.3.4R: whether a course of conduct harasses is for a person to judge. Every attempt counts, by
/// whatever medium and about whatever debt, and also the creditor's own (s.7(3A)); what never reached them, what a law
/// requires and answers to what they asked don't.
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
    let passes_over = |purpose: Purpose| is_answer(purpose) || is_statutory(purpose);
    let attempts = || {
        asked.standing.contacts().iter().filter(|c| {
            is_of_our_side(asked, c)
                && c.at.is_by(asked.at)
                && reaches(asked, c)
                && c.call() != Some(CallOutcome::NotConnected)
                && !c.is_undeliverable()
                && !c.purpose.is_some_and(passes_over)
        })
    };
    let on_day = attempts().filter(|c| c.at.day == today).count();
    let in_week = attempts().filter(|c| today.since(c.at.day) < 7).count();
    on_day >= A_DAY || in_week >= A_WEEK
}

/// By us, or by the creditor and its lawyers: together they are one course of conduct.
fn is_of_our_side(asked: &Asked<AskContact>, contact: &Contact) -> bool {
    let creditor = matches!(
        asked.standing.role(contact.by),
        Some(Role::Creditor | Role::CreditorAttorney | Role::CollectorAttorney)
    );
    contact.is_ours() || creditor && contact.with != Some(Party::Collector)
}

fn reaches(asked: &Asked<AskContact>, contact: &Contact) -> bool {
    let owner = || {
        let endpoint = contact.to.and_then(|ix| asked.standing.endpoint(ix))?;
        asked.standing.person_ix(&endpoint.person)
    };
    contact.person.or_else(owner) == asked.person
}
