//! CONC 7.9.12R to 7.9.14R: visits.

use facts::{AskContact, Channel, ConsentTo, Meaning, Place};

use super::contact;
use crate::rule::{Asked, Findings, Rule};
use crate::uk::dispute::{Dispute, dispute, is_deadlocked};
use crate::uk::fg21::is_vulnerable;
use crate::uk::hours::place;
use crate::uk::pursuit::{is_credit, is_with_customer};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.9.12R", "give notice of a visit, and explain it", notice),
    contact("CONC 7.9.14R", "no visit to somebody vulnerable, at work, in hospital or in dispute", conduct),
];

fn is_visit(asked: &Asked<AskContact>) -> bool {
    asked.ask.channel == Channel::InPerson && is_with_customer(asked) && is_credit(asked)
}

/// CONC 7.9.12R, 7.9.13G: notice of the date and the likely time, and the purpose and outcome explained. A first visit
/// without either may go on where they are happy to speak then.
fn notice(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_visit(asked) {
        return;
    }
    let detail = &asked.ask.detail;
    let explained = match detail.purpose_explained {
        Some(explained) => explained,
        // At the door of a visit that was announced, it was.
        None => asked.ask.continuing == Some(true),
    };
    if detail.notice_given == Some(true) && explained {
        return;
    }
    if detail.initial_visit == Some(true) && detail.happy_to_speak == Some(true) {
        findings.permits("CONC 7.9.13G");
    } else {
        findings.prohibits("CONC 7.9.12R");
    }
}

/// CONC 7.9.14R: go when asked to; no visit at a time when they may be particularly vulnerable, nor at work or in
/// hospital without express consent, nor without their agreement while the debt is deadlocked, queried or disputed.
fn conduct(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_visit(asked) {
        return;
    }
    let place = place(asked);
    let wrong_place = match place {
        Some(Place::Work | Place::Hospital) => !agreed(asked, place),
        _ => false,
    };
    let stuck = matches!(dispute(asked), Dispute::Open | Dispute::AnsweredBare) || is_deadlocked(asked);
    let against_their_will = stuck && !agreed(asked, None);
    if asked.ask.detail.asked_to_leave == Some(true) || wrong_place || against_their_will || is_unwell(asked) {
        findings.prohibits("CONC 7.9.14R");
    } else if place.is_none() {
        findings.unknown("CONC 7.9.14R", "person_at");
    }
}

/// Is it known or suspected that they are particularly vulnerable, or lack capacity?
fn is_unwell(asked: &Asked<AskContact>) -> bool {
    is_vulnerable(asked)
        || asked
            .standing
            .said()
            .iter()
            .any(|s| matches!(&s.means, Meaning::Circumstance { kind: Some(kind), .. } if kind == "mental_capacity"))
}

/// Did they agree to a visit, at this place where one is asked for? A hospital has no name of its own in a consent.
fn agreed(asked: &Asked<AskContact>, at: Option<Place>) -> bool {
    let mut agreed = false;
    for said in asked.standing.said().iter().filter(|s| asked.person.is_some_and(|p| s.by.is(p))) {
        match &said.means {
            Meaning::Consent { to: ConsentTo::Visit, places, .. } => {
                let named = match at {
                    Some(Place::Hospital) => places.contains(&Place::Other),
                    Some(place) => places.contains(&place),
                    None => true,
                };
                agreed |= places.is_empty() || named;
            }
            Meaning::WithdrawsConsent { to, .. } if to.is_none_or(|to| to == ConsentTo::Visit) => agreed = false,
            _ => {}
        }
    }
    agreed
}
