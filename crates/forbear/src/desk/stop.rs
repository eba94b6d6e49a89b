//! The switch for everything that goes out: anybody stops it, two people let it go on.

use axum::extract::State;
use axum::response::Redirect;
use casework::staff::Right;
use casework::switch;

use super::Unshown;
use super::frame::{Frame, Page, show};
use super::signed::{Release, Sent, Signed, Stop};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

/// So many turns are shown.
const TURNS: u32 = 20;

pub(super) async fn page(State(web): State<Web>, signed: Signed<Stop>) -> Page {
    let frame = Frame::new("stop", &web, &signed.who);
    let may_release = signed.who.may(Right::Release);
    let page = read(&web, move |tx, _| {
        let turns = switch::turns(tx, TURNS)?;
        Ok(view::Switch {
            frame: frame.clone(),
            stopped: switch::stopped(tx)?.is_some(),
            asked: switch::stopped(tx)?
                .filter(|turn| turn.action == store::switch::Action::AskRelease)
                .map(|turn| turn.by),
            may_release,
            turns: turns
                .into_iter()
                .map(|turn| {
                    let what = match turn.action {
                        store::switch::Action::Stop => "stopped everything",
                        store::switch::Action::AskRelease => "asked to let it go on",
                        store::switch::Action::Release => "agreed, and it went on",
                    };
                    (super::pages::moment(turn.at), turn.by, what, turn.reason)
                })
                .collect(),
        })
    })
    .await?;
    show(&page)
}

pub(super) async fn stop(State(web): State<Web>, sent: Sent<Stop>) -> Result<Redirect, Unshown> {
    let (by, reason) = (sent.by.who.name.clone(), sent.field("reason").to_owned());
    write(&web, move |tx, _| switch::stop(tx, &by, &reason, now()).map_err(Trouble::refused)).await?;
    Ok(Redirect::to("/stop"))
}

pub(super) async fn go_on(State(web): State<Web>, sent: Sent<Release>) -> Result<Redirect, Unshown> {
    let (by, reason) = (sent.by.who.name.clone(), sent.field("reason").to_owned());
    write(&web, move |tx, _| switch::resume(tx, &by, &reason, now()).map_err(Trouble::refused)).await?;
    Ok(Redirect::to("/stop"))
}
