//! Where things stand: what is open, for whom, how it came about, and what can be done. No hurry, no shame.

use axum::extract::State;
use casework::answer::{Way as Closed, answer_due, stopped};
use casework::books::{OwedDebt, owed};
use facts::{Debt, DebtKind, HoldCause, Itemized, Money};
use store::ReadTx;

use super::guest::Guest;
use super::page::{Page, Part, Tone, Way, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of, signed};
use super::strings::{ENGLISH, Strings};
use crate::web::{Trouble, Web};

pub(super) async fn home(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.nav_home, |tx, _, scene, page| {
        let s = scene.s;
        page.here = "home";
        page.title = fill(s.home_title, &[("name", scene.name())]);
        if scene.is_in_danger() {
            care(scene, page);
            page.part(Part::Ways(ways(s, Shown::WithoutMoney)));
            return Ok(());
        }
        page.lead(s.home_lead);
        rests(tx, scene, page)?;
        page.heading(s.home_stands);
        figures(tx, scene, page)?;
        page.heading(s.home_ways);
        page.part(Part::Ways(ways(s, Shown::All)));
        let code = casework::house::code(tx, scene.dossier);
        page.text(fill(s.home_code, &[("code", &code)]));
        Ok(())
    })
    .await
}

/// Who may be in danger is asked how they are, and shown nothing of money that they did not ask for.
pub(super) fn care(scene: &Scene, page: &mut Page) {
    let s = scene.s;
    let who = fill(s.home_care, &[("agent", &scene.agent)]);
    page.card(Tone::Care, s.home_care_title, vec![who, scene.crisis().to_owned()]);
}

/// Which ways are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    WithoutMoney,
}

fn ways(s: &'static Strings, shown: Shown) -> Vec<Way> {
    let money = match shown {
        Shown::All => Way { href: "/pay", title: s.way_pay, hint: s.way_pay_hint },
        Shown::WithoutMoney => Way { href: "/figures", title: s.home_care_money, hint: s.home_care_money_hint },
    };
    let way = |href, title, hint| Way { href, title, hint };
    let mut ways = vec![
        way("/wrong", s.way_wrong, s.way_wrong_hint),
        way("/tell", s.way_tell, s.way_tell_hint),
        way("/person", s.way_person, s.way_person_hint),
        way("/contact", s.way_contact, s.way_contact_hint),
        way("/receipts", s.way_receipts, s.way_receipts_hint),
        way("/promises", s.way_promises, s.way_promises_hint),
        way("/help", s.way_help, s.way_help_hint),
    ];
    match shown {
        Shown::All => ways.insert(2, money),
        Shown::WithoutMoney => ways.push(money),
    }
    ways
}

/// What rests, and by when we answer.
fn rests(tx: &mut ReadTx<'_>, scene: &Scene, page: &mut Page) -> Result<(), Trouble> {
    let s = scene.s;
    let today = conduct::Day::of(scene.today);
    let mut lines = Vec::new();
    let all = scene.standing.all_debts();
    let holds: Vec<_> = scene.standing.house().holds.iter().filter(|hold| hold.stands(today, all)).collect();
    if holds.iter().any(|hold| hold.cause == HoldCause::Dispute) {
        lines.push(s.home_rests_dispute.to_owned());
    } else if let Some(hold) = holds.iter().max_by_key(|hold| hold.until) {
        lines.push(match hold.until {
            Some(until) => fill(s.home_rests_until, &[("day", &scene.day(until.date()))]),
            None => s.home_rests_other.to_owned(),
        });
    }
    if let Some(due) = answer_due(tx, scene.dossier).map_err(Trouble::other)? {
        let day = scene.day_of(due);
        lines.push(fill(s.home_answer, &[("agent", &scene.agent), ("day", &day)]));
    }
    if stopped(&scene.standing).contains(&Closed::Everything) {
        lines.push(s.home_stopped.to_owned());
    }
    if !lines.is_empty() {
        page.card(Tone::Done, if holds.is_empty() { "" } else { s.home_rests }, lines);
    }
    Ok(())
}

/// Each debt with its sum, and how it came about.
fn figures(tx: &mut ReadTx<'_>, scene: &Scene, page: &mut Page) -> Result<(), Trouble> {
    let s = scene.s;
    let books = owed(tx, scene.dossier).map_err(Trouble::other)?;
    if !books.is_empty() && books.iter().all(|debt| debt.balance.minor() <= 0) {
        page.card(Tone::Done, "", vec![s.home_nothing.to_owned()]);
    }
    for debt in scene.standing.debts() {
        let open = books.iter().find(|known| known.debt == debt.id);
        let itemized = scene.standing.house().itemized.iter().find(|i| i.debt == debt.id);
        let what = fill(s.home_debt, &[("what", &kind(debt.kind)), ("creditor", &debt.creditor)]);
        match open {
            Some(open) => {
                page.part(sums(scene, &what, itemized, open)?);
            }
            None => {
                page.card(Tone::Plain, what, vec![s.home_unexplained.to_owned()]);
            }
        }
    }
    if let Some(first) = scene.standing.debts().first().filter(|_| !books.is_empty()) {
        page.text(fill(s.home_from, &[("creditor", &first.creditor)]));
        page.part(Part::Go("/figures".to_owned(), s.home_every_change.to_owned()));
    }
    Ok(())
}

/// The lines that lead from what was owed on the creditor's day to what is open by our books now.
fn sums(scene: &Scene, what: &str, itemized: Option<&Itemized>, open: &OwedDebt) -> Result<Part, Trouble> {
    let s = scene.s;
    let mut rows = Vec::new();
    if let Some(i) = itemized {
        rows.push((fill(s.home_on, &[("day", &scene.past(i.date))]), i.amount.spoken()));
        let less = |sum: Money| format!("− {}", sum.spoken());
        let changes = [
            (s.home_interest, i.interest, i.interest.spoken()),
            (s.home_fees, i.fees, i.fees.spoken()),
            (s.home_payments, i.payments, less(i.payments)),
            (s.home_credits, i.credits, less(i.credits)),
        ];
        for (what, sum, shown) in changes {
            if !sum.is_zero() {
                rows.push((what.to_owned(), shown));
            }
        }
        let placed = i.amount.plus(i.interest).and_then(|sum| sum.plus(i.fees)).and_then(|sum| sum.minus(i.payments));
        let placed = placed.and_then(|sum| sum.minus(i.credits)).map_err(Trouble::other)?;
        let since = open.balance.minus(placed).map_err(Trouble::other)?;
        if !since.is_zero() {
            let shown = signed(since);
            rows.push((s.home_after.to_owned(), shown));
        }
    }
    let total = Some((s.home_sum.to_owned(), open.balance.spoken()));
    Ok(Part::Sums { caption: what.to_owned(), rows, total })
}

/// What kind of debt it is, as the sentence begins.
fn kind(kind: DebtKind) -> String {
    let word = words::compose::Language::English.debt_kind(kind);
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The name of a debt in a form.
pub(super) fn name_of(debt: &Debt, s: &Strings) -> String {
    fill(s.home_debt, &[("what", &kind(debt.kind)), ("creditor", &debt.creditor)])
}
