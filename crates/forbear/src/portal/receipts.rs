//! Contact receipts: each time that we got in touch, why, and why it was allowed, in plain words.

use axum::extract::State;
use casework::deliver::Queued;
use casework::explain::{Reader, explain_kept};
use casework::proof::replay;
use facts::{CallOutcome, Event, Fact, PersonId};
use jiff::Timestamp;
use store::ReadTx;
use store::outbox::State as Came;

use super::guest::Guest;
use super::page::{Page, Part, fill};
use super::problem::Problem;
use super::scene::{Scene, page_of};
use super::strings::{ENGLISH, Strings};
use crate::web::{Trouble, Web};

/// So many of the latest are shown, and explained anew.
const SHOWN_MAX: u32 = 30;

pub(super) async fn receipts(State(web): State<Web>, guest: Guest) -> Result<Page, Problem> {
    page_of(&web, &guest, ENGLISH.receipts_title, |tx, web, scene, page| {
        let s = scene.s;
        page.here = "receipts";
        page.lead(s.receipts_lead);
        let mut all = sent(tx, web, scene)?;
        all.extend(calls(tx, scene)?);
        all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        if all.is_empty() {
            page.text(s.receipts_none);
        } else {
            page.part(Part::Past(all.into_iter().map(|(_, when, what, more)| (when, what, more)).collect()));
        }
        page.text(s.receipts_more);
        Ok(())
    })
    .await
}

type Receipt = (Timestamp, String, String, Vec<String>);

/// What went out, each with its decision made again from the facts as they stood.
fn sent(tx: &mut ReadTx<'_>, web: &Web, scene: &Scene) -> Result<Vec<Receipt>, Trouble> {
    let s = scene.s;
    let mut receipts = Vec::new();
    for row in store::outbox::of_dossier(tx, scene.dossier, None, SHOWN_MAX)? {
        let Some(body) = row.body.as_deref().filter(|_| row.state == Came::Sent) else { continue };
        let queued: Queued = serde_json::from_slice(body).map_err(Trouble::other)?;
        let when = fill(s.receipts_by, &[("how", how(&row.channel, s)), ("day", &scene.moment(row.changed))]);
        let mut more = vec![fill(s.receipts_why, &[("why", &queued.parcel.reason)])];
        if let Ok(replayed) = replay(tx, &web.house, row.decision) {
            more.push(explain_kept(&replayed, Reader::Person));
        }
        receipts.push((row.changed, when, queued.parcel.message.subject, more));
    }
    Ok(receipts)
}

/// Calls of ours, whoever made them.
fn calls(tx: &mut ReadTx<'_>, scene: &Scene) -> Result<Vec<Receipt>, Trouble> {
    let s = scene.s;
    let log = casework::dossier::log(tx, scene.dossier).map_err(Trouble::other)?;
    let calls = log.iter().filter_map(|entry| match &entry.fact {
        Fact::Event(Event::Call(call)) if call.by == PersonId::collector() => {
            let at = call.at.instant()?;
            let when = fill(s.receipts_by, &[("how", s.by_call), ("day", &scene.moment(at))]);
            let reached = matches!(call.outcome, CallOutcome::Conversation);
            let more = if reached { Vec::new() } else { vec![s.receipts_called_no.to_owned()] };
            Some((at, when, s.receipts_call.to_owned(), more))
        }
        _ => None,
    });
    Ok(calls.collect())
}

fn how(channel: &str, s: &'static Strings) -> &'static str {
    match channel {
        "email" => s.by_email,
        "letter" => s.by_letter,
        "text" => s.by_text,
        "call" => s.by_call,
        _ => s.by_page,
    }
}
