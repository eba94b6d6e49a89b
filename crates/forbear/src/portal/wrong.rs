//! Something is wrong: said in one step, held at once, and told what happens next.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{Wrong, dispute, told};
use facts::{DebtId, Event, Fact};
use serde::Deserialize;

use super::guest::{Guest, Sent};
use super::home::name_of;
use super::page::{Choice, Field, Form, Page, Part, Tone, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::ENGLISH;
use crate::web::{Trouble, Web, waited};

/// Which form a page speaks of.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    #[serde(default)]
    pub(super) k: String,
}

pub(super) async fn ask(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    form(&web, &guest, Vec::new()).await
}

async fn form(web: &Web, guest: &Guest, wrong: Vec<(&'static str, String)>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.wrong_title, move |_, _, scene, page| {
        let s = scene.s;
        page.back = Some("/home");
        page.status = if wrong.is_empty() { 200 } else { 422 };
        page.wrong.clone_from(&wrong);
        page.lead(s.wrong_lead);
        let choice = |wrong: Wrong, label| Choice::new("what", wrong.as_str(), label);
        let choices = vec![
            choice(Wrong::NotMine, s.wrong_not_mine).hint(s.wrong_not_mine_hint),
            choice(Wrong::Paid, s.wrong_paid).hint(s.wrong_paid_hint),
            choice(Wrong::Amount, s.wrong_amount),
            choice(Wrong::Other, s.wrong_other),
        ];
        let mut fields =
            vec![Field::One { name: "what", legend: s.wrong_what.to_owned(), hint: String::new(), choices }];
        if scene.standing.debts().len() > 1 {
            let debts =
                scene.standing.debts().iter().map(|debt| Choice::new("debt", debt.id.as_str(), name_of(debt, s)));
            fields.push(Field::Any {
                legend: s.wrong_which.to_owned(),
                hint: s.wrong_which_hint.to_owned(),
                choices: debts.collect(),
            });
        }
        fields.push(Field::Area {
            name: "words",
            label: s.wrong_words.to_owned(),
            hint: s.wrong_words_hint.to_owned(),
            value: String::new(),
            rows: 5,
        });
        page.part(Part::Form(Form { action: "/wrong".to_owned(), fields, button: s.wrong_button }));
        Ok(())
    })
    .await
}

pub(super) async fn send(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let Some(wrong) = Wrong::of(sent.fields.get("what")) else {
        let page = form(&web, &sent.by, vec![("what", ENGLISH.wrong_choose.to_owned())]).await?;
        return Ok(page.into_response());
    };
    let debts: Vec<DebtId> = sent.fields.all("debt").filter_map(|id| id.parse().ok()).collect();
    let key = sent.form().key();
    let again = web.clone();
    let done = waited(move || {
        let words = sent.fields.get("words").to_owned();
        Ok(dispute(&again.store, &again.house, &sent.form(), wrong, &debts, &words))
    });
    let done = done.await.map_err(|e| Problem::trouble(&web, e))?;
    done.map_err(|why| Problem::refused(&web, &why))?;
    Ok(Redirect::to(&format!("/wrong/done?k={key}")).into_response())
}

pub(super) async fn done(State(web): State<Web>, guest: Guest, Query(of): Query<Of>) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.wrong_done_title, move |tx, _, scene, page| {
        let s = scene.s;
        let entries = told(tx, scene.dossier, &of.k).map_err(Trouble::other)?;
        if entries.is_empty() {
            return Err(Trouble::Nothing);
        }
        page.card(Tone::Done, "", vec![s.wrong_done_now.to_owned(), answered(tx, scene)?]);
        if scene.is_in_danger() {
            super::home::care(scene, page);
        }
        page.heading(s.wrong_done_next).text(s.wrong_done_1).text(s.wrong_done_2).text(s.wrong_done_3);
        own_words(&entries, scene, page);
        page.part(Part::Go("/home".to_owned(), s.done_home.to_owned()));
        Ok(())
    })
    .await
}

/// Who answers by when.
fn answered(tx: &mut store::ReadTx<'_>, scene: &Scene) -> Result<String, Trouble> {
    let due = casework::answer::answer_due(tx, scene.dossier).map_err(Trouble::other)?;
    let agent = ("agent", scene.agent.as_str());
    Ok(match due {
        Some(due) => fill(scene.s.wrong_done_who, &[agent, ("day", &scene.day_of(due))]),
        None => fill(scene.s.wrong_done_unknown, &[agent]),
    })
}

/// What they wrote, as we have it.
pub(super) fn own_words(entries: &[facts::Entry], scene: &Scene, page: &mut Page) {
    let message = entries.iter().find(|entry| matches!(entry.fact, Fact::Event(Event::Message(_))));
    if let Some(words) = message.and_then(|entry| entry.words.clone()) {
        page.heading(scene.s.done_words).part(Part::Words(words));
    }
}
