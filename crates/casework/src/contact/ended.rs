//! A call is over: what came of it is written down once, with their words, and what we promised.

use conduct::Standing;
use facts::{Call, CallOutcome, Channel, Entry, Event, Fact, Meaning, Part, PersonId, Statement, When};
use jiff::Timestamp;
use store::task::State;
use store::{DossierId, StoreError, TaskId, WriteTx};

use super::call::under_way;
use crate::dossier::{entry, record};
use crate::round::{RoundError, tomorrow};

/// How a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    NoAnswer,
    Busy,
    /// The number is not in service.
    NotConnected,
    /// Nobody answered, and the short message was left.
    MessageLeft,
    /// We talked.
    Talked,
    /// Somebody else answered; nothing was said of why we called.
    SomebodyElse,
    /// Whoever answered says that it is not their number.
    WrongNumber,
    /// We talked, and the line broke.
    CutOff,
}

impl How {
    pub const ALL: [How; 8] = [
        How::Talked,
        How::NoAnswer,
        How::Busy,
        How::MessageLeft,
        How::SomebodyElse,
        How::WrongNumber,
        How::NotConnected,
        How::CutOff,
    ];

    /// The word for it in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            How::NoAnswer => "no_answer",
            How::Busy => "busy",
            How::NotConnected => "not_connected",
            How::MessageLeft => "message_left",
            How::Talked => "talked",
            How::SomebodyElse => "somebody_else",
            How::WrongNumber => "wrong_number",
            How::CutOff => "cut_off",
        }
    }

    /// As whoever called would say it.
    pub fn sentence(self) -> &'static str {
        match self {
            How::NoAnswer => "Nobody answered",
            How::Busy => "The line was busy",
            How::NotConnected => "The number is not in service",
            How::MessageLeft => "I left the short message, and nothing of why I called",
            How::Talked => "We talked",
            How::SomebodyElse => "Somebody else answered, and I said nothing of why I called",
            How::WrongNumber => "Somebody said that it is not their number",
            How::CutOff => "We talked, and the line broke",
        }
    }

    fn outcome(self) -> CallOutcome {
        match self {
            How::NoAnswer => CallOutcome::NoAnswer,
            How::Busy => CallOutcome::Busy,
            How::NotConnected => CallOutcome::NotConnected,
            How::MessageLeft => CallOutcome::LimitedContentMessage,
            How::Talked => CallOutcome::Conversation,
            How::SomebodyElse | How::WrongNumber | How::CutOff => CallOutcome::Dropped,
        }
    }

    /// Was anything spoken of with them?
    fn is_talk(self) -> bool {
        matches!(self, How::Talked | How::CutOff)
    }
}

impl std::str::FromStr for How {
    type Err = String;

    fn from_str(word: &str) -> Result<How, String> {
        let found = How::ALL.into_iter().find(|how| how.as_str() == word);
        found.ok_or_else(|| "say how the call went: choose one of the lines".to_owned())
    }
}

/// What is written down of a call.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub how: How,
    /// What the caller said of what they were given to say.
    pub said: &'a [Part],
    /// The caller's own note: what was agreed, how they were.
    pub note: &'a str,
}

/// Why a call is not written down.
#[derive(Debug, thiserror::Error)]
pub enum NotEnded {
    #[error("no call to this person is under way: it was written down already")]
    None,
    #[error("`{0}` called them: only they can write down how it went")]
    Anothers(String),
    #[error("say in a line how it was: whoever talks with them next reads it")]
    NoNote,
    #[error(transparent)]
    Round(#[from] RoundError),
}

impl From<StoreError> for NotEnded {
    fn from(error: StoreError) -> NotEnded {
        NotEnded::Round(error.into())
    }
}

impl From<crate::dossier::DossierError> for NotEnded {
    fn from(error: crate::dossier::DossierError) -> NotEnded {
        NotEnded::Round(error.into())
    }
}

/// Writes down how the call under way went: it stands in the record from now on. The same task again changes nothing.
///
/// # Errors
/// No call is under way, another made it, a talk without a note; and the store's.
pub fn ended(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    ended: &Ended<'_>,
    by: &str,
    now: Timestamp,
) -> Result<TaskId, NotEnded> {
    let (task, call) = under_way(tx, dossier)?.ok_or(NotEnded::None)?;
    if call.by != by {
        return Err(NotEnded::Anothers(call.by));
    }
    if ended.how.is_talk() && ended.note.trim().is_empty() {
        return Err(NotEnded::NoNote);
    }
    let standing = crate::dossier::standing(tx, dossier)?;
    // What the law wants said counts only where it was said.
    let mut ask = call.ask;
    let is_line = |part: &Part| call.opening.iter().any(|line| line.part == *part);
    ask.contains.retain(|part| ended.how.is_talk() && (!is_line(part) || ended.said.contains(part)));
    let entries = entries(&standing, task, &ask, ended, by, now);
    record(tx, dossier, &entries, now, by, Some(tomorrow(now)))?;
    store::task::close(tx, task, State::Done, now)?;
    Ok(task)
}

fn entries(
    standing: &Standing,
    task: TaskId,
    ask: &facts::AskContact,
    ended: &Ended<'_>,
    by: &str,
    now: Timestamp,
) -> Vec<Entry> {
    let written = When::at(&now.to_zoned(standing.home_zone()));
    let call = Call {
        at: ask.at,
        by: PersonId::collector(),
        with: None,
        from: None,
        to: ask.to.clone(),
        person: ask.person.clone().filter(|_| !matches!(ended.how, How::SomebodyElse | How::WrongNumber)),
        debts: ask.debts.clone(),
        discussed: (!ended.how.is_talk() && ended.how.outcome() == CallOutcome::Dropped).then(Vec::new),
        counted_to: Vec::new(),
        purpose: Some(ask.purpose),
        contains: ask.contains.clone(),
        outcome: ended.how.outcome(),
    };
    let mut one = entry(format!("evt_call_{task}"), written, by, Fact::Event(Event::Call(call)));
    one.words = Some(ended.note.trim().to_owned()).filter(|note| !note.is_empty());
    let mut entries = vec![one];
    if ended.how == How::WrongNumber
        && let Ok(somebody) = "whoever_answered".parse()
    {
        let means = Meaning::WrongNumber { endpoint: ask.to.clone() };
        let said = Statement {
            at: written,
            by: somebody,
            with: None,
            via: Channel::Call,
            written: None,
            received: None,
            about: Vec::new(),
            means,
        };
        entries.push(entry(format!("evt_wrong_{task}"), written, by, Fact::Event(Event::Statement(said))));
    }
    entries
}
