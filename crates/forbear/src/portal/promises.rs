//! Promises both ways: what we promised first.

use axum::extract::State;
use store::promise::{MadeBy, Promise, State as Kept};

use super::guest::Guest;
use super::page::{Page, Part, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::ENGLISH;
use crate::web::Web;

pub(super) async fn promises(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.promises_title, |tx, _, scene, page| {
        let s = scene.s;
        page.back = Some("/home");
        page.lead(s.promises_lead);
        let all = store::promise::of_dossier(tx, scene.dossier)?;
        let sides = [
            (MadeBy::Ours, s.promises_ours, s.promises_none_ours),
            (MadeBy::Theirs, s.promises_theirs, s.promises_none_theirs),
        ];
        for (by, title, none) in sides {
            page.heading(title);
            let rows: Vec<_> = all.iter().rev().filter(|p| p.made_by == by).map(|p| row(p, scene)).collect();
            if rows.is_empty() {
                page.text(none);
            } else {
                page.part(Part::Past(rows));
            }
        }
        Ok(())
    })
    .await
}

fn row(promise: &Promise, scene: &Scene) -> (String, String, Vec<String>) {
    let s = scene.s;
    let what = String::from_utf8_lossy(promise.what.as_deref().unwrap_or_default());
    let agent = [("agent", promise.owner.as_str())];
    let what = match what.as_ref() {
        answer if answer.starts_with("answer what they wrote") => fill(s.promise_answer, &agent),
        call if call.starts_with("call you back") => fill(s.promise_call, &agent),
        other => other.to_owned(),
    };
    let day = scene.moment(promise.due);
    let state = match promise.state {
        Kept::Open if promise.due < scene.now && promise.made_by == MadeBy::Ours => {
            fill(s.promise_late, &[("day", &day)])
        }
        Kept::Open => fill(s.promise_open, &[("day", &day)]),
        Kept::Kept => s.promise_kept.to_owned(),
        Kept::Broken => s.promise_broken.to_owned(),
        Kept::Released => s.promise_released.to_owned(),
    };
    (state, what, Vec::new())
}
