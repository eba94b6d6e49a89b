//! One remittance: what a creditor gets for a period, and the entry that pays it.

use std::collections::HashMap;

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::commission::{CommissionError, CommissionRule, on_amount, rule_on};
use crate::id::{CreditorId, EntryId};
use crate::ledger::harmless;
use crate::ledger::write::Head;
use crate::ledger::{
    Account, BankAccount, Entry, EntryDraft, EntryError, EntryKind, Journal, Posting, Provenance, trial_balance,
};
use crate::ratio;

/// How a creditor is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// What was paid to us less our part of it; on direct payments an invoice.
    Net,
    /// All that was paid to us, and an invoice for our part.
    Gross,
    /// What was paid to us less our part of it and of direct payments.
    Combined,
}

/// A period's account with one creditor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remittance {
    pub creditor: CreditorId,
    pub from: Date,
    pub until: Date,
    pub mode: Mode,
    pub rows: Vec<RemitRow>,
    /// Paid to us in the period, returned items taken off.
    pub collected: Money,
    /// Paid to the creditor directly, as far as we were told.
    pub direct: Money,
    /// All that we earned in the period.
    pub commission: Money,
    /// What stands on the creditor's trust sub-ledger at the end of the period.
    pub held: Money,
    /// What is paid to the creditor now.
    pub to_creditor: Money,
    /// What we keep of the trust money.
    pub kept: Money,
    /// What is left to be invoiced; negative: a credit note.
    pub invoiced: Money,
    /// What returned items took below nothing: carried to the next period, never taken from other creditors.
    pub short: Money,
    basis: Provenance,
}

/// One payment or returned item of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemitRow {
    pub entry: EntryId,
    pub on: Date,
    pub what: String,
    pub kind: RowKind,
    pub amount: Money,
    pub commission: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    Paid,
    Direct,
}

/// Why there is no remittance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemitError {
    #[error("the period from {0} to {1} ends before it begins: check the dates")]
    Period(Date, Date),
    #[error(transparent)]
    Commission(#[from] CommissionError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// The remittance of a creditor for a period, both days counted.
///
/// What goes out is bounded by the creditor's own sub-ledger: money of one creditor never pays another.
pub fn remittance(
    journal: &Journal,
    creditor: &CreditorId,
    currency: Currency,
    (from, until): (Date, Date),
    rules: &[CommissionRule],
    mode: Mode,
) -> Result<Remittance, RemitError> {
    let so_far = trial_balance(journal.entries().iter().filter(|entry| entry.on() <= until))?;
    let held = ratio::negated(so_far.on(&Account::Trust { creditor: creditor.clone() }, currency))?;
    let entries: Vec<&Entry> = journal.entries().iter().collect();
    let firsts = entries.iter().map(|entry| (entry.id(), *entry)).collect();
    remittance_of(&PeriodBook { entries: &entries, firsts: &firsts, held }, creditor, (from, until), rules, mode)
}

/// What a remittance is made of, where not all of the journal is at hand.
#[derive(Debug, Clone, Copy)]
pub struct PeriodBook<'a> {
    /// The entries that touch the creditor; those outside of the period are passed over.
    pub entries: &'a [&'a Entry],
    /// The entries that were taken back in the period, by their ids.
    pub firsts: &'a HashMap<&'a EntryId, &'a Entry>,
    /// What stands on the creditor's trust sub-ledger at the end of the period; its currency is the remittance's.
    pub held: Money,
}

/// As [`remittance`], from the entries of the period alone.
pub fn remittance_of(
    book: &PeriodBook<'_>,
    creditor: &CreditorId,
    (from, until): (Date, Date),
    rules: &[CommissionRule],
    mode: Mode,
) -> Result<Remittance, RemitError> {
    if until < from {
        return Err(RemitError::Period(from, until));
    }
    let (held, currency) = (book.held, book.held.currency());
    let mut rows = Vec::new();
    for entry in book.entries.iter().filter(|entry| from <= entry.on() && entry.on() <= until) {
        rows.extend(row(entry, book, creditor, currency, rules)?);
    }
    let sum = |pick: fn(&RemitRow) -> Money, kind: RowKind| {
        ratio::sum(currency, rows.iter().filter(|row| row.kind == kind).map(pick))
    };
    let collected = sum(|row| row.amount, RowKind::Paid)?;
    let direct = sum(|row| row.amount, RowKind::Direct)?;
    let on_paid = sum(|row| row.commission, RowKind::Paid)?;
    let on_direct = sum(|row| row.commission, RowKind::Direct)?;
    let commission = on_paid.plus(on_direct)?;
    let zero = Money::zero(currency);
    let there = ratio::not_negative(held);
    let wanted = match mode {
        Mode::Net => on_paid,
        Mode::Gross => zero,
        Mode::Combined => commission,
    };
    let kept = ratio::least(ratio::not_negative(wanted), there);
    Ok(Remittance {
        creditor: creditor.clone(),
        from,
        until,
        mode,
        collected,
        direct,
        commission,
        held,
        to_creditor: there.minus(kept)?,
        kept,
        invoiced: commission.minus(kept)?,
        short: ratio::not_negative(ratio::negated(held)?),
        basis: rule_on(rules, creditor, until)?.basis.clone(),
        rows,
    })
}

fn row(
    entry: &Entry,
    book: &PeriodBook<'_>,
    creditor: &CreditorId,
    currency: Currency,
    rules: &[CommissionRule],
) -> Result<Option<RemitRow>, RemitError> {
    // A returned item gives back what the payment earned, at the rate of that day.
    let first = entry.reverses().and_then(|of| book.firsts.get(of).copied()).unwrap_or(entry);
    let (account, kind) = match first.kind() {
        EntryKind::Payment => (Account::Trust { creditor: creditor.clone() }, RowKind::Paid),
        EntryKind::DirectPayment => (Account::Placed { creditor: creditor.clone() }, RowKind::Direct),
        _ => return Ok(None),
    };
    let postings = entry.postings().iter().filter(|p| p.to == account && p.amount.currency() == currency);
    let sum = ratio::sum(currency, postings.map(|posting| posting.amount))?;
    if sum.is_zero() {
        return Ok(None);
    }
    let rule = rule_on(rules, creditor, first.on())?;
    let (amount, percent) = match kind {
        RowKind::Paid => (ratio::negated(sum)?, rule.percent),
        RowKind::Direct => (sum, rule.direct_percent),
    };
    let commission = on_amount(percent, amount)?;
    let (id, what) = (entry.id().clone(), entry.what().to_owned());
    Ok(Some(RemitRow { entry: id, on: entry.on(), what, kind, amount, commission }))
}

impl Remittance {
    /// The statement as CSV: each payment and returned item, then the sums.
    ///
    /// # Errors
    /// What the writer into memory may report; none is expected.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["date", "entry", "what", "way", "amount", "commission"])?;
        for row in &self.rows {
            let way = if row.kind == RowKind::Paid { "to us" } else { "to the creditor" };
            let (on, amount, commission) = (row.on.to_string(), row.amount.to_string(), row.commission.to_string());
            writer.write_record([
                on.as_str(),
                &harmless(row.entry.as_str()),
                &harmless(&row.what),
                way,
                &amount,
                &commission,
            ])?;
        }
        for (what, amount, commission) in [
            ("paid to us", self.collected, None),
            ("paid to the creditor", self.direct, None),
            ("commission", self.commission, Some(self.commission)),
            ("held for the creditor", self.held, None),
            ("kept of it", self.kept, None),
            ("paid out now", self.to_creditor, None),
            ("to be invoiced", self.invoiced, None),
            ("short, carried on", self.short, None),
        ] {
            let commission = commission.map_or_else(String::new, |amount| amount.to_string());
            writer.write_record([
                self.until.to_string().as_str(),
                "",
                what,
                "sum",
                &amount.to_string(),
                &commission,
            ])?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The entry that pays it out: trust money to the creditor and to us, our earnings, and what is invoiced.
    /// Nothing where nothing moves.
    pub fn entry(&self, head: Head) -> Result<Option<Entry>, EntryError> {
        let wrong = |source| EntryError::Amount { entry: head.id.clone(), source };
        let out = self.to_creditor.plus(self.kept).map_err(wrong)?;
        let back = |amount: Money| ratio::negated(amount).map_err(wrong);
        let creditor = || self.creditor.clone();
        let postings: Vec<Posting> = [
            (Account::Trust { creditor: creditor() }, out),
            (Account::Bank { bank: BankAccount::Trust }, back(out)?),
            (Account::Bank { bank: BankAccount::Operating }, self.kept),
            (Account::CommissionDue { creditor: creditor() }, self.invoiced),
            (Account::Commission { creditor: creditor() }, back(self.commission)?),
        ]
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(to, amount)| Posting { to, amount, why: self.basis.clone() })
        .collect();
        if postings.is_empty() {
            return Ok(None);
        }
        let kind = EntryKind::Remittance;
        Entry::new(EntryDraft { id: head.id, on: head.on, kind, what: head.what, postings }).map(Some)
    }
}
