//! A message that follows from money: a receipt, a check-in. Through the gate like every message.

use conduct::{Decision, Packs, Question, Standing, decide};
use facts::{
    Ask, AskContact, Channel, DebtId, Detail, Endpoint, EndpointId, EndpointKind, Money, Purpose, Reading, Verdict,
    When,
};
use jiff::Timestamp;
use money::ledger::Allocation;
use serde::{Deserialize, Serialize};
use store::{DossierId, OutboxId, WriteTx};
use words::compose::Kind;

use super::NewPayment;
use crate::deliver::Queued;
use crate::house::{House, give_code};
use crate::place::Profile;
use crate::ports::Parcel;
use crate::round::{Beside, Marks, Proposed, RoundError, compose, in_hours, parts_of_reply, record_decision};

/// It may wait so long for a lawful hour, and is of no use much later.
const WAITS_HOURS: i64 = 24;
const EXPIRES_HOURS: i64 = 72;

/// Whether a receipt goes out by itself. It stands on the person's page in any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    Queued(OutboxId),
    /// Why none goes out.
    None(String),
}

/// What is to be said, and of what it speaks.
pub(crate) struct Letter<'a> {
    pub kind: Kind,
    pub purpose: Purpose,
    pub dossier: DossierId,
    pub debts: &'a [DebtId],
    pub beside: Beside<'a>,
    /// Why we get in touch, in a sentence that the person would accept.
    pub reason: &'a str,
}

/// Queues the receipt of a payment.
pub(super) fn receipt(
    tx: &mut WriteTx<'_>,
    house: &House,
    new: &NewPayment<'_>,
    standing: &Standing,
    spread: &Allocation,
    owed: Money,
    now: Timestamp,
) -> Result<Receipt, RoundError> {
    let Some(first) = spread.parts.first() else {
        return Ok(Receipt::None("nothing of it went to a debt yet: a human writes to them".to_owned()));
    };
    let letter = Letter {
        kind: Kind::Thanks,
        purpose: Purpose::Reply,
        dossier: new.dossier,
        debts: std::slice::from_ref(&first.debt),
        beside: Beside { days: &[("paid_on", new.on)], sums: &[("paid", new.amount), ("total", owed)], texts: &[] },
        reason: "you paid, and a receipt is yours",
    };
    queue(tx, house, &letter, standing, now)
}

/// Queues a message where the gate permits it; or says, in words for a human, why none goes out.
pub(crate) fn queue(
    tx: &mut WriteTx<'_>,
    house: &House,
    letter: &Letter<'_>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Receipt, RoundError> {
    let packs = house.packs(standing);
    // By e-mail where that is permitted; by letter else. Where neither is, the last refusal stands on record.
    let mut found: Option<Way> = None;
    for (channel, endpoint) in ways(standing) {
        let way = judge(house, &packs, letter, standing, (channel, endpoint), now);
        let permitted = way.decision.verdict == Some(Verdict::Permit);
        found = Some(way);
        if permitted {
            break;
        }
    }
    let Some(Way { channel, endpoint, ask, decision, not_before }) = found else {
        return Ok(Receipt::None("there is no e-mail or postal address".to_owned()));
    };
    let row = store::dossier::get(tx, letter.dossier)?;
    let events = row.as_ref().map_or(0, |row| row.events);
    let reason = letter.reason;
    let question = Ask::Contact(ask.clone());
    let id = record_decision(tx, house, letter.dossier, standing, events, now, &question, &decision, reason)?;
    if decision.verdict != Some(Verdict::Permit) {
        let why = decision.deciding().map_or_else(String::new, |f| format!("{}: {}", f.rule, f.gist));
        return Ok(Receipt::None(why));
    }
    let Some(profile) = row.and_then(|row| row.profile) else {
        return Ok(Receipt::None("the person was erased".to_owned()));
    };
    let profile: Profile = serde_json::from_slice(&profile)?;
    let proposed = Proposed { kind: letter.kind, ask, at: not_before, decision, reason: reason.to_owned() };
    let marks = Marks { code: give_code(tx, letter.dossier)?, account: String::new() };
    let composed = compose(&house.composer, &packs, &house.head, standing, &marks, &proposed, letter.beside);
    let message = match composed {
        Ok(composed) => composed.message,
        Err(why) => return Ok(Receipt::None(why.to_string())),
    };
    let parcel = Parcel {
        id: String::new(),
        channel,
        to: endpoint.value.clone(),
        to_name: profile.name,
        message,
        reason: reason.to_owned(),
        code: marks.code,
        language: "en".to_owned(),
        stop_token: None,
        page: None,
    };
    let queued = Queued { ask: proposed.ask, kind: letter.kind, notice: None, parcel };
    let message = store::outbox::NewMessage {
        dossier: letter.dossier,
        decision: id,
        channel: channel.as_str(),
        endpoint: endpoint.id.as_str(),
        created: now,
        not_before,
        expires: in_hours(not_before, EXPIRES_HOURS),
        body: &serde_json::to_vec(&queued)?,
    };
    Ok(Receipt::Queued(store::outbox::enqueue(tx, &message)?))
}

/// A way to reach them, and what the gate says of it.
struct Way<'a> {
    channel: Channel,
    endpoint: &'a Endpoint,
    ask: AskContact,
    decision: Decision,
    not_before: Timestamp,
}

/// Asks the gate about now, and where it is closed about the hour at which it opens.
fn judge<'a>(
    house: &House,
    packs: &Packs,
    letter: &Letter<'_>,
    standing: &Standing,
    (channel, endpoint): (Channel, &'a Endpoint),
    now: Timestamp,
) -> Way<'a> {
    let asked = AskContact {
        contains: parts_of_reply(&house.head.firm, standing, channel),
        ..ask(standing, channel, &endpoint.id, letter, now)
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
            return Way { channel, endpoint, ask, decision, not_before };
        }
    }
    Way { channel, endpoint, ask, decision, not_before: now }
}

fn ways(standing: &Standing) -> impl Iterator<Item = (Channel, &Endpoint)> {
    let consumer = crate::place::consumer();
    let kinds = [(EndpointKind::Email, Channel::Email), (EndpointKind::Postal, Channel::Letter)];
    kinds.into_iter().flat_map(move |(kind, channel)| {
        let consumer = consumer.clone();
        let theirs = standing.endpoints().iter().filter(move |e| e.kind == kind && e.person == consumer);
        theirs.map(move |endpoint| (channel, endpoint))
    })
}

fn ask(standing: &Standing, channel: Channel, to: &EndpointId, letter: &Letter<'_>, now: Timestamp) -> AskContact {
    let zone = standing.home_zone();
    let at = When::at(&now.to_zoned(zone.clone()));
    let at = if channel == Channel::Letter { When::Day(at.day_in(&zone)) } else { at };
    AskContact {
        at,
        channel,
        to: Some(to.clone()),
        person: Some(crate::place::consumer()),
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
