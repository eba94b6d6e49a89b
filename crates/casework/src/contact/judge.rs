//! What a rule leaves to a human: the question in plain words, and the judgement that settles it for a while.

use conduct::{Decision, Finding};
use facts::{Fact, HouseEvent, Judgement, JudgementAnswer, Verdict, When};
use jiff::Timestamp;
use jiff::civil::Date;
use store::task::State;
use store::{DecisionId, DossierId, ReadTx, WriteTx};

use crate::dossier::{DossierError, entry, record};
use crate::house::House;
use crate::proof::{ReplayError, ask_again, kept};

/// A judgement binds for so many days at most; then the question is asked anew.
const DAYS_MAX: i32 = 90;
/// A reason is long enough to be understood by whoever reviews it.
const WHY_LETTERS_MIN: usize = 10;

/// A rule's question to a human.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The paragraph.
    pub rule: &'static str,
    /// What it asks, in one sentence of our own.
    pub gist: &'static str,
    /// The fact to find out, where the rule names one.
    pub unknown: Option<&'static str>,
}

/// A human's answer.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The decision in which the rule referred.
    pub decision: DecisionId,
    pub rule: &'a str,
    pub answer: JudgementAnswer,
    pub why: &'a str,
    /// The last day on which it binds.
    pub until: Date,
}

/// Why something is not judged.
#[derive(Debug, thiserror::Error)]
pub enum NotJudged {
    #[error("`{0}` asks no human now: what the law denies can't be judged, and what it permits needs no judgement")]
    NotReferred(String),
    #[error("`{0}` asks for a fact that is not known: find it out and write it down, it can't be judged away")]
    Unknown(String),
    #[error("say why, in a sentence: whoever reviews it reads it")]
    NoReason,
    #[error("a judgement binds from today for {DAYS_MAX} days at most: choose an earlier day that is not past")]
    Until,
    #[error(transparent)]
    Replay(#[from] ReplayError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

/// What the rules ask a human about a contact that was referred, decided anew on the facts of now.
///
/// # Errors
/// A decision that is not kept, a dossier that can't be read.
pub fn questions(
    tx: &mut ReadTx<'_>,
    house: &House,
    decision: DecisionId,
    now: Timestamp,
) -> Result<Vec<Question>, ReplayError> {
    let (_, _, decided) = ask_again(tx, house, decision, now)?;
    Ok(referring(&decided).map(|f| Question { rule: f.rule, gist: f.gist, unknown: f.unknown }).collect())
}

/// Records a human's judgement on one rule that refers. It binds that rule and those debts only, until its day.
///
/// # Errors
/// The rule does not refer on the facts of now; it asks for a fact; no reason; a day too far; and the store's.
pub fn judge(
    tx: &mut WriteTx<'_>,
    house: &House,
    judged: &Judged<'_>,
    (id, by): (&str, &str),
    now: Timestamp,
) -> Result<DossierId, NotJudged> {
    let event = format!("evt_judged_{id}");
    let (dossier, _) = kept(tx, judged.decision)?;
    if store::event::find(tx, dossier, &event)?.is_some() {
        return Ok(dossier);
    }
    let (_, ask, decided) = ask_again(tx, house, judged.decision, now)?;
    let finding = referring(&decided).find(|f| f.rule == judged.rule);
    let finding = finding.ok_or_else(|| NotJudged::NotReferred(judged.rule.to_owned()))?;
    if finding.unknown.is_some() {
        return Err(NotJudged::Unknown(judged.rule.to_owned()));
    }
    let why = judged.why.trim();
    if why.chars().count() < WHY_LETTERS_MIN {
        return Err(NotJudged::NoReason);
    }
    let standing = crate::dossier::standing(tx, dossier)?;
    let here = now.to_zoned(standing.home_zone());
    let latest = here.date().checked_add(jiff::Span::new().days(DAYS_MAX)).unwrap_or(here.date());
    if judged.until < here.date() || judged.until > latest {
        return Err(NotJudged::Until);
    }
    let judgement = Judgement {
        at: When::at(&here),
        rule: judged.rule.to_owned(),
        by: by.to_owned(),
        answer: judged.answer,
        debts: ask.debts().to_vec(),
        why: why.to_owned(),
        until: judged.until,
    };
    let at = judgement.at;
    let one = entry(event, at, by, Fact::House(HouseEvent::Judgement(judgement)));
    record(tx, dossier, &[one], now, by, Some(now))?;
    for task in store::task::of_dossier(tx, dossier)? {
        if task.kind == "judge" && task.state == State::Open {
            store::task::close(tx, task.id, State::Done, now)?;
        }
    }
    Ok(dossier)
}

/// The findings that leave it to a human.
fn referring(decision: &Decision) -> impl Iterator<Item = &Finding> {
    decision.findings.iter().filter(|f| f.verdict == Verdict::Refer)
}
