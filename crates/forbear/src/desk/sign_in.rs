//! Signing in and out at the desk. Guessing rests after a few tries, whichever process is asked.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::staff::{Right, Role};
use jiff::SignedDuration;
use serde::Deserialize;
use store::access::{session, tries, user};

use super::frame::show;
use super::signed::{COOKIE, Sent, Stop, hex};
use super::{Unshown, view};
use crate::clock::now;
use crate::password;
use crate::web::{Trouble, Web, waited, write};

/// A working day: then they sign in again.
const SESSION_HOURS: i64 = 10;
/// So many wrong passwords for a name, and the name rests.
const TRIES_MAX: i64 = 8;
/// For so long.
const TRIES_WITHIN: SignedDuration = SignedDuration::from_mins(15);

#[derive(Debug, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Names {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn ask(State(web): State<Web>, Query(from): Query<Next>) -> Result<Html<String>, Unshown> {
    page(&web, "", inside(&from.next), "")
}

pub(super) async fn come_in(State(web): State<Web>, Form(given): Form<Names>) -> Response {
    match signed_in(&web, &given).await {
        Ok(Some((token, role))) => {
            let next = inside(&given.next);
            // Who sees no records begins with what is theirs.
            let next = if next == "/" && !role.may(Right::See) { "/staff" } else { next };
            let secure = if web.house.head.web.starts_with("https") { "; Secure" } else { "" };
            let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict{secure}", hex(&token));
            ([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response()
        }
        Ok(None) => {
            let why = "Name and password do not belong together. Please try again.";
            (StatusCode::UNAUTHORIZED, page(&web, why, inside(&given.next), &given.name)).into_response()
        }
        Err(Trouble::Refused(why)) => {
            (StatusCode::TOO_MANY_REQUESTS, page(&web, &why, inside(&given.next), &given.name)).into_response()
        }
        Err(trouble) => Unshown::from(trouble).into_response(),
    }
}

pub(super) async fn go(State(web): State<Web>, sent: Sent<Stop>) -> Result<Response, Unshown> {
    let token = sent.by.who.token().to_vec();
    write(&web, move |tx, _| Ok(session::end(tx, &token)?)).await?;
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/sign-in")).into_response())
}

/// The token of a new session, and whose it is by their role; none where name and password do not belong together.
async fn signed_in(web: &Web, given: &Names) -> Result<Option<([u8; 32], Role)>, Trouble> {
    let name = given.name.trim().to_owned();
    let door = format!("desk {}", name.to_lowercase());
    let (asked, door_again) = (name.clone(), door.clone());
    let user = write(web, move |tx, _| {
        if tries::count(tx, &door_again, TRIES_WITHIN, now())? > TRIES_MAX {
            let why = "There were too many tries. Wait a quarter of an hour, or ask your admin for a new password.";
            return Err(Trouble::Refused(why.to_owned()));
        }
        Ok(user::by_name(tx, &asked)?)
    })
    .await?;
    let password = given.password.clone();
    let (user, is_right) = waited(move || {
        let is_right = password::is_right(user.as_ref(), &password);
        Ok((user, is_right))
    })
    .await?;
    let Some(user) = user.filter(|_| is_right) else { return Ok(None) };
    let role: Role = user.role.parse().map_err(Trouble::Other)?;
    let expires = now() + SignedDuration::from_hours(SESSION_HOURS);
    let token = write(web, move |tx, _| {
        tries::clear(tx, &door)?;
        session::sweep(tx, now())?;
        Ok(session::begin(tx, user.id, now(), expires)?)
    })
    .await?;
    Ok(Some((token, role)))
}

/// Where to go next: a page of ours, or Today.
fn inside(next: &str) -> &str {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if ours { next } else { "/" }
}

fn page(web: &Web, why: &str, next: &str, name: &str) -> Result<Html<String>, Unshown> {
    show(&view::SignIn {
        firm: web.house.head.firm.name.clone(),
        why: why.to_owned(),
        next: next.to_owned(),
        name: name.to_owned(),
    })
}
