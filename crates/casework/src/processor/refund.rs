//! Sending back by card what is due back to a person: asked of the processor under a key, so that asking twice sends once,
//! and written into the books when it was taken.

use facts::Money;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::event::Recorded;
use store::sheet::NewChange;
use store::{DossierId, PaymentId, ReadTx, Store, WriteTx};

use super::CardError;
use crate::payment::{PaymentError, Refunded, refund, refund_due};
use crate::ports::Processor;

/// The sheet on which it stands what was sent back of card payments.
const SHEET: &str = "card_refunds";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBack {
    /// The processor's id of the payment.
    payment: String,
    amount: Money,
    /// The processor's id of the refund.
    refund: String,
}

/// Sends money that is due back to a person to the card that a payment came from. `key` is minted with the form.
///
/// # Errors
/// More than is due back or than came by that payment; a payment that did not come by card; the processor's; the store's.
pub fn send_back(
    store: &Store,
    processor: &mut dyn Processor,
    (key, dossier): (&str, DossierId),
    payment: PaymentId,
    amount: Money,
    now: Timestamp,
    by: &str,
) -> Result<Refunded, CardError> {
    let missing = || PaymentError::Missing(payment.to_string());
    let (reference, due, was) = store.read(|tx| {
        let known = store::payment::get(tx, payment)?.filter(|known| known.dossier == dossier).ok_or_else(missing)?;
        let reference = known.reference.clone().filter(|_| known.method == "card").ok_or(CardError::NoCard(payment))?;
        let due = refund_due(tx, dossier, amount.currency())?;
        let came = Money::new(known.minor, known.currency.parse().map_err(PaymentError::Amount)?);
        let before = store::journal::find(tx, &format!("refund/{key}"))?.is_some();
        Ok::<_, CardError>((reference, due, (came, before)))
    })?;
    let (came, before) = was;
    if !before && (amount.minor() <= 0 || amount.minor() > due.minor() || amount.minor() > came.minor()) {
        return Err(PaymentError::NotDue(amount, due).into());
    }
    // Outside of any transaction, for that may take its time; under its key it is sent once however often it is asked.
    let id = processor.refund(key, &reference, amount)?;
    store.write(|tx: &mut WriteTx| {
        let zone = crate::dossier::standing(tx, dossier).map_err(PaymentError::Dossier)?.home_zone();
        let body = serde_json::to_vec(&SentBack { payment: reference.clone(), amount, refund: id.clone() })?;
        let change = NewChange { key, kind: "sent_back", body: &body };
        store::sheet::add(tx, dossier, SHEET, &change, Recorded { at: now, by })?;
        let done =
            refund(tx, (key, dossier), amount, &format!("card refund {id}"), now.to_zoned(zone).date(), now, by)?;
        if refund_due(tx, dossier, amount.currency())?.minor() <= 0 {
            crate::round::close_tasks(tx, dossier, "refund", now)?;
        }
        Ok(done)
    })
}

/// Whether we ourselves sent back something of a payment: then the processor's news of it is none.
pub(super) fn is_ours(tx: &mut ReadTx<'_>, dossier: DossierId, payment: &str) -> Result<bool, CardError> {
    for change in store::sheet::list(tx, dossier, SHEET)? {
        let sent: SentBack = serde_json::from_slice(&change.body)?;
        if sent.payment == payment {
            return Ok(true);
        }
    }
    Ok(false)
}
