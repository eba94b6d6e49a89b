//! Contact points: numbers, addresses, mailboxes.

use serde::{Deserialize, Serialize};

use crate::{EndpointId, PersonId};

/// A contact point of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    pub id: EndpointId,
    pub kind: EndpointKind,
    /// The number, the e-mail address, the postal address in one line.
    pub value: String,
    pub person: PersonId,
    /// The place it belongs to; left out where the medium has none.
    #[serde(default, deserialize_with = "place_option", skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The IANA zone to which its number or address points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Of an e-mail address: whose domain it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// What kind of contact point it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointKind {
    Mobile,
    Landline,
    Email,
    Postal,
    SocialPrivate,
    SocialPublic,
    Portal,
    Fax,
}

/// Where a contact point is, or a person may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Home,
    Work,
    Other,
    /// Only where somebody is (a UK question).
    Hospital,
    /// Only of a visit: our pages.
    Portal,
    /// Only of a visit: our office.
    Office,
}

/// Whose domain an e-mail address has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Open to the public.
    Public,
    /// Known to be the employer's.
    Employer,
    /// Not open to the public.
    Reserved,
}

/// From whom the collector has a contact point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Consumer,
    Creditor,
    PriorCollector,
    SkipTrace,
}

/// The place of a contact point: home, work or other.
fn place_option<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Place>, D::Error> {
    one_of(deserializer, &[Place::Home, Place::Work, Place::Other]).map(Some)
}

/// Places that a statement may name: home, work, other.
pub(crate) fn places<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Place>, D::Error> {
    let places = Vec::<Place>::deserialize(deserializer)?;
    match places.iter().find(|p| !matches!(p, Place::Home | Place::Work | Place::Other)) {
        Some(place) => {
            Err(serde::de::Error::custom(format!("`{}` is not a place that may be named here", place.as_str())))
        }
        None => Ok(places),
    }
}

/// Where a person is known to be.
pub(crate) fn person_at<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Place>, D::Error> {
    one_of(deserializer, &[Place::Home, Place::Work, Place::Other, Place::Hospital]).map(Some)
}

/// Where the two sides meet.
pub(crate) fn visit<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Place, D::Error> {
    one_of(deserializer, &[Place::Portal, Place::Office, Place::Home, Place::Work, Place::Other])
}

fn one_of<'de, D: serde::Deserializer<'de>>(deserializer: D, allowed: &[Place]) -> Result<Place, D::Error> {
    let place = Place::deserialize(deserializer)?;
    if allowed.contains(&place) {
        Ok(place)
    } else {
        Err(serde::de::Error::custom(format!("`{}` is not a place that may stand here", place.as_str())))
    }
}

impl Place {
    /// The word for it in the case format.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Home => "home",
            Place::Work => "work",
            Place::Other => "other",
            Place::Hospital => "hospital",
            Place::Portal => "portal",
            Place::Office => "office",
        }
    }
}
