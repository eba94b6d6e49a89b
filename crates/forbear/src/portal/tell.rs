//! Their story, in their own words; then what we understood of it, and what we did.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{AnswerError, tell, told};
use facts::{Entry, Event, Fact, HoldCause, HouseEvent, Meaning, StatusKind};

use super::guest::{Guest, Sent};
use super::page::{Field, Form, Page, Part, Tone, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::ENGLISH;
use super::wrong::{Of, own_words};
use crate::web::{Trouble, Web, waited};

pub(super) async fn ask(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    form(&web, &guest, Vec::new()).await
}

async fn form(web: &Web, guest: &Guest, wrong: Vec<(&'static str, String)>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.tell_title, move |_, _, scene, page| {
        let s = scene.s;
        page.back = Some("/home");
        page.status = if wrong.is_empty() { 200 } else { 422 };
        page.wrong.clone_from(&wrong);
        page.lead(s.tell_lead);
        let words = Field::Area {
            name: "words",
            label: s.tell_label.to_owned(),
            hint: s.tell_hint.to_owned(),
            value: String::new(),
            rows: 9,
        };
        page.part(Part::Form(Form { action: "/tell".to_owned(), fields: vec![words], button: s.tell_button }));
        page.text(s.tell_consent);
        page.card(Tone::Plain, s.crisis_title, vec![scene.crisis().to_owned()]);
        Ok(())
    })
    .await
}

pub(super) async fn send(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let (key, by) = (sent.form().key(), sent.by.clone());
    let again = web.clone();
    let done = waited(move || {
        let words = sent.fields.get("words").to_owned();
        Ok(tell(&again.store, &again.house, &sent.form(), &words))
    });
    match done.await.map_err(|e| Problem::trouble(&web, e))? {
        Ok(_) => Ok(Redirect::to(&format!("/tell/done?k={key}")).into_response()),
        Err(AnswerError::Empty) => {
            let page = form(&web, &by, vec![("words", ENGLISH.tell_empty.to_owned())]).await?;
            Ok(page.into_response())
        }
        Err(why) => Err(Problem::refused(&web, &why)),
    }
}

pub(super) async fn done(State(web): State<Web>, guest: Guest, Query(of): Query<Of>) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.tell_done_title, move |tx, _, scene, page| {
        let s = scene.s;
        let entries = told(tx, scene.dossier, &of.k).map_err(Trouble::other)?;
        if entries.is_empty() {
            return Err(Trouble::Nothing);
        }
        if scene.is_in_danger() {
            super::home::care(scene, page);
        } else {
            page.lead(s.tell_done_lead);
        }
        let mut lines: Vec<String> = entries.iter().map(|entry| understood(entry, scene)).collect();
        if let Some(due) = casework::answer::answer_due(tx, scene.dossier).map_err(Trouble::other)? {
            lines.push(fill(s.did_promise, &[("agent", &scene.agent), ("day", &scene.day_of(due))]));
        }
        let mut once: Vec<String> = Vec::new();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if !once.contains(&line) {
                once.push(line);
            }
        }
        if once.is_empty() {
            once.push(s.tell_nothing.to_owned());
        }
        page.card(Tone::Done, s.tell_understood, once);
        own_words(&entries, scene, page);
        page.part(Part::Go("/tell".to_owned(), s.tell_wrong.to_owned()));
        page.part(Part::Go("/home".to_owned(), s.done_home.to_owned()));
        Ok(())
    })
    .await
}

/// What an entry means for the person, in a sentence; empty where another entry says it.
fn understood(entry: &Entry, scene: &Scene) -> String {
    let s = scene.s;
    let words = match &entry.fact {
        Fact::Event(Event::Message(_)) => s.did_message,
        Fact::Event(Event::Statement(said)) => match &said.means {
            Meaning::Dispute { .. } => s.did_dispute,
            Meaning::StopChannel { channel: Some(channel), .. } => {
                return fill(s.did_stop, &[("way", way(*channel, scene))]);
            }
            Meaning::Cease {} => s.did_cease,
            Meaning::Hardship { .. } => s.did_hardship,
            Meaning::Represented { .. } => s.did_represented,
            Meaning::EmployerForbids {} => s.did_work,
            Meaning::Inconvenient { places, .. } if !places.is_empty() => s.did_work,
            Meaning::Inconvenient { .. } => s.did_times,
            Meaning::Complaint {} => s.did_complaint,
            Meaning::AsksValidation {} => s.did_asks,
            _ => s.did_other,
        },
        Fact::Event(Event::Status(status)) if status.kind == StatusKind::Bankruptcy => s.did_bankruptcy,
        Fact::House(HouseEvent::Hold(hold)) if hold.cause == HoldCause::Dispute => "",
        Fact::House(HouseEvent::Hold(_)) => s.did_hold,
        Fact::House(HouseEvent::Preference(_)) => s.did_preference,
        Fact::House(HouseEvent::Handover(_)) => s.did_handover,
        Fact::House(HouseEvent::Safety(_)) => s.did_safety,
        _ => "",
    };
    words.to_owned()
}

fn way(channel: facts::Channel, scene: &Scene) -> &'static str {
    let s = scene.s;
    match channel {
        facts::Channel::Call => s.stop_calls,
        facts::Channel::Text => s.stop_texts,
        facts::Channel::Email => s.stop_emails,
        facts::Channel::Letter => s.stop_letters,
        _ => s.by_page,
    }
}
