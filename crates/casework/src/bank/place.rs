//! A human found out whose a waiting line is.

use jiff::Timestamp;
use money::bank::BankLine;
use store::bank::State;
use store::{DossierId, PaymentId, ReadTx, WriteTx};

use super::take::{key, new_payment};
use super::{BankError, KeptLine};
use crate::payment::{From, NewPayment, receive};

/// The lines of which a human must find out whose they are, the oldest first, each with the id that it is kept by.
///
/// # Errors
/// A line that can't be read; the store's.
pub fn waiting(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<(String, BankLine)>, BankError> {
    let rows = store::bank::waiting(tx, limit)?;
    let read = |row: store::bank::Line| {
        let kept: KeptLine = serde_json::from_slice(&row.body)?;
        Ok((row.id, kept.line))
    };
    rows.into_iter().map(read).collect()
}

/// Gives a waiting line to a person: it becomes their payment, out of what lay apart.
///
/// # Errors
/// A line that does not wait; a payment that can't be taken; the store's.
pub fn place_waiting(
    tx: &mut WriteTx<'_>,
    line: &str,
    dossier: DossierId,
    now: Timestamp,
    by: &str,
) -> Result<PaymentId, BankError> {
    let found = store::bank::find_many(tx, &[line])?.into_iter().find(|found| found.state == State::Waits);
    let found = found.ok_or_else(|| BankError::NotWaiting(line.to_owned()))?;
    let kept: KeptLine = serde_json::from_slice(&found.body)?;
    let key = key(&kept.line.id);
    let new = new_payment(&key, dossier, kept.line.amount, &kept.line, From::Suspense);
    let payment = receive(tx, &NewPayment { by, ..new }, now)?.payment;
    store::bank::settle(tx, line, (State::Waits, State::Placed), Some(payment), now)?;
    Ok(payment)
}
