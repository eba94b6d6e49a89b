//! The door: a link or a code, and one thing that only they know. Before that no page says a word of what it is about.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{self, Came, Light};
use serde::Deserialize;

use super::guest::{Maybe, Sent, cookie, token_of};
use super::page::{Field, Form as Asked, Line, Page, Part, Tone, Way, fill};
use super::problem::Problem;
use super::scene::helps;
use super::strings::ENGLISH as S;
use crate::clock::now;
use crate::web::{Trouble, Web, read, unhex, waited, write};

/// Somewhere harmless, for whoever must leave quickly.
const ELSEWHERE: &str = "https://www.wikipedia.org/";

#[derive(Debug, Deserialize)]
pub(super) struct Out {
    #[serde(default)]
    out: String,
}

/// What somebody types to come in.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    postcode: String,
    #[serde(default)]
    birth: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Address {
    #[serde(default)]
    address: String,
}

pub(super) async fn nowhere(State(web): State<Web>) -> Problem {
    Problem::nothing(&web)
}

pub(super) async fn welcome(State(web): State<Web>, Query(from): Query<Out>, who: Maybe) -> Response {
    if who.0.is_some() {
        return Redirect::to("/home").into_response();
    }
    let mut page = Page::new(&web, &S, S.door_title);
    if !from.out.is_empty() {
        page.card(Tone::Plain, "", vec![S.door_out.to_owned()]);
    }
    page.lead(S.door_lead).text(S.door_how);
    page.part(Part::Ways(vec![
        Way { href: "/code", title: S.door_code, hint: S.door_code_hint },
        Way { href: "/new-link", title: S.door_link, hint: S.door_link_hint },
        Way { href: "/check", title: S.door_check, hint: S.door_check_hint },
        Way { href: "/help", title: S.door_help, hint: S.door_help_hint },
    ]));
    page.into_response()
}

/// The page of a link: looking at it uses nothing up and notes nothing, for scanners look too.
pub(super) async fn ask(State(web): State<Web>, Path(token): Path<String>) -> Result<Page, Problem> {
    let Some(bytes) = unhex(&token) else { return Ok(over(&web)) };
    let found = read(&web, move |tx, _| answer::is_open(tx, &bytes, now()).map_err(Trouble::other)).await;
    let is_open = found.map_err(|e| Problem::trouble(&web, e))?;
    Ok(if is_open { who_page(&web, format!("/p/{token}"), None, None, "") } else { over(&web) })
}

pub(super) async fn by_link(
    State(web): State<Web>,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let Some(bytes) = unhex(&token) else { return Ok(over(&web).into_response()) };
    let (store, postcode, birth) = (web.store.clone(), typed.postcode.clone(), typed.birth.parse().ok());
    let came = waited(move || {
        answer::by_link(&store, &bytes, Light { postcode: &postcode, birth }, now()).map_err(Trouble::other)
    });
    let came = came.await.map_err(|e| Problem::trouble(&web, e))?;
    Ok(came_in(&web, came, &format!("/p/{token}"), None, &typed))
}

pub(super) async fn ask_code(State(web): State<Web>) -> Page {
    who_page(&web, "/code".to_owned(), None, Some(""), "")
}

pub(super) async fn by_code(State(web): State<Web>, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let (store, code) = (web.store.clone(), typed.code.clone());
    let (postcode, birth) = (typed.postcode.clone(), typed.birth.parse().ok());
    let came = waited(move || {
        answer::by_code(&store, &code, Light { postcode: &postcode, birth }, now()).map_err(Trouble::other)
    });
    let came = came.await.map_err(|e| Problem::trouble(&web, e))?;
    Ok(came_in(&web, came, "/code", Some(&typed.code), &typed))
}

fn came_in(web: &Web, came: Came, action: &str, code: Option<&str>, typed: &Typed) -> Response {
    match came {
        Came::In(token) => ([(header::SET_COOKIE, cookie(web, Some(&token)))], Redirect::to("/home")).into_response(),
        Came::NotYet { left } => who_page(web, action.to_owned(), Some(left), code, &typed.postcode).into_response(),
        Came::Rests => rests(web).into_response(),
        Came::Nowhere => over(web).into_response(),
    }
}

/// Asks for the one thing. With `left`, a try did not agree.
fn who_page(web: &Web, action: String, left: Option<i64>, code: Option<&str>, postcode: &str) -> Page {
    let mut page = Page::new(web, &S, if code.is_some() { S.code_title } else { S.who_title });
    page.lead(S.who_lead);
    if let Some(left) = left {
        page.status = 422;
        let words = if left == 1 { S.who_wrong_once } else { S.who_wrong };
        page.wrong.push(("postcode", fill(words, &[("left", &left.to_string())])));
        page.text(S.who_moved);
    }
    let mut fields = Vec::new();
    if let Some(code) = code {
        fields.push(Field::Line(Line {
            name: "code",
            label: S.code_label.to_owned(),
            hint: S.code_hint.to_owned(),
            value: code.to_owned(),
            kind: "text",
            autocomplete: "off",
            keyboard: "numeric",
            short: true,
        }));
    }
    fields.push(Field::Line(Line {
        name: "postcode",
        label: S.who_postcode.to_owned(),
        hint: S.who_postcode_hint.to_owned(),
        value: postcode.to_owned(),
        kind: "text",
        autocomplete: "postal-code",
        keyboard: "",
        short: true,
    }));
    fields.push(Field::Said(S.who_or.to_owned()));
    fields.push(Field::Line(Line {
        name: "birth",
        label: S.who_birth.to_owned(),
        kind: "date",
        autocomplete: "bday",
        short: true,
        ..Line::default()
    }));
    page.part(Part::Form(Asked { action, fields, button: S.who_button }));
    page.text(S.who_why);
    page
}

fn rests(web: &Web) -> Page {
    let mut page = Page::new(web, &S, S.rests_title);
    page.status = 429;
    page.text(S.rests).text(S.rests_new);
    page.part(Part::Go("/new-link".to_owned(), S.door_link.to_owned()));
    page.text(fill(S.call_us, &[("phone", &web.house.head.phone)]));
    page
}

fn over(web: &Web) -> Page {
    let mut page = Page::new(web, &S, S.link_over_title);
    page.status = 404;
    page.text(S.link_over);
    page.part(Part::Go("/new-link".to_owned(), S.door_link.to_owned()));
    page.part(Part::Go("/code".to_owned(), S.door_code.to_owned()));
    page.text(fill(S.call_us, &[("phone", &web.house.head.phone)]));
    page
}

pub(super) async fn ask_new(State(web): State<Web>) -> Page {
    let mut page = Page::new(&web, &S, S.new_title);
    page.back = Some("/");
    page.lead(S.new_lead);
    let line =
        Line { name: "address", label: S.new_label.to_owned(), kind: "text", autocomplete: "email", ..Line::default() };
    page.part(Part::Form(Asked {
        action: "/new-link".to_owned(),
        fields: vec![Field::Line(line)],
        button: S.new_button,
    }));
    page
}

/// The same words for everybody: who is known here is nobody else's business.
pub(super) async fn new_link(State(web): State<Web>, Form(typed): Form<Address>) -> Result<Page, Problem> {
    let (store, house) = (web.store.clone(), web.house.clone());
    let asked = waited(move || answer::ask_link(&store, &house, &typed.address, now()).map_err(Trouble::other));
    asked.await.map_err(|e| Problem::trouble(&web, e))?;
    let mut page = Page::new(&web, &S, S.new_done_title);
    page.text(S.new_done).text(fill(S.new_done_wait, &[("phone", &web.house.head.phone)]));
    Ok(page)
}

pub(super) async fn check(State(web): State<Web>, who: Maybe) -> Page {
    let head = &web.house.head;
    let mut page = Page::new(&web, &S, S.check_title);
    page.guest = who.0;
    page.lead(S.check_lead);
    page.heading(S.check_code_title).text(S.check_code);
    page.heading(S.check_call_title);
    page.text(fill(S.check_call, &[("firm", &head.firm.name), ("phone", &head.phone)]));
    page.text(format!("{}. {}", head.address, head.email));
    if let Some(licence) = &head.firm.licence {
        page.text(fill(S.check_licence, &[("licence", licence)]));
    }
    page.heading(S.check_never_title).text(S.check_never_1).text(S.check_never_2).text(S.check_never_3);
    page
}

pub(super) async fn help(State(web): State<Web>, who: Maybe) -> Result<Page, Problem> {
    let country = match &who.0 {
        Some(guest) => {
            let dossier = guest.dossier;
            let found = read(&web, move |tx, web| Ok(super::scene::scene(tx, web, dossier)?.is_us));
            if found.await.map_err(|e| Problem::trouble(&web, e))? { vec!["US"] } else { vec!["GB"] }
        }
        // Nobody says where they live before they are in.
        None => vec!["US", "GB"],
    };
    let mut page = Page::new(&web, &S, S.help_title);
    page.guest = who.0;
    page.lead(S.help_lead);
    page.part(Part::Help(country.iter().flat_map(|country| helps(country)).collect()));
    page.text(S.help_more);
    let crisis = country.iter().map(|country| if *country == "US" { S.crisis_us } else { S.crisis_gb }.to_owned());
    page.card(Tone::Care, S.crisis_title, crisis.collect());
    Ok(page)
}

/// Leaves at once: the visit ends, and the browser is elsewhere.
pub(super) async fn leave(State(web): State<Web>, parts: Parts) -> Result<Response, Problem> {
    if let Some(token) = token_of(&parts, &web) {
        let ended = write(&web, move |tx, _| Ok(store::access::guest::end(tx, &token, now())?));
        ended.await.map_err(|e| Problem::trouble(&web, e))?;
    }
    Ok(([(header::SET_COOKIE, cookie(&web, None))], Redirect::to(ELSEWHERE)).into_response())
}

pub(super) async fn sign_out(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let token = sent.by.token.clone();
    let ended = write(&web, move |tx, _| Ok(store::access::guest::end(tx, &token, now())?));
    ended.await.map_err(|e| Problem::trouble(&web, e))?;
    Ok(([(header::SET_COOKIE, cookie(&web, None))], Redirect::to("/?out=1")).into_response())
}
