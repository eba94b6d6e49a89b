//! What came in and waits: words of which nobody knows whose they are. Nothing is guessed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::hear::{Unclaimed, claim};
use store::{DossierId, InboxId};

use super::frame::{Frame, Page, show};
use super::signed::{Act, See, Sent, Signed};
use super::{Unshown, told, view};
use crate::clock::now;
use crate::web::{Trouble, Web, read, waited, write};

/// So many are shown.
const ROWS: u32 = 50;

pub(super) async fn list(State(web): State<Web>, signed: Signed<See>) -> Page {
    let frame = Frame::new("inbox", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let mut rows = Vec::new();
        for message in store::inbox::waiting(tx, None, ROWS)? {
            let unclaimed: Unclaimed = serde_json::from_slice(&message.body).map_err(Trouble::other)?;
            let mut perhaps = Vec::new();
            for dossier in unclaimed.perhaps {
                perhaps.push((dossier.to_string(), super::pages::name_of(tx, dossier)?));
            }
            rows.push(view::Waiting {
                id: message.id.to_string(),
                when: super::pages::moment(message.received),
                channel: message.channel.replace('_', " "),
                from: unclaimed.from,
                text: unclaimed.text,
                why: message.why,
                document: unclaimed.document,
                perhaps,
            });
        }
        Ok(view::Inbox { frame: frame.clone(), rows })
    })
    .await?;
    show(&page)
}

/// Somebody found out whose the words are.
pub(super) async fn whose(
    State(web): State<Web>,
    Path(id): Path<InboxId>,
    sent: Sent<Act>,
) -> Result<Response, Unshown> {
    let dossier: DossierId = sent
        .required("person", "whose it is")?
        .trim_start_matches("/people/")
        .parse()
        .map_err(|_| Trouble::refused("this is no number of a person: copy it from their page's address"))?;
    let frame = Frame::new("inbox", &web, &sent.by.who);
    let taken = waited(move || {
        if web.store.read(|tx| store::dossier::get(tx, dossier))?.is_none() {
            return Err(Trouble::refused("nobody has this number: copy it from their page's address"));
        }
        claim(&web.store, &web.house, id, dossier, now()).map_err(Trouble::round)
    })
    .await?;
    let taken = taken.ok_or(Trouble::Nothing)?;
    let outcome = casework::hear::Outcome::Taken(Box::new(taken));
    Ok(told::page(frame, dossier, outcome)?.into_response())
}

/// It is nobody's: advertising, a machine. It is closed, and its words are not kept.
pub(super) async fn nobodys(
    State(web): State<Web>,
    Path(id): Path<InboxId>,
    _sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    write(&web, move |tx, _| Ok(store::inbox::settle(tx, id, None, now())?)).await?;
    Ok(Redirect::to("/inbox"))
}
