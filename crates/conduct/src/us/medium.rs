//! Media of communication, and who asked us not to use which (1006.14(h)(1) and its comments).

use facts::{Channel, ConsentTo, EndpointId, EndpointKind, Meaning};

use super::consumer::is_direct;
use crate::standing::{EndpointIx, Moment, Party, PersonIx, Said, Standing};

/// Are the two one medium? A voicemail is a telephone call, a postcard is mail.
pub(crate) fn is_same_medium(a: Channel, b: Channel) -> bool {
    medium(a) == medium(b)
}

fn medium(channel: Channel) -> Channel {
    match channel {
        Channel::Voicemail | Channel::RinglessVoicemail => Channel::Call,
        Channel::Postcard => Channel::Letter,
        Channel::SocialPublic => Channel::SocialPrivate,
        other => other,
    }
}

/// Does a request about `named` concern a contact by `used`? Who wants no voicemail may still be called.
fn concerns(named: Channel, used: Channel) -> bool {
    match named {
        Channel::Voicemail => matches!(used, Channel::Voicemail | Channel::RinglessVoicemail),
        Channel::RinglessVoicemail | Channel::Postcard => used == named,
        _ => is_same_medium(named, used),
    }
}

/// A way of reaching somebody: the channel, and the contact point where one is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub channel: Channel,
    pub to: Option<EndpointIx>,
}

/// A request that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop {
    /// When we knew of it.
    pub since: Moment,
    /// How wide it is.
    pub width: Width,
}

/// How wide a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Medium,
    Endpoint,
}

/// Has the person asked us not to reach them in this way, and not allowed it again?
///
/// A request binds for every debt, and for the person who made it (comment 14(h)(1)-3.ii). One that was made to
/// somebody else is no request to the debt collector. A later consent to that medium allows it again.
pub(crate) fn stopped(standing: &Standing, person: PersonIx, way: Way) -> Option<Stop> {
    let mut stop: Option<Stop> = None;
    for said in standing.said().iter().filter(|s| s.by.is(person) && is_direct(s)) {
        if let Some(width) = stops(standing, said, way) {
            stop = Some(Stop { since: said.known, width });
        } else if let Some(standing_stop) = stop
            && allows(standing, said, way, standing_stop.width)
        {
            stop = None;
        }
    }
    stop
}

/// Did the person opt out of this way with `with` (a creditor, a prior collector) after `since`?
pub(crate) fn opted_out_with(
    standing: &Standing,
    person: PersonIx,
    way: Way,
    with: PersonIx,
    since: Option<Moment>,
) -> bool {
    standing
        .said()
        .iter()
        .filter(|s| s.by.is(person) && s.with == Some(Party::Person(with)))
        .filter(|s| since.is_none_or(|since| since.is_by(s.known)))
        .any(|s| stops(standing, s, way).is_some())
}

/// Does this ask us not to use the way?
pub(crate) fn stops(standing: &Standing, said: &Said, way: Way) -> Option<Width> {
    let Meaning::StopChannel { channel, endpoint } = &said.means else { return None };
    match (channel, endpoint) {
        (Some(channel), None) => concerns(*channel, way.channel).then_some(Width::Medium),
        (Some(channel), Some(id)) => {
            (concerns(*channel, way.channel) && is_to(standing, way, id)).then_some(Width::Endpoint)
        }
        (None, Some(id)) => (is_to(standing, way, id) && !is_only_for_texts(said, way)).then_some(Width::Endpoint),
        // "Stop", and no more: the medium in which it was said.
        (None, None) => concerns(said.via, way.channel).then_some(Width::Medium),
    }
}

/// "STOP" in answer to a text opts out of electronic messages to that number; it says nothing of calls
/// (comment 14(h)(1)-3.ii).
fn is_only_for_texts(said: &Said, way: Way) -> bool {
    said.via == Channel::Text && way.channel.is_by_telephone()
}

fn allows(standing: &Standing, said: &Said, way: Way, width: Width) -> bool {
    let reaches = |endpoint: &Option<EndpointId>| match endpoint {
        Some(id) => is_to(standing, way, id),
        None => width == Width::Medium,
    };
    match &said.means {
        Meaning::AllowChannel { channel, endpoint } => {
            channel.is_none_or(|c| concerns(c, way.channel)) && reaches(endpoint)
        }
        Meaning::Consent { to: ConsentTo::Email, endpoint, .. } => way.channel == Channel::Email && reaches(endpoint),
        Meaning::Consent { to: ConsentTo::Text, endpoint, .. } => way.channel == Channel::Text && reaches(endpoint),
        _ => false,
    }
}

fn is_to(standing: &Standing, way: Way, id: &EndpointId) -> bool {
    way.to.is_some() && way.to == standing.endpoint_ix(id)
}

/// Is this contact point known to be somebody else's: reported as a wrong number, or reassigned?
/// Who gives it to us afterwards makes it theirs again.
pub(crate) fn is_anothers(standing: &Standing, endpoint: EndpointIx) -> bool {
    let mut anothers: Option<Moment> = None;
    for said in standing.said() {
        match &said.means {
            Meaning::WrongNumber { endpoint: Some(id) } if standing.endpoint_ix(id) == Some(endpoint) => {
                anothers = Some(said.known);
            }
            Meaning::WrongNumber { endpoint: None } if last_called(standing, said.known) == Some(endpoint) => {
                anothers = Some(said.known);
            }
            Meaning::GivesEndpoint { endpoint: Some(id), .. } if standing.endpoint_ix(id) == Some(endpoint) => {
                anothers = None;
            }
            _ => {}
        }
    }
    if anothers.is_some() {
        return true;
    }
    let Some(point) = standing.endpoint(endpoint) else { return false };
    let last =
        standing.checks().iter().rfind(|c| c.kind == facts::CheckKind::ReassignedNumber && c.of == point.id.as_str());
    last.is_some_and(|c| c.result == "reassigned")
}

/// The number that we last called before `at`: a wrong number without a name is that one.
fn last_called(standing: &Standing, at: Moment) -> Option<EndpointIx> {
    let call = standing.contacts().iter().rfind(|c| c.is_ours() && c.call().is_some() && c.at.is_by(at));
    call.and_then(|c| c.to)
}

/// Does the contact point belong to a place even where it is not said which?
pub(crate) fn belongs_to_a_place(kind: EndpointKind) -> bool {
    matches!(kind, EndpointKind::Landline | EndpointKind::Postal | EndpointKind::Fax)
}
