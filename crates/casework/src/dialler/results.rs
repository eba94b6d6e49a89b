//! What became of calls: each result once, as a fact of the person's record, whatever the list had allowed.

use std::path::Path;

use conduct::Standing;
use facts::{
    Call, CallOutcome, Channel, Entry, Event, Fact, HouseEvent, Meaning, Note, PersonId, Purpose, Safety, SafetyLevel,
    Statement, When,
};
use jiff::Timestamp;
use serde::Serialize;
use store::dialler::{Listed, State};
use store::{DossierId, OutboxId, Store, WriteTx};

use super::DiallerError;
use super::file::{Outcome, ResultLine, read};
use crate::deliver::Queued;
use crate::dossier::{entry, record};
use crate::handover;
use crate::hear::{Noted, Sender, Whose, noted, whose};
use crate::place::Rejection;
use crate::round::{HumanTask, RoundError, in_hours, open_task, tomorrow};

/// So soon a human reads a note that holds something binding.
const NOTE_HOURS: i64 = 2;
/// So soon the compliance officer looks at a call that the list had not allowed.
const REVIEW_HOURS: i64 = 24;
const NOT_ALLOWED: &str = "call_not_allowed";
const BINDING: &str = "the note of a call says something that binds us: read it, and record what it means";
const DANGER: &str = "the note of a call says that somebody may be in danger: see how they are, now";

/// What an import of results came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Lines below the header.
    pub lines: u64,
    /// Calls that stand in their person's record now.
    pub recorded: u64,
    /// Calls that stood there before: nothing changed.
    pub known: u64,
    /// Rows that the dialler did not call.
    pub not_called: u64,
    /// Numbers that are somebody else's.
    pub wrong_numbers: u64,
    /// Lines that were recorded although the list had not allowed the call; the compliance officer has a task for each.
    pub not_allowed: Vec<Rejection>,
    /// Lines that could not be recorded.
    pub rejected: Vec<Rejection>,
}

/// Takes in a file of results. The same file again changes nothing.
///
/// # Errors
/// A file that can't be read to its end, or lacks a column: then nothing is recorded. A store that can't be written:
/// what was recorded till then stays, and the same file does the rest.
pub fn results(store: &Store, path: &Path, now: Timestamp) -> Result<Imported, DiallerError> {
    let lines = read(path, now)?;
    let mut imported = Imported { lines: u64::try_from(lines.len()).unwrap_or(u64::MAX), ..Imported::default() };
    for line in lines {
        match line {
            Ok(line) => match store.write(|tx: &mut WriteTx| take(tx, &line, now))? {
                Taken::Known => imported.known += 1,
                Taken::NotCalled => imported.not_called += 1,
                Taken::Rejected(rejection) => imported.rejected.push(rejection),
                Taken::Recorded { flaws } => {
                    imported.recorded += 1;
                    imported.wrong_numbers += u64::from(line.outcome == Outcome::WrongNumber);
                    imported.not_allowed.extend(flaws.into_iter().map(|flaw| flaw.rejection(&line)));
                }
            },
            Err(rejection) => imported.rejected.push(rejection),
        }
    }
    Ok(imported)
}

enum Taken {
    Known,
    NotCalled,
    Recorded { flaws: Vec<Flaw> },
    Rejected(Rejection),
}

/// What was wrong with a call that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    Unlisted,
    OutsideWindow,
    AfterRecall,
    Again,
}

impl Flaw {
    fn why(self) -> &'static str {
        match self {
            Flaw::Unlisted => "a call was made that no list of ours has",
            Flaw::OutsideWindow => "a call was made outside the hours that its list gave",
            Flaw::AfterRecall => "a call was made after it was recalled",
            Flaw::Again => "a call was made more than once, and its list allowed it once",
        }
    }

    fn rejection(self, line: &ResultLine) -> Rejection {
        let (field, remedy) = match self {
            Flaw::Unlisted => ("row", "give the dialler only our lists; the compliance officer has a task"),
            Flaw::OutsideWindow => {
                ("started", "let the dialler keep call_from and call_until; the compliance officer has a task")
            }
            Flaw::AfterRecall => ("started", "feed the dialler recalls at once; the compliance officer has a task"),
            Flaw::Again => ("row", "let the dialler try a row once; the compliance officer has a task"),
        };
        Rejection { line: line.line, field, reason: format!("{}; it is recorded", self.why()), remedy }
    }
}

fn take(tx: &mut WriteTx<'_>, line: &ResultLine, now: Timestamp) -> Result<Taken, RoundError> {
    let listed = match line.row.parse::<OutboxId>() {
        Ok(id) => store::dialler::get(tx, id)?,
        Err(_) => None,
    };
    let Some(started) = line.started else {
        return not_called(tx, line, listed.as_ref(), now);
    };
    let digest = line.digest();
    if let Some(before) = store::dialler::find_result(tx, &line.row, started)? {
        return Ok(if before == digest {
            Taken::Known
        } else {
            Taken::Rejected(Rejection {
                line: line.line,
                field: "outcome",
                reason: "this call was reported before with another outcome, length, agent or note".to_owned(),
                remedy: "correct the record at the desk, with the reason",
            })
        });
    }
    let taken = match &listed {
        Some(listed) => of_list(tx, line, listed, started, now)?,
        None => unlisted(tx, line, started, now)?,
    };
    if matches!(taken, Taken::Recorded { .. }) {
        store::dialler::add_result(tx, &line.row, started, &digest, now)?;
    }
    Ok(taken)
}

fn not_called(
    tx: &mut WriteTx<'_>,
    line: &ResultLine,
    listed: Option<&Listed>,
    now: Timestamp,
) -> Result<Taken, RoundError> {
    let Some(listed) = listed else {
        return Ok(Taken::Rejected(Rejection {
            line: line.line,
            field: "row",
            reason: format!("no list of ours has the row `{}`", line.row),
            remedy: "leave the line out: nothing was called, and nothing is recorded",
        }));
    };
    if listed.state == State::Done {
        return Ok(Taken::Known);
    }
    store::dialler::settle(tx, listed.id, State::Done, listed.why.as_deref(), now)?;
    match store::dossier::set_due(tx, listed.dossier, Some(now)) {
        Ok(()) | Err(store::StoreError::Forgotten(_)) => Ok(Taken::NotCalled),
        Err(error) => Err(error.into()),
    }
}

/// A call that one of our lists has.
fn of_list(
    tx: &mut WriteTx<'_>,
    line: &ResultLine,
    listed: &Listed,
    started: Timestamp,
    now: Timestamp,
) -> Result<Taken, RoundError> {
    let Some(body) = store::outbox::get(tx, listed.id)?.and_then(|row| row.body) else {
        store::dialler::settle(tx, listed.id, State::Done, Some("erased"), now)?;
        return Ok(Taken::Rejected(Rejection {
            line: line.line,
            field: "row",
            reason: "the person was erased: there is no record to write into".to_owned(),
            remedy: "delete what the dialler keeps of them",
        }));
    };
    let queued: Queued = serde_json::from_slice(&body)?;
    let mut flaws = Vec::new();
    if started < listed.opens || started >= listed.closes {
        flaws.push(Flaw::OutsideWindow);
    }
    if listed.state == State::Recalled && started > listed.changed {
        flaws.push(Flaw::AfterRecall);
    }
    if store::dialler::results(tx, &line.row)? > 0 {
        flaws.push(Flaw::Again);
    }
    let ask = queued.ask;
    let standing = crate::dossier::standing(tx, listed.dossier)?;
    let call = Call {
        to: ask.to,
        person: ask.person,
        debts: ask.debts,
        purpose: Some(ask.purpose),
        contains: ask.contains,
        ..bare(when(&standing, started), line.outcome)
    };
    keep(tx, line, listed.dossier, call, started, &flaws, now)?;
    store::dialler::settle(tx, listed.id, State::Done, listed.why.as_deref(), now)?;
    Ok(Taken::Recorded { flaws })
}

/// A call that no list has: it happened to whoever has the number. Where several do, it counts for each, as it may have
/// been any of them.
fn unlisted(tx: &mut WriteTx<'_>, line: &ResultLine, started: Timestamp, now: Timestamp) -> Result<Taken, RoundError> {
    let refuse = |reason: String, remedy: &'static str| {
        Ok(Taken::Rejected(Rejection { line: line.line, field: "row", reason, remedy }))
    };
    let Some(number) = &line.number else {
        let reason = format!("no list of ours has the row `{}`, and the line has no number", line.row);
        return refuse(reason, "add the number that was called as `number`: a call that happened belongs on record");
    };
    let people = match whose(tx, Channel::Call, Sender::Address(number), None)? {
        Whose::One(dossier, ..) => vec![dossier],
        Whose::Several(people) => people,
        Whose::Nobody => {
            let reason = format!("no list of ours has the row `{}`, and nobody whom we know has its number", line.row);
            return refuse(reason, "find out who was called, and write it down at the desk");
        }
    };
    let flaws = vec![Flaw::Unlisted];
    for dossier in people {
        let standing = crate::dossier::standing(tx, dossier)?;
        let at = when(&standing, started);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let to = standing.endpoints().iter().find(|e| digits(&e.value).ends_with(&digits(number)));
        let to = to.map(|e| e.id.clone());
        // What it was about, nobody says: it counts for all that they owe.
        let debts = standing.debts().iter().map(|d| d.id.clone()).collect();
        let call = Call {
            to,
            person: Some(crate::place::consumer()),
            debts,
            purpose: Some(Purpose::Collect),
            ..bare(at, line.outcome)
        };
        keep(tx, line, dossier, call, started, &flaws, now)?;
    }
    Ok(Taken::Recorded { flaws })
}

fn when(standing: &Standing, at: Timestamp) -> When {
    When::at(&at.to_zoned(standing.home_zone()))
}

fn bare(at: When, outcome: Outcome) -> Call {
    Call {
        at,
        by: PersonId::collector(),
        with: None,
        from: None,
        to: None,
        person: None,
        debts: Vec::new(),
        discussed: None,
        counted_to: Vec::new(),
        purpose: None,
        contains: Vec::new(),
        outcome: match outcome {
            Outcome::Call(outcome) => outcome,
            Outcome::StopCalls | Outcome::StopEverything => CallOutcome::Conversation,
            // Somebody else answered, and nothing was discussed with them.
            Outcome::WrongNumber => CallOutcome::Dropped,
            Outcome::NotCalled => CallOutcome::NotConnected,
        },
    }
}

/// Writes the call down with what was said, and puts what is left to do on the humans' lists.
fn keep(
    tx: &mut WriteTx<'_>,
    line: &ResultLine,
    dossier: DossierId,
    call: Call,
    started: Timestamp,
    flaws: &[Flaw],
    now: Timestamp,
) -> Result<(), RoundError> {
    let at = call.at;
    let tag = format!("{}_{}", line.row.to_lowercase(), started.as_microsecond());
    let said = match line.outcome {
        Outcome::WrongNumber => Some(Meaning::WrongNumber { endpoint: call.to.clone() }),
        Outcome::StopCalls => Some(Meaning::StopChannel { channel: Some(Channel::Call), endpoint: None }),
        Outcome::StopEverything => Some(Meaning::Cease {}),
        Outcome::Call(_) | Outcome::NotCalled => None,
    };
    let by = match line.outcome {
        Outcome::WrongNumber => PersonId::named("who_answered"),
        _ => crate::place::consumer(),
    };
    let mut entries = vec![entry(format!("evt_call_{tag}"), at, "dialler", Fact::Event(Event::Call(call)))];
    if let Some(means) = said {
        let statement = Statement {
            at,
            by,
            with: None,
            via: Channel::Call,
            written: None,
            received: None,
            about: Vec::new(),
            means,
        };
        let fact = Fact::Event(Event::Statement(statement));
        entries.push(entry(format!("evt_call_said_{tag}"), at, "dialler", fact));
    }
    let noted = line.note.as_deref().map_or(Noted::Nothing, |note| noted(note, at));
    match noted {
        Noted::Nothing => {}
        Noted::Binding => {
            entries.push(handover::handed_over(&format!("evt_call_over_{tag}"), at, "dialler", &[BINDING]))
        }
        Noted::Danger => {
            let safety = Fact::House(HouseEvent::Safety(Safety { at, level: SafetyLevel::Alert }));
            entries.push(entry(format!("evt_call_safety_{tag}"), at, "dialler", safety));
        }
    }
    let changed_more = entries.len() > 1;
    describe(&mut entries, line, (at, &tag));
    record(tx, dossier, &entries, now, "dialler", Some(tomorrow(now)))?;
    if changed_more {
        store::outbox::recall(tx, dossier, "they said so on the telephone", now)?;
    }
    match noted {
        Noted::Nothing => {}
        Noted::Binding => open_task(tx, dossier, "call_note", BINDING, now, in_hours(now, NOTE_HOURS))?,
        Noted::Danger => open_task(tx, dossier, HumanTask::Care.as_str(), DANGER, now, now)?,
    }
    for flaw in flaws {
        let why = format!("for the compliance officer: {}", flaw.why());
        let facts = serde_json::json!({ "row": line.row, "started": started.to_string(), "agent": line.agent });
        let facts = serde_json::to_vec(&facts)?;
        let due = in_hours(now, REVIEW_HOURS);
        let task = store::task::NewTask { dossier, kind: NOT_ALLOWED, why: &why, created: now, due, facts: &facts };
        store::task::add(tx, &task)?;
    }
    Ok(())
}

/// Where it comes from; and what the agent noted of it, as a note of ours.
fn describe(entries: &mut Vec<Entry>, line: &ResultLine, (at, tag): (When, &str)) {
    let mut source = format!("dialler row {}", line.row);
    if let Some(agent) = &line.agent {
        source.push_str(&format!(", agent {agent}"));
    }
    if let Some(seconds) = line.seconds {
        source.push_str(&format!(", {seconds} seconds"));
    }
    if line.note.is_some() {
        let note = Fact::House(HouseEvent::Note(Note { at, about: "talk".to_owned() }));
        entries.push(Entry { words: line.note.clone(), ..entry(format!("evt_call_note_{tag}"), at, "dialler", note) });
    }
    for one in entries {
        one.document = Some(source.clone());
    }
}
