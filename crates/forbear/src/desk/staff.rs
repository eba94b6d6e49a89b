//! Who works here: an admin adds them, gives them a role, and closes what they may do.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::staff::Role;
use store::UserId;
use store::access::user::{self, State as Active};

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Sent, Signed, Staff};
use super::view;
use crate::clock::now;
use crate::password;
use crate::web::{Trouble, Web, read, waited, write};

pub(super) async fn list(State(web): State<Web>, signed: Signed<Staff>) -> Page {
    let frame = Frame::new("staff", &web, &signed.who);
    let page = read(&web, move |tx, _| {
        let rows = user::list(tx)?.into_iter().map(|user| view::StaffRow {
            id: user.id.to_string(),
            name: user.name,
            role: user.role,
            is_active: user.state == Active::Active,
        });
        let roles = Role::ALL.iter().map(|role| role.as_str()).collect();
        Ok(view::Staff { frame: frame.clone(), rows: rows.collect(), roles, letters: password::LETTERS_MIN })
    })
    .await?;
    show(&page)
}

pub(super) async fn add(State(web): State<Web>, sent: Sent<Staff>) -> Result<Redirect, Unshown> {
    let name = sent.required("name", "the name")?.to_owned();
    let role: Role = sent.field("role").parse().map_err(Trouble::Refused)?;
    let secret = secret_of(sent.field("password").to_owned()).await?;
    write(&web, move |tx, _| {
        user::add(tx, &name, role.as_str(), &secret, now()).map_err(|error| match error {
            store::StoreError::Conflict { .. } => Trouble::Refused(format!("{name} is on the list already")),
            other => other.into(),
        })
    })
    .await?;
    Ok(Redirect::to("/staff"))
}

pub(super) async fn change(
    State(web): State<Web>,
    Path(id): Path<UserId>,
    sent: Sent<Staff>,
) -> Result<Redirect, Unshown> {
    let role: Role = sent.field("role").parse().map_err(Trouble::Refused)?;
    let state = if sent.field("state") == "closed" { Active::Closed } else { Active::Active };
    let secret = match sent.field("password") {
        "" => None,
        password => Some(secret_of(password.to_owned()).await?),
    };
    let me = sent.by.who.name.clone();
    write(&web, move |tx, _| {
        let user = user::get(tx, id)?.ok_or(Trouble::Nothing)?;
        if user.name == me && (state == Active::Closed || role != Role::Admin) {
            let why = "Ask another admin for this: whoever takes their own rights away can't give them back.";
            return Err(Trouble::Refused(why.to_owned()));
        }
        Ok(user::change(tx, id, role.as_str(), state, secret.as_deref().unwrap_or(&user.secret))?)
    })
    .await?;
    Ok(Redirect::to("/staff"))
}

async fn secret_of(password: String) -> Result<String, Trouble> {
    waited(move || password::hash(&password).map_err(Trouble::refused)).await
}
