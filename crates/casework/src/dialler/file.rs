//! The results of calls as a dialler writes them: a CSV with a line a call.

use std::path::Path;

use facts::{CallOutcome, When};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::DiallerError;
use crate::place::Rejection;

/// The columns that every file has.
const NEEDED: [&str; 3] = ["row", "started", "outcome"];
/// No call lasts longer than a day.
const SECONDS_MAX: u32 = 24 * 60 * 60;
/// A longer note is cut by nobody: it is refused.
const NOTE_BYTES_MAX: usize = 4096;

/// What became of a call, by the words of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A call of the vocabulary.
    Call(CallOutcome),
    /// Somebody else has the number.
    WrongNumber,
    /// They spoke, and asked for no more calls.
    StopCalls,
    /// They spoke, and asked to be left alone altogether.
    StopEverything,
    /// The dialler did not make it.
    NotCalled,
}

/// Each word of a file.
const OUTCOMES: [(&str, Outcome); 13] = [
    ("no_answer", Outcome::Call(CallOutcome::NoAnswer)),
    ("busy", Outcome::Call(CallOutcome::Busy)),
    ("not_connected", Outcome::Call(CallOutcome::NotConnected)),
    ("dropped", Outcome::Call(CallOutcome::Dropped)),
    ("conversation", Outcome::Call(CallOutcome::Conversation)),
    ("voicemail", Outcome::Call(CallOutcome::Voicemail)),
    ("limited_content_message", Outcome::Call(CallOutcome::LimitedContentMessage)),
    ("ringless_voicemail", Outcome::Call(CallOutcome::RinglessVoicemail)),
    ("abandoned", Outcome::Call(CallOutcome::Abandoned)),
    ("wrong_number", Outcome::WrongNumber),
    ("stop_calls", Outcome::StopCalls),
    ("stop_everything", Outcome::StopEverything),
    ("not_called", Outcome::NotCalled),
];

/// A line of a file of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLine {
    /// The line of the file, its header being line 1.
    pub line: u64,
    /// The row of the list, as written.
    pub row: String,
    /// When the call began; none where it was not made.
    pub started: Option<Timestamp>,
    pub outcome: Outcome,
    pub seconds: Option<u32>,
    pub agent: Option<String>,
    pub note: Option<String>,
    /// The number that was called, where the dialler says it.
    pub number: Option<String>,
}

impl ResultLine {
    /// By what the same line is known again in another file.
    pub(super) fn digest(&self) -> [u8; 32] {
        let outcome = OUTCOMES.iter().find(|(_, o)| *o == self.outcome).map_or("", |(word, _)| word);
        let started = self.started.map_or_else(String::new, |at| at.to_string());
        let seconds = self.seconds.map_or_else(String::new, |s| s.to_string());
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let parts = [
            self.row.clone(),
            started,
            outcome.to_owned(),
            seconds,
            text(&self.agent),
            text(&self.note),
            text(&self.number),
        ];
        Sha256::digest(parts.join("\u{1f}")).into()
    }
}

/// Reads a file of results, whole; each line is a result or the reason why it is none.
///
/// # Errors
/// A file that can't be read to its end, or that lacks a column.
pub fn read(path: &Path, now: Timestamp) -> Result<Vec<Result<ResultLine, Rejection>>, DiallerError> {
    let mut csv = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(path)?;
    let header = csv.headers()?.clone();
    let place = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
    for column in NEEDED {
        if place(column).is_none() {
            let found = header.iter().collect::<Vec<_>>().join(", ");
            return Err(DiallerError::MissingColumn { column, found });
        }
    }
    let mut lines = Vec::new();
    for record in csv.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &'static str| {
            let text = place(name).and_then(|at| record.get(at)).unwrap_or_default();
            (!text.is_empty()).then(|| text.to_owned())
        };
        lines.push(if record.len() == header.len() {
            result(line, &cell, now)
        } else {
            let reason = format!("it has {} fields, the header has {}", record.len(), header.len());
            Err(Rejection { line, field: "line", reason, remedy: "quote values that hold a comma" })
        });
    }
    Ok(lines)
}

fn result(line: u64, cell: &dyn Fn(&'static str) -> Option<String>, now: Timestamp) -> Result<ResultLine, Rejection> {
    let refuse = |field: &'static str, reason: String, remedy: &'static str| Rejection { line, field, reason, remedy };
    let row = cell("row").ok_or_else(|| {
        refuse("row", "it is empty".to_owned(), "write the row of the list, or the number that was called and any name")
    })?;
    let word =
        cell("outcome").ok_or_else(|| refuse("outcome", "it is empty".to_owned(), "write what became of the call"))?;
    let outcome = OUTCOMES.iter().find(|(known, _)| *known == word).map(|(_, outcome)| *outcome).ok_or_else(|| {
        refuse(
            "outcome",
            format!("`{word}` is no outcome that is known"),
            "translate the dialler's word into one of the list in docs/operating/dialler.md",
        )
    })?;
    let started = match cell("started") {
        None if outcome == Outcome::NotCalled => None,
        None => return Err(refuse("started", "it is empty".to_owned(), "write when the call began")),
        Some(text) => Some(moment(&text).ok_or_else(|| {
            let reason = format!("`{text}` is no moment");
            refuse("started", reason, "write it with its offset, as 2026-11-24T10:15:00-05:00")
        })?),
    };
    if started.is_some_and(|at| at > now) {
        return Err(refuse("started", "it lies in the future".to_owned(), "check the dialler's clock and offset"));
    }
    let seconds = match cell("seconds") {
        None => None,
        Some(text) => Some(text.parse().ok().filter(|s| *s <= SECONDS_MAX).ok_or_else(|| {
            refuse("seconds", format!("`{text}` is no length of a call"), "write whole seconds, up to a day")
        })?),
    };
    let note = cell("note");
    if note.as_ref().is_some_and(|note| note.len() > NOTE_BYTES_MAX) {
        return Err(refuse("note", "it is too long".to_owned(), "keep it to a page, and file the rest at the desk"));
    }
    Ok(ResultLine { line, row, started, outcome, seconds, agent: cell("agent"), note, number: cell("number") })
}

fn moment(text: &str) -> Option<Timestamp> {
    text.parse::<When>().ok()?.instant()
}
