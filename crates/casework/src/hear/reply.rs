//! The reply to what came in: who answers and by when, or the bare confirmation of a stop. Through the gate like all else.

use conduct::{Question, Standing, decide};
use facts::{
    Ask, AskContact, Channel, Detail, Endpoint, EndpointId, EndpointKind, Part, Purpose, Reading, Verdict, When,
};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{DossierId, OutboxId, WriteTx};
use words::compose::Kind;

use super::meanings::Said;
use super::stop::Stop;
use crate::deliver::Queued;
use crate::house::{House, give_code};
use crate::place::Profile;
use crate::ports::Parcel;
use crate::round::{Beside, Marks, Proposed, RoundError, compose, in_hours, parts_of_reply, record_decision};

/// A reply that could not go out within so long of its moment is left to the human who answers anyway.
const EXPIRES_HOURS: i64 = 24;
/// A reply may wait so long for a lawful hour.
const WAITS_HOURS: i64 = 24;

pub(super) struct Scene<'a> {
    pub house: &'a House,
    pub dossier: DossierId,
    pub standing: &'a Standing,
    pub said: &'a Said<'a>,
    pub stops: &'a [Stop],
    pub endpoint: Option<&'a Endpoint>,
    pub now: Timestamp,
    /// By when a human answers.
    pub day: Date,
}

/// Queues a reply; or says, in words for the human, why none goes out by itself.
pub(super) fn queue(
    tx: &mut WriteTx<'_>,
    scene: &Scene,
    is_bare_stop: bool,
) -> Result<Result<OutboxId, String>, RoundError> {
    let (kind, purpose) =
        if is_bare_stop { (Kind::OptOutConfirmed, Purpose::ConfirmOptOut) } else { (Kind::Reply, Purpose::Reply) };
    let Some((channel, to)) = way(scene, kind) else {
        return Ok(Err("there is no way by which a reply can go out by itself".to_owned()));
    };
    let packs = scene.house.packs(scene.standing);
    let judge = |at: When| {
        let ask = AskContact { at, ..ask(scene, kind, purpose, channel, &to) };
        let decision = decide(
            &packs,
            &scene.house.head.firm,
            scene.standing,
            &Question::with(&Ask::Contact(ask.clone()), &Reading::default()),
        );
        (ask, decision)
    };
    let (mut ask, mut decision) = judge(scene.said.at);
    let mut not_before = scene.now;
    if decision.verdict != Some(Verdict::Permit)
        && let Some(opens) = decision.earliest
        && let Some(instant) = opens.instant()
        && instant <= in_hours(scene.now, WAITS_HOURS)
    {
        let later = judge(opens);
        if later.1.verdict == Some(Verdict::Permit) {
            (ask, decision) = later;
            not_before = instant;
        }
    }
    let reason = if is_bare_stop { "you asked us to stop" } else { "you wrote to us" };
    let events = store::dossier::get(tx, scene.dossier)?.map_or(0, |row| row.events);
    let asked = Ask::Contact(ask.clone());
    let id =
        record_decision(tx, scene.house, scene.dossier, scene.standing, events, scene.now, &asked, &decision, reason)?;
    if decision.verdict != Some(Verdict::Permit) {
        let why = decision.deciding().map_or_else(String::new, |f| format!("{}: {}", f.rule, f.gist));
        return Ok(Err(why));
    }
    let proposed = Proposed { kind, ask, at: not_before, decision, reason: reason.to_owned() };
    let Some(profile) = profile(tx, scene.dossier)? else { return Ok(Err("the person was erased".to_owned())) };
    let marks = Marks { code: give_code(tx, scene.dossier)?, account: String::new() };
    let days = [("answer_by", scene.day)];
    let beside = Beside { days: &days, sums: &[], texts: &[] };
    let composed =
        match compose(&scene.house.composer, &packs, &scene.house.head, scene.standing, &marks, &proposed, beside) {
            Ok(composed) => composed,
            Err(why) => return Ok(Err(why.to_string())),
        };
    let endpoint = scene.standing.endpoint_ix(&to).and_then(|ix| scene.standing.endpoint(ix));
    let parcel = Parcel {
        id: String::new(),
        channel,
        to: endpoint.map(|e| e.value.clone()).unwrap_or_default(),
        to_name: profile.name,
        message: composed.message,
        reason: reason.to_owned(),
        code: marks.code,
        language: "en".to_owned(),
        stop_token: None,
        page: None,
    };
    let queued = Queued { ask: proposed.ask, kind, notice: None, parcel };
    let new = store::outbox::NewMessage {
        dossier: scene.dossier,
        decision: id,
        channel: channel.as_str(),
        endpoint: to.as_str(),
        created: scene.now,
        not_before,
        expires: in_hours(not_before, EXPIRES_HOURS),
        body: &serde_json::to_vec(&queued)?,
    };
    Ok(Ok(store::outbox::enqueue(tx, &new)?))
}

fn profile(tx: &mut WriteTx<'_>, dossier: DossierId) -> Result<Option<Profile>, RoundError> {
    let row = store::dossier::get(tx, dossier)?;
    let Some(profile) = row.and_then(|row| row.profile) else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&profile)?))
}

/// The way back: that by which they wrote. A text has no room for what a reply must say, so it goes by e-mail where they
/// have one and did not close it; a bare confirmation goes the way the stop came.
fn way(scene: &Scene, kind: Kind) -> Option<(Channel, EndpointId)> {
    let by_email = || {
        let theirs =
            scene.standing.endpoints().iter().find(|e| e.kind == EndpointKind::Email && e.person == scene.said.by);
        theirs.map(|e| (Channel::Email, e.id.clone()))
    };
    let way = match (scene.said.via, scene.endpoint) {
        (Channel::Text, Some(endpoint)) if kind == Kind::OptOutConfirmed => {
            return Some((Channel::Text, endpoint.id.clone()));
        }
        (Channel::Email, Some(endpoint)) => Some((Channel::Email, endpoint.id.clone())),
        _ => by_email(),
    };
    // A confirmation may go the way that was just closed; the reply to somebody who closed it may not.
    way.filter(|(channel, _)| {
        kind == Kind::OptOutConfirmed || !scene.stops.iter().any(|s| s.channel() == Some(*channel))
    })
}

fn ask(scene: &Scene, kind: Kind, purpose: Purpose, channel: Channel, to: &EndpointId) -> AskContact {
    let contains = match kind {
        Kind::OptOutConfirmed => vec![Part::OptOutConfirmation],
        _ => parts_of_reply(&scene.house.head.firm, scene.standing, channel),
    };
    AskContact {
        at: scene.said.at,
        channel,
        to: Some(to.clone()),
        person: Some(scene.said.by.clone()),
        debts: if kind == Kind::OptOutConfirmed { Vec::new() } else { scene.said.about.clone() },
        purpose,
        contains,
        text: None,
        continuing: None,
        person_at: None,
        grounds: Vec::new(),
        language: None,
        detail: Box::new(Detail::default()),
    }
}
