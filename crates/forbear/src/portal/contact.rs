//! How and when to reach them: shown as we have noted it, changed in one step, with a stop for each way and for all.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{self, DETAIL_MAX, NEEDS, NeedWish, Way, Wishes, details, prefer, prefers, stopped};
use facts::{Channel, Day};
use jiff::civil::Time;
use serde::Deserialize;

use super::guest::{Fields, Guest, Sent};
use super::page::{Choice, Field, Form, Line, Page, Part, Tone, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::{ENGLISH, Strings};
use crate::web::{Trouble, Web, waited};

/// The days of the week, by their words in a form.
const DAYS: [(Day, &str); 7] = [
    (Day::Mon, "mon"),
    (Day::Tue, "tue"),
    (Day::Wed, "wed"),
    (Day::Thu, "thu"),
    (Day::Fri, "fri"),
    (Day::Sat, "sat"),
    (Day::Sun, "sun"),
];
/// The ways that can be liked best, by their words in a form.
const WAYS: [(Channel, &str); 4] =
    [(Channel::Email, "email"), (Channel::Text, "text"), (Channel::Call, "call"), (Channel::Letter, "letter")];
/// The languages that can be chosen.
const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("es", "Español"), ("cy", "Cymraeg")];
const FIRST_HOUR: i8 = 8;
const LAST_HOUR: i8 = 21;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Did {
    #[serde(default)]
    did: String,
    #[serde(default)]
    way: String,
}

pub(super) async fn show(State(web): State<Web>, guest: Guest, Query(did): Query<Did>) -> Result<Page, Problem> {
    page(&web, &guest, did, None).await
}

/// What was sent and can't be saved, with what is to be put right.
type Unsaved = (Wishes, String, Wrong);
type Wrong = Vec<(&'static str, String)>;

async fn page(web: &Web, guest: &Guest, did: Did, unsaved: Option<Unsaved>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.contact_title, move |tx, _, scene, page| {
        let s = scene.s;
        page.here = "contact";
        let done = said_done(s, &did);
        if !done.is_empty() {
            page.card(Tone::Done, "", vec![done]);
        }
        page.lead(s.contact_lead);
        let log = casework::dossier::log(tx, scene.dossier).map_err(Trouble::other)?;
        let noted = details(&log).into_iter().map(|(code, words)| (code.to_owned(), words.to_owned()));
        let noted: Vec<_> = noted.collect();
        stops(scene, page);
        page.heading(s.contact_form);
        match &unsaved {
            Some((wishes, detail, wrong)) => {
                page.status = 422;
                page.wrong.clone_from(wrong);
                page.part(Part::Form(form(scene, wishes, &noted, detail)));
            }
            None => {
                page.part(Part::Form(form(scene, &prefers(&scene.standing, scene.today), &noted, "")));
            }
        }
        Ok(())
    })
    .await
}

fn said_done(s: &'static Strings, did: &Did) -> String {
    let way = Way::of(&did.way).map_or("", |way| name(s, way));
    match did.did.as_str() {
        "saved" => s.contact_saved.to_owned(),
        "stopped" if did.way == "everything" => s.stop_done_all.to_owned(),
        "stopped" => fill(s.stop_done, &[("way", way)]),
        "opened" => fill(s.stop_undone, &[("way", way)]),
        _ => String::new(),
    }
}

fn form(scene: &Scene, wishes: &Wishes, noted: &[(String, String)], detail: &str) -> Form {
    let s = scene.s;
    let mut ways = vec![Choice::new("channel", "", s.contact_any).chosen(wishes.channel.is_none())];
    ways.extend(WAYS.iter().map(|(channel, word)| {
        let label = match channel {
            Channel::Email => s.contact_email,
            Channel::Text => s.contact_text,
            Channel::Call => s.contact_call,
            _ => s.contact_letter,
        };
        Choice::new("channel", *word, label).chosen(wishes.channel == Some(*channel))
    }));
    let names = [s.day_mon, s.day_tue, s.day_wed, s.day_thu, s.day_fri, s.day_sat, s.day_sun];
    let days = DAYS.iter().zip(names);
    let days = days.map(|((day, word), name)| Choice::new("day", *word, name).chosen(wishes.days.contains(day)));
    let weeks = [(None, s.contact_week_any), (Some(1), s.contact_week_1), (Some(2), s.contact_week_2)];
    let weeks = weeks.map(|(most, label)| {
        let value = most.map(|most: u8| most.to_string()).unwrap_or_default();
        Choice::new("week", value, label).chosen(wishes.week_max == most)
    });
    let known = wishes.language.as_deref().unwrap_or("en");
    let languages = LANGUAGES.map(|(code, name)| Choice::new("language", code, name).chosen(known == code));
    let needs = NEEDS.iter().map(|need| {
        let is_noted = wishes.needs.iter().any(|wish| wish.code == need.code);
        let words = noted.iter().find(|(code, _)| is_noted && code == need.code);
        let label = words
            .map_or_else(|| need_name(s, need.code).to_owned(), |(_, w)| format!("{} ({w})", need_name(s, need.code)));
        Choice::new("need", need.code, label).chosen(is_noted)
    });
    let one =
        |name, legend: &str, choices| Field::One { name, legend: legend.to_owned(), hint: String::new(), choices };
    let any =
        |legend: &str, hint: &str, choices| Field::Any { legend: legend.to_owned(), hint: hint.to_owned(), choices };
    let work = Choice::new("work", "not", s.contact_work).hint(s.contact_work_hint).chosen(wishes.not_at_work);
    let fields = vec![
        one("channel", s.contact_way, ways),
        any(s.contact_days, s.contact_days_hint, days.collect()),
        hours(scene, "from", s.contact_from, wishes.hours.map(|(from, _)| from)),
        hours(scene, "until", s.contact_until, wishes.hours.map(|(_, until)| until)),
        one("week", s.contact_week, weeks.into()),
        any(s.contact_work, "", vec![work]),
        one("language", s.contact_language, languages.into()),
        any(s.contact_needs, s.contact_needs_hint, needs.collect()),
        Field::Line(Line {
            name: "detail",
            label: s.contact_detail.to_owned(),
            hint: s.contact_detail_hint.to_owned(),
            value: detail.to_owned(),
            kind: "text",
            autocomplete: "off",
            ..Line::default()
        }),
    ];
    Form { action: "/contact".to_owned(), fields, button: s.contact_save }
}

fn hours(scene: &Scene, name: &'static str, label: &str, chosen: Option<Time>) -> Field {
    let mut choices = vec![Choice::new(name, "", scene.s.contact_any_hour).chosen(chosen.is_none())];
    choices.extend((FIRST_HOUR..=LAST_HOUR).filter_map(|hour| {
        let time = Time::new(hour, 0, 0, 0).ok()?;
        Some(Choice::new(name, hour.to_string(), scene.hour(time)).chosen(chosen == Some(time)))
    }));
    Field::Select { name, label: label.to_owned(), hint: scene.s.contact_hours_hint.to_owned(), choices }
}

fn stops(scene: &Scene, page: &mut Page) {
    let s = scene.s;
    let closed = stopped(&scene.standing);
    page.heading(s.stop_title);
    if closed.contains(&Way::Everything) {
        page.card(Tone::Plain, "", vec![s.stop_all_is.to_owned()]);
        page.part(Part::Go("/person".to_owned(), s.way_person.to_owned()));
        return;
    }
    page.text(s.stop_lead);
    for way in Way::ALL.into_iter().filter(|way| *way != Way::Everything) {
        let is_closed = closed.contains(&way);
        let state = if is_closed { s.stop_is } else { s.stop_open };
        page.part(Part::Button {
            action: if is_closed { "/allow" } else { "/stop" },
            name: "way",
            value: way.as_str().to_owned(),
            says: format!("{}. {state}", name(s, way)),
            button: format!("{}: {}", if is_closed { s.stop_allow } else { s.stop_button }, name(s, way)),
            tone: Tone::Plain,
        });
    }
    page.heading(s.stop_all_title);
    page.part(Part::Button {
        action: "/stop",
        name: "way",
        value: Way::Everything.as_str().to_owned(),
        says: s.stop_all.to_owned(),
        button: s.stop_all_button.to_owned(),
        tone: Tone::Plain,
    });
}

fn name(s: &'static Strings, way: Way) -> &'static str {
    match way {
        Way::Calls => s.stop_calls,
        Way::Texts => s.stop_texts,
        Way::Emails => s.stop_emails,
        Way::Letters => s.stop_letters,
        Way::Everything => s.stop_all_title,
    }
}

fn need_name(s: &'static Strings, code: &str) -> &'static str {
    match code {
        "comm.large_print" => s.need_large_print,
        "comm.no_calls" => s.need_no_calls,
        "comm.slow_clear" => s.need_slow_clear,
        "comm.extra_time" => s.need_extra_time,
        "comm.same_person" => s.need_same_person,
        "comm.relay" => s.need_relay,
        "help.third_party" => s.need_third_party,
        "money.weekly" => s.need_weekly,
        _ => s.need_safe_contact,
    }
}

pub(super) async fn save(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let (wishes, wrong) = wishes(&sent.fields);
    if !wrong.is_empty() {
        let unsaved = (wishes, sent.fields.get("detail").to_owned(), wrong);
        return Ok(page(&web, &sent.by, Did::default(), Some(unsaved)).await?.into_response());
    }
    let again = web.clone();
    let done = waited(move || Ok(prefer(&again.store, &sent.form(), &wishes)));
    done.await.map_err(|e| Problem::trouble(&web, e))?.map_err(|why| Problem::refused(&web, &why))?;
    Ok(Redirect::to("/contact?did=saved").into_response())
}

/// What a form wishes, and what of it is to be put right. What no form of ours can say is left out.
fn wishes(fields: &Fields) -> (Wishes, Wrong) {
    let mut wrong = Vec::new();
    let hour = |name: &str| fields.get(name).parse::<i8>().ok().and_then(|hour| Time::new(hour, 0, 0, 0).ok());
    let hours = match (hour("from"), hour("until")) {
        (None, None) => None,
        (from, until) => {
            let from = from.or_else(|| Time::new(FIRST_HOUR, 0, 0, 0).ok());
            from.zip(until.or_else(|| Time::new(LAST_HOUR, 0, 0, 0).ok()))
        }
    };
    if hours.is_some_and(|(from, until)| from >= until) {
        wrong.push(("until", ENGLISH.contact_hours_wrong.to_owned()));
    }
    let ticked: Vec<&str> = fields.all("need").collect();
    let mut needs: Vec<NeedWish> = NEEDS
        .iter()
        .filter(|need| ticked.contains(&need.code))
        .map(|need| NeedWish { code: need.code, detail: None })
        .collect();
    let detail = fields.get("detail");
    if detail.chars().count() > DETAIL_MAX {
        wrong.push(("detail", ENGLISH.contact_detail_long.to_owned()));
    } else if !detail.is_empty() {
        match needs.first_mut() {
            Some(first) => first.detail = Some(detail.to_owned()),
            None => wrong.push(("detail", ENGLISH.contact_detail_alone.to_owned())),
        }
    }
    let days: Vec<&str> = fields.all("day").collect();
    let wishes = Wishes {
        channel: WAYS.iter().find(|(_, word)| *word == fields.get("channel")).map(|(channel, _)| *channel),
        days: DAYS.iter().filter(|(_, word)| days.contains(word)).map(|(day, _)| *day).collect(),
        hours,
        week_max: fields.get("week").parse().ok().filter(|most| (1..=2).contains(most)),
        not_at_work: fields.all("work").next().is_some(),
        language: LANGUAGES
            .iter()
            .find(|(code, _)| *code == fields.get("language"))
            .map(|(code, _)| (*code).to_owned()),
        needs,
    };
    (wishes, wrong)
}

pub(super) async fn stop(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    change(&web, sent, "stopped", |web, form, way| answer::stop(&web.store, form, way)).await
}

pub(super) async fn allow(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    change(&web, sent, "opened", |web, form, way| answer::allow(&web.store, form, way)).await
}

async fn change(
    web: &Web,
    sent: Sent,
    did: &str,
    verb: impl Fn(&Web, &answer::Form<'_>, Way) -> Result<answer::Done, answer::AnswerError> + Send + 'static,
) -> Result<Response, Problem> {
    let Some(way) = Way::of(sent.fields.get("way")) else { return Err(Problem::unread(web)) };
    let again = web.clone();
    let done = waited(move || Ok(verb(&again, &sent.form(), way)));
    done.await.map_err(|e| Problem::trouble(web, e))?.map_err(|why| Problem::refused(web, &why))?;
    Ok(Redirect::to(&format!("/contact?did={did}&way={}", way.as_str())).into_response())
}
