//! The ways in which people reach each other.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A way of reaching somebody, or by which words came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Call,
    Voicemail,
    RinglessVoicemail,
    InPerson,
    Text,
    Email,
    Letter,
    Postcard,
    SocialPrivate,
    SocialPublic,
    Chat,
    Portal,
    Fax,
    /// The outside of a letter; only words are asked about it.
    Envelope,
    /// The creditor's own notes on a file that it placed; only statements come by it.
    CreditorFile,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Call => "call",
            Channel::Voicemail => "voicemail",
            Channel::RinglessVoicemail => "ringless_voicemail",
            Channel::InPerson => "in_person",
            Channel::Text => "text",
            Channel::Email => "email",
            Channel::Letter => "letter",
            Channel::Postcard => "postcard",
            Channel::SocialPrivate => "social_private",
            Channel::SocialPublic => "social_public",
            Channel::Chat => "chat",
            Channel::Portal => "portal",
            Channel::Fax => "fax",
            Channel::Envelope => "envelope",
            Channel::CreditorFile => "creditor_file",
        }
    }

    /// A call, or what is left by one.
    pub fn is_by_telephone(self) -> bool {
        matches!(self, Channel::Call | Channel::Voicemail | Channel::RinglessVoicemail)
    }

    /// Written words.
    pub fn is_message(self) -> bool {
        matches!(
            self,
            Channel::Text
                | Channel::Email
                | Channel::Letter
                | Channel::Postcard
                | Channel::SocialPrivate
                | Channel::SocialPublic
                | Channel::Chat
                | Channel::Portal
                | Channel::Fax
        )
    }

    /// Written words that need no paper.
    pub fn is_electronic(self) -> bool {
        matches!(
            self,
            Channel::Text
                | Channel::Email
                | Channel::SocialPrivate
                | Channel::SocialPublic
                | Channel::Chat
                | Channel::Portal
        )
    }
}

fn refuse<E: Error>(channel: Channel, what: &str) -> E {
    E::custom(format!("`{}` is not {what}", channel.as_str()))
}

/// A channel of `message` events.
pub(crate) fn message<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Channel, D::Error> {
    let channel = Channel::deserialize(deserializer)?;
    if channel.is_message() { Ok(channel) } else { Err(refuse(channel, "a channel of messages")) }
}

/// Channels of messages, as a firm lists those that it accepts.
pub(crate) fn messages<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Channel>, D::Error> {
    let channels = Vec::<Channel>::deserialize(deserializer)?;
    match channels.iter().find(|c| !c.is_message()) {
        Some(channel) => Err(refuse(*channel, "a channel of messages")),
        None => Ok(channels),
    }
}

/// The way in which a statement came in.
pub(crate) fn via<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Channel, D::Error> {
    let channel = Channel::deserialize(deserializer)?;
    match channel {
        Channel::Call | Channel::InPerson | Channel::CreditorFile => Ok(channel),
        _ if channel.is_message() => Ok(channel),
        _ => Err(refuse(channel, "a way in which a statement comes in")),
    }
}

/// A channel by which somebody may be contacted.
pub(crate) fn contact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Channel, D::Error> {
    let channel = Channel::deserialize(deserializer)?;
    match channel {
        Channel::Envelope | Channel::CreditorFile => Err(refuse(channel, "a way to contact somebody")),
        _ => Ok(channel),
    }
}

/// Channels by which somebody may be contacted.
pub(crate) fn contacts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Channel>, D::Error> {
    let channels = Vec::<Channel>::deserialize(deserializer)?;
    match channels.iter().find(|c| matches!(c, Channel::Envelope | Channel::CreditorFile)) {
        Some(channel) => Err(refuse(*channel, "a way to contact somebody")),
        None => Ok(channels),
    }
}

pub(crate) fn contact_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Channel>, D::Error> {
    contact(deserializer).map(Some)
}

/// A channel whose words are asked about: those of contacts, and the envelope.
pub(crate) fn content<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Channel, D::Error> {
    let channel = Channel::deserialize(deserializer)?;
    match channel {
        Channel::CreditorFile => Err(refuse(channel, "a channel whose words we choose")),
        _ => Ok(channel),
    }
}
