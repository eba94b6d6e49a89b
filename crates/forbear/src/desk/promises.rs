//! Promises from the desk: ours to a person, and how each ended.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::promise::{Given, end_of_day, give, settle};
use facts::PromiseOutcome;
use jiff::civil::{Date, Time};
use store::{DossierId, PromiseId};

use super::Unshown;
use super::signed::{Act, Sent};
use crate::clock::now;
use crate::web::{Trouble, Web, write};

pub(super) async fn promise(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let what = sent.required("what", "what you promise")?.to_owned();
    let day: Date = sent.required("day", "the day")?.parse().map_err(|_| bad("the day", "2026-12-01"))?;
    let due = match sent.field("time") {
        "" => end_of_day(day),
        time => day.to_datetime(time.parse::<Time>().map_err(|_| bad("the time", "14:30"))?),
    };
    let (by, form) = (sent.by.who.name.clone(), sent.id.clone());
    write(&web, move |tx, _| {
        let given = Given { dossier: id, what: &what, due, by: &by, id: &form };
        give(tx, &given, now()).map_err(Trouble::refused)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}?done=promise")))
}

pub(super) async fn ended(
    State(web): State<Web>,
    Path((id, promise)): Path<(DossierId, PromiseId)>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let outcome = match sent.field("outcome") {
        "kept" => PromiseOutcome::Kept,
        "broken" => PromiseOutcome::Broken,
        "released" => PromiseOutcome::Released,
        _ => return Err(Trouble::Refused("say how the promise ended: choose one".to_owned()).into()),
    };
    let by = sent.by.who.name.clone();
    write(&web, move |tx, _| settle(tx, id, promise, outcome, &by, now()).map_err(Trouble::refused)).await?;
    Ok(Redirect::to(&format!("/people/{id}?done=settled")))
}

fn bad(what: &str, like: &str) -> Trouble {
    Trouble::Refused(format!("{what} is not understood: write it like {like}"))
}
