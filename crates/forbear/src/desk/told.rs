//! What somebody told an agent, in their own words: listened to as if they had written it, and what it changed.

use axum::extract::{Path, State};
use casework::hear::{Inbound, Outcome, Sender, hear};
use facts::Channel;
use store::DossierId;

use super::frame::{Frame, Page, show};
use super::signed::{Act, Sent};
use super::view;
use crate::clock::now;
use crate::web::{Trouble, Web, waited};

/// Words that an agent wrote down for somebody.
pub(super) struct Heard<'a> {
    pub(super) dossier: DossierId,
    pub(super) channel: Channel,
    /// The form's id: the same form twice is one message.
    pub(super) id: &'a str,
    pub(super) text: &'a str,
}

/// Takes words in that an agent wrote down.
pub(super) async fn take(State(web): State<Web>, Path(id): Path<DossierId>, sent: Sent<Act>) -> Page {
    let frame = Frame::new("people", &web, &sent.by.who);
    let channel = match sent.field("channel") {
        "call" => Channel::Call,
        "in_person" => Channel::InPerson,
        "letter" => Channel::Letter,
        _ => return Err(Trouble::Refused("say how they told you: choose one of the ways".to_owned()).into()),
    };
    let (form, words) = (sent.id.clone(), sent.required("words", "what they said")?.to_owned());
    let outcome = waited(move || {
        let heard = Heard { dossier: id, channel, id: &form, text: &words };
        hear_them(&web, &heard)
    })
    .await?;
    page(frame, id, outcome)
}

pub(super) fn hear_them(web: &Web, heard: &Heard<'_>) -> Result<Outcome, Trouble> {
    let inbound = Inbound {
        channel: heard.channel,
        from: Sender::Person(heard.dossier),
        id: heard.id,
        text: heard.text,
        received: now(),
        answers: None,
        document: None,
    };
    hear(&web.store, &web.house, &inbound).map_err(Trouble::round)
}

/// What their words changed, for whoever wrote them down to look at once more.
pub(super) fn page(frame: Frame, id: DossierId, outcome: Outcome) -> Page {
    let Outcome::Taken(taken) = outcome else {
        let words = "This was taken in before, and nothing was changed by sending it again.".to_owned();
        return show(&view::Problem { frame, words });
    };
    let plain = |word: &String| word.replace('_', " ");
    show(&view::Told {
        frame,
        person: id.to_string(),
        recorded: taken.recorded.iter().map(plain).collect(),
        confirm: taken.to_confirm.clone(),
        reasons: taken.handed_over.iter().map(|r| (*r).to_owned()).collect(),
        offered: taken.offered_for_consent.iter().map(|c| c.replace('_', " ")).collect(),
        answer_by: taken.answer_by.map(|day| day.strftime("%-d %B %Y").to_string()),
        no_reply: taken.no_reply.clone(),
        recalled: taken.recalled,
    })
}
