//! The stories of the store: each is told on SQLite and on PostgreSQL, which is started for this process.

#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot go on has failed; clippy lets off the tests but not what they share"
)]

mod anomalies;
mod desk;
mod event;
mod inbox;
mod money;
mod opening;
mod outbox;
mod people;
mod placement;
mod statements;

use jiff::{SignedDuration, Timestamp};
use store::testing::Fresh;
use store::{DossierId, StoreError, dossier, event as log};

/// A moment, so many seconds after the stories begin.
fn at(seconds: i64) -> Timestamp {
    "2027-04-01T14:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

fn recorded(seconds: i64) -> log::Recorded<'static> {
    log::Recorded { at: at(seconds), by: "story" }
}

fn new_event<'a>(id: &'a str, seconds: i64, body: &'a str) -> log::NewEvent<'a> {
    log::NewEvent { id, at: at(seconds), known: at(seconds), kind: "call", body: body.as_bytes() }
}

fn new_dossier<'a>(events: &'a [log::NewEvent<'a>]) -> dossier::NewDossier<'a> {
    dossier::NewDossier {
        creditor: "northwind",
        state: "open",
        due_at: Some(at(0)),
        profile: b"{\"name\":\"Ada Quill\"}",
        standing: b"standing",
        standing_version: 1,
        events,
    }
}

/// A person with one event.
fn ada(fresh: &Fresh) -> DossierId {
    let placed = new_event("placed", 0, "{}");
    fresh.store.write(|tx| dossier::create(tx, &new_dossier(&[placed]), recorded(0))).unwrap()
}

fn bodies(fresh: &Fresh, person: DossierId) -> Vec<String> {
    let events = fresh.store.read(|tx| log::list(tx, person)).unwrap();
    events.into_iter().map(|event| String::from_utf8(event.body.unwrap()).unwrap()).collect()
}

/// Any word will do for an error that is only there to end a transaction.
#[derive(Debug, PartialEq)]
enum StoryError {
    Stop,
    Store(StoreError),
}

impl From<StoreError> for StoryError {
    fn from(error: StoreError) -> StoryError {
        StoryError::Store(error)
    }
}
