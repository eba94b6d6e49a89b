//! Rest for a debt or a person: placed by a word, ended each by its own rule.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::hold::{Ending, NewHold, end, place};
use facts::HoldCause;
use jiff::civil::Date;
use money::holds::Released;
use store::DossierId;

use super::Unshown;
use super::signed::{Act, Sent};
use crate::clock::now;
use crate::web::{Trouble, Web, write};

/// The causes that an agent places by a word, as the form offers them. The others follow from what came in.
pub(super) const CAUSES: [(&str, &str); 9] = [
    ("asked", "they asked for time"),
    ("dispute", "they say that it is wrong"),
    ("evidence", "they look for papers"),
    ("advice", "they see a debt adviser"),
    ("health", "they are ill"),
    ("bereavement", "somebody died"),
    ("breathing_space", "breathing space (official)"),
    ("bankruptcy", "bankruptcy"),
    ("disaster", "a disaster where they live"),
];

pub(super) async fn rest(
    State(web): State<Web>,
    Path(id): Path<DossierId>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let cause: HoldCause = serde_json::from_value(serde_json::Value::String(sent.field("cause").to_owned()))
        .map_err(|_| Trouble::refused("say why it rests: choose one of the causes"))?;
    let until: Option<Date> = match sent.field("until") {
        "" => None,
        day => Some(day.parse().map_err(|_| Trouble::refused("the day is not understood: write it like 2026-12-01"))?),
    };
    let (words, by, key) = (sent.field("words").to_owned(), sent.by.who.name.clone(), sent.id.clone());
    write(&web, move |tx, _| {
        let new = NewHold {
            dossier: id,
            key: &key,
            cause,
            debts: Vec::new(),
            from: None,
            until,
            evidence: None,
            words: Some(words.as_str()).filter(|words| !words.is_empty()),
            by: &by,
        };
        place(tx, &new, now()).map_err(Trouble::refused)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{id}?done=held")))
}

pub(super) async fn ended(
    State(web): State<Web>,
    Path((id, hold)): Path<(DossierId, String)>,
    sent: Sent<Act>,
) -> Result<Redirect, Unshown> {
    let ending = match sent.field("ending") {
        "by_person" => Ending::ByPerson,
        "answered" => Ending::Answered,
        "one_of_two" => Ending::OneOfTwo,
        _ => return Err(Trouble::refused("say what ends it: choose one").into()),
    };
    let (words, by) = (sent.field("words").to_owned(), sent.by.who.name.clone());
    let released =
        write(&web, move |tx, _| end(tx, (id, &hold), ending, &words, now(), &by).map_err(Trouble::refused)).await?;
    let done = if released == Released::Yes { "released" } else { "one_of_two" };
    Ok(Redirect::to(&format!("/people/{id}?done={done}")))
}
