//! Paying: the person says first what is possible. Small is fine, and so is nothing for now.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{rest, rests_until};
use casework::bank::spoken_reference;
use casework::payment::Wish;
use casework::processor::{CardError, CardPayment, begin};
use facts::{Currency, Money};
use money::budget::Rhythm;
use serde::Deserialize;
use store::ReadTx;

use super::guest::{Guest, Sent};
use super::page::{Field, Form, Line, Page, Part, Tone, Way, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::{ENGLISH, Strings};
use crate::clock::now;
use crate::inbound::CardHook;
use crate::processor::Stripe;
use crate::web::{Trouble, Web, read, waited};

pub(super) async fn choose(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.pay_title, |tx, _, scene, page| {
        let s = scene.s;
        page.back = Some("/home");
        let Some(open) = payable(tx, scene)? else {
            page.text(if owes(tx, scene)?.is_none() { s.home_nothing } else { s.pay_rests });
            page.part(Part::Go("/person".to_owned(), s.way_person.to_owned()));
            return Ok(());
        };
        page.lead(s.pay_lead);
        page.part(Part::Facts(vec![(s.home_open.to_owned(), open.spoken())]));
        let runs = casework::plan::running(tx, scene.dossier).map_err(Trouble::other)?;
        let mut ways = Vec::new();
        match &runs {
            Some(plan) => {
                let terms = plan.agreed.terms();
                let every = every(s, terms.schedule.every());
                let total = terms.total.spoken();
                let sum = terms.amount.spoken();
                let mut lines = vec![fill(s.pay_runs, &[("sum", &sum), ("every", every), ("total", &total)])];
                let next = plan.life.instalments().iter().find(|one| one.due >= scene.today);
                if let Some(next) = next {
                    let (sum, day) = (next.amount.spoken(), scene.day(next.due));
                    lines.push(fill(s.pay_runs_next, &[("sum", &sum), ("day", &day)]));
                }
                lines.push(s.pay_runs_change.to_owned());
                page.card(Tone::Plain, s.pay_runs_title, lines);
            }
            None => ways.push(Way { href: "/pay/plan", title: s.pay_plan, hint: s.pay_plan_hint }),
        }
        ways.push(Way { href: "/pay/nothing", title: s.pay_nothing, hint: s.pay_nothing_hint });
        ways.push(Way { href: "/pay/once", title: s.pay_once, hint: s.pay_once_hint });
        ways.push(Way { href: "/pay/budget", title: s.pay_budget, hint: s.pay_budget_hint });
        page.part(Part::Ways(ways));
        page.heading(s.help_title).part(Part::Help(scene.helps()));
        Ok(())
    })
    .await
}

/// All that is open, by the books; none where nothing is.
pub(super) fn owes(tx: &mut ReadTx<'_>, scene: &Scene) -> Result<Option<Money>, Trouble> {
    let open = casework::books::balance(tx, scene.dossier).map_err(Trouble::other)?;
    Ok(open.filter(|sum| sum.minor() > 0))
}

/// What is open and may be paid now: none where all of it is disputed or rests.
pub(super) fn payable(tx: &mut ReadTx<'_>, scene: &Scene) -> Result<Option<Money>, Trouble> {
    let Some(open) = owes(tx, scene)? else { return Ok(None) };
    let debts = casework::payment::open_debts(tx, scene.dossier, &scene.standing, open.currency(), scene.today)
        .map_err(Trouble::other)?;
    let free = debts.iter().filter(|(_, open)| open.barrier.is_none()).map(|(debt, _)| debt.balance);
    let sum = free.filter(|sum| sum.minor() > 0).try_fold(Money::zero(open.currency()), |all, one| all.plus(one));
    Ok(Some(sum.map_err(Trouble::other)?).filter(|sum| sum.minor() > 0))
}

/// How often, as it is said.
pub(super) fn every(s: &'static Strings, every: facts::Every) -> &'static str {
    match every.times_a_year() {
        52 => s.plan_week,
        26 => s.plan_two_weeks,
        13 => s.plan_four_weeks,
        _ => s.plan_month,
    }
}

/// A sum as somebody types it: `12`, `12.50`, `$1,200`. Nothing else is guessed.
pub(super) fn sum(typed: &str, currency: Currency) -> Option<Money> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | ',' | '$' | '£' | '\u{a0}')).collect();
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(cents) || cents.len() > 2 || whole.len() > 9 {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    Some(Money::new(whole.checked_mul(100)?.checked_add(cents)?, currency))
}

/// A line for a sum.
pub(super) fn sum_line(name: &'static str, label: &str, hint: &str, value: &str) -> Field {
    Field::Line(Line {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        value: value.to_owned(),
        kind: "text",
        autocomplete: "off",
        keyboard: "decimal",
        short: true,
    })
}

pub(super) async fn ask_once(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    once_form(&web, &guest, Vec::new(), String::new()).await
}

async fn once_form(
    web: &Web,
    guest: &Guest,
    wrong: Vec<(&'static str, String)>,
    typed: String,
) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.once_title, move |tx, _, scene, page| {
        let s = scene.s;
        page.back = Some("/pay");
        if payable(tx, scene)?.is_none() {
            page.text(s.pay_rests);
            return Ok(());
        }
        page.status = if wrong.is_empty() { 200 } else { 422 };
        page.wrong.clone_from(&wrong);
        page.lead(s.once_lead);
        let fields = vec![sum_line("sum", s.once_sum, s.plan_sum_hint, &typed)];
        page.part(Part::Form(Form { action: "/pay/once".to_owned(), fields, button: s.once_button }));
        page.text(s.once_limit);
        Ok(())
    })
    .await
}

/// How to pay it: nothing is posted before it has come.
pub(super) async fn once(
    State(web): State<Web>,
    cards: Option<Extension<Arc<CardHook>>>,
    sent: Sent,
) -> Result<Response, Problem> {
    let typed = sent.fields.get("sum").to_owned();
    let (dossier, asked) = (sent.by.dossier, typed.clone());
    let looked = read(&web, move |tx, web| {
        let scene = super::scene::scene(tx, web, dossier)?;
        Ok(payable(tx, &scene)?.map(|open| to_pay(scene.s, &asked, open)))
    });
    let sum = match looked.await.map_err(|e| Problem::trouble(&web, e))? {
        None => return Ok(ask_once(State(web), sent.by).await?.into_response()),
        Some(Err(why)) => return Ok(once_form(&web, &sent.by, vec![("sum", why)], typed).await?.into_response()),
        Some(Ok(sum)) => sum,
    };
    let card = match cards {
        Some(Extension(hook)) => Some(card_page(&web, hook, &sent, sum).await?),
        None => None,
    };
    Ok(how_to_pay(&web, &sent.by, sum, card).await?.into_response())
}

/// The sum to be paid; or what is to be put right.
fn to_pay(s: &'static Strings, typed: &str, open: Money) -> Result<Money, String> {
    let sum = sum(typed, open.currency()).filter(|sum| sum.minor() > 0).ok_or_else(|| s.plan_bad_sum.to_owned())?;
    if sum.minor() > open.minor() {
        return Err(fill(s.once_more, &[("sum", &open.spoken())]));
    }
    Ok(sum)
}

/// The processor's own page for a card; none where it can't be opened now, for there are other ways. The same form opens
/// the same page.
async fn card_page(web: &Web, hook: Arc<CardHook>, sent: &Sent, sum: Money) -> Result<Option<String>, Problem> {
    let (again, key, dossier) = (web.clone(), format!("portal/{}", sent.form().key()), sent.by.dossier);
    let opened = waited(move || {
        let back = format!("{}/home", again.house.head.portal.trim_end_matches('/'));
        let mut processor = Stripe::new(&hook.processor, &hook.key);
        let new = CardPayment { key: &key, dossier, amount: sum, wish: Wish::default(), back: &back };
        match begin(&again.store, &mut processor, &new, now()) {
            Ok(page) => Ok(page.url),
            Err(CardError::Processor(why)) => {
                eprintln!("a card page could not be opened: {why}");
                Ok(None)
            }
            Err(why) => Err(Trouble::other(why)),
        }
    });
    opened.await.map_err(|e| Problem::trouble(web, e))
}

async fn how_to_pay(web: &Web, guest: &Guest, sum: Money, card: Option<Option<String>>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.once_how_title, move |_, web, scene, page| {
        let s = scene.s;
        page.back = Some("/pay/once");
        page.part(Part::Facts(vec![(s.once_sum_fact.to_owned(), sum.spoken())]));
        match &card {
            Some(Some(url)) => {
                page.heading(s.once_card_title).text(s.once_card);
                page.part(Part::Go(url.clone(), s.once_card_go.to_owned()));
            }
            Some(None) => {
                page.card(Tone::Plain, "", vec![s.once_card_not.to_owned()]);
            }
            None => {}
        }
        page.heading(s.once_bank_title).text(s.once_bank);
        page.part(Part::Facts(vec![
            (s.once_reference.to_owned(), spoken_reference(scene.dossier)),
            (s.once_to.to_owned(), web.house.head.firm.name.clone()),
        ]));
        page.text(fill(s.once_bank_ask, &[("phone", &web.house.head.phone)])).text(s.once_limit);
        page.part(Part::Go("/home".to_owned(), s.done_home.to_owned()));
        Ok(())
    })
    .await
}

pub(super) async fn ask_nothing(State(web): State<Web>, guest: Guest, Query(did): Query<Did>) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.nothing_title, move |_, _, scene, page| {
        let s = scene.s;
        page.back = Some("/pay");
        match rests_until(&scene.standing, scene.today) {
            Some(until) => {
                let day = scene.day(until);
                page.title = fill(s.nothing_done_title, &[("day", &day)]);
                let words = if did.did.is_empty() { s.nothing_again } else { s.nothing_done };
                page.card(Tone::Done, "", vec![fill(words, &[("day", &day)])]);
                page.part(Part::Go("/person".to_owned(), s.way_person.to_owned()));
            }
            None => {
                page.lead(s.nothing_lead);
                let form = Form { action: "/pay/nothing".to_owned(), fields: Vec::new(), button: s.nothing_button };
                page.part(Part::Form(form));
            }
        }
        page.heading(s.help_title).part(Part::Help(scene.helps()));
        Ok(())
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Did {
    #[serde(default)]
    pub(super) did: String,
}

pub(super) async fn nothing(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let again = web.clone();
    let done = waited(move || Ok(rest(&again.store, &sent.form())));
    done.await.map_err(|e| Problem::trouble(&web, e))?.map_err(|why| Problem::refused(&web, &why))?;
    Ok(Redirect::to("/pay/nothing?did=1").into_response())
}
