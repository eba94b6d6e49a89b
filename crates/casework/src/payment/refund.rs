//! Money that was too much goes back to the person.

use facts::{Currency, Money};
use jiff::Timestamp;
use jiff::civil::Date;
use money::ledger::Provenance;
use money::ledger::write::{self, Head};
use store::journal::Posted;
use store::{DossierId, ReadTx, WriteTx};

use super::{Known, PaymentError};
use crate::books;

/// What became of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refunded {
    pub amount: Money,
    pub known: Known,
}

/// What is due back to a person.
///
/// # Errors
/// The store's.
pub fn refund_due(tx: &mut ReadTx<'_>, dossier: DossierId, currency: Currency) -> Result<Money, PaymentError> {
    // What we hold for others is a credit.
    let held = store::journal::on_account(tx, dossier, "refund_due", currency.code())?;
    Ok(Money::new(held.saturating_neg(), currency))
}

/// Writes down that money went back to a person; `key` is minted with the form, `why` names the transfer.
///
/// # Errors
/// More than is due back; a key that is known with another refund; the store's.
pub fn refund(
    tx: &mut WriteTx<'_>,
    (key, dossier): (&str, DossierId),
    amount: Money,
    why: &str,
    on: Date,
    now: Timestamp,
    by: &str,
) -> Result<Refunded, PaymentError> {
    let head = Head::new(&format!("refund/{key}"), on, "sent back to you");
    let person = books::person_id(dossier)?;
    let entry = write::refund(head, &person, amount, &Provenance::BankLine { line: why.to_owned() })?;
    if store::journal::find(tx, entry.id().as_str())?.is_none() {
        let due = refund_due(tx, dossier, amount.currency())?;
        if amount.minor() <= 0 || amount.minor() > due.minor() {
            return Err(PaymentError::NotDue(amount, due));
        }
    }
    let known = match books::post(tx, Some(dossier), &entry, None, now, by)? {
        Posted::New(_) => Known::New,
        Posted::Again(_) => Known::Before,
    };
    Ok(Refunded { amount, known })
}
