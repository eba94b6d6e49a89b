//! The receipt of a payment: what was open before it and after it.

use conduct::Standing;
use facts::{Money, Purpose};
use jiff::Timestamp;
use money::ledger::Allocation;
use serde::{Deserialize, Serialize};
use store::{OutboxId, WriteTx};
use words::compose::Kind;

use super::receive::event_id;
use super::{Method, NewPayment};
use crate::house::House;
use crate::letter::{Letter, Said, say};
use crate::round::{Beside, RoundError};

/// Whether a receipt goes out by itself. It stands on the person's page in any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    Queued(OutboxId),
    /// Why none goes out.
    None(String),
}

/// Queues the receipt of a payment, after which `owed` is open.
pub(super) fn receipt(
    tx: &mut WriteTx<'_>,
    house: &House,
    new: &NewPayment<'_>,
    standing: &Standing,
    spread: &Allocation,
    owed: Money,
    now: Timestamp,
) -> Result<Receipt, RoundError> {
    let Some(first) = spread.parts.first() else {
        return Ok(Receipt::None("nothing of it went to a debt yet: a human writes to them".to_owned()));
    };
    // What was set aside or goes back has changed nothing of what is open.
    let counted = spread.parts.iter().try_fold(Money::zero(owed.currency()), |sum, part| sum.plus(part.amount));
    let Ok((counted, before)) = counted.and_then(|counted| Ok((counted, owed.plus(counted)?))) else {
        return Ok(Receipt::None("its sums are too large to be added: a human writes to them".to_owned()));
    };
    let creditor = |debt| standing.debt_ix(debt).and_then(|ix| standing.debt(ix)).map_or("", |d| d.creditor.as_str());
    let went = spread.parts.iter().map(|part| format!("{}: {}", creditor(&part.debt), part.amount.spoken())).collect();
    let beside = spread.parts.iter().fold(Beside::default(), |beside, part| beside.figure(part.amount));
    let beside = beside
        .list("went", went)
        .day("paid_on", new.on)
        .said("paid_by", way_of(new.method))
        .sum("paid", counted)
        .sum("before", before)
        .sum("total", owed);
    let letter = Letter {
        kind: Kind::Receipt,
        purpose: Purpose::Reply,
        dossier: new.dossier,
        debts: std::slice::from_ref(&first.debt),
        beside,
        reason: "you paid, and a receipt is yours",
        cause: &event_id(new.key),
        by: None,
    };
    Ok(match say(tx, house, &letter, standing, now)? {
        Said::Queued(row) => Receipt::Queued(row),
        Said::Unsaid(why) => Receipt::None(why),
    })
}

/// By what it came, in English, Spanish and Welsh.
fn way_of(method: Method) -> [&'static str; 3] {
    match method {
        Method::Card => ["card", "tarjeta", "gerdyn"],
        Method::BankTransfer => ["bank transfer", "transferencia bancaria", "drosglwyddiad banc"],
        Method::Cash => ["cash", "efectivo", "arian parod"],
        Method::Cheque => ["cheque", "cheque", "siec"],
        Method::ToCreditor => ["way of the creditor", "medio del acreedor", "law'r credydwr"],
    }
}
