//! The desk's pages: each reads what it shows in one go, away from the server's own threads.

use askama::Template;
use axum::extract::{Path, Query, State};
use casework::deliver::Queued;
use casework::explain::{Reader, explain_kept};
use casework::place::Profile;
use casework::proof::replay;
use casework::round::{Next, Scene, propose};
use conduct::Standing;
use facts::{Entry, Event, Fact, HouseEvent};
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

pub(super) async fn today(State(desk): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("today", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let people: i64 = store::dossier::counts(tx)?.iter().map(|c| c.dossiers).sum();
        let outbox = store::outbox::counts(tx)?;
        let sent: i64 = outbox.iter().filter(|c| c.state == store::outbox::State::Sent).map(|c| c.messages).sum();
        let queued: i64 = outbox.iter().filter(|c| c.state == store::outbox::State::Queued).map(|c| c.messages).sum();
        let rules = store::decision::counts(tx, Timestamp::UNIX_EPOCH, Timestamp::MAX)?;
        let decisions: i64 = rules.iter().map(|c| c.decisions).sum();
        let tile = |number: i64, what: &str| view::Tile { number: grouped(number), what: what.to_owned() };
        Ok(view::Today {
            frame: frame.clone(),
            stopped: casework::switch::stopped(tx)?.map(|turn| (turn.by, turn.reason, moment(turn.at))),
            tiles: vec![
                tile(people, "people"),
                tile(decisions, "decisions on record"),
                tile(sent, "messages sent"),
                tile(queued, "waiting for their hour"),
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
pub(super) struct After {
    after: Option<DossierId>,
}

pub(super) async fn people(State(desk): State<Web>, signed: Signed<See>, Query(from): Query<After>) -> Page {
    let frame = Frame::new("people", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let found = store::dossier::list(tx, store::dossier::Which::All, from.after, ROWS)?;
        let full = found.len() >= ROWS as usize;
        let next = found.last().filter(|_| full).map(|d| d.id.to_string());
        let rows = found.into_iter().map(person_row).collect();
        Ok(view::People { frame: frame.clone(), rows, next })
    })
    .await?;
    show(&page)
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

pub(super) async fn person(State(desk): State<Web>, signed: Signed<See>, Path(id): Path<DossierId>) -> Page {
    let frame = Frame::new("people", &desk, &signed.who);
    let page = read(&desk, move |tx, desk| {
        let dossier = store::dossier::get(tx, id)?.ok_or(Trouble::Nothing)?;
        let profile: Profile =
            serde_json::from_slice(&dossier.profile.ok_or(Trouble::Nothing)?).map_err(Trouble::other)?;
        let log = casework::dossier::log(tx, id).map_err(Trouble::other)?;
        let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
        let decisions = store::decision::of_dossier(tx, id, None, 20)?;
        let messages = store::outbox::of_dossier(tx, id, None, 20)?;
        Ok(person_page(&frame, desk, id, &profile, &log, &standing, decisions, messages))
    })
    .await?;
    show(&page)
}

fn person_page(
    frame: &Frame,
    desk: &Web,
    id: DossierId,
    profile: &Profile,
    log: &[Entry],
    standing: &Standing,
    decisions: Vec<store::decision::Decision>,
    messages: Vec<store::outbox::Message>,
) -> view::Person {
    let now = now();
    let packs = desk.house.packs(standing);
    let scene = Scene { packs: &packs, firm: &desk.house.head.firm, standing, now, missing: &profile.missing };
    let next = match propose(&scene) {
        Next::Contact(p) => format!("A {} could go out: {}.", p.ask.channel.as_str(), p.reason),
        Next::Human { why, .. } => format!("For a human: {why}."),
        Next::Wait { why, until, .. } => format!("Nothing now: {}. We look again on {}.", why.sentence(), day(until)),
    };
    let zone = standing.home_zone();
    let local_time = match standing.home_zone_name() {
        Some(name) => format!("{} ({name})", now.to_zoned(zone).strftime("%H:%M")),
        None => "not known".to_owned(),
    };
    view::Person {
        frame: frame.clone(),
        name: profile.name.clone(),
        place: profile.place.clone(),
        code: casework::house::code(id),
        local_time,
        next,
        missing: profile.missing.clone(),
        ways: casework::round::ways_now(&scene)
            .into_iter()
            .map(|w| (w.channel.as_str().replace('_', " "), w.verdict, w.why, w.earliest))
            .collect(),
        timeline: log.iter().rev().map(happened).collect(),
        decisions: decisions.into_iter().map(decision_row).collect(),
        messages: messages.into_iter().map(message_row).collect(),
        debts: standing
            .debts()
            .iter()
            .map(|d| (d.id.to_string(), d.creditor.clone(), d.balance.map(|b| b.spoken()).unwrap_or_default()))
            .collect(),
        sums: sums(standing),
    }
}

/// How each balance came about.
fn sums(standing: &Standing) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for i in &standing.house().itemized {
        rows.push((format!("{}: owed on {}", i.debt, i.date), i.amount.spoken()));
        rows.push(("interest since".to_owned(), i.interest.spoken()));
        rows.push(("fees since".to_owned(), i.fees.spoken()));
        rows.push(("paid since".to_owned(), format!("− {}", i.payments.spoken())));
        rows.push(("credited since".to_owned(), format!("− {}", i.credits.spoken())));
    }
    rows
}

fn happened(entry: &Entry) -> view::Happened {
    let what = match &entry.fact {
        Fact::Event(Event::Notice(n)) => format!("notice: {}", word(&n.kind)),
        Fact::Event(Event::Message(m)) => format!("{} by {}", m.channel.as_str(), m.by),
        Fact::Event(Event::Call(c)) => format!("call by {}: {}", c.by, word(&c.outcome)),
        Fact::Event(Event::Statement(s)) => format!("{} said: {}", s.by, word(&s.means)),
        Fact::Event(Event::Status(s)) => word(&s.kind),
        Fact::Event(event) => event.kind().to_owned(),
        Fact::House(HouseEvent::Hold(h)) => format!("it rests: {}", word(&h.cause)),
        Fact::House(event) => event.kind().replace('_', " "),
    };
    view::Happened { when: entry.fact.at().to_string(), what, words: entry.words.clone(), by: entry.by.clone() }
}

/// The word of the vocabulary for a value, as a reader says it.
fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let text = json.as_str().or_else(|| json.get("means").and_then(|m| m.as_str())).unwrap_or_default();
    text.replace('_', " ")
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

fn decision_row(row: store::decision::Decision) -> view::DecisionRow {
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

fn message_row(row: store::outbox::Message) -> view::MessageRow {
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
    let page = read(&desk, move |tx, desk| {
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

pub(super) async fn tasks(State(desk): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("tasks", &desk, &signed.who);
    let page = read(&desk, move |tx, _| {
        let rows = store::task::open(tx, None, ROWS * 2)?
            .into_iter()
            .map(|t| view::TaskRow {
                due: day(t.due),
                kind: t.kind.replace('_', " "),
                why: t.why,
                person: t.dossier.to_string(),
            })
            .collect();
        Ok(view::Tasks { frame: frame.clone(), rows })
    })
    .await?;
    show(&page)
}

fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-d %B %Y").to_string()
}

fn moment(at: Timestamp) -> String {
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
