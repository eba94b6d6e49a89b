//! One person's money, as far as they tell us: what comes in, what goes out, what is left, and a plan that fits it. What
//! is agreed here is measured by the same ceiling for everybody.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::books;
use casework::budget::{change_at, household};
use casework::payment::{From as Source, Method, NewPayment, Wish, receive};
use casework::plan::{self, NewPlan, agree, options, running};
use casework::statement::statements;
use facts::{Currency, Every, Money};
use jiff::civil::Date;
use money::budget::{Change, Edit, IncomeKind, Item, Rhythm, Said};
use money::plan::{PlanEvent, Proposal, Proposer, Stress, StressSaid};
use store::{DossierId, ReadTx};

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Act, See, Sent, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// How often, as the forms offer it.
const RHYTHMS: [(&str, Every); 4] =
    [("week", Every::Week), ("two_weeks", Every::TwoWeeks), ("four_weeks", Every::FourWeeks), ("month", Every::Month)];
/// Where income comes from, as the form offers it.
const INCOME: [(&str, IncomeKind, &str); 6] = [
    ("wages", IncomeKind::Wages, "Wages"),
    ("self_employed", IncomeKind::SelfEmployed, "Own business"),
    ("benefit", IncomeKind::Benefit, "Benefits"),
    ("pension", IncomeKind::Pension, "Pension"),
    ("maintenance", IncomeKind::Maintenance, "Child support"),
    ("other", IncomeKind::Other, "Other"),
];

pub(super) async fn page(State(web): State<Web>, Path(id): Path<DossierId>, signed: Signed<See>) -> Page {
    let frame = Frame::new("people", &web, &signed.who);
    let page = read(&web, move |tx, _| drawn(tx, frame.clone(), id, None)).await?;
    show(&page)
}

/// Shows what a proposal of theirs would come to, beside the other choices. Nothing is agreed yet.
pub(super) async fn propose(State(web): State<Web>, Path(id): Path<DossierId>, sent: Sent<Act>) -> Page {
    let frame = Frame::new("people", &web, &sent.by.who);
    let page = read(&web, move |tx, _| {
        let proposal = proposal(&sent, currency_of(tx, id)?)?;
        drawn(tx, frame.clone(), id, Some(proposal))
    })
    .await?;
    show(&page)
}

/// Agrees the choice that they made.
pub(super) async fn choose(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let said = if sent.field("said") == "yes" { StressSaid::Yes } else { StressSaid::NotAsked };
    let is_theirs = sent.field("whose") == "theirs";
    let by = sent.by.who.name.clone();
    write(&web, move |tx, web| {
        let proposal = proposal(&sent, currency_of(tx, id)?)?;
        let proposer = if is_theirs { Proposer::Person } else { Proposer::Us { theirs: None } };
        let new = NewPlan { dossier: id, proposal, proposer, said, by: &by };
        agree(tx, &web.house, &new, now()).map_err(Trouble::refused)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}/money")))
}

/// One change of the plan that runs, as the person asked for it.
pub(super) async fn live(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let by = sent.by.who.name.clone();
    let form = sent.id.clone();
    write(&web, move |tx, _| {
        let plan = running(tx, id).map_err(Trouble::other)?.ok_or(Trouble::Nothing)?;
        let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
        let on = now().to_zoned(standing.home_zone()).date();
        let to = || day(sent.field("day"));
        let event = match sent.field("do") {
            "skip" => PlanEvent::Skipped { on },
            "delay" => PlanEvent::Delayed { on, to: to()? },
            "move" => PlanEvent::Moved { on, first: to()? },
            "pause" => PlanEvent::Paused { on, until: to()? },
            "restart" => PlanEvent::Restarted { on, first: to()? },
            "resize" => PlanEvent::Resized { on, amount: sum(sent.field("amount"), currency_of(tx, id)?)? },
            "reviewed" => return plan::reviewed(tx, plan.id, now(), &by).map_err(Trouble::refused),
            _ => return Err(Trouble::refused("say what should change: choose one")),
        };
        plan::change(tx, plan.id, (&form, &event), now(), &by).map_err(Trouble::refused)?;
        Ok(())
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}/money")))
}

/// One change of their budget, with who made it and when.
pub(super) async fn edit(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let who = sent.by.who.name.clone();
    let seen: usize = sent.required("seen", "the budget as you saw it")?.parse().map_err(Trouble::refused)?;
    write(&web, move |tx, _| {
        let currency = currency_of(tx, id)?;
        let line = format!("line_{}", sent.id);
        let what = match sent.field("side") {
            "remove" => Edit::Remove { line: sent.field("line").into() },
            "income" => {
                let (_, kind, spoken) = *INCOME
                    .iter()
                    .find(|(word, ..)| *word == sent.field("kind"))
                    .ok_or_else(|| Trouble::refused("say where it comes from: choose one"))?;
                let name = named(sent.field("name"), spoken);
                Edit::AddIncome {
                    line: line.as_str().into(),
                    name,
                    kind,
                    said: said(&sent, currency)?,
                    every: every(&sent)?,
                }
            }
            "spending" => {
                let item = Item::ALL.iter().find(|item| item.code() == sent.field("item"));
                let item = *item.ok_or_else(|| Trouble::refused("say what it is for: choose one"))?;
                let name = named(sent.field("name"), item.spoken());
                Edit::AddSpending {
                    line: line.as_str().into(),
                    name,
                    item,
                    said: said(&sent, currency)?,
                    every: every(&sent)?,
                }
            }
            _ => return Err(Trouble::refused("say whether it comes in or goes out")),
        };
        let one = Change { who: who.clone(), at: now(), nth: 0, what };
        change_at(tx, id, currency, &one, seen).map_err(Trouble::refused)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}/money")))
}

/// A payment that came by hand.
pub(super) async fn pay(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let method = match sent.field("method") {
        "cash" => Method::Cash,
        "cheque" => Method::Cheque,
        "to_creditor" => Method::ToCreditor,
        _ => return Err(Trouble::refused("say how it came: choose one").into()),
    };
    let by = sent.by.who.name.clone();
    write(&web, move |tx, _| {
        let new = NewPayment {
            key: &sent.id,
            dossier: id,
            amount: sum(sent.field("amount"), currency_of(tx, id)?)?,
            on: day(sent.field("day"))?,
            method,
            reference: None,
            wish: Wish::default(),
            from: Source::Outside,
            by: &by,
        };
        receive(tx, &new, now()).map_err(Trouble::refused)?;
        Ok(())
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}/money")))
}

fn drawn(
    tx: &mut ReadTx<'_>,
    frame: Frame,
    id: DossierId,
    proposal: Option<Proposal>,
) -> Result<view::MoneyPage, Trouble> {
    let name = super::pages::name_of(tx, id)?;
    let currency = currency_of(tx, id)?;
    let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
    let today = now().to_zoned(standing.home_zone()).date();
    let home = household(tx, id, currency).map_err(Trouble::other)?;
    let plan = running(tx, id).map_err(Trouble::other)?;
    let offers = options(tx, id, proposal.as_ref(), today).map_err(Trouble::other)?;
    let line = |id: &str, name: &str, said: Said, every: Every| view::BudgetLine {
        id: id.to_owned(),
        name: name.to_owned(),
        said: match said {
            Said::Exactly(amount) => format!("{} {}", amount.spoken(), every.spoken()),
            Said::About(amount) => format!("about {} {}", amount.spoken(), every.spoken()),
            Said::NotSure => "not sure".to_owned(),
        },
    };
    let a = &offers.available;
    let steps = vec![
        ("comes in a month", a.income.spoken()),
        ("goes out a month", a.spending.spoken()),
        ("on bills that come first", a.priority.spoken()),
        ("kept for bad days", a.savings.spoken()),
        ("left", a.available.spoken()),
        ("the most that any plan may be", a.ceiling.spoken()),
        ("the most that we ask", a.ask.spoken()),
    ];
    let statement =
        statements(tx, id, (today.saturating_sub(jiff::Span::new().years(1)), today)).map_err(Trouble::other)?;
    Ok(view::MoneyPage {
        frame,
        person: id.to_string(),
        name,
        income: home.budget.income.iter().map(|l| line(&l.line.to_string(), &l.name, l.said, l.every)).collect(),
        spending: home.budget.spending.iter().map(|l| line(&l.line.to_string(), &l.name, l.said, l.every)).collect(),
        seen: home.changes,
        is_told: home.changes > 0,
        unknown: a.unknown.clone(),
        steps,
        plan: plan.map(|plan| running_plan(&plan, today)).transpose()?,
        choices: offers.offered.options.iter().map(choice).collect(),
        refused: offers.offered.refused.iter().map(|r| r.refused.to_string()).collect(),
        rhythms: RHYTHMS.iter().map(|(word, every)| (*word, every.spoken())).collect(),
        kinds: INCOME.iter().map(|(word, _, spoken)| (*word, *spoken)).collect(),
        items: Item::ALL.iter().map(|item| (item.code(), item.spoken())).collect(),
        today: today.to_string(),
        rows: statement
            .into_iter()
            .flat_map(|s| s.statement.rows)
            .map(|row| (row.on.to_string(), row.what, row.why, row.amount.spoken(), row.balance.spoken()))
            .collect(),
    })
}

fn running_plan(plan: &plan::Running, today: Date) -> Result<view::RunningPlan, Trouble> {
    let terms = plan.agreed.terms();
    let next = plan.life.instalments().iter().filter(|i| i.due >= today).take(6);
    let (kept, due) = plan.life.kept(today).map_err(Trouble::other)?;
    Ok(view::RunningPlan {
        terms: format!("{} {}", terms.amount.spoken(), terms.schedule.every().spoken()),
        agreed_on: terms.agreed_on.to_string(),
        state: match plan.life.state(today).map_err(Trouble::other)? {
            money::plan::State::Running => "it runs".to_owned(),
            money::plan::State::Paused { until } => format!("it rests until {until}"),
            money::plan::State::Finished => "all is paid".to_owned(),
            money::plan::State::Ended => "it ended".to_owned(),
        },
        paid: plan.life.paid().map_err(Trouble::other)?.spoken(),
        left: plan.life.left().map_err(Trouble::other)?.spoken(),
        kept: format!("{kept} of {due}"),
        next: next.map(|i| (i.due.to_string(), i.amount.spoken())).collect(),
    })
}

fn choice(option: &money::plan::PlanOption) -> view::Choice {
    let kind = serde_json::to_value(option.kind).unwrap_or_default().as_str().unwrap_or_default().to_owned();
    let is_theirs = kind == "yours";
    let every = option.every.map(|every| RHYTHMS.iter().find(|(_, e)| *e == every).map_or("month", |(word, _)| *word));
    view::Choice {
        title: match (is_theirs, option.amount.minor() > 0, option.every) {
            (_, true, Some(every)) => format!("{} {}", option.amount.spoken(), every.spoken()),
            _ => kind.replace('_', " "),
        },
        kind: if is_theirs { "what they proposed".to_owned() } else { kind.replace('_', " ") },
        first: option.first.map(|day| day.to_string()),
        is_tight: option.stress == Stress::Red,
        why: option.why.clone(),
        amount: plain(option.amount),
        every,
        is_theirs,
        // Only a plan of payments towards the whole is agreed here; the others have verbs of their own.
        may_be_agreed: option.amount.minor() > 0
            && option.every.is_some()
            && matches!(kind.as_str(), "yours" | "weekly" | "two_weekly" | "monthly" | "start_small"),
    }
}

/// `12.50`, as a form sends it back.
fn plain(amount: Money) -> String {
    amount.to_string().split(' ').next().unwrap_or_default().to_owned()
}

fn proposal(sent: &Sent<Act>, currency: Currency) -> Result<Proposal, Trouble> {
    let first = match sent.field("first") {
        "" => None,
        text => Some(day(text)?),
    };
    Ok(Proposal {
        amount: sum(sent.field("amount"), currency)?,
        every: every(sent)?,
        first,
        towards: Default::default(),
    })
}

fn said(sent: &Sent<Act>, currency: Currency) -> Result<Said, Trouble> {
    match sent.field("sure") {
        "not_sure" => Ok(Said::NotSure),
        "about" => Ok(Said::About(sum(sent.field("amount"), currency)?)),
        _ => Ok(Said::Exactly(sum(sent.field("amount"), currency)?)),
    }
}

fn every(sent: &Sent<Act>) -> Result<Every, Trouble> {
    let found = RHYTHMS.iter().find(|(word, _)| *word == sent.field("every"));
    found.map(|(_, every)| *every).ok_or_else(|| Trouble::refused("say how often: choose one"))
}

fn named(name: &str, spoken: &str) -> String {
    if name.is_empty() { spoken.to_owned() } else { name.to_owned() }
}

fn day(text: &str) -> Result<Date, Trouble> {
    text.parse().map_err(|_| Trouble::refused("the day is missing or not understood: write it like 2026-12-01"))
}

/// A sum as people type it: `12`, `12.50`, `£1,200.00`.
fn sum(text: &str, currency: Currency) -> Result<Money, Trouble> {
    let typed: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '£' | '$' | '€')).collect();
    let written = match typed.split_once('.') {
        Some((whole, cents)) if cents.len() == 1 => format!("{whole}.{cents}0 {}", currency.code()),
        Some(_) => format!("{typed} {}", currency.code()),
        None => format!("{typed}.00 {}", currency.code()),
    };
    let wrong = || Trouble::Refused(format!("`{text}` is no sum: write it like 12.50"));
    let sum: Money = written.parse().map_err(|_| wrong())?;
    if sum.minor() <= 0 { Err(wrong()) } else { Ok(sum) }
}

fn currency_of(tx: &mut ReadTx<'_>, id: DossierId) -> Result<Currency, Trouble> {
    let balance = books::balance(tx, id).map_err(Trouble::other)?;
    Ok(balance.ok_or_else(|| Trouble::refused("no debt of theirs is in the books"))?.currency())
}
