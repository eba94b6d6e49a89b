//! What a rule leaves to a human: its question in plain words with the facts, and the judgement.

use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::contact::{Judged, judge, questions};
use casework::explain::{Reader, explain};
use facts::JudgementAnswer;
use jiff::civil::Date;
use store::DecisionId;

use super::frame::{Frame, Page, show};
use super::signed::{Judge, Sent, Signed};
use super::{Unshown, view};
use crate::clock::now;
use crate::web::{Trouble, Web, read, write};

pub(super) async fn ask(State(web): State<Web>, Path(id): Path<DecisionId>, signed: Signed<Judge>) -> Page {
    let frame = Frame::new("decisions", &web, &signed.who);
    let page = read(&web, move |tx, web| {
        let asked = questions(tx, &web.house, id, now()).map_err(Trouble::other)?;
        let (dossier, ask, decision) =
            casework::proof::ask_again(tx, &web.house, id, now()).map_err(|_| Trouble::Nothing)?;
        Ok(view::Judge {
            frame: frame.clone(),
            decision: id.to_string(),
            name: super::pages::name_of(tx, dossier)?,
            person: dossier.to_string(),
            is_denied: decision.verdict == Some(facts::Verdict::Deny),
            officer: explain(&ask, &decision, Reader::Officer),
            questions: asked
                .into_iter()
                .map(|q| view::Question {
                    rule: q.rule,
                    gist: q.gist,
                    unknown: q.unknown.map(|fact| fact.replace('_', " ")),
                })
                .collect(),
            until: now()
                .to_zoned(jiff::tz::TimeZone::UTC)
                .date()
                .saturating_add(jiff::Span::new().days(30))
                .to_string(),
        })
    })
    .await?;
    show(&page)
}

pub(super) async fn answer(
    State(web): State<Web>,
    Path(id): Path<DecisionId>,
    sent: Sent<Judge>,
) -> Result<Redirect, Unshown> {
    let rule = sent.required("rule", "the rule")?.to_owned();
    let answer = match sent.field("answer") {
        "may_be_done" => JudgementAnswer::MayBeDone,
        "must_not_be_done" => JudgementAnswer::MustNotBeDone,
        _ => return Err(Trouble::Refused("say whether it may be done: choose one answer".to_owned()).into()),
    };
    let until: Date = sent
        .field("until")
        .parse()
        .map_err(|_| Trouble::refused("the day is not understood: write it like 2026-12-01"))?;
    let (why, by, form) = (sent.field("why").to_owned(), sent.by.who.name.clone(), sent.id.clone());
    let dossier = write(&web, move |tx, web| {
        let judged = Judged { decision: id, rule: &rule, answer, why: &why, until };
        judge(tx, &web.house, &judged, (&form, &by), now()).map_err(Trouble::refused)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{dossier}?done=judged")))
}
