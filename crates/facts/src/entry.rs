//! An entry of a dossier's log: an event in its envelope.

use serde::{Deserialize, Serialize};

use crate::{Event, HouseEvent, When};

/// An event as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Minted by whoever causes it, so that a repeated request is seen to be the same: `evt_…`.
    pub id: String,
    /// When it was written down.
    pub recorded: When,
    /// Who wrote it down: a user's id, or the name of a part of the system (`placement`, `round`, `portal`).
    pub by: String,
    /// The person's own words, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The document it came from: a file's hash and line, a letter's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    pub fact: Fact,
}

/// What an entry records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// In the words of the case format.
    Event(Event),
    /// In our own.
    House(HouseEvent),
}

impl Fact {
    /// When it happened.
    pub fn at(&self) -> When {
        match self {
            Fact::Event(event) => event.at(),
            Fact::House(event) => event.at(),
        }
    }

    /// When it became known.
    pub fn known(&self) -> When {
        match self {
            Fact::Event(event) => event.known(),
            Fact::House(event) => event.at(),
        }
    }

    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Event(event) => event.kind(),
            Fact::House(event) => event.kind(),
        }
    }
}
