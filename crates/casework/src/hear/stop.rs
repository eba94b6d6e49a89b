//! What somebody wants to have stopped: one channel, or everything. English, Spanish and Welsh.

use facts::Channel;

/// What a stop is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Texts,
    Calls,
    Emails,
    Letters,
    Everything,
}

impl Stop {
    /// The channel it closes; none where it closes all.
    pub(super) fn channel(self) -> Option<Channel> {
        match self {
            Stop::Texts => Some(Channel::Text),
            Stop::Calls => Some(Channel::Call),
            Stop::Emails => Some(Channel::Email),
            Stop::Letters => Some(Channel::Letter),
            Stop::Everything => None,
        }
    }

    /// The stop that closes this channel.
    pub(super) fn of(channel: Channel) -> Stop {
        match channel {
            Channel::Text => Stop::Texts,
            Channel::Call | Channel::Voicemail | Channel::RinglessVoicemail => Stop::Calls,
            Channel::Email => Stop::Emails,
            Channel::Letter | Channel::Postcard => Stop::Letters,
            // What was said on our pages or in another way, of no channel in particular, is meant for all of them.
            _ => Stop::Everything,
        }
    }
}

/// Words that name a channel, by their beginning.
const NAMES: &[(Stop, &[&str])] = &[
    (Stop::Texts, &["text", "txt", "sms", "mensaj", "tecst", "tecstio", "thecst", "decst", "neges", "whatsapp"]),
    (
        Stop::Calls,
        &[
            "call",
            "phon",
            "ring",
            "rung",
            "dial",
            "voicemail",
            "llam",
            "telefon",
            "teléfon",
            "ffon",
            "ffôn",
            "galw",
            "ngalw",
            "alwad",
        ],
    ),
    (Stop::Emails, &["email", "e-mail", "mailshot", "correo", "e-bost", "ebost", "ebyst", "e-byst"]),
    (Stop::Letters, &["letter", "post", "paper", "carta", "llythyr", "lythyr"]),
];
/// Words after which the same sentence goes on about something else, unless it names another channel at once.
const ANDS: &[&str] = &["and", "or", "nor", "but", "y", "o", "ni", "pero", "a", "ac", "neu", "na", "ond"];

/// What a stop is about whose words begin at `from` in `text`: the channels that it names before the sentence turns to
/// something else. Empty where it names none.
pub(super) fn named(text: &str, from: usize, to: usize) -> Vec<Stop> {
    let clause = clause(text, from, to);
    let words: Vec<String> = clause.split_whitespace().map(bare).collect();
    let mut stops = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if ANDS.contains(&word.as_str()) {
            // "stop texting and calling me" goes on; "stop texting me and call me instead" doesn't.
            let goes_on = words.get(i + 1).is_some_and(|next| named_by(next).is_some() && !is_request(next));
            if goes_on || !stops_yet(&stops) {
                continue;
            }
            break;
        }
        stops.extend(named_by(word));
    }
    stops.sort_unstable();
    stops.dedup();
    stops
}

fn stops_yet(stops: &[Stop]) -> bool {
    !stops.is_empty()
}

/// A bare verb after `and` asks for something: "and call me".
fn is_request(word: &str) -> bool {
    matches!(word, "call" | "phone" | "ring" | "text" | "email" | "e-mail" | "post")
}

fn named_by(word: &str) -> Option<Stop> {
    NAMES.iter().find(|(_, names)| names.iter().any(|name| word.starts_with(name))).map(|(stop, _)| *stop)
}

/// From the first of the words to the end of their sentence, which the words themselves never end.
fn clause(text: &str, from: usize, to: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    let inner = to.saturating_sub(from);
    let end = rest
        .char_indices()
        .find(|(at, c)| *at >= inner && matches!(c, '.' | '!' | '?' | ';' | ',' | '\n' | ':'))
        .map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or(rest)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Stop> {
        named(text, 0, text.split_whitespace().next().map_or(0, str::len))
    }

    #[test]
    fn names_the_channel_and_no_other() {
        assert_eq!(all("stop texting me, I lost my job"), [Stop::Texts]);
        assert_eq!(all("stop texting me and call me instead"), [Stop::Texts]);
        assert_eq!(all("stop texting and calling me. My email is fine"), [Stop::Texts, Stop::Calls]);
        assert_eq!(all("stop all letters and emails"), [Stop::Emails, Stop::Letters]);
        assert_eq!(all("no me manden más mensajes de texto"), [Stop::Texts]);
        assert_eq!(all("no me llamen"), [Stop::Calls]);
        assert_eq!(all("peidiwch â thecstio fi"), [Stop::Texts]);
        assert_eq!(all("stop contacting me"), []);
        assert_eq!(all("leave me and my family alone, call my sister"), []);
    }
}
