//! By which way a letter goes: those that the person likes first, and the gate's answer about each.

use conduct::{Decision, Packs, Question, Standing, decide};
use facts::{Ask, AskContact, Channel, Detail, Endpoint, Reading, Verdict, When};
use jiff::Timestamp;
use words::compose::Kind;

use super::Letter;
use crate::house::House;
use crate::round::{Calls, in_hours, parts_of};

/// It may wait so long for a lawful hour, and is of no use much later.
const WAITS_HOURS: i64 = 24;

/// A way to reach them, and what the gate says of it.
pub(super) struct Way<'a> {
    pub channel: Channel,
    pub to: &'a Endpoint,
    pub ask: AskContact,
    pub decision: Decision,
    pub not_before: Timestamp,
}

/// The ways by which a kind of letter can go.
pub(super) fn ways(standing: &Standing, kind: Kind) -> Vec<(Channel, &Endpoint)> {
    let all = crate::round::ways(standing, kind, Calls::ByHand).into_iter();
    all.filter_map(|(channel, id)| Some((channel, standing.endpoint(standing.endpoint_ix(&id)?)?))).collect()
}

/// Asks the gate about now, and where it is closed about the hour at which it opens.
pub(super) fn judge<'a>(
    house: &House,
    packs: &Packs,
    letter: &Letter<'_>,
    standing: &Standing,
    (channel, to): (Channel, &'a Endpoint),
    now: Timestamp,
) -> Way<'a> {
    let asked = AskContact {
        contains: parts_of(&house.head.firm, standing, letter.kind, channel),
        ..ask(standing, channel, to, letter, now)
    };
    let judge = |at: When| {
        let ask = AskContact { at, ..asked.clone() };
        let question = Ask::Contact(ask.clone());
        let decision = decide(packs, &house.head.firm, standing, &Question::with(&question, &Reading::default()));
        (ask, decision)
    };
    let (ask, decision) = judge(asked.at);
    if decision.verdict != Some(Verdict::Permit)
        && let Some(opens) = decision.earliest
        && let Some(not_before) = opens.instant()
        && not_before <= in_hours(now, WAITS_HOURS)
    {
        let (ask, decision) = judge(opens);
        if decision.verdict == Some(Verdict::Permit) {
            return Way { channel, to, ask, decision, not_before };
        }
    }
    Way { channel, to, ask, decision, not_before: now }
}

fn ask(standing: &Standing, channel: Channel, to: &Endpoint, letter: &Letter<'_>, now: Timestamp) -> AskContact {
    let zone = standing.home_zone();
    let at = When::at(&now.to_zoned(zone.clone()));
    let at = if channel == Channel::Letter { When::Day(at.day_in(&zone)) } else { at };
    AskContact {
        at,
        channel,
        to: Some(to.id.clone()),
        person: Some(to.person.clone()),
        debts: letter.debts.to_vec(),
        purpose: letter.purpose,
        contains: Vec::new(),
        text: None,
        continuing: None,
        person_at: None,
        grounds: Vec::new(),
        language: None,
        detail: Box::new(Detail::default()),
    }
}
