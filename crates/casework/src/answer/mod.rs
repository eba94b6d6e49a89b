//! What a person does on their own page: one verb a file, each one transaction, known again by the form it came with.

mod ask_person;
mod come_in;
mod dispute;
mod prefer;
mod propose;
mod rest;
mod stop;
mod tell;

pub use ask_person::{AskPerson, CallBack, Slot, ask_person, slots};
pub use come_in::{Came, IDLE, Light, TRIES_MAX, ask_link, by_code, by_link, is_open};
pub use dispute::{Wrong, dispute};
pub use prefer::{DETAIL_MAX, NEEDS, Need, NeedWish, Wishes, details, prefer, prefers};
pub use propose::{SmallBudget, propose, say_budget};
pub use rest::{rest, rests_until};
pub use stop::{Way, allow, stop, stopped};
pub use tell::{tell, told};

use conduct::Standing;
use facts::{Channel, DebtId, Entry, Event, Fact, Meaning, Statement, When};
use jiff::Timestamp;
use store::{DossierId, ReadTx, Store, WriteTx};

use crate::dossier::{DossierError, entry, record};
use crate::handover::ANSWER;
use crate::hear::{Given, Inbound, Outcome, Sender, form_key};
use crate::house::House;
use crate::round::RoundError;

/// Who writes down what a person does on their page.
pub(crate) const PORTAL: &str = "portal";
/// More words than these are no story any more; the page says so before.
pub const WORDS_MAX: usize = 8_000;

/// A form that a person sent.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub dossier: DossierId,
    /// Minted with the form: sent twice, it is one.
    pub id: &'a str,
    pub now: Timestamp,
}

/// Whether a form did something, or had done it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Now,
    Before,
}

/// Why something that a person wanted can't be done.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error(transparent)]
    Plan(#[from] crate::plan::PlanError),
    #[error(transparent)]
    Budget(#[from] crate::budget::BudgetSheetError),
    #[error("your words are too many for this box: {0} letters are possible, and a letter to us has no limit")]
    TooLong(usize),
    #[error("the box is empty: write what you would like us to know")]
    Empty,
    #[error("everything was stopped: a person of ours opens it again with you; ask for one")]
    ByHand,
    #[error("this time can't be chosen any more: choose another")]
    NoSlot,
}

impl From<DossierError> for AnswerError {
    fn from(error: DossierError) -> AnswerError {
        AnswerError::Round(error.into())
    }
}

impl From<store::StoreError> for AnswerError {
    fn from(error: store::StoreError) -> AnswerError {
        AnswerError::Round(error.into())
    }
}

impl Form<'_> {
    /// What the form is known by in the record.
    pub fn key(&self) -> String {
        form_key(Channel::Portal, self.id)
    }

    fn at(&self, standing: &Standing) -> When {
        When::at(&self.now.to_zoned(standing.home_zone()))
    }

    fn inbound<'a>(&'a self, words: &'a str) -> Inbound<'a> {
        Inbound {
            channel: Channel::Portal,
            from: Sender::Person(self.dossier),
            id: self.id,
            text: words,
            received: self.now,
            answers: None,
            document: None,
        }
    }
}

/// A statement of the person, written on their page.
fn statement(at: When, about: Vec<DebtId>, means: Meaning) -> Fact {
    Fact::Event(Event::Statement(Statement {
        at,
        by: crate::place::consumer(),
        with: None,
        via: Channel::Portal,
        written: Some(true),
        received: None,
        about,
        means,
    }))
}

/// Takes in words with what was ticked beside them. `facts` makes what is recorded of the ticks.
fn take(
    store: &Store,
    house: &House,
    form: &Form<'_>,
    words: &str,
    ticked: impl Fn(When, &Standing) -> Given,
) -> Result<Done, AnswerError> {
    let words = words.trim();
    if words.len() > WORDS_MAX {
        return Err(AnswerError::TooLong(WORDS_MAX));
    }
    store.write(|tx: &mut WriteTx| {
        let standing = crate::dossier::standing(tx, form.dossier)?;
        let given = ticked(form.at(&standing), &standing);
        let inbound = form.inbound(words);
        match crate::hear::given(tx, house, &inbound, form.dossier, &standing, given)? {
            Outcome::Before => Ok(Done::Before),
            _ => Ok(Done::Now),
        }
    })
}

/// Records what needs no human, once.
fn keep(
    tx: &mut WriteTx<'_>,
    form: &Form<'_>,
    facts: impl FnOnce(When, &Standing) -> Vec<Fact>,
) -> Result<Done, AnswerError> {
    let key = form.key();
    let first = format!("evt_portal_{key}_1");
    if store::event::find(tx, form.dossier, &first)?.is_some() {
        return Ok(Done::Before);
    }
    let standing = crate::dossier::standing(tx, form.dossier)?;
    let at = form.at(&standing);
    let number = |(i, fact): (usize, Fact)| entry(format!("evt_portal_{key}_{}", i + 1), at, PORTAL, fact);
    let entries: Vec<Entry> = facts(at, &standing).into_iter().enumerate().map(number).collect();
    if !entries.is_empty() {
        record(tx, form.dossier, &entries, form.now, PORTAL, Some(form.now))?;
    }
    Ok(Done::Now)
}

/// By when a human answers what stands open with them: the first such promise; none where none is open.
///
/// # Errors
/// A dossier that can't be read.
pub fn answer_due(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<When>, DossierError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let zone = standing.home_zone();
    let open = standing.house().promises.iter().filter(|p| p.ours && p.id.starts_with(ANSWER));
    Ok(open.map(|p| p.due).min_by_key(|due| due.key()).map(|due| due.when(&zone)))
}
