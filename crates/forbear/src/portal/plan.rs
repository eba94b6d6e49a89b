//! Proposing a plan: five lines of budget, a sum and a rhythm, a look at what it would mean, and only then an agreement.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::answer::{AnswerError, SmallBudget, propose, say_budget};
use casework::plan::{PlanError, options};
use facts::{Every, Money};
use jiff::civil::Date;
use money::plan::{OptionKind, PlanOption, Proposal, Refused, Stress, StressSaid, Towards};
use serde::Deserialize;

use super::guest::{Guest, Sent};
use super::page::{Choice, Field, Form, Line, Page, Part, Tone, fill};
use super::pay::{every, owes, payable, sum, sum_line};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::{ENGLISH, Strings};
use crate::web::{Trouble, Web, waited};

/// A household of more people than this is a slip of the hand.
const PEOPLE_MAX: u8 = 20;

/// What somebody proposes, as they typed it.
#[derive(Debug, Default, Clone, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    sum: String,
    #[serde(default)]
    every: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    done: String,
}

const RHYTHMS: [(Every, &str); 4] =
    [(Every::Week, "week"), (Every::TwoWeeks, "two_weeks"), (Every::FourWeeks, "four_weeks"), (Every::Month, "month")];

pub(super) async fn ask_budget(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    budget_form(&web, &guest, Vec::new(), Vec::new()).await
}

/// The lines of the budget's form: name, label, hint.
fn lines(s: &Strings) -> [(&'static str, &'static str, &'static str); 5] {
    [
        ("income", s.budget_income, s.budget_income_hint),
        ("home", s.budget_home, ""),
        ("bills", s.budget_bills, ""),
        ("food", s.budget_food, ""),
        ("other", s.budget_other, s.budget_other_hint),
    ]
}

async fn budget_form(
    web: &Web,
    guest: &Guest,
    wrong: Vec<(&'static str, String)>,
    typed: Vec<(String, String)>,
) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.budget_title, move |_, _, scene, page| {
        let s = scene.s;
        page.back = Some("/pay");
        page.status = if wrong.is_empty() { 200 } else { 422 };
        page.wrong.clone_from(&wrong);
        page.lead(s.budget_lead).text(s.budget_who);
        let value = |name: &str| typed.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str()).to_owned();
        let person = |name: &'static str, label: &str| {
            let line = Line {
                name,
                label: label.to_owned(),
                value: value(name),
                kind: "text",
                autocomplete: "off",
                keyboard: "numeric",
                short: true,
                ..Line::default()
            };
            Field::Line(line)
        };
        let mut fields = vec![person("adults", s.budget_adults), person("children", s.budget_children)];
        fields.extend(lines(s).map(|(name, label, hint)| sum_line(name, label, hint, &value(name))));
        page.part(Part::Form(Form { action: "/pay/budget".to_owned(), fields, button: s.budget_save }));
        Ok(())
    })
    .await
}

pub(super) async fn budget(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let dossier = sent.by.dossier;
    let currency = crate::web::read(&web, move |tx, web| {
        let scene = super::scene::scene(tx, web, dossier)?;
        Ok(owes(tx, &scene)?.map(Money::currency))
    });
    let Some(currency) = currency.await.map_err(|e| Problem::trouble(&web, e))? else {
        return Ok(Redirect::to("/pay").into_response());
    };
    let mut wrong = Vec::new();
    let mut people = |name: &'static str| {
        let typed = sent.fields.get(name);
        let count = if typed.is_empty() { Some(0) } else { typed.parse::<u8>().ok().filter(|n| *n <= PEOPLE_MAX) };
        if count.is_none() {
            wrong.push((name, ENGLISH.budget_people_bad.to_owned()));
        }
        count.unwrap_or(0)
    };
    let (adults, children) = (people("adults"), people("children"));
    let mut line = |name: &'static str| {
        let typed = sent.fields.get(name);
        let said = if typed.is_empty() { Some(Money::zero(currency)) } else { sum(typed, currency) };
        if said.is_none() {
            wrong.push((name, ENGLISH.budget_bad.to_owned()));
        }
        said.unwrap_or(Money::zero(currency))
    };
    let said = SmallBudget {
        adults: adults.max(1),
        children,
        income: line("income"),
        home: line("home"),
        bills: line("bills"),
        food: line("food"),
        other: line("other"),
    };
    if !wrong.is_empty() {
        return Ok(budget_form(&web, &sent.by, wrong, sent.fields.0.clone()).await?.into_response());
    }
    let again = web.clone();
    let done = waited(move || Ok(say_budget(&again.store, &sent.form(), currency, &said)));
    done.await.map_err(|e| Problem::trouble(&web, e))?.map_err(|why| Problem::refused(&web, &why))?;
    Ok(Redirect::to("/pay/plan").into_response())
}

pub(super) async fn ask(State(web): State<Web>, guest: Guest, Query(typed): Query<Typed>) -> Result<Response, Problem> {
    let page = page_of(&web, &guest, ENGLISH.plan_title, move |tx, _, scene, page| {
        let s = scene.s;
        page.back = Some("/pay");
        if let Some(plan) = casework::plan::running(tx, scene.dossier).map_err(Trouble::other)? {
            let terms = plan.agreed.terms();
            let first = plan.life.instalments().first().map(|one| scene.day(one.due)).unwrap_or_default();
            let words = [
                ("sum", terms.amount.spoken()),
                ("every", every(s, terms.schedule.every()).to_owned()),
                ("first", first),
            ];
            let words: Vec<(&str, &str)> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
            page.title = if typed.done.is_empty() { s.pay_runs_title } else { s.plan_done_title }.to_owned();
            page.card(Tone::Done, "", vec![fill(s.plan_done, &words)]);
            page.part(Part::Go("/home".to_owned(), s.done_home.to_owned()));
            return Ok(());
        }
        let Some(open) = payable(tx, scene)? else {
            page.text(s.pay_rests);
            return Ok(());
        };
        let household = casework::budget::household(tx, scene.dossier, open.currency()).map_err(Trouble::other)?;
        if household.changes == 0 {
            page.lead(s.plan_needs_budget);
            page.part(Part::Go("/pay/budget".to_owned(), s.pay_budget.to_owned()));
            return Ok(());
        }
        page.lead(s.plan_lead);
        page.part(Part::Form(form(s, &typed)));
        page.part(Part::Go("/pay/budget".to_owned(), s.pay_budget.to_owned()));
        Ok(())
    });
    Ok(page.await?.into_response())
}

fn form(s: &'static Strings, typed: &Typed) -> Form {
    let rhythms =
        RHYTHMS.map(|(rhythm, word)| Choice::new("every", word, every(s, rhythm)).chosen(typed.every == word));
    let fields = vec![
        sum_line("sum", s.plan_sum, s.plan_sum_hint, &typed.sum),
        Field::One { name: "every", legend: s.plan_every.to_owned(), hint: String::new(), choices: rhythms.into() },
        Field::Line(Line {
            name: "first",
            label: s.plan_first.to_owned(),
            hint: s.plan_first_hint.to_owned(),
            value: typed.first.clone(),
            kind: "date",
            short: true,
            ..Line::default()
        }),
    ];
    Form { action: "/pay/plan/look".to_owned(), fields, button: s.plan_look }
}

/// What was typed as a proposal; or what is to be put right.
fn proposal(
    s: &'static Strings,
    typed: &Typed,
    open: Money,
    today: Date,
) -> Result<Proposal, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let amount = sum(&typed.sum, open.currency()).filter(|sum| sum.minor() > 0);
    match amount {
        None => wrong.push(("sum", s.plan_bad_sum.to_owned())),
        Some(amount) if amount.minor() > open.minor() => wrong.push(("sum", s.plan_large.to_owned())),
        Some(_) => {}
    }
    let rhythm = RHYTHMS.iter().find(|(_, word)| *word == typed.every).map(|(every, _)| *every);
    if rhythm.is_none() {
        wrong.push(("every", s.person_choose.to_owned()));
    }
    let first = typed.first.parse::<Date>().ok();
    if !typed.first.is_empty() && first.is_none_or(|day| day < today) {
        wrong.push(("first", s.plan_bad_day.to_owned()));
    }
    match (amount, rhythm) {
        (Some(amount), Some(every)) if wrong.is_empty() => {
            Ok(Proposal { amount, every, first, towards: Towards::Whole })
        }
        _ => Err(wrong),
    }
}

/// What a proposal would mean. Nothing is agreed by looking.
pub(super) async fn look(State(web): State<Web>, guest: Guest, Query(typed): Query<Typed>) -> Result<Page, Problem> {
    looked(&web, &guest, typed, None).await
}

async fn looked(web: &Web, guest: &Guest, typed: Typed, wrong: Option<&'static str>) -> Result<Page, Problem> {
    page_of(web, guest, ENGLISH.plan_check_title, move |tx, _, scene, page| {
        let s = scene.s;
        page.back = Some("/pay/plan");
        let Some(open) = payable(tx, scene)? else {
            page.text(s.pay_rests);
            return Ok(());
        };
        let proposal = match proposal(s, &typed, open, scene.today) {
            Ok(proposal) => proposal,
            Err(wrong) => {
                page.title = s.plan_title.to_owned();
                page.status = 422;
                page.wrong = wrong;
                page.part(Part::Form(form(s, &typed)));
                return Ok(());
            }
        };
        let offers = options(tx, scene.dossier, Some(&proposal), scene.today).map_err(Trouble::other)?;
        match offers.offered.options.iter().find(|option| option.kind == OptionKind::Yours) {
            Some(yours) => check(scene, page, yours, &typed, wrong),
            None => instead(scene, page, &offers.offered.options, &typed),
        }
        page.heading(s.help_title).part(Part::Help(scene.helps()));
        Ok(())
    })
    .await
}

fn check(scene: &Scene, page: &mut Page, yours: &PlanOption, typed: &Typed, wrong: Option<&'static str>) {
    let s = scene.s;
    page.lead(s.plan_check_lead);
    page.part(Part::Facts(facts_of(scene, yours)));
    let mut fields: Vec<Field> = [("sum", &typed.sum), ("every", &typed.every), ("first", &typed.first)]
        .map(|(name, value)| Field::Hidden(name, value.clone()))
        .into();
    if yours.stress == Stress::Red {
        if let Some(why) = wrong {
            page.status = 422;
            page.wrong.push(("", why.to_owned()));
        }
        page.card(Tone::Care, "", vec![s.plan_red.to_owned()]);
        let yes = Choice::new("yes", "1", s.plan_red_yes);
        fields.push(Field::Any { legend: s.plan_red_read.to_owned(), hint: String::new(), choices: vec![yes] });
    }
    page.part(Part::Form(Form { action: "/pay/plan/agree".to_owned(), fields, button: s.plan_agree }));
    page.part(Part::Go("/pay/plan".to_owned(), s.plan_smaller.to_owned()));
}

fn facts_of(scene: &Scene, option: &PlanOption) -> Vec<(String, String)> {
    let s = scene.s;
    let rhythm = option.every.map_or("", |rhythm| every(s, rhythm));
    let mut facts = vec![(s.plan_fact_each.to_owned(), format!("{} {rhythm}", option.amount.spoken()))];
    for (what, day) in [(s.plan_fact_first, option.first), (s.plan_fact_last, option.last)] {
        facts.extend(day.map(|day| (what.to_owned(), scene.day(day))));
    }
    facts.push((s.plan_fact_total.to_owned(), option.total.spoken()));
    facts.push((s.plan_fact_leaves.to_owned(), option.leaves.spoken()));
    facts
}

/// Their proposal would leave them short: that, and what would be possible, each with why.
fn instead(scene: &Scene, page: &mut Page, options: &[PlanOption], typed: &Typed) {
    let s = scene.s;
    page.title = s.plan_no_title.to_owned();
    page.lead(s.plan_no_lead);
    page.heading(s.plan_instead);
    // The smallest first: nobody is led to the most.
    let mut options: Vec<&PlanOption> = options.iter().collect();
    options.sort_by_key(|option| option.amount.minor());
    page.part(Part::Past(options.into_iter().filter_map(|option| possible(scene, option)).collect()));
    page.part(Part::Form(form(s, typed)));
    page.part(Part::Go("/pay/nothing".to_owned(), s.pay_nothing.to_owned()));
    page.part(Part::Go("/person".to_owned(), s.way_person.to_owned()));
}

/// A choice in few words: what it costs, until when, and what it leaves. What gives a part up is for a human to lay out.
fn possible(scene: &Scene, option: &PlanOption) -> Option<(String, String, Vec<String>)> {
    let s = scene.s;
    if matches!(option.kind, OptionKind::Settlement | OptionKind::Relief) {
        return None;
    }
    let (Some(rhythm), Some(last), true) = (option.every, option.last, option.amount.minor() > 0) else {
        return Some((String::new(), String::new(), vec![option.why.clone()]));
    };
    let (day, total, leaves) = (scene.past(last), option.total.spoken(), option.leaves.spoken());
    let mut lines = vec![fill(s.plan_until, &[("day", &day), ("total", &total), ("leaves", &leaves)])];
    if option.stress == Stress::Red {
        lines.push(s.plan_tight.to_owned());
    }
    Some((String::new(), format!("{} {}", option.amount.spoken(), every(s, rhythm)), lines))
}

pub(super) async fn agree(State(web): State<Web>, sent: Sent) -> Result<Response, Problem> {
    let field = |name: &str| sent.fields.get(name).to_owned();
    let typed = Typed { sum: field("sum"), every: field("every"), first: field("first"), done: String::new() };
    let said = if sent.fields.get("yes").is_empty() { StressSaid::NotAsked } else { StressSaid::Yes };
    let (dossier, asked, by) = (sent.by.dossier, typed.clone(), sent.by.clone());
    let read = crate::web::read(&web, move |tx, web| {
        let scene = super::scene::scene(tx, web, dossier)?;
        let Some(open) = payable(tx, &scene)? else { return Ok(None) };
        Ok(proposal(scene.s, &asked, open, scene.today).ok())
    });
    let Some(proposal) = read.await.map_err(|e| Problem::trouble(&web, e))? else {
        return Ok(looked(&web, &by, typed, None).await?.into_response());
    };
    let again = web.clone();
    let done = waited(move || Ok(propose(&again.store, &again.house, &sent.form(), &proposal, said)));
    match done.await.map_err(|e| Problem::trouble(&web, e))? {
        // A plan from another tab stands already: it is shown.
        Ok(_) | Err(AnswerError::Plan(PlanError::Runs(_))) => Ok(Redirect::to("/pay/plan?done=1").into_response()),
        Err(AnswerError::Plan(PlanError::Refused(Refused::StressUnsaid))) => {
            Ok(looked(&web, &by, typed, Some(ENGLISH.plan_red_choose)).await?.into_response())
        }
        Err(AnswerError::Plan(PlanError::Refused(_))) => Ok(looked(&web, &by, typed, None).await?.into_response()),
        Err(why) => Err(Problem::refused(&web, &why)),
    }
}
