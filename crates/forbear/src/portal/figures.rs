//! Every change of what is open, from the books, and where each figure comes from.

use axum::extract::State;
use casework::statement::statements;
use jiff::civil::Date;

use super::guest::Guest;
use super::page::{Page, Part, fill};
use super::problem::Problem;
use super::scene::{page_of, signed};
use super::strings::ENGLISH;
use crate::web::{Trouble, Web};

/// Before anything that we could have booked.
const BEGINNING: Date = Date::constant(1970, 1, 1);

pub(super) async fn figures(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.figures_title, |tx, _, scene, page| {
        let s = scene.s;
        page.here = "home";
        page.back = Some("/home");
        page.lead(s.figures_lead);
        let all = statements(tx, scene.dossier, (BEGINNING, scene.today)).map_err(Trouble::other)?;
        if all.is_empty() {
            page.text(s.figures_none);
        }
        for account in all {
            let rows = account.statement.rows.iter().map(|row| {
                let sum = signed(row.amount);
                let after = format!("{} {}", row.balance.spoken(), s.figures_after);
                (scene.past(row.on), format!("{}: {sum}", row.what), vec![row.why.clone(), after])
            });
            page.part(Part::Past(rows.filter(|(_, what, _)| !what.is_empty()).collect()));
            let name = |id: &facts::DebtId| {
                let known = scene.standing.debts().iter().find(|debt| debt.id == *id);
                known.map(|debt| super::home::name_of(debt, s)).unwrap_or_default()
            };
            let debts = account.debts.iter().map(|debt| (name(&debt.debt), debt.balance.spoken())).collect();
            let total = Some((s.home_open.to_owned(), account.statement.closing.spoken()));
            page.part(Part::Sums { caption: s.home_stands.to_owned(), rows: debts, total });
            for (words, sum) in [(s.figures_aside, account.aside), (s.figures_refund, account.refund_due)] {
                if !sum.is_zero() {
                    page.text(fill(words, &[("sum", &sum.spoken())]));
                }
            }
        }
        Ok(())
    })
    .await
}
