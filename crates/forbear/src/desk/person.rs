//! One person: their own words first, what we may do now and what we promised, and the figures last.

use axum::extract::{Path, Query, State};
use casework::contact::under_way;
use casework::handover::Story;
use casework::place::Profile;
use casework::round::{Next, Scene, propose, ways_now};
use casework::safety::SECOND;
use conduct::Standing;
use facts::{Channel, EndpointKind, Entry};
use serde::Deserialize;
use store::promise::{MadeBy, State as PromiseState};
use store::task::State as TaskState;
use store::{DossierId, ReadTx};

use super::frame::{Frame, Page, show};
use super::happened::happened;
use super::pages::{day, decision_row, message_row};
use super::signed::{See, Signed};
use super::{call, holds, tasks, view};
use crate::clock::now;
use crate::web::{Trouble, Web, read};

/// So many of the latest messages and decisions are shown.
const ROWS: u32 = 20;
/// So many of their own words are shown on top.
const WORDS: usize = 4;

#[derive(Debug, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    Query(from): Query<Done>,
    signed: Signed<See>,
) -> Page {
    let frame = Frame::new("people", &web, &signed.who);
    let done = said_done(&from.done);
    let page = read(&web, move |tx, web| {
        let row = store::dossier::get(tx, id)?.ok_or(Trouble::Nothing)?;
        let profile: Profile = serde_json::from_slice(&row.profile.ok_or(Trouble::Nothing)?).map_err(Trouble::other)?;
        let log = casework::dossier::log(tx, id).map_err(Trouble::other)?;
        let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
        let mut page = of_record(frame.clone(), web, id, &profile, &log, &standing);
        page.done = done;
        page.code = casework::house::code(tx, id);
        page.calling = under_way(tx, id).map_err(Trouble::other)?.map(|(_, call)| call.by);
        page.decisions = store::decision::of_dossier(tx, id, None, ROWS)?.into_iter().map(decision_row).collect();
        page.messages = store::outbox::of_dossier(tx, id, None, ROWS)?.into_iter().map(message_row).collect();
        add_tasks(tx, id, &mut page)?;
        add_promises(tx, id, &standing, &mut page)?;
        Ok(page)
    })
    .await?;
    show(&page)
}

/// What was just done, for the top of the page.
fn said_done(word: &str) -> Option<&'static str> {
    Some(match word {
        "call" => {
            "How the call went stands in the record. Was it a heavy one? Take ten minutes: walk, breathe, talk with somebody. Nobody counts them."
        }
        "promise" => "The promise stands in the record. It leads your day until it is kept.",
        "settled" => "How the promise ended stands in the record.",
        "task" => "Done, and written down.",
        "taken" => "It is yours now.",
        "judged" => "The judgement stands in the record, and binds from now on.",
        "safe_first" => "You found them safe. A second person looks before anything else goes out.",
        "safe" => "Two of you found them safe. What was stopped may go on.",
        "held" => "It rests from now on.",
        "one_of_two" => "One of you said so. A second person has to agree before it ends.",
        "released" => "It rests no more.",
        "written" => "Your message is on its way: it is decided once more before it goes.",
        _ => return None,
    })
}

fn of_record(
    frame: Frame,
    web: &Web,
    id: DossierId,
    profile: &Profile,
    log: &[Entry],
    standing: &Standing,
) -> view::Person {
    let now = now();
    let packs = web.house.packs(standing);
    let scene = Scene { packs: &packs, firm: &web.house.head.firm, standing, now, missing: &profile.missing };
    let next = match propose(&scene) {
        Next::Contact(p) => format!("A {} could go out: {}.", p.ask.channel.as_str(), p.reason),
        Next::Human { why, .. } => format!("For a human: {why}."),
        Next::Wait { why, until, .. } => format!("Nothing now: {}. We look again on {}.", why.sentence(), day(until)),
    };
    let zone = standing.home_zone();
    let local_time = standing
        .home_zone_name()
        .map_or("not known".to_owned(), |name| format!("{} ({name})", now.to_zoned(zone.clone()).strftime("%H:%M")));
    let timeline: Vec<view::Happened> = log.iter().rev().map(|entry| happened(entry, &zone)).collect();
    let words = timeline.iter().filter(|h| h.theirs).filter_map(|h| Some((h.when.clone(), h.words.clone()?)));
    view::Person {
        id: id.to_string(),
        name: profile.name.clone(),
        place: profile.place.clone(),
        local_time,
        next,
        missing: profile.missing.iter().cloned().chain(casework::cutover::missing(standing)).collect(),
        needs: standing.house().needs.iter().map(|n| n.code.replace(['.', '_'], " ")).collect(),
        in_danger: standing.house().safety.is_some(),
        handed_over: standing.house().handover.clone(),
        holds: standing
            .house()
            .holds
            .iter()
            .map(|h| {
                let until = h.until.map(|until| until.date().strftime("%-d %B %Y").to_string());
                let cause = serde_json::to_value(h.cause).unwrap_or_default();
                (h.id.clone(), cause.as_str().unwrap_or_default().replace('_', " "), until)
            })
            .collect(),
        words: words.take(WORDS).collect(),
        ways: ways_now(&scene)
            .into_iter()
            .map(|w| (w.channel.as_str().replace('_', " "), w.verdict, w.why, w.earliest))
            .collect(),
        numbers: numbers(standing),
        purposes: call::PURPOSES.to_vec(),
        causes: holds::CAUSES.to_vec(),
        timeline,
        debts: standing
            .debts()
            .iter()
            .map(|d| (d.id.to_string(), d.creditor.clone(), d.balance.map(|b| b.spoken()).unwrap_or_default()))
            .collect(),
        sums: sums(standing),
        frame,
        ..view::Person::default()
    }
}

/// The numbers that could be called, by what they are; the number itself is shown with a permit only.
fn numbers(standing: &Standing) -> Vec<(String, &'static str)> {
    let consumer = standing.consumer().and_then(|ix| standing.person(ix));
    let theirs = standing.endpoints().iter().filter(|e| consumer.is_some_and(|c| c.id == e.person));
    theirs
        .filter_map(|e| match e.kind {
            EndpointKind::Mobile => Some((e.id.to_string(), "their mobile")),
            EndpointKind::Landline => Some((e.id.to_string(), "their landline")),
            _ => None,
        })
        .collect()
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

/// What waits for a human about them, each with its story.
fn add_tasks(tx: &mut ReadTx<'_>, id: DossierId, page: &mut view::Person) -> Result<(), Trouble> {
    for task in store::task::of_dossier(tx, id)?.into_iter().filter(|t| t.state == TaskState::Open) {
        let facts = task.facts.as_deref().unwrap_or_default();
        let story = serde_json::from_slice::<Story>(facts).ok();
        let first = serde_json::from_slice::<casework::safety::First>(facts).ok().filter(|_| task.kind == SECOND);
        page.tasks.push(view::PersonTask {
            row: tasks::row(tx, &task)?,
            words: story.as_ref().map(|s| s.words.clone()),
            by: story.as_ref().map(|s| said_by(s.channel)),
            told: story.as_ref().map(|s| s.told.clone()),
            recorded: story.as_ref().map(|s| s.recorded.clone()).unwrap_or_default(),
            first: story.map(|s| s.first).unwrap_or_default(),
            second: first.map(|first| (first.by, first.why)),
        });
    }
    Ok(())
}

fn said_by(channel: Channel) -> String {
    channel.as_str().replace('_', " ")
}

/// What was promised and is open, ours first.
fn add_promises(
    tx: &mut ReadTx<'_>,
    id: DossierId,
    standing: &Standing,
    page: &mut view::Person,
) -> Result<(), Trouble> {
    let zone = standing.home_zone();
    for promise in store::promise::of_dossier(tx, id)?.into_iter().filter(|p| p.state == PromiseState::Open) {
        page.promises.push(view::Promise {
            id: promise.id.to_string(),
            ours: promise.made_by == MadeBy::Ours,
            what: promise.what.map(|what| String::from_utf8_lossy(&what).into_owned()).unwrap_or_default(),
            due: promise.due.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M").to_string(),
            is_late: promise.due < now(),
            owner: promise.owner,
        });
    }
    page.promises.sort_by_key(|p| !p.ours);
    Ok(())
}
