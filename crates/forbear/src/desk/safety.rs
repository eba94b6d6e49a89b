//! Two different people say that somebody is safe.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::safety::{Released, release};
use store::DossierId;

use super::Unshown;
use super::signed::{Act, Sent};
use crate::clock::now;
use crate::web::{Trouble, Web, write};

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
