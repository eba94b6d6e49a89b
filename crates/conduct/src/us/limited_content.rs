//! What a message says of the debt: the limited-content message, and the bare confirmation of an opt-out.

use facts::{AskContact, Channel, Part, Purpose};

use super::communication;
use super::consumer::stands_as_consumer;
use crate::rule::Asked;
use crate::standing::PartSet;

/// A message left by telephone, held against 1006.2(j).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voicemail {
    /// No voicemail at all.
    None,
    /// All of the required content, nothing beyond the optional, for a consumer: no communication, but an attempt.
    LimitedContent,
    /// Begun as one, and short of something that it needs.
    Short,
    /// Says more, and so is a communication.
    Communication,
}

/// What is the voicemail that is asked about?
pub(crate) fn voicemail(asked: &Asked<AskContact>) -> Voicemail {
    if !matches!(asked.ask.channel, Channel::Voicemail | Channel::RinglessVoicemail) {
        return Voicemail::None;
    }
    let by_its_parts = communication::voicemail(PartSet::of(&asked.ask.contains));
    let owner = asked.to.and_then(|to| super::consumer::owner(asked.standing, to));
    let for_a_consumer =
        [asked.person, owner].into_iter().flatten().all(|person| stands_as_consumer(asked.standing, person));
    match by_its_parts {
        communication::Voicemail::Limited if for_a_consumer => Voicemail::LimitedContent,
        communication::Voicemail::Limited | communication::Voicemail::Short => Voicemail::Short,
        communication::Voicemail::Communication => Voicemail::Communication,
    }
}

/// Nothing but the confirmation that an opt-out was received and will be honoured, 1006.14(h)(2)(i).
pub(crate) fn is_bare_confirmation(ask: &AskContact) -> bool {
    ask.purpose == Purpose::ConfirmOptOut
        && ask.channel.is_electronic()
        && !ask.contains.is_empty()
        && PartSet::of(&ask.contains).only(&[Part::OptOutConfirmation])
}
