//! A letter whose facts only a human has: what was said in a talk, what we got wrong, what we found about a complaint.

use ::facts::{Money, Purpose};
use jiff::Timestamp;
use jiff::civil::Date;
use store::promise::{MadeBy, State};
use store::{DossierId, StoreError, WriteTx};
use words::compose::Kind;

use super::{Letter, Said, say};
use crate::house::House;
use crate::round::{Beside, RoundError};

/// What the templates of these letters name, beside what the record knows.
const NAMES: [&str; 22] = [
    "talked_on",
    "told",
    "agreed",
    "ours",
    "happened",
    "changed",
    "gets",
    "found",
    "got_on",
    "state_body",
    "state_body_web",
    "closed_on",
    "reported",
    "until",
    "due_from",
    "answer_by",
    "about",
    "offer",
    "rest",
    "total",
    "link",
    "link_until",
];

/// Why a letter by hand can't be said.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    #[error(
        "`{0}` is not said by hand: say `after_call`, `our_mistake`, `complaint_answer_us`, `complaint_answer_uk`, \
         `complaint_received`, `closed`, `hold` or `thaw`"
    )]
    NotByHand(String),
    #[error("the facts can't be read: {0}. Each is a text, a day, a list of texts, or a sum like `\"12.50 USD\"`")]
    Unreadable(String),
    #[error("no letter names `{0}`: see the template for the facts that it needs")]
    Unknown(String),
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Says a letter by hand: its facts as TOML, a name and its value each line. Of one cause once.
///
/// # Errors
/// A kind that follows from the record alone, facts that can't be read or that no template names; the store's.
pub fn by_hand(
    tx: &mut WriteTx<'_>,
    house: &House,
    (dossier, kind): (DossierId, Kind),
    (facts, cause): (&str, &str),
    now: Timestamp,
) -> Result<Said, ByHandError> {
    let is_answer = matches!(kind, Kind::ComplaintAnswerUk | Kind::ComplaintAnswerUs);
    let others = [Kind::AfterCall, Kind::OurMistake, Kind::ComplaintReceived, Kind::Closed, Kind::Hold, Kind::Thaw];
    if !is_answer && !others.contains(&kind) {
        return Err(ByHandError::NotByHand(kind.as_str().to_owned()));
    }
    let beside = beside(facts)?;
    let standing = crate::dossier::standing(tx, dossier).map_err(RoundError::from)?;
    let letter = Letter {
        kind,
        purpose: Purpose::Reply,
        dossier,
        debts: &[],
        beside,
        reason: reason(kind),
        cause: &format!("hand/{}/{cause}", kind.as_str()),
        by: None,
    };
    let said = say(tx, house, &letter, &standing, now)?;
    if is_answer && matches!(said, Said::Queued(_)) {
        answered(tx, dossier, now)?;
    }
    Ok(said)
}

fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::AfterCall => "we talked, and this is what we both said",
        Kind::OurMistake => "we got something wrong, and you have a right to know",
        Kind::Closed => "your account is closed, and this letter says so",
        Kind::Hold => "we pause, as you needed it",
        Kind::Thaw => "the pause that we agreed ends, and we said that we would tell you",
        _ => "you complained, and this is our answer",
    }
}

/// What was promised with the acknowledgement is kept.
fn answered(tx: &mut WriteTx<'_>, dossier: DossierId, now: Timestamp) -> Result<(), StoreError> {
    for promise in store::promise::of_dossier(tx, dossier)? {
        let is_it = promise.what.as_deref() == Some(super::COMPLAINT.as_bytes());
        if is_it && promise.made_by == MadeBy::Ours && promise.state == State::Open {
            store::promise::settle(tx, promise.id, State::Kept, now)?;
        }
    }
    Ok(())
}

fn beside(facts: &str) -> Result<Beside, ByHandError> {
    let table: toml::Table = toml::from_str(facts).map_err(|why| ByHandError::Unreadable(why.to_string()))?;
    let mut beside = Beside::default();
    for (name, value) in &table {
        let name = *NAMES.iter().find(|known| **known == name).ok_or_else(|| ByHandError::Unknown(name.clone()))?;
        beside = match value {
            toml::Value::Array(lines) => beside.list(name, texts(name, lines)?),
            toml::Value::Datetime(day) => match day.to_string().parse::<Date>() {
                Ok(day) => beside.day(name, day),
                Err(why) => return Err(ByHandError::Unreadable(format!("`{name}`: {why}"))),
            },
            toml::Value::String(text) => match text.parse::<Money>() {
                Ok(sum) => beside.sum(name, sum),
                Err(_) => beside.text(name, text.as_str()),
            },
            other => return Err(ByHandError::Unreadable(format!("`{name}` is {}", other.type_str()))),
        };
    }
    Ok(beside)
}

fn texts(name: &str, lines: &[toml::Value]) -> Result<Vec<String>, ByHandError> {
    let text = |line: &toml::Value| line.as_str().map(str::to_owned);
    let texts = lines.iter().map(text).collect::<Option<Vec<_>>>();
    texts.ok_or_else(|| ByHandError::Unreadable(format!("a line of `{name}` is no text")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_template_names_is_refused() {
        let why = beside("takled_on = 2026-11-24").unwrap_err().to_string();
        assert!(why.contains("`takled_on`"), "{why}");
        assert!(beside("told = [1]").is_err() && beside("told = true").is_err());
        assert!(beside("talked_on = 2026-11-24\ntold = [\"I lost my job.\"]\noffer = \"12.50 USD\"").is_ok());
    }
}
