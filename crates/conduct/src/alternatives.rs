//! Not only no: by which other way, or when, the same purpose would be permitted.

use facts::{Ask, AskContact, Channel, Endpoint, EndpointId, EndpointKind, Firm, Part, Verdict, When};
use serde::de::IntoDeserializer;
use serde::{Deserialize, Serialize};

use crate::decide::{Question, decide, decide_at, moment};
use crate::rule::Packs;
use crate::standing::Standing;
use crate::us::is_anothers;

/// So many times the parts that an answer asks for are added before a way is given up.
const ADDITIONS_MAX: usize = 3;

/// One other way in which a contact with the same purpose would be permitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// What is different from the contact that was asked about.
    pub differs: Differs,
    pub channel: Channel,
    /// The contact point of the same person; none where the question named none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<EndpointId>,
    pub at: When,
    /// What must be carried besides what the question said is carried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adding: Vec<Part>,
}

/// In what an [`Alternative`] differs from the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// The same channel to another contact point of theirs, now.
    Endpoint,
    /// Another channel, now.
    Channel,
    /// The same contact, later: the first moment at which it is permitted.
    Hour,
}

/// The other ways in which the same purpose would be permitted: first by the same channel to another contact point
/// of the person, then by other channels, both at the moment of the question; last the same contact at the first later
/// moment.
///
/// Channels come from the least intrusive on (portal, letter, e-mail, fax, private message, text, call), contact
/// points in the order of the dossier. A number that is known to be somebody else's is never named, and no way is
/// that anybody could overhear or read (a voicemail, a postcard, a visit). Only a question of a contact has any.
///
/// ```
/// use conduct::{Differs, Packs, Question, Standing, alternatives};
/// use facts::{Case, Channel};
///
/// // A call a second after nine in the evening; her postal address is known, too.
/// let mut case: Case = serde_json::from_str(include_str!("../../../cases/us/1006.6/b1i-call-at-21-00-01.json"))?;
/// let home = r#"{"id": "post", "kind": "postal", "value": "1 Elm Street", "person": "ana", "place": "home"}"#;
/// case.endpoints.push(serde_json::from_str(home)?);
/// let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let others = alternatives(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
/// assert_eq!((others[0].differs, others[0].channel), (Differs::Channel, Channel::Letter));
/// assert_eq!(others[1].differs, Differs::Hour);
/// assert_eq!(others[1].at.to_string(), "2026-06-17T08:00:00-04:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn alternatives(packs: &Packs, firm: &Firm, standing: &Standing, question: &Question) -> Vec<Alternative> {
    let Ask::Contact(asked) = question.ask else { return Vec::new() };
    let scene = Scene { packs, firm, standing, question };
    let mut found: Vec<Alternative> = ways(standing, asked)
        .into_iter()
        .filter_map(|(channel, to)| {
            let ask = AskContact { channel, to: Some(to.id.clone()), ..asked.clone() };
            let (ask, adding) = scene.permitted(ask)?;
            let differs = if channel == asked.channel { Differs::Endpoint } else { Differs::Channel };
            Some(Alternative { differs, channel, to: ask.to, at: ask.at, adding })
        })
        .collect();
    found.sort_by_key(|way| way.differs);
    let same = decide(packs, firm, standing, question);
    found.extend(same.earliest.map(|at| Alternative {
        differs: Differs::Hour,
        channel: asked.channel,
        to: asked.to.clone(),
        at,
        adding: Vec::new(),
    }));
    found
}

struct Scene<'a> {
    packs: &'a Packs,
    firm: &'a Firm,
    standing: &'a Standing,
    question: &'a Question<'a>,
}

impl Scene<'_> {
    /// The contact as it would be permitted, with the parts that had to be added; nothing where it would not be.
    fn permitted(&self, mut ask: AskContact) -> Option<(AskContact, Vec<Part>)> {
        let mut adding = Vec::new();
        for _ in 0..=ADDITIONS_MAX {
            let asked = Ask::Contact(ask.clone());
            let question = Question { ask: &asked, reading: self.question.reading };
            let at = moment(self.standing, &asked);
            let decision = decide_at(self.packs, self.firm, self.standing, &question, at);
            match decision.verdict {
                Some(Verdict::Permit) => return Some((ask, adding)),
                Some(Verdict::PermitIf) => {
                    let missing = decision.requires.iter().map(|name| part_named(name));
                    let missing: Vec<Part> = missing.collect::<Option<_>>()?;
                    let before = adding.len();
                    for part in missing {
                        if !ask.contains.contains(&part) {
                            ask.contains.push(part);
                            adding.push(part);
                        }
                    }
                    if adding.len() == before {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        None
    }
}

/// Every way to the same person but the one that was asked about, the least intrusive first.
fn ways<'a>(standing: &'a Standing, asked: &AskContact) -> Vec<(Channel, &'a Endpoint)> {
    let owner = asked.to.as_ref().and_then(|id| standing.endpoint_ix(id)).and_then(|ix| standing.endpoint(ix));
    let person = asked
        .person
        .as_ref()
        .or(owner.map(|e| &e.person))
        .or_else(|| standing.consumer().and_then(|ix| standing.person(ix)).map(|p| &p.id));
    let theirs = |e: &&Endpoint| {
        person == Some(&e.person) && !standing.endpoint_ix(&e.id).is_some_and(|ix| is_anothers(standing, ix))
    };
    let mut ways: Vec<(Channel, &Endpoint)> = standing
        .endpoints()
        .iter()
        .filter(theirs)
        .flat_map(|e| channels(e.kind).iter().map(move |channel| (*channel, e)))
        .filter(|(channel, e)| !(*channel == asked.channel && asked.to.as_ref().is_none_or(|to| *to == e.id)))
        .collect();
    // Stable: contact points of one channel stay in the dossier's order.
    ways.sort_by_key(|(channel, _)| intrusion(*channel));
    ways
}

/// By which channels somebody is reached at a contact point. What others could see is none of them.
fn channels(kind: EndpointKind) -> &'static [Channel] {
    match kind {
        EndpointKind::Mobile => &[Channel::Text, Channel::Call],
        EndpointKind::Landline => &[Channel::Call],
        EndpointKind::Email => &[Channel::Email],
        EndpointKind::Postal => &[Channel::Letter],
        EndpointKind::SocialPrivate => &[Channel::SocialPrivate],
        EndpointKind::Portal => &[Channel::Portal],
        EndpointKind::Fax => &[Channel::Fax],
        EndpointKind::SocialPublic => &[],
    }
}

/// How much it breaks into somebody's day, from the least on.
fn intrusion(channel: Channel) -> u8 {
    match channel {
        Channel::Portal => 0,
        Channel::Letter => 1,
        Channel::Email => 2,
        Channel::Fax => 3,
        Channel::SocialPrivate | Channel::Chat => 4,
        Channel::Text => 5,
        _ => 6,
    }
}

/// The part of this name; none where it is the name of a notice's field.
fn part_named(name: &str) -> Option<Part> {
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Part::deserialize(name).ok()
}
