//! Money that waits for a person's word, because what it was meant for is disputed or rests: when that is sorted out it
//! goes to a debt, or back to them. It is theirs until they say so.

use facts::{Currency, DebtId, Event, Fact, Money, Status, StatusKind, When};
use jiff::Timestamp;
use money::id::PaymentId;
use money::ledger::write::{self, Arrived, Claim, Head, PaidTo};
use money::ledger::{Part, Provenance, Rest, Wish, allocate, split_parts};
use store::event::Recorded;
use store::sheet::NewChange;
use store::{DossierId, ReadTx, WriteTx};

use super::{Known, PaymentError, open_debts};
use crate::books;
use crate::dossier::{entry, record, standing};
use crate::hold::{Ending, HoldVerbError, end, of_dossier};
use crate::round::close_tasks;

/// The sheet on which it stands that something disputed was sorted out with the person.
const SETTLED: &str = "disputes";
/// How the keys of money that waited and went to a debt begin.
pub(crate) const ASIDE: &str = "aside/";

/// Money that waited, and where it is to go.
#[derive(Debug, Clone)]
pub struct GiveAside<'a> {
    pub dossier: DossierId,
    /// Minted with the form: the same again changes nothing.
    pub key: &'a str,
    pub amount: Money,
    /// The debt that the person named; none where it goes back to them.
    pub to: Option<DebtId>,
    /// What they said, in their own words.
    pub words: &'a str,
    pub by: &'a str,
}

/// What waits for a person's word.
///
/// # Errors
/// The store's.
pub fn aside(tx: &mut ReadTx<'_>, dossier: DossierId, currency: Currency) -> Result<Money, PaymentError> {
    let held = store::journal::on_account(tx, dossier, "suspense", currency.code())?;
    Ok(Money::new(held.saturating_neg(), currency))
}

/// A dispute is sorted out, in the person's own words: payments may go to these debts again. No debts named are all.
/// The dispute itself stays in the log, with all that it meant until now.
///
/// # Errors
/// No words; the store's.
pub fn sorted_out(
    tx: &mut WriteTx<'_>,
    (dossier, debts): (DossierId, &[DebtId]),
    words: &str,
    now: Timestamp,
    by: &str,
) -> Result<(), PaymentError> {
    if words.trim().chars().count() < 3 {
        return Err(PaymentError::NoWords);
    }
    let at = When::at(&now.to_zoned(standing(tx, dossier)?.home_zone()));
    let body = serde_json::to_vec(&(at, debts, words.trim()))?;
    let key = format!("settled/{}", now.as_microsecond());
    let change = NewChange { key: &key, kind: "settled", body: &body };
    store::sheet::add(tx, dossier, SETTLED, &change, Recorded { at: now, by })?;
    for known in of_dossier(tx, dossier).map_err(hold)? {
        let theirs = debts.is_empty() || debts.iter().all(|debt| known.covers(debt));
        if known.hold.cause == money::holds::Cause::Dispute && known.ended.is_none() && theirs {
            end(tx, (dossier, &known.id), Ending::Answered, words, now, by).map_err(hold)?;
        }
    }
    Ok(())
}

/// When disputes were sorted out, and about which debts; no debts are all.
pub(super) fn settled(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<(When, Vec<DebtId>)>, books::BooksError> {
    let changes = store::sheet::list(tx, dossier, SETTLED)?;
    let read = |change: &store::sheet::Change| -> Result<(When, Vec<DebtId>), books::BooksError> {
        let (at, debts, _): (When, Vec<DebtId>, String) = serde_json::from_slice(&change.body)?;
        Ok((at, debts))
    };
    changes.iter().map(read).collect()
}

/// Gives money that waited to the debt that the person named, or puts it with what goes back to them.
///
/// # Errors
/// More than waits; a debt to which no payment may go; the store's.
pub fn give_aside(tx: &mut WriteTx<'_>, new: &GiveAside<'_>, now: Timestamp) -> Result<Known, PaymentError> {
    if new.words.trim().chars().count() < 3 {
        return Err(PaymentError::NoWords);
    }
    let standing = standing(tx, new.dossier)?;
    let today = now.to_zoned(standing.home_zone()).date();
    let id = format!("{ASIDE}{}", new.key);
    if let Some(before) = store::journal::find(tx, &id)? {
        let same = before.dossier == Some(new.dossier) && given(&books::read(&before)?) == Some(new.amount);
        return if same { Ok(Known::Before) } else { Err(PaymentError::Conflict(new.key.to_owned())) };
    }
    let waits = aside(tx, new.dossier, new.amount.currency())?;
    if new.amount.minor() <= 0 || new.amount.minor() > waits.minor() {
        return Err(PaymentError::NotAside(new.amount, waits));
    }
    let person = books::person_id(new.dossier)?;
    let Some(debt) = &new.to else {
        let head = Head::new(&id, today, "money that waited goes back to you");
        let back = write::aside_back(head, &person, new.amount, &said(new))?;
        books::post(tx, Some(new.dossier), &back, None, now, new.by)?;
        return done(tx, new, now);
    };
    let open = open_debts(tx, new.dossier, &standing, new.amount.currency(), today)?;
    let (owed, open) = open
        .into_iter()
        .find(|(owed, _)| owed.debt == *debt)
        .ok_or(PaymentError::NoDebt(new.dossier, new.amount.currency()))?;
    if let Some(barrier) = open.barrier {
        return Err(PaymentError::Barred(debt.clone(), barrier));
    }
    if new.amount.minor() > owed.balance.minor() {
        return Err(PaymentError::MoreThanOwed { amount: new.amount, owed: owed.balance });
    }
    let wish = Wish { parts: vec![(debt.clone(), new.amount)], rest: Rest::Oldest };
    let spread = allocate(new.amount, std::slice::from_ref(&open), &wish)?;
    let parts = split_parts(new.amount, &owed.parts, Part::ALL)?;
    let to = [PaidTo { claim: Claim::new(debt, &owed.creditor), parts }];
    let on = books::open_day(tx, today, [owed.creditor.as_str()])?;
    let head = Head::new(&id, on, "money that waited for your word");
    let posting = write::payment(head, &PaymentId::from(id.as_str()), &person, &to, &spread, Arrived::FromSuspense)?;
    books::post(tx, Some(new.dossier), &posting, None, now, new.by)?;
    if new.amount == owed.balance {
        let at = When::at(&now.to_zoned(standing.home_zone()));
        let status = Status { debts: vec![debt.clone()], ..Status::new(StatusKind::Paid, at) };
        let one = entry(format!("evt_paid_off_{id}"), at, new.by, Fact::Event(Event::Status(status)));
        record(tx, new.dossier, &[one], now, new.by, Some(now))?;
    }
    done(tx, new, now)
}

fn done(tx: &mut WriteTx<'_>, new: &GiveAside<'_>, now: Timestamp) -> Result<Known, PaymentError> {
    if aside(tx, new.dossier, new.amount.currency())?.minor() <= 0 {
        close_tasks(tx, new.dossier, "money_aside", now)?;
    }
    if new.to.is_none() {
        let why = format!("{} goes back to them, as they wish: send it", new.amount.spoken());
        crate::round::open_task(tx, new.dossier, "refund", &why, now, crate::round::in_hours(now, 48))?;
    }
    Ok(Known::New)
}

/// A payment was taken back of which a part had waited and was given since: what was given last comes back first.
pub(super) fn take_back(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    currency: Currency,
    on: jiff::civil::Date,
    now: Timestamp,
    by: &str,
) -> Result<(), PaymentError> {
    if aside(tx, dossier, currency)?.minor() >= 0 {
        return Ok(());
    }
    for row in store::journal::of_dossier(tx, dossier)?.into_iter().rev() {
        if !row.key.starts_with(ASIDE) || store::journal::reversed_by(tx, row.id)?.is_some() {
            continue;
        }
        let posted = books::read(&row)?;
        if given(&posted).is_none_or(|amount| amount.currency() != currency) {
            continue;
        }
        let booked = books::open_day_of(tx, on, &posted)?;
        let back = posted.reversal(format!("back/{}", row.key).into(), booked, "a payment was taken back")?;
        books::post(tx, Some(dossier), &back, Some(row.id), now, by)?;
        if aside(tx, dossier, currency)?.minor() >= 0 {
            break;
        }
    }
    Ok(())
}

/// How much an entry took from what waited.
fn given(entry: &money::ledger::Entry) -> Option<Money> {
    let from = |posting: &&money::ledger::Posting| posting.to == money::ledger::Account::Suspense;
    entry.postings().iter().find(from).map(|posting| posting.amount)
}

fn said(new: &GiveAside<'_>) -> Provenance {
    Provenance::Judgement { by: vec![new.by.into()], reason: "as the person wishes".to_owned() }
}

fn hold(error: HoldVerbError) -> PaymentError {
    PaymentError::Hold(Box::new(error))
}
