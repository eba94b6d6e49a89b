//! Giving a debt up: opened with a reason, decided by two different people, written into the books, and told.

use facts::{DebtId, Event, Fact, Status, StatusKind, When};
use jiff::Timestamp;
use money::id::AgentId;
use money::ledger::write::{self, Claim, Head};
use money::plan::{Trigger, Verdict, WriteOffReview, WriteOffState};
use serde::{Deserialize, Serialize};
use store::event::Recorded;
use store::sheet::NewChange;
use store::{DossierId, ReadTx, StoreError, WriteTx};

use crate::books::{self, BooksError, OwedDebt};
use crate::dossier::{DossierError, entry, record};
use crate::round::{in_hours, open_task};

/// How the sheets of reviews begin: one for each debt.
const SHEET: &str = "write_off/";
/// The kind of the task on the humans' list.
pub(crate) const TASK: &str = "write_off_review";
/// Two weeks: ten working days.
const DUE_HOURS: i64 = 24 * 14;

/// A review of a debt, with what stands on its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtReview {
    /// The first review of this debt is 1.
    pub nth: usize,
    pub review: WriteOffReview,
    pub state: WriteOffState,
    /// Each decision with who, what and why, in the order in which they were made. Refusals are shown too.
    pub votes: Vec<Voted>,
}

/// What one person decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voted {
    pub by: AgentId,
    pub verdict: Verdict,
    pub reason: String,
    pub on: jiff::civil::Date,
}

/// Why a review can't be opened or decided.
#[derive(Debug, thiserror::Error)]
pub enum WriteOffError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error(transparent)]
    Plan(#[from] Box<crate::plan::PlanError>),
    #[error(transparent)]
    Vote(#[from] money::plan::WriteOffError),
    #[error("nothing is owed on `{0}`: there is nothing to give up")]
    NothingOwed(DebtId),
    #[error("nobody has opened a review of `{0}`: open one with its reason first")]
    NotOpen(DebtId),
    #[error("a review can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opened {
    trigger: Trigger,
    on: jiff::civil::Date,
}

/// Opens a review of a debt, and puts it on the humans' list. One that is open already stays as it is.
///
/// # Errors
/// Nothing is owed on the debt; the store's.
pub fn open(
    tx: &mut WriteTx<'_>,
    (dossier, debt): (DossierId, &DebtId),
    trigger: Trigger,
    now: Timestamp,
    by: &str,
) -> Result<DebtReview, WriteOffError> {
    let owed = owed_on(tx, dossier, debt)?.ok_or_else(|| WriteOffError::NothingOwed(debt.clone()))?;
    let before = of_debt(tx, dossier, debt)?;
    if let Some(last) = before.last().filter(|last| !matches!(last.state, WriteOffState::Decided(_))) {
        return Ok(last.clone());
    }
    let on = now.to_zoned(crate::dossier::standing(tx, dossier)?.home_zone()).date();
    let body = serde_json::to_vec(&Opened { trigger, on })?;
    let key = format!("opened/{}", before.len() + 1);
    let change = NewChange { key: &key, kind: "opened", body: &body };
    store::sheet::add(tx, dossier, &sheet_of(debt), &change, Recorded { at: now, by })?;
    let why = format!("{}: two people decide whether {} is given up", spoken(trigger), owed.balance.spoken());
    open_task(tx, dossier, TASK, &why, now, in_hours(now, DUE_HOURS))?;
    of_debt(tx, dossier, debt)?.pop().ok_or_else(|| WriteOffError::NotOpen(debt.clone()))
}

/// Records what one person decided. When a second agrees, it is done in the same transaction: a debt that is written off
/// stands at nothing, is closed and never sold; one of which nothing more is done stays owed, and is not asked for.
///
/// # Errors
/// No review is open; the same person twice; no reason; the store's.
pub fn decide(
    tx: &mut WriteTx<'_>,
    (dossier, debt): (DossierId, &DebtId),
    (by, verdict, reason): (&str, Verdict, &str),
    now: Timestamp,
) -> Result<WriteOffState, WriteOffError> {
    let mut last = of_debt(tx, dossier, debt)?.pop().ok_or_else(|| WriteOffError::NotOpen(debt.clone()))?;
    let standing = crate::dossier::standing(tx, dossier)?;
    let on = now.to_zoned(standing.home_zone()).date();
    let state = last.review.decide(AgentId::from(by), verdict, reason, on)?;
    let vote = Voted { by: by.into(), verdict, reason: reason.trim().to_owned(), on };
    let key = format!("vote/{}/{by}", last.nth);
    let body = serde_json::to_vec(&vote)?;
    let change = NewChange { key: &key, kind: "vote", body: &body };
    store::sheet::add(tx, dossier, &sheet_of(debt), &change, Recorded { at: now, by })?;
    let WriteOffState::Decided(verdict) = state else { return Ok(state) };
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let kind = match verdict {
        Verdict::WriteOff => {
            give_up(tx, (dossier, debt), &last, now, by)?;
            Some(StatusKind::Settled)
        }
        Verdict::NoFurtherAction => Some(StatusKind::CollectionEnded),
        Verdict::Refuse => None,
    };
    if let Some(kind) = kind {
        let status = Status { debts: vec![debt.clone()], ..Status::new(kind, at) };
        let id = format!("evt_write_off_{debt}_{}", last.nth);
        record(tx, dossier, &[entry(id, at, by, Fact::Event(Event::Status(status)))], now, by, Some(now))?;
        if verdict == Verdict::NoFurtherAction {
            let why = "nothing more is done about a debt: tell them so in a letter, without conditions".to_owned();
            open_task(tx, dossier, "write_off_letter", &why, now, in_hours(now, 48))?;
        }
    }
    close_task(tx, dossier, now)?;
    Ok(state)
}

/// The reviews of a debt, the oldest first.
///
/// # Errors
/// The store's; a sheet that can't be read.
pub fn of_debt(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<Vec<DebtReview>, WriteOffError> {
    let mut reviews: Vec<DebtReview> = Vec::new();
    for change in store::sheet::list(tx, dossier, &sheet_of(debt))? {
        if change.kind == "opened" {
            let opened: Opened = serde_json::from_slice(&change.body)?;
            let review = WriteOffReview::open(debt.clone(), opened.trigger, opened.on, &[]);
            let state = review.state();
            reviews.push(DebtReview { nth: reviews.len() + 1, review, state, votes: Vec::new() });
        } else if let Some(last) = reviews.last_mut() {
            let vote: Voted = serde_json::from_slice(&change.body)?;
            last.state = last.review.decide(vote.by.clone(), vote.verdict, &vote.reason, vote.on)?;
            last.votes.push(vote);
        }
    }
    Ok(reviews)
}

/// All reviews of a person's debts.
///
/// # Errors
/// As [`of_debt`].
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<DebtReview>, WriteOffError> {
    let mut all = Vec::new();
    for debt in books::owed(tx, dossier)? {
        all.extend(of_debt(tx, dossier, &debt.debt)?);
    }
    Ok(all)
}

/// Why a review was opened, as a human reads it.
pub fn spoken(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::TerminalIllness => "they are terminally ill",
        Trigger::Incapacity => "they can't earn for a long time, and nothing is left over",
        Trigger::CoercedDebt => "somebody made them take this debt on",
        Trigger::LongToken => "a token has ended and nothing has changed",
        Trigger::DeathWithoutEstate => "they died and left nothing",
        Trigger::BelowCost => "it costs more to ask than is owed",
        Trigger::TimeBarred => "it is too old to be asked for",
        Trigger::OurError => "we made a serious mistake",
        Trigger::LongPlan => "a plan would take more than three years",
        Trigger::NothingLeft => "their budget leaves nothing",
    }
}

fn give_up(
    tx: &mut WriteTx<'_>,
    (dossier, debt): (DossierId, &DebtId),
    last: &DebtReview,
    now: Timestamp,
    by: &str,
) -> Result<(), WriteOffError> {
    let Some(owed) = owed_on(tx, dossier, debt)? else { return Ok(()) };
    let Some(ground) = last.review.given_up() else { return Ok(()) };
    let day = now.to_zoned(crate::dossier::standing(tx, dossier)?.home_zone()).date();
    let on = books::open_day(tx, day, [owed.creditor.as_str()])?;
    let head = Head::new(&format!("write_off/{dossier}/{debt}/{}", last.nth), on, "given up for good");
    let written = write::write_off(head, &Claim::new(debt, &owed.creditor), &owed.parts, &ground)?;
    books::post(tx, Some(dossier), &written, None, now, by)?;
    if crate::plan::runs_for(tx, dossier, debt).map_err(Box::new)? {
        let why = "a debt of their plan was given up: make the plan anew with them, for what is left".to_owned();
        open_task(tx, dossier, "plan_review", &why, now, in_hours(now, 72))?;
    }
    Ok(())
}

fn close_task(tx: &mut WriteTx<'_>, dossier: DossierId, now: Timestamp) -> Result<(), WriteOffError> {
    let still = of_dossier(tx, dossier)?.iter().any(|one| !matches!(one.state, WriteOffState::Decided(_)));
    if still {
        return Ok(());
    }
    crate::round::close_tasks(tx, dossier, TASK, now)?;
    Ok(())
}

fn owed_on(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<Option<OwedDebt>, WriteOffError> {
    Ok(books::owed(tx, dossier)?.into_iter().find(|owed| owed.debt == *debt && owed.balance.minor() > 0))
}

fn sheet_of(debt: &DebtId) -> String {
    format!("{SHEET}{debt}")
}
