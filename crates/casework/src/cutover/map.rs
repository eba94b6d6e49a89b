//! The map from another system's columns and words to ours: a TOML file, strict.

use std::collections::BTreeMap;
use std::path::Path;

use facts::{CallOutcome, Channel, Currency};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::CHANNELS;
use super::line::What;

/// How to read a history.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryMap {
    pub file: HistoryFile,
    /// Our field → their column.
    pub columns: BTreeMap<HistoryField, String>,
    /// Our field → a value that holds for every line.
    #[serde(default)]
    pub constants: BTreeMap<HistoryField, String>,
    /// Their word for what a line is → ours. Without it, the column holds our words.
    #[serde(default)]
    pub whats: BTreeMap<String, What>,
    /// Their word for a channel → ours.
    #[serde(default)]
    pub channels: BTreeMap<String, Channel>,
    /// Their word for what became of a call → ours.
    #[serde(default)]
    pub outcomes: BTreeMap<String, CallOutcome>,
}

/// How the file is written, and what it answers for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryFile {
    /// The channels of which the file has everything, contacts and wishes, for each account that stands in it.
    pub complete: Vec<Channel>,
    /// The clock of the other system, as an IANA zone: for times that are written without their offset.
    pub zone: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    #[serde(default)]
    pub encoding: Option<String>,
    #[serde(default)]
    pub separator: Option<char>,
    /// `.` or `,`, as in `1.234,56`.
    #[serde(default = "point")]
    pub decimal: char,
    /// As `%m/%d/%Y`; ISO days are always read.
    #[serde(default)]
    pub date: Option<String>,
    /// Of a column of times beside the day, as `%I:%M %p`; `15:04` and `15:04:05` are always read.
    #[serde(default)]
    pub time: Option<String>,
}

fn point() -> char {
    '.'
}

/// Our fields, by the names that a map uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryField {
    Account,
    At,
    Time,
    What,
    Channel,
    Outcome,
    Endpoint,
    Amount,
    Every,
    Until,
    Times,
    Code,
    Via,
    Words,
}

impl HistoryField {
    pub fn as_str(self) -> &'static str {
        match self {
            HistoryField::Account => "account",
            HistoryField::At => "at",
            HistoryField::Time => "time",
            HistoryField::What => "what",
            HistoryField::Channel => "channel",
            HistoryField::Outcome => "outcome",
            HistoryField::Endpoint => "endpoint",
            HistoryField::Amount => "amount",
            HistoryField::Every => "every",
            HistoryField::Until => "until",
            HistoryField::Times => "times",
            HistoryField::Code => "code",
            HistoryField::Via => "via",
            HistoryField::Words => "words",
        }
    }
}

/// Why a map can't be used.
#[derive(Debug, thiserror::Error)]
pub enum HistoryMapError {
    #[error("the map `{path}` can't be read: {why}")]
    Unreadable { path: String, why: std::io::Error },
    #[error("the map is not understood: {0}")]
    Malformed(#[from] toml::de::Error),
    #[error(
        "the map names no column and no constant for `{0}`, which every line of a history needs: add it under [columns]"
    )]
    Missing(&'static str),
    #[error("the map's currency is not understood: {0}")]
    Currency(#[from] facts::MoneyError),
    #[error("the map's zone `{0}` is none that is known: write an IANA name such as America/New_York")]
    Zone(String),
    #[error("a history is never complete of `{0}`: name channels among call, text, email, letter")]
    Channel(&'static str),
}

impl HistoryMap {
    /// Reads a map from a TOML file.
    ///
    /// # Errors
    /// A file that can't be read, an unknown key, a missing column.
    pub fn read(path: &Path) -> Result<HistoryMap, HistoryMapError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| HistoryMapError::Unreadable { path: path.display().to_string(), why })?;
        HistoryMap::parse(&text)
    }

    /// Reads a map from its text.
    ///
    /// # Errors
    /// An unknown key, a missing column, a currency or zone that is none.
    pub fn parse(text: &str) -> Result<HistoryMap, HistoryMapError> {
        let map: HistoryMap = toml::from_str(text)?;
        for needed in [HistoryField::Account, HistoryField::At, HistoryField::What] {
            if !map.columns.contains_key(&needed) && !map.constants.contains_key(&needed) {
                return Err(HistoryMapError::Missing(needed.as_str()));
            }
        }
        map.file.currency.parse::<Currency>()?;
        if TimeZone::get(&map.file.zone).is_err() {
            return Err(HistoryMapError::Zone(map.file.zone));
        }
        match map.file.complete.iter().find(|channel| !CHANNELS.contains(channel)) {
            Some(channel) => Err(HistoryMapError::Channel(channel.as_str())),
            None => Ok(map),
        }
    }
}
