//! The receipt of a payment: owed with it, in its transaction, and written by the worker: what was open before it and after.

use conduct::Standing;
use facts::{DebtId, Money};
use jiff::{SignedDuration, Timestamp};
use money::ledger::Allocation;
use serde::{Deserialize, Serialize};
use store::{StoreError, WriteTx};
use words::compose::Kind;

use super::receive::event_id;
use super::{Method, NewPayment, PaymentError, Received};
use crate::round::Beside;

/// Whether a receipt goes out by itself. It stands on the person's page in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// It is written with the next work, where the gate permits it.
    Owed,
    /// Nothing of it went to a debt yet: a human writes to them.
    ByHuman,
}

/// What a receipt says.
pub(crate) struct ReceiptFacts {
    pub beside: Beside,
    pub debts: Vec<DebtId>,
}

/// Owes the receipt of a payment.
pub(super) fn owe(
    tx: &mut WriteTx<'_>,
    new: &NewPayment<'_>,
    spread: &Allocation,
    now: Timestamp,
) -> Result<Receipt, StoreError> {
    if spread.parts.is_empty() {
        return Ok(Receipt::ByHuman);
    }
    // A moment before the letters that follow from it, for it is to be read first.
    let due = now.checked_sub(SignedDuration::from_micros(1)).unwrap_or(now);
    store::letter::owe(tx, new.dossier, &event_id(new.key), Kind::Receipt.as_str(), due, now)?;
    Ok(Receipt::Owed)
}

/// What the receipt says that is owed for a cause; none where the payment was taken back since, or was none.
///
/// # Errors
/// A payment that can't be read; the store's.
pub(crate) fn receipt_facts(
    tx: &mut WriteTx<'_>,
    standing: &Standing,
    cause: &str,
) -> Result<Option<ReceiptFacts>, PaymentError> {
    let Some(key) = cause.strip_prefix(&event_id("")) else { return Ok(None) };
    let known = store::payment::find(tx, key)?.filter(|known| known.state != store::payment::State::Reversed);
    let Some((known, body)) = known.and_then(|known| known.body.clone().map(|body| (known, body))) else {
        return Ok(None);
    };
    let Received { spread, owed, .. } = serde_json::from_slice(&body)?;
    let Some(first) = spread.parts.first() else { return Ok(None) };
    // What was set aside or goes back has changed nothing of what is open.
    let counted = spread.parts.iter().try_fold(Money::zero(owed.currency()), |sum, part| sum.plus(part.amount))?;
    let before = owed.plus(counted)?;
    let creditor = |debt| standing.debt_ix(debt).and_then(|ix| standing.debt(ix)).map_or("", |d| d.creditor.as_str());
    let went = spread.parts.iter().map(|part| format!("{}: {}", creditor(&part.debt), part.amount.spoken())).collect();
    let beside = spread.parts.iter().fold(Beside::default(), |beside, part| beside.figure(part.amount));
    let beside = beside
        .list("went", went)
        .day("paid_on", known.on)
        .said("paid_by", way_of(&known.method))
        .sum("paid", counted)
        .sum("before", before)
        .sum("total", owed);
    Ok(Some(ReceiptFacts { beside, debts: vec![first.debt.clone()] }))
}

/// By what it came, in English, Spanish and Welsh.
fn way_of(method: &str) -> [&'static str; 3] {
    let ways = [
        (Method::Card, ["card", "tarjeta", "gerdyn"]),
        (Method::BankTransfer, ["bank transfer", "transferencia bancaria", "drosglwyddiad banc"]),
        (Method::Cash, ["cash", "efectivo", "arian parod"]),
        (Method::Cheque, ["cheque", "cheque", "siec"]),
        (Method::ToCreditor, ["way of the creditor", "medio del acreedor", "law'r credydwr"]),
    ];
    let found = ways.iter().find(|(way, _)| way.as_str() == method);
    found.map_or(["transfer", "transferencia", "drosglwyddiad"], |(_, words)| *words)
}
