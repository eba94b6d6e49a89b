//! Receiving a payment: one transaction from the key to the receipt.

use conduct::Standing;
use facts::{
    DebtId, Entry, Event, Fact, HouseEvent, Money, Payment, PromiseClosed, PromiseOutcome, Status, StatusKind, When,
};
use jiff::Timestamp;
use jiff::civil::Date;
use money::id::PaymentId;
use money::ledger::write::{Arrived, Claim, Head, PaidTo};
use money::ledger::{Allocation, Part, Rest, allocate, split_parts, write};
use money::ratio;
use sha2::{Digest, Sha256};
use store::WriteTx;

use super::{From, Known, Method, NewPayment, Outcome, PAYMENT_MAX, PaymentError, Received, message, open_debts};
use crate::books::{self, OwedDebt};
use crate::dossier::{entry, record_onto};
use crate::round::{in_hours, open_task};

/// Takes a payment in: spread, posted, written into the log, its promise and plan told, a receipt owed; all in the
/// caller's transaction. The same payment again gives the same answer and changes nothing.
///
/// # Errors
/// A conflict where the key is known with another payment; a wish that can't be followed; the store's.
pub fn receive(tx: &mut WriteTx<'_>, new: &NewPayment<'_>, now: Timestamp) -> Result<Outcome, PaymentError> {
    let digest = digest(new)?;
    if let Some(known) = store::payment::find(tx, new.key)? {
        return before(new, &digest, &known);
    }
    if new.amount.minor() > PAYMENT_MAX {
        return Err(PaymentError::Absurd(new.amount));
    }
    let standing = crate::dossier::standing(tx, new.dossier)?;
    let today = now.to_zoned(standing.home_zone()).date();
    // A bank may book on the next working day; a day that nobody has reached anywhere is a mistake.
    if new.on > today.saturating_add(jiff::Span::new().days(1)) {
        return Err(PaymentError::Future { on: new.on, today });
    }
    let mut debts = open_debts(tx, new.dossier, &standing, new.amount.currency(), today)?;
    if debts.is_empty() {
        return Err(PaymentError::NoDebt(new.dossier, new.amount.currency()));
    }
    if new.on < today && debts.iter().any(|(debt, _)| debt.parts.iter().any(|(part, _)| *part == Part::Interest)) {
        // Interest that was added for days after this payment is worked out anew.
        crate::charge::take_back_since(tx, (new.dossier, &[]), new.on, now, new.by).map_err(Box::new)?;
        debts = open_debts(tx, new.dossier, &standing, new.amount.currency(), today)?;
    }
    let (owed, open): (Vec<OwedDebt>, Vec<_>) = debts.into_iter().unzip();
    let spread = allocate(new.amount, &open, &wish(tx, new)?)?;
    let creditors = owed.iter().filter(|debt| spread.parts.iter().any(|part| part.debt == debt.debt));
    let booked = books::open_day(tx, new.on, creditors.map(|debt| debt.creditor.as_str()))?;
    let posting = posting(new, booked, &owed, &spread)?;
    let posted = books::post(tx, Some(new.dossier), &posting, None, now, new.by)?;
    let after = crate::books::owed(tx, new.dossier)?;
    let paid_off = paid_off(&spread, &after);
    let left = after.iter().map(|debt| debt.balance).filter(|left| left.currency() == new.amount.currency());
    let left = ratio::sum(new.amount.currency(), left)?;
    let entries = entries(new, &standing, &spread, &paid_off, now);
    record_onto(tx, (new.dossier, standing), &entries, now, new.by, Some(now))?;
    close_promise(tx, new, &entries, now)?;
    crate::plan::paid(tx, new, now).map_err(Box::new)?;
    ask_about_the_rest(tx, new, &spread, now)?;
    let receipt = message::owe(tx, new, &spread, now)?;
    let received = Received { spread, owed: left, paid_off, receipt };
    let currency = new.amount.currency();
    let kept = store::payment::NewPayment {
        dossier: new.dossier,
        key: new.key,
        digest: &digest,
        method: new.method.as_str(),
        reference: new.reference,
        on: new.on,
        currency: currency.code(),
        minor: new.amount.minor(),
        entry: posted.id(),
        received: now,
        body: &serde_json::to_vec(&received)?,
    };
    let payment = store::payment::add(tx, &kept)?;
    Ok(Outcome { payment, known: Known::New, received })
}

/// What makes two payments the same: whose, how much, when, how, and where it is to go.
fn digest(new: &NewPayment<'_>) -> Result<[u8; 32], PaymentError> {
    let said = serde_json::to_vec(&(new.dossier, new.amount, new.on, new.method, &new.wish))?;
    Ok(Sha256::digest(said).into())
}

fn before(new: &NewPayment<'_>, digest: &[u8; 32], known: &store::payment::Payment) -> Result<Outcome, PaymentError> {
    if known.digest != *digest {
        return Err(PaymentError::Conflict(new.key.to_owned()));
    }
    let erased = || crate::dossier::DossierError::Erased(known.dossier);
    let received = serde_json::from_slice(known.body.as_deref().ok_or_else(erased)?)?;
    Ok(Outcome { payment: known.id, known: Known::Before, received })
}

fn wish(tx: &mut WriteTx<'_>, new: &NewPayment<'_>) -> Result<money::ledger::Wish, PaymentError> {
    let rest = match new.wish.rest {
        Some(rest) => rest,
        None => match crate::plan::running(tx, new.dossier).map_err(Box::new)? {
            Some(_) => Rest::ProRata,
            None => Rest::Oldest,
        },
    };
    Ok(money::ledger::Wish { parts: new.wish.parts.clone(), rest })
}

/// The entry of a payment. It counts on its own day, or on the first of the open period where that day is locked already.
fn posting(
    new: &NewPayment<'_>,
    booked: Date,
    owed: &[OwedDebt],
    spread: &Allocation,
) -> Result<money::ledger::Entry, PaymentError> {
    let mut to: Vec<PaidTo> = Vec::new();
    for debt in owed {
        let given = spread.parts.iter().filter(|part| part.debt == debt.debt).map(|part| part.amount);
        let given = ratio::sum(new.amount.currency(), given)?;
        if given.is_zero() {
            continue;
        }
        // Where the contract is silent, what was borrowed comes first: it costs the person least.
        let parts = split_parts(given, &debt.parts, Part::ALL)?;
        to.push(PaidTo { claim: Claim::new(&debt.debt, &debt.creditor), parts });
    }
    let arrived = match (new.method, new.from) {
        (Method::ToCreditor, _) => Arrived::Creditor,
        (_, From::Suspense) => Arrived::FromSuspense,
        (_, From::Outside) => Arrived::Trust,
    };
    let what = if booked == new.on {
        new.method.spoken().to_owned()
    } else {
        format!("{}, of {}", new.method.spoken(), new.on)
    };
    let head = Head::new(&format!("pay/{}", new.key), booked, &what);
    let person = books::person_id(new.dossier)?;
    Ok(write::payment(head, &PaymentId::from(new.key), &person, &to, spread, arrived)?)
}

fn paid_off(spread: &Allocation, after: &[OwedDebt]) -> Vec<DebtId> {
    let mut debts: Vec<DebtId> = spread.parts.iter().map(|part| part.debt.clone()).collect();
    debts.dedup();
    debts.retain(|id| after.iter().any(|debt| debt.debt == *id && debt.balance.is_zero()));
    debts.sort();
    debts.dedup();
    debts
}

fn entries(
    new: &NewPayment<'_>,
    standing: &Standing,
    spread: &Allocation,
    paid_off: &[DebtId],
    now: Timestamp,
) -> Vec<Entry> {
    let at = When::Day(new.on);
    let mut debts: Vec<DebtId> = spread.parts.iter().map(|part| part.debt.clone()).collect();
    debts.sort();
    debts.dedup();
    let directed = new.wish.parts.iter().cloned().collect::<facts::Shares>();
    let payment = Payment {
        at,
        by: Some(crate::place::consumer()),
        with: None,
        amount: new.amount,
        debts,
        instrument: None,
        dated: None,
        directed: (!directed.is_empty()).then_some(directed),
        outcome: None,
    };
    let mut entries = vec![entry(event_id(new.key), at, new.by, Fact::Event(Event::Payment(payment)))];
    if !paid_off.is_empty() {
        let status = Status { debts: paid_off.to_vec(), ..Status::new(StatusKind::Paid, at) };
        entries.push(entry(format!("evt_paid_off_{}", new.key), at, new.by, Fact::Event(Event::Status(status))));
    }
    let theirs = standing.house().promises.iter().filter(|promise| !promise.ours && speaks_of_paying(&promise.what));
    if let Some(promise) = theirs.min_by_key(|promise| (promise.due.day, promise.id.clone())) {
        let at = When::at(&now.to_zoned(standing.home_zone()));
        let closed = PromiseClosed { at, promise: promise.id.clone(), outcome: PromiseOutcome::Kept };
        let fact = Fact::House(HouseEvent::PromiseClosed(closed));
        entries.push(entry(format!("evt_promise_kept_{}", new.key), at, new.by, fact));
    }
    entries
}

/// The log's id of a payment.
pub(super) fn event_id(key: &str) -> String {
    format!("evt_payment_{key}")
}

fn speaks_of_paying(what: &str) -> bool {
    what.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "pay" | "paid" | "payment"))
}

/// The same promise on the list of promises, where it stands there.
fn close_promise(
    tx: &mut WriteTx<'_>,
    new: &NewPayment<'_>,
    entries: &[Entry],
    now: Timestamp,
) -> Result<(), PaymentError> {
    if !entries.iter().any(|entry| matches!(entry.fact, Fact::House(HouseEvent::PromiseClosed(_)))) {
        return Ok(());
    }
    let all = store::promise::of_dossier(tx, new.dossier)?;
    let open = all.iter().filter(|promise| {
        promise.made_by == store::promise::MadeBy::Theirs
            && promise.state == store::promise::State::Open
            && promise.what.as_deref().is_some_and(|what| speaks_of_paying(&String::from_utf8_lossy(what)))
    });
    if let Some(promise) = open.min_by_key(|promise| (promise.due, promise.id)) {
        store::promise::settle(tx, promise.id, store::promise::State::Kept, now)?;
    }
    Ok(())
}

/// What was set aside waits for the person's word, and what was too much goes back: a human sees to both.
fn ask_about_the_rest(
    tx: &mut WriteTx<'_>,
    new: &NewPayment<'_>,
    spread: &Allocation,
    now: Timestamp,
) -> Result<(), PaymentError> {
    let aside: Money = spread.set_aside()?;
    if aside.minor() > 0 {
        let why =
            format!("{} of a payment waits: what it was meant for is disputed or rests; ask them", aside.spoken());
        open_task(tx, new.dossier, "money_aside", &why, now, in_hours(now, 48))?;
    }
    if spread.refund.minor() > 0 {
        let why = format!("{} was too much: send it back to them", spread.refund.spoken());
        open_task(tx, new.dossier, "refund", &why, now, in_hours(now, 48))?;
    }
    Ok(())
}
