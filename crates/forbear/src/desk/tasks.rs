//! What waits for a human: taken by one, given back, done.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::handover;
use store::task::{self, State as TaskState};
use store::{StoreError, TaskId};

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Act, See, Sent, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// So many rows a page.
const ROWS: u32 = 100;

pub(super) async fn list(State(web): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("tasks", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let mut rows = Vec::new();
        for task in task::open(tx, None, ROWS)? {
            rows.push(row(tx, &task)?);
        }
        Ok(view::Tasks { frame: frame.clone(), rows })
    })
    .await?;
    show(&page)
}

/// A task as its row, with the name of whom it is about.
pub(super) fn row(tx: &mut store::ReadTx<'_>, task: &task::Task) -> Result<view::TaskRow, Trouble> {
    Ok(view::TaskRow {
        id: task.id.to_string(),
        is_late: task.due < now(),
        due: super::pages::moment(task.due),
        kind: task.kind.replace('_', " "),
        why: task.why.clone(),
        person: task.dossier.to_string(),
        name: super::pages::name_of(tx, task.dossier)?,
        owner: task.owner.clone(),
    })
}

pub(super) async fn take(State(web): State<Web>, Path(id): Path<TaskId>, sent: Sent<Act>) -> Result<Redirect, Unshown> {
    let by = sent.by.who.name.clone();
    let dossier = write(&web, move |tx, _| {
        task::take(tx, id, &by, now()).map_err(stale)?;
        Ok(task::get(tx, id)?.ok_or(Trouble::Nothing)?.dossier)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{dossier}?done=taken")))
}

pub(super) async fn give_back(
    State(web): State<Web>,
    Path(id): Path<TaskId>,
    _sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    write(&web, move |tx, _| task::release(tx, id, now()).map_err(stale)).await?;
    Ok(Redirect::to("/tasks"))
}

/// Done: what it was about goes on, and what was promised with it counts as kept.
pub(super) async fn done(State(web): State<Web>, Path(id): Path<TaskId>, sent: Sent<Act>) -> Result<Redirect, Unshown> {
    let (by, note) = (sent.by.who.name.clone(), sent.required("note", "what you did")?.to_owned());
    let dossier = write(&web, move |tx, _| {
        let task = task::get(tx, id)?.ok_or(Trouble::Nothing)?;
        task::close(tx, id, TaskState::Done, now()).map_err(stale)?;
        if matches!(task.kind.as_str(), "care" | "reply") {
            handover::done(tx, task.dossier, &note, &by, now()).map_err(Trouble::other)?;
        } else {
            casework::note::write(tx, task.dossier, &task.kind, &note, (&id.to_string(), &by), now())
                .map_err(Trouble::other)?;
        }
        Ok(task.dossier)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{dossier}?done=task")))
}

fn stale(error: StoreError) -> Trouble {
    match error {
        StoreError::Stale { state, .. } => {
            Trouble::Refused(format!("Somebody else was here first: it is {state}. Nothing was changed."))
        }
        other => other.into(),
    }
}
