//! Payments of which nobody knows whose they are. A human finds out; nothing is guessed.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::bank::{place_waiting, waiting};
use store::DossierId;

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Act, See, Sent, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// So many are shown.
const ROWS: u32 = 100;

pub(super) async fn list(State(web): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("bank", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let rows = waiting(tx, ROWS).map_err(Trouble::other)?.into_iter().map(|(id, line)| view::BankLine {
            id,
            booked: line.booked.to_string(),
            amount: line.amount.spoken(),
            name: line.name.unwrap_or_else(|| "the bank names nobody".to_owned()),
            text: line.reference,
        });
        Ok(view::Bank { frame: frame.clone(), rows: rows.collect() })
    })
    .await?;
    show(&page)
}

/// Somebody found out whose it is: it is posted as their payment, by day and as they direct.
pub(super) async fn whose(
    State(web): State<Web>,
    Path(line): Path<String>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let dossier: DossierId = sent
        .required("person", "whose it is")?
        .parse()
        .map_err(|_| Trouble::refused("this is no number of a person: copy it from their page's address"))?;
    let by = sent.by.who.name.clone();
    write(&web, move |tx, _| place_waiting(tx, &line, dossier, now(), &by).map_err(Trouble::refused)).await?;
    Ok(Redirect::to("/bank"))
}
