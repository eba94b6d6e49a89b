//! Writing to somebody in one's own words: what our check finds stands beside them while they are typed.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::contact::{NotWritten, OwnWords, look, write as say};
use facts::Channel;
use store::DossierId;
use words::check::{Checked, Weight};

use super::frame::{Frame, Page, show};
use super::signed::{Act, Sent, Signed};
use super::{Unshown, view};
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

pub(super) async fn page(State(web): State<Web>, Path(id): Path<DossierId>, signed: Signed<Act>) -> Page {
    let frame = Frame::new("people", &web, &signed.who);
    show(&drawn(&web, frame, id, Draft::default()).await?)
}

/// What somebody has typed so far.
#[derive(Debug, Clone, Default)]
struct Draft {
    subject: String,
    text: String,
    channel: String,
    /// Why it did not go.
    why: String,
    is_looked_at: bool,
}

/// Looks at the words, or sends them; what does not go comes back as it was typed.
pub(super) async fn send(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Response, Unshown> {
    let frame = Frame::new("people", &web, &sent.by.who);
    let mut draft = Draft {
        subject: sent.field("subject").to_owned(),
        text: sent.field("text").to_owned(),
        channel: sent.field("channel").to_owned(),
        why: String::new(),
        is_looked_at: true,
    };
    if sent.field("do") == "look" {
        return Ok(show(&drawn(&web, frame, id, draft).await?)?.into_response());
    }
    let (typed, form) = (draft.clone(), sent.id.clone());
    let done = write(&web, move |tx, web| {
        let own = OwnWords {
            dossier: id,
            subject: &typed.subject,
            text: &typed.text,
            channel: channel(&typed.channel),
            id: &form,
        };
        say(tx, &web.house, &own, now()).map_err(|why| match why {
            NotWritten::Round(error) => Trouble::round(error),
            other => Trouble::refused(other),
        })
    })
    .await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/people/{id}?done=written")).into_response()),
        Err(Trouble::Refused(why)) => {
            draft.why = why;
            Ok(show(&drawn(&web, frame, id, draft).await?)?.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What the check finds in the words so far, for the page to show beside them.
pub(super) async fn findings(Path(_): Path<DossierId>, sent: Sent<Act>) -> Result<Html<String>, Unshown> {
    let text = sent.field("text");
    show(&view::Findings { found: found(text, &look(text, channel(sent.field("channel")).unwrap_or(Channel::Email))) })
}

async fn drawn(web: &Web, frame: Frame, id: DossierId, draft: Draft) -> Result<view::Write, Trouble> {
    let name = read(web, move |tx, _| super::pages::name_of(tx, id)).await?;
    let checked = look(&draft.text, channel(&draft.channel).unwrap_or(Channel::Email));
    let findings = if draft.is_looked_at { found(&draft.text, &checked) } else { view::Found::default() };
    Ok(view::Write {
        frame,
        person: id.to_string(),
        name,
        subject: draft.subject,
        text: draft.text,
        channel: draft.channel,
        why: draft.why,
        found: findings,
    })
}

/// What was found, with the words that it is about.
fn found(text: &str, checked: &Checked) -> view::Found {
    let lines = checked.findings.iter().map(|finding| {
        let words = text.get(finding.span.0..finding.span.1).unwrap_or_default();
        view::FoundLine {
            forbids: finding.effect == Weight::Prohibits,
            what: finding.label.replace('_', " "),
            words: if words.len() < text.len() { words.to_owned() } else { String::new() },
            rewrite: finding.rewrite.clone(),
        }
    });
    let is_read = !text.trim().is_empty();
    view::Found {
        is_read,
        grade: if is_read { format!("{:.0}", checked.grade.flesch_kincaid.max(1.0)) } else { String::new() },
        lines: lines.collect(),
    }
}

fn channel(word: &str) -> Option<Channel> {
    match word {
        "email" => Some(Channel::Email),
        "letter" => Some(Channel::Letter),
        _ => None,
    }
}
