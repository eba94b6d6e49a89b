//! Calling from the desk: the gate is asked, its answer is shown, and how the call went is written down.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::contact::{Attempt, Ended, How, Refused, UnderWay, Wanted, begin, ended, under_way};
use casework::place::Profile;
use facts::{Part, Purpose};
use store::DossierId;

use super::frame::{Frame, Page, show};
use super::signed::{Act, Sent, Signed};
use super::told::{self, Heard};
use super::{Unshown, view};
use crate::clock::now;
use crate::web::{Trouble, Web, read, waited, write};

/// Why somebody is called, as the form offers it.
pub(super) const PURPOSES: [(&str, &str); 3] =
    [("reply", "to answer them"), ("wellbeing", "to see how they are"), ("collect", "to talk about the account")];

/// Asks the gate, and shows the call that may be made or why it may not.
pub(super) async fn start(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Response, Unshown> {
    let frame = Frame::new("people", &web, &sent.by.who);
    let to = sent.required("to", "the number")?.parse().map_err(Trouble::refused)?;
    let purpose = match sent.field("purpose") {
        "reply" => Purpose::Reply,
        "wellbeing" => Purpose::Wellbeing,
        "collect" => Purpose::Collect,
        _ => return Err(Trouble::Refused("say why you call: choose one of the reasons".to_owned()).into()),
    };
    let by = sent.by.who.name.clone();
    let attempt = write(&web, move |tx, web| {
        let wanted = Wanted { dossier: id, to: &to, purpose, by: &by, now: now() };
        begin(tx, &web.house, &wanted).map_err(Trouble::round)
    })
    .await?;
    match attempt {
        Attempt::Go(_) => Ok(Redirect::to(&format!("/people/{id}/call")).into_response()),
        Attempt::Busy { by, .. } if by == sent.by.who.name => {
            Ok(Redirect::to(&format!("/people/{id}/call")).into_response())
        }
        Attempt::Busy { by, .. } => Err(Trouble::Refused(format!(
            "{by} is calling them right now. Wait until {by} has written down how it went."
        ))
        .into()),
        Attempt::Listed { list } => Err(Trouble::Refused(format!(
            "They are on the dialler's list `{list}`, and it has not said whether it called them. Bring its results in first."
        ))
        .into()),
        Attempt::No(refused) => Ok(refusal(frame, id, *refused)?.into_response()),
    }
}

fn refusal(frame: Frame, id: DossierId, refused: Refused) -> Page {
    let instead = refused.instead.iter().map(|way| {
        let when = way.at.to_string();
        match way.differs {
            conduct::Differs::Hour => format!("The same call, from {when} on"),
            _ => format!("By {} now", way.channel.as_str().replace('_', " ")),
        }
    });
    show(&view::CallRefused {
        may_be_judged: refused.verdict == facts::Verdict::Refer,
        frame,
        person: id.to_string(),
        why: refused.why,
        decision: refused.decision.to_string(),
        instead: instead.collect(),
    })
}

/// The call that is under way: number, what to say first, and the form for how it went.
pub(super) async fn under(State(web): State<Web>, Path(id): Path<DossierId>, signed: Signed<Act>) -> Page {
    let frame = Frame::new("people", &web, &signed.who);
    let me = signed.who.name.clone();
    let page = read(&web, move |tx, _| {
        let (_, call) = under_way(tx, id).map_err(Trouble::other)?.ok_or(Trouble::Nothing)?;
        if call.by != me {
            return Err(Trouble::Refused(format!("{} is calling them. It is theirs to write down.", call.by)));
        }
        let standing = casework::dossier::standing(tx, id).map_err(Trouble::other)?;
        let to = call.ask.to.as_ref().and_then(|id| standing.endpoint_ix(id)).and_then(|ix| standing.endpoint(ix));
        let row = store::dossier::get(tx, id)?.ok_or(Trouble::Nothing)?;
        let profile: Profile = serde_json::from_slice(&row.profile.ok_or(Trouble::Nothing)?).map_err(Trouble::other)?;
        let number = to.map(|e| e.value.clone()).unwrap_or_default();
        Ok(call_page(frame.clone(), id, profile.name, number, call))
    })
    .await?;
    show(&page)
}

fn call_page(frame: Frame, id: DossierId, name: String, number: String, call: UnderWay) -> view::Call {
    view::Call {
        frame,
        person: id.to_string(),
        name,
        dial: format!("tel:{}", number.replace(' ', "")),
        number,
        decision: call.decision.to_string(),
        opening: call.opening.into_iter().map(|line| (line.part.as_str(), line.words)).collect(),
        message: call.may_leave_message,
        hows: How::ALL.iter().map(|how| (how.as_str(), how.sentence())).collect(),
    }
}

/// Writes down how the call went; their own words are listened to, as if they had written them. The words come first: each
/// step is known again by the form, so a form that is sent once more after a fault does the rest and nothing twice.
pub(super) async fn end(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Response, Unshown> {
    let how: How = sent.field("how").parse().map_err(Trouble::Refused)?;
    let said: Vec<Part> = sent
        .ticked("said")
        .filter_map(|word| serde_json::from_value(serde_json::Value::String(word.to_owned())).ok())
        .collect();
    let (words, form) = (sent.field("words").to_owned(), sent.id.clone());
    let heard = if words.is_empty() {
        None
    } else {
        let web = web.clone();
        let hear = move || {
            let heard = Heard { dossier: id, channel: facts::Channel::Call, id: &form, text: &words };
            told::hear_them(&web, &heard)
        };
        Some(waited(hear).await?)
    };
    let (note, by) = (sent.field("note").to_owned(), sent.by.who.name.clone());
    write(&web, move |tx, _| {
        let what = Ended { how, said: &said, note: &note };
        ended(tx, id, &what, &by, now()).map_err(Trouble::refused)
    })
    .await?;
    match heard {
        Some(heard) => {
            let frame = Frame::new("people", &web, &sent.by.who);
            Ok(told::page(frame, id, heard)?.into_response())
        }
        None => Ok(Redirect::to(&format!("/people/{id}?done=call")).into_response()),
    }
}
