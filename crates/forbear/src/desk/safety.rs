//! Somebody may be in danger: one button on every page about them, the drill, and two people who find them safe.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::safety::{Released, mark, numbers, release};
use store::DossierId;

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Act, See, Sent, Signed};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// Everything that goes out by itself stops for them; the drill is shown, and nothing of money.
pub(super) async fn danger(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let (by, form) = (sent.by.who.name.clone(), sent.id.clone());
    write(&web, move |tx, _| mark(tx, id, (&form, &by), now()).map_err(Trouble::other)).await?;
    Ok(Redirect::to(&format!("/people/{id}/danger")))
}

/// The drill, for whoever talks with them now.
pub(super) async fn drill(State(web): State<Web>, Path(id): Path<DossierId>, signed: Signed<See>) -> Page {
    let frame = Frame::new("people", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
        let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
        let country = residence.map_or("US", |residence| residence.country.as_str());
        Ok(view::Danger {
            frame: frame.clone(),
            person: id.to_string(),
            name: super::pages::name_of(tx, id)?,
            is_marked: standing.house().safety.is_some(),
            numbers: numbers(country).to_vec(),
        })
    })
    .await?;
    show(&page)
}

/// One of two people says that they are safe.
pub(super) async fn safe(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let (by, why) = (sent.by.who.name.clone(), sent.field("why").to_owned());
    let released = write(&web, move |tx, _| release(tx, id, &by, &why, now()).map_err(Trouble::refused)).await?;
    let done = match released {
        Released::First => "safe_first",
        Released::Both => "safe",
    };
    Ok(Redirect::to(&format!("/people/{id}?done={done}")))
}
