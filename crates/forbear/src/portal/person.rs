//! A person, please: when to call, or to write; promised with a name and a day.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{AskPerson, CallBack, Slot, ask_person, slots, told};
use facts::{EndpointKind, Event, Fact, HouseEvent, Meaning};

use super::guest::{Guest, Sent};
use super::page::{Choice, Field, Form, Page, Part, Tone, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of, scene};
use super::strings::ENGLISH;
use super::wrong::{Of, own_words};
use crate::web::{Trouble, Web, read, waited};

/// So many times are offered; more would only be harder to choose from.
const SLOTS_SHOWN: usize = 6;
const WRITE: &str = "write";

pub(super) async fn ask(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    form(&web, &guest, Vec::new()).await
}

async fn form(web: &Web, guest: &Guest, wrong: Vec<(&'static str, String)>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.person_title, move |_, web, scene, page| {
        let s = scene.s;
        page.here = "person";
        page.status = if wrong.is_empty() { 200 } else { 422 };
        page.wrong.clone_from(&wrong);
        let agent = &web.house.head.agent;
        page.lead(fill(s.person_lead, &[("agent", &agent.name), ("phone", &agent.phone)]));
        if scene.is_in_danger() {
            super::home::care(scene, page);
        }
        let mut choices: Vec<Choice> = slots(&web.house, &scene.standing, scene.now)
            .into_iter()
            .take(SLOTS_SHOWN)
            .map(|slot| Choice::new("when", slot.word(), slot_words(s.person_slot, scene, slot)))
            .collect();
        choices.push(Choice::new("when", WRITE, s.person_write).hint(s.person_write_hint));
        let is_phone = |kind: EndpointKind| matches!(kind, EndpointKind::Mobile | EndpointKind::Landline);
        let has_phone = scene.standing.endpoints().iter().any(|e| is_phone(e.kind));
        let fields = vec![
            Field::One {
                name: "when",
                legend: s.person_when.to_owned(),
                hint: if has_phone { String::new() } else { s.person_no_phone.to_owned() },
                choices,
            },
            Field::Area {
                name: "words",
                label: s.person_words.to_owned(),
                hint: String::new(),
                value: String::new(),
                rows: 4,
            },
        ];
        page.part(Part::Form(Form { action: "/person".to_owned(), fields, button: s.person_button }));
        Ok(())
    })
    .await
}

fn slot_words(words: &str, scene: &Scene, slot: Slot) -> String {
    let (day, from, to) = (scene.soon(slot.day), scene.hour(slot.from), scene.hour(slot.to));
    fill(words, &[("day", &day), ("from", &from), ("until", &to)])
}

pub(super) async fn send(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let key = sent.form().key();
    let chosen = sent.fields.get("when").to_owned();
    let dossier = sent.by.dossier;
    let slot = if chosen == WRITE { Some(None) } else { Slot::of(&chosen).map(Some) };
    let Some(slot) = slot else {
        let page = form(&web, &sent.by, vec![("when", ENGLISH.person_choose.to_owned())]).await?;
        return Ok(page.into_response());
    };
    // Who is gone can't ask.
    read(&web, move |tx, web| scene(tx, web, dossier).map(|_| ())).await.map_err(|e| Problem::trouble(&web, e))?;
    let again = web.clone();
    let done = waited(move || {
        let words = sent.fields.get("words").to_owned();
        let back = slot.map_or(CallBack::Write, CallBack::At);
        Ok(ask_person(&again.store, &again.house, &sent.form(), &AskPerson { back, words: &words }))
    });
    let done = done.await.map_err(|e| Problem::trouble(&web, e))?;
    done.map_err(|why| Problem::refused(&web, &why))?;
    Ok(Redirect::to(&format!("/person/done?k={key}")).into_response())
}

pub(super) async fn done(State(web): State<Web>, guest: Guest, Query(of): Query<Of>) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.person_title, move |tx, _, scene, page| {
        let s = scene.s;
        page.here = "person";
        let entries = told(tx, scene.dossier, &of.k).map_err(Trouble::other)?;
        if entries.is_empty() {
            return Err(Trouble::Nothing);
        }
        page.title = fill(s.person_done_title, &[("agent", &scene.agent)]);
        let asked = entries.iter().find_map(|entry| match &entry.fact {
            Fact::Event(Event::Statement(said)) => match said.means {
                Meaning::AsksCallback { when } => when,
                _ => None,
            },
            _ => None,
        });
        let until = entries.iter().find_map(|entry| match &entry.fact {
            Fact::House(HouseEvent::Promise(promise)) => Some(promise.due),
            _ => None,
        });
        let mut lines = Vec::new();
        if let (Some(from), Some(to)) = (asked.and_then(|w| w.instant()), until.and_then(|w| w.instant())) {
            let (from, to) = (scene.local(from), scene.local(to));
            let (from_hour, to_hour) = (scene.hour(from.time()), scene.hour(to.time()));
            let day = scene.day(from.date());
            lines.push(fill(s.person_done_call, &[("day", &day), ("from", &from_hour), ("until", &to_hour)]));
        } else if let Some(due) = casework::answer::answer_due(tx, scene.dossier).map_err(Trouble::other)? {
            lines.push(fill(s.person_done_write, &[("day", &scene.day_of(due))]));
        }
        lines.push(s.person_done_quiet.to_owned());
        page.card(Tone::Done, "", lines);
        if scene.is_in_danger() {
            super::home::care(scene, page);
        }
        own_words(&entries, scene, page);
        page.part(Part::Go("/home".to_owned(), s.done_home.to_owned()));
        Ok(())
    })
    .await
}
