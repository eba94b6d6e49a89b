//! The desk's pages: each reads what it shows in one go, away from the server's own threads.

use askama::Template;
use axum::extract::{Path, Query, State};
use casework::deliver::Queued;
use casework::explain::{Reader, explain_kept};
use casework::place::Profile;
use casework::proof::replay;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::{DecisionId, DossierId, OutboxId};

use super::frame::{Frame, Page, show};
use super::signed::{See, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read};

/// So many rows a page.
const ROWS: u32 = 50;

/// The page of a problem.
pub(super) fn problem(words: &str) -> String {
    let page = view::Problem { frame: Frame::of_nobody(), words: words.to_owned() };
    page.render().unwrap_or_else(|_| words.to_owned())
}

/// So many of those who wait stand on Today.
const FIRST: u32 = 12;

pub(super) async fn today(State(desk): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("today", &desk, &signed.who);
    let me = signed.who.name.clone();
    let page = read(&desk, move |tx, _| {
        let people: i64 = store::dossier::counts(tx)?.iter().map(|c| c.dossiers).sum();
        let outbox = store::outbox::counts(tx)?;
        let of_state = |state| outbox.iter().filter(|c| c.state == state).map(|c| c.messages).sum::<i64>();
        let (sent, queued) = (of_state(store::outbox::State::Sent), of_state(store::outbox::State::Queued));
        let rules = store::decision::counts(tx, month_ago(), Timestamp::MAX)?;
        let decisions: i64 = rules.iter().map(|c| c.decisions).sum();
        let inbox = store::inbox::counts(tx)?;
        let waiting = inbox.iter().filter(|(state, _)| *state == store::inbox::State::Waits).map(|(_, n)| n).sum();
        let tile = |number: i64, what: &str| view::Tile { number: grouped(number), what: what.to_owned() };
        let mut promises = Vec::new();
        for promise in store::promise::due(tx, store::promise::MadeBy::Ours, in_a_day(), None, FIRST)? {
            promises.push(view::Owed {
                person: promise.dossier.to_string(),
                name: name_of(tx, promise.dossier)?,
                what: promise.what.map(|what| String::from_utf8_lossy(&what).into_owned()).unwrap_or_default(),
                due: moment(promise.due),
                is_late: promise.due < now(),
                owner: promise.owner,
            });
        }
        let mut first = Vec::new();
        for task in store::task::open(tx, None, FIRST)? {
            first.push(super::tasks::row(tx, &task)?);
        }
        Ok(view::Today {
            frame: frame.clone(),
            me: me.clone(),
            stopped: casework::switch::stopped(tx)?.map(|turn| (turn.by, turn.reason, moment(turn.at))),
            promises,
            first,
            tiles: vec![
                tile(people, "people"),
                tile(waiting, "messages of which nobody knows whose they are"),
                tile(queued, "of ours waiting for their hour"),
                tile(sent, "of ours sent"),
                tile(decisions, "decisions in thirty days"),
            ],
            tasks: store::task::open_counts(tx)?.into_iter().map(|(k, n)| (k.replace('_', " "), grouped(n))).collect(),
            outbox: outbox.into_iter().map(|c| (c.channel, c.state.as_str().to_owned(), grouped(c.messages))).collect(),
            rules: rules.into_iter().take(20).map(|c| (c.verdict, c.first_rule, grouped(c.decisions))).collect(),
            batches: store::batch::list(tx, 10)?.into_iter().map(batch).collect(),
            reviews: grouped(store::review::open_count(tx)?),
        })
    })
    .await?;
    show(&page)
}

/// Figures of the house are those of the last thirty days: they cost what was done, not what was ever done.
fn month_ago() -> Timestamp {
    now().checked_sub(jiff::SignedDuration::from_hours(24 * 30)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn in_a_day() -> Timestamp {
    now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX)
}

fn batch(batch: store::batch::Batch) -> (String, String, String, String, String) {
    let name = if batch.file_name.is_empty() { "invented accounts".to_owned() } else { batch.file_name };
    (
        day(batch.received),
        name,
        grouped(batch.outcome.accepted),
        grouped(batch.outcome.rejected),
        grouped(batch.outcome.duplicate),
    )
}

#[derive(Deserialize)]
pub(super) struct Sought {
    after: Option<DossierId>,
    #[serde(default)]
    find: String,
}

/// All people, or those whom a name, an address or a number leads to.
pub(super) async fn people(State(desk): State<Web>, signed: Signed<See>, Query(from): Query<Sought>) -> Page {
    let frame = Frame::new("people", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let sought = from.find.trim().to_owned();
        let found = if sought.is_empty() {
            store::dossier::list(tx, store::dossier::Which::All, from.after, ROWS)?
        } else {
            let ids = casework::find::find(tx, &sought)?;
            ids.into_iter().filter_map(|id| store::dossier::get(tx, id).transpose()).collect::<Result<_, _>>()?
        };
        let full = sought.is_empty() && found.len() >= ROWS as usize;
        let next = found.last().filter(|_| full).map(|d| d.id.to_string());
        let rows = found.into_iter().map(person_row).collect();
        Ok(view::People { frame: frame.clone(), rows, next, sought })
    })
    .await?;
    show(&page)
}

/// The name of somebody, for a list.
pub(super) fn name_of(tx: &mut store::ReadTx<'_>, id: DossierId) -> Result<String, Trouble> {
    Ok(store::dossier::get(tx, id)?.map_or_else(|| "erased".to_owned(), |dossier| person_row(dossier).name))
}

fn person_row(dossier: store::dossier::Dossier) -> view::PersonRow {
    let profile = dossier.profile.as_deref().and_then(|p| serde_json::from_slice::<Profile>(p).ok());
    let (name, place, missing) = match profile {
        Some(profile) => (profile.name, profile.place, profile.missing.join("; ")),
        None => ("erased".to_owned(), String::new(), String::new()),
    };
    let look_again = dossier.due_at.map(day).unwrap_or_default();
    view::PersonRow { id: dossier.id.to_string(), name, place, look_again, missing }
}

pub(super) async fn decisions(State(desk): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("decisions", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let found = store::decision::latest(tx, Timestamp::UNIX_EPOCH, Timestamp::MAX, ROWS * 2)?;
        Ok(view::Decisions { frame: frame.clone(), rows: found.into_iter().map(decision_row).collect() })
    })
    .await?;
    show(&page)
}

pub(super) fn decision_row(row: store::decision::Decision) -> view::DecisionRow {
    view::DecisionRow {
        id: row.id.to_string(),
        when: moment(row.at),
        verdict: row.verdict,
        rule: row.first_rule,
        person: row.dossier.to_string(),
    }
}

pub(super) async fn decision(State(desk): State<Web>, signed: Signed<See>, Path(id): Path<DecisionId>) -> Page {
    let frame = Frame::new("decisions", &desk, &signed.who);
    let page = read(&desk, move |tx, desk| {
        let (dossier, _) = casework::proof::kept(tx, id).map_err(|_| Trouble::Nothing)?;
        let replayed = replay(tx, &desk.house, id).map_err(Trouble::other)?;
        let decided = &replayed.decided;
        let verdict = replayed.again.verdict.map_or("none", facts::Verdict::as_str).to_owned();
        let replay = if replayed.same {
            "made again from the facts as they then stood, it comes out the same, byte for byte".to_owned()
        } else {
            "made again by this program, it comes out differently: see `forbear replay`".to_owned()
        };
        Ok(view::Decision {
            frame: frame.clone(),
            id: id.to_string(),
            verdict,
            reason: decided.reason.clone(),
            person: dossier.to_string(),
            for_person: explain_kept(&replayed, Reader::Person),
            for_agent: explain_kept(&replayed, Reader::Agent),
            for_officer: explain_kept(&replayed, Reader::Officer),
            facts: vec![
                ("law packs".to_owned(), decided.packs.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(", ")),
                ("house rules".to_owned(), decided.house.map_or("none".to_owned(), |v| format!("version {v}"))),
                ("events known".to_owned(), decided.events.to_string()),
                ("program".to_owned(), decided.program.clone()),
            ],
            replay,
        })
    })
    .await?;
    show(&page)
}

pub(super) async fn outbox(State(desk): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("outbox", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let counts = store::outbox::counts(tx)?;
        let mut rows = Vec::new();
        for count in &counts {
            rows.extend(store::outbox::list(tx, count.state, &count.channel, None, ROWS)?.into_iter().map(message_row));
        }
        let counts =
            counts.into_iter().map(|c| (c.channel, c.state.as_str().to_owned(), grouped(c.messages))).collect();
        Ok(view::Outbox { frame: frame.clone(), counts, rows })
    })
    .await?;
    show(&page)
}

pub(super) fn message_row(row: store::outbox::Message) -> view::MessageRow {
    let queued = row.body.as_deref().and_then(|b| serde_json::from_slice::<Queued>(b).ok());
    let (subject, to) = match queued {
        Some(queued) => (queued.parcel.message.subject, queued.parcel.to_name),
        None => ("erased".to_owned(), String::new()),
    };
    view::MessageRow {
        id: row.id.to_string(),
        when: moment(row.not_before),
        channel: row.channel,
        state: row.state.as_str().to_owned(),
        subject,
        to,
    }
}

pub(super) async fn message(State(desk): State<Web>, signed: Signed<See>, Path(id): Path<OutboxId>) -> Page {
    let frame = Frame::new("outbox", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let row = store::outbox::get(tx, id)?.ok_or(Trouble::Nothing)?;
        let queued: Queued = serde_json::from_slice(&row.body.ok_or(Trouble::Nothing)?).map_err(Trouble::other)?;
        Ok(view::Message {
            frame: frame.clone(),
            subject: queued.parcel.message.subject.clone(),
            to: format!("{}, {}", queued.parcel.to_name, queued.parcel.to),
            facts: vec![
                ("by".to_owned(), row.channel),
                ("state".to_owned(), row.state.as_str().to_owned()),
                ("not before".to_owned(), moment(row.not_before)),
                ("not after".to_owned(), moment(row.expires)),
                ("why".to_owned(), queued.parcel.reason.clone()),
                ("courier".to_owned(), row.result.unwrap_or_default()),
            ],
            decision: row.decision.to_string(),
            person: row.dossier.to_string(),
            html: queued.parcel.message.html(),
        })
    })
    .await?;
    show(&page)
}

pub(super) fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-d %B %Y").to_string()
}

pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-d %b %Y, %H:%M UTC").to_string()
}

/// `10,034`.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
