//! What was heard in a text: labels, each with how sure and by which words.

use serde::Serialize;
use serde::ser::{SerializeTuple, Serializer};

use super::labels::{Circumstance, Cue, Intent, Issue, Kind, Language, SafetyLevel};

/// All that listening found in one text. Serialises to the shape of `forbear listen`, without the id.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heard {
    /// Feelings that the words show.
    pub cues: Vec<Mark<Cue>>,
    /// What happened to the person or their household.
    pub circumstances: Vec<Mark<Circumstance>>,
    /// What the person asks for, states or refuses.
    pub intents: Vec<Mark<Intent>>,
    /// Whether the person, or somebody they write about, may come to harm.
    pub safety: Safety,
    /// What the text complains of, where it complains.
    pub complaint: Complaint,
    /// How likely it is that the person struggles to pay.
    pub hardship: Hardship,
    /// The language of the text.
    pub language: Language,
}

/// A label that the engine holds to be true of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark<L> {
    /// The label.
    pub label: L,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// The words that decided.
    pub spans: Vec<Span>,
}

/// Safety of the person or of someone they write about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Safety {
    /// `alert` fetches a human now, `review` soon.
    pub level: SafetyLevel,
    /// The words that decided.
    pub spans: Vec<Span>,
}

/// What a text complains of. Both fields are empty where nothing speaks for a complaint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Complaint {
    /// The regulator's issue.
    pub issue: Option<Issue>,
    /// The finer kind.
    pub kind: Option<Kind>,
    /// The words that decided.
    pub spans: Vec<Span>,
}

/// Whether the person struggles to pay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hardship {
    /// From 0 to 1; held to be true from 0.5 on.
    pub score: f32,
    /// The words that decided.
    pub spans: Vec<Span>,
}

impl Hardship {
    /// The score from which hardship is held to be true.
    pub const HELD_FROM: f32 = 0.5;

    /// Whether the engine holds that the person struggles to pay.
    #[must_use]
    pub fn held(&self) -> bool {
        self.score >= Self::HELD_FROM
    }
}

/// A stretch of the text: `[start, end)` in bytes, always on the boundaries of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&self.start)?;
        pair.serialize_element(&self.end)?;
        pair.end()
    }
}

impl Heard {
    /// Whether a cue was heard.
    #[must_use]
    pub fn feels(&self, cue: Cue) -> bool {
        self.cues.iter().any(|mark| mark.label == cue)
    }

    /// Whether an intent was heard.
    #[must_use]
    pub fn intends(&self, intent: Intent) -> bool {
        self.intents.iter().any(|mark| mark.label == intent)
    }

    /// Whether a circumstance was heard.
    #[must_use]
    pub fn tells(&self, circumstance: Circumstance) -> bool {
        self.circumstances.iter().any(|mark| mark.label == circumstance)
    }
}
