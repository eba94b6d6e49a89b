//! Taking a payment back: a new entry that names the first. It is news about a payment, never a breach of a promise.

use conduct::Standing;
use facts::{Correction, Fact, HouseEvent, When};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{PaymentId, WriteTx};

use super::receive::event_id;
use super::{Known, PaymentError};
use crate::books;
use crate::dossier::{entry, record};
use crate::round::{in_hours, open_task};

/// Why a payment does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// The payer's bank took it back.
    Chargeback,
    /// The bank could not take or keep it.
    Returned,
    /// It was a mistake of ours: another person's, or entered twice.
    Mistake,
    /// We sent it back.
    SentBack,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversed {
    pub payment: PaymentId,
    /// Whether it was taken back before: then nothing changed.
    pub known: Known,
}

/// Takes a payment back in the caller's transaction. Doing it again changes nothing.
///
/// # Errors
/// No such payment; the store's.
pub fn reverse(
    tx: &mut WriteTx<'_>,
    payment: PaymentId,
    why: TakenBack,
    on: Date,
    now: Timestamp,
    by: &str,
) -> Result<Reversed, PaymentError> {
    let missing = || PaymentError::Missing(payment.to_string());
    let known = store::payment::get(tx, payment)?.ok_or_else(missing)?;
    if known.state == store::payment::State::Reversed {
        return Ok(Reversed { payment, known: Known::Before });
    }
    let first = known.entry.ok_or_else(missing)?;
    let row = store::journal::get(tx, first)?.ok_or_else(missing)?;
    let posted = books::read(&row)?;
    let booked = books::open_day_of(tx, on, &posted)?;
    let reversal = posted.reversal(format!("back/{}", known.key).into(), booked, why.spoken())?;
    let owed_nothing = paid_off(tx, &known)?;
    books::post(tx, Some(known.dossier), &reversal, Some(first), now, by)?;
    if let Ok(currency) = known.currency.parse() {
        super::aside::take_back(tx, known.dossier, currency, booked, now, by)?;
        if super::refund_due(tx, known.dossier, currency)?.is_negative() {
            let why = "money was sent back to them out of a payment that was then taken back: see how to put it right";
            open_task(tx, known.dossier, "refund_lost", why, now, in_hours(now, 48))?;
        }
    }
    store::payment::reverse(tx, payment, now)?;
    let standing = crate::dossier::standing(tx, known.dossier)?;
    let mut entries = vec![correction(&standing, &event_id(&known.key), why, now, by)];
    if owed_nothing {
        // It is open again: what said that it was paid is withdrawn with the payment.
        entries.push(correction(&standing, &format!("evt_paid_off_{}", known.key), why, now, by));
    }
    record(tx, known.dossier, &entries, now, by, Some(now))?;
    crate::plan::taken_back(tx, known.dossier, &known.key, on, now, by).map_err(Box::new)?;
    let say = format!("{}: ask them kindly what suits, it is no breach", why.spoken());
    open_task(tx, known.dossier, "payment_taken_back", &say, now, in_hours(now, 24))?;
    Ok(Reversed { payment, known: Known::New })
}

fn paid_off(tx: &mut WriteTx<'_>, known: &store::payment::Payment) -> Result<bool, PaymentError> {
    let id = format!("evt_paid_off_{}", known.key);
    Ok(store::event::find(tx, known.dossier, &id)?.is_some())
}

fn correction(standing: &Standing, of: &str, why: TakenBack, now: Timestamp, by: &str) -> facts::Entry {
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let fact = Fact::House(HouseEvent::Correction(Correction {
        at,
        of: of.to_owned(),
        instead: None,
        why: why.spoken().to_owned(),
    }));
    entry(format!("{of}_back"), at, by, fact)
}

impl TakenBack {
    /// As a person reads it in a statement.
    fn spoken(self) -> &'static str {
        match self {
            TakenBack::Chargeback => "a payment was taken back by your bank",
            TakenBack::Returned => "a payment was returned by the bank",
            TakenBack::Mistake => "a payment that was not yours, or stood here twice",
            TakenBack::SentBack => "a payment that we sent back to you",
        }
    }
}
