//! Two records that may be one person: a human looks, and says so. Until then both are treated as two.

use axum::extract::{Path, State};
use axum::response::Redirect;
use store::ReviewId;
use store::event::Recorded;
use store::review::{State as Found, decide, list as open};

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Judge, See, Sent, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// So many pairs are shown.
const ROWS: u32 = 50;

pub(super) async fn list(State(web): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("tasks", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let mut rows = Vec::new();
        for pair in open(tx, Found::Open, None, ROWS)? {
            rows.push(view::Pair {
                id: pair.id.to_string(),
                why: pair.why,
                one: (pair.one.to_string(), super::pages::name_of(tx, pair.one)?),
                other: (pair.other.to_string(), super::pages::name_of(tx, pair.other)?),
            });
        }
        Ok(view::Matches { frame: frame.clone(), rows })
    })
    .await?;
    show(&page)
}

pub(super) async fn answer(
    State(web): State<Web>,
    Path(id): Path<ReviewId>,
    sent: Sent<Judge>,
) -> Result<Redirect, Unshown> {
    let found = match sent.field("found") {
        "same" => Found::Same,
        "different" => Found::Different,
        _ => return Err(Trouble::refused("say whether it is one person: choose one answer").into()),
    };
    let by = sent.by.who.name.clone();
    write(&web, move |tx, _| Ok(decide(tx, id, found, Recorded { at: now(), by: &by })?)).await?;
    Ok(Redirect::to("/matches"))
}
