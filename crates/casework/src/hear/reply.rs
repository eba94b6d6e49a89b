//! The reply to what came in: who answers and by when, or the bare confirmation of a stop. Through the gate like all else.

use conduct::Standing;
use facts::{Channel, Endpoint, EndpointKind, Purpose};
use jiff::Timestamp;
use store::{DossierId, OutboxId, WriteTx};
use words::compose::Kind;

use super::meanings::{Meant, Said};
use crate::house::House;
use crate::letter::{self, Letter, say};
use crate::round::{Beside, RoundError};

pub(super) struct Scene<'a> {
    pub house: &'a House,
    pub dossier: DossierId,
    pub standing: &'a Standing,
    pub said: &'a Said<'a>,
    pub meant: &'a Meant,
    pub endpoint: Option<&'a Endpoint>,
    pub now: Timestamp,
}

/// Queues a reply; or says, in words for the human, why none goes out by itself. What fits only this matter comes first;
/// where it can't be said, the plain reply does.
pub(super) fn queue(tx: &mut WriteTx<'_>, scene: &Scene) -> Result<Result<(OutboxId, Kind), String>, RoundError> {
    let mut why = "there is no way by which a reply can go out by itself".to_owned();
    let mut kinds = vec![scene.meant.reply];
    if !matches!(scene.meant.reply, Kind::Reply | Kind::OptOutConfirmed) {
        kinds.push(Kind::Reply);
    }
    for kind in kinds {
        let Some(by) = way(scene, kind) else { continue };
        let reason = if kind == Kind::OptOutConfirmed { "you asked us to stop" } else { "you wrote to us" };
        let letter = Letter {
            kind,
            purpose: if kind == Kind::OptOutConfirmed { Purpose::ConfirmOptOut } else { Purpose::Reply },
            dossier: scene.dossier,
            debts: if kind == Kind::OptOutConfirmed { &[] } else { &scene.said.about },
            beside: beside(scene, kind),
            reason,
            cause: &format!("{}/{}", kind.as_str(), scene.said.key),
            by: Some(by),
        };
        match say(tx, scene.house, &letter, scene.standing, scene.now)? {
            letter::Said::Queued(row) => return Ok(Ok((row, kind))),
            letter::Said::Unsaid(unsaid) => why = unsaid,
        }
    }
    Ok(Err(why))
}

fn beside(scene: &Scene, kind: Kind) -> Beside {
    let today = scene.said.at.day_in(&scene.standing.home_zone());
    let answer_by = crate::handover::answer_day(scene.house, scene.standing, kind, scene.now);
    let beside = Beside::default()
        .agent(scene.house.agent_on(answer_by, scene.dossier))
        .day("answer_by", answer_by)
        .day("got_on", today);
    let beside = match scene.meant.until {
        Some(until) => beside.day("until", until),
        None => beside,
    };
    match scene.meant.complaint.as_deref() {
        Some(words) => beside.text("about", words),
        None => beside,
    }
}

/// The way back: that by which they wrote. A text has no room for what a reply must say, so it goes by e-mail where they
/// have one and did not close it; a bare confirmation goes the way the stop came.
fn way<'a>(scene: &'a Scene, kind: Kind) -> Option<(Channel, &'a Endpoint)> {
    let by_email = || {
        let all = scene.standing.endpoints().iter();
        all.filter(|e| e.kind == EndpointKind::Email && e.person == scene.said.by).map(|e| (Channel::Email, e)).next()
    };
    let way = match (scene.said.via, scene.endpoint) {
        (Channel::Text, Some(endpoint)) if kind == Kind::OptOutConfirmed => return Some((Channel::Text, endpoint)),
        (Channel::Email, Some(endpoint)) => Some((Channel::Email, endpoint)),
        _ => by_email(),
    };
    // A confirmation may go the way that was just closed; the reply to somebody who closed it may not.
    way.filter(|(channel, _)| {
        kind == Kind::OptOutConfirmed || !scene.meant.stops.iter().any(|s| s.channel() == Some(*channel))
    })
}
