//! A statement of account: what happened, when, why, and what was owed after it.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::Serialize;

use super::account::Account;
use super::entry::Entry;
use crate::id::{DebtId, EntryId};
use crate::ratio;

/// A statement over one or several debts, between two days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What was owed before the first row.
    pub opening: Money,
    pub rows: Vec<StatementRow>,
    /// What is owed after the last row.
    pub closing: Money,
}

/// One thing that changed what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementRow {
    pub on: Date,
    pub entry: EntryId,
    pub what: String,
    /// Where the amount comes from.
    pub why: String,
    /// By how much what is owed grew; negative where it shrank.
    pub amount: Money,
    /// What is owed after it.
    pub balance: Money,
}

/// The statement of these debts from `from` until and with `until`, by day and then in the order of the journal.
pub fn statement<'a>(
    debts: &[DebtId],
    currency: Currency,
    entries: impl IntoIterator<Item = &'a Entry>,
    (from, until): (Date, Date),
) -> Result<Statement, MoneyError> {
    let mut changes: Vec<(&Entry, Money, Vec<String>)> = Vec::new();
    let mut opening = Money::zero(currency);
    for entry in entries {
        let Some((amount, why)) = change(entry, debts, currency)? else { continue };
        if entry.on() < from {
            opening = opening.plus(amount)?;
        } else if entry.on() <= until {
            changes.push((entry, amount, why));
        }
    }
    changes.sort_by_key(|(entry, ..)| entry.on());
    let mut closing = opening;
    let mut rows = Vec::with_capacity(changes.len());
    for (entry, amount, why) in changes {
        closing = closing.plus(amount)?;
        rows.push(StatementRow {
            on: entry.on(),
            entry: entry.id().clone(),
            what: entry.what().to_owned(),
            why: why.join("; "),
            amount,
            balance: closing,
        });
    }
    Ok(Statement { opening, rows, closing })
}

type Change = (Money, Vec<String>);

fn change(entry: &Entry, debts: &[DebtId], currency: Currency) -> Result<Option<Change>, MoneyError> {
    let mut sum: Option<Change> = None;
    for posting in entry.postings() {
        let Account::Owed { debt, .. } = &posting.to else { continue };
        if posting.amount.currency() != currency || !debts.contains(debt) {
            continue;
        }
        let why = posting.why.spoken();
        match &mut sum {
            Some((amount, grounds)) => {
                *amount = amount.plus(posting.amount)?;
                if !grounds.contains(&why) {
                    grounds.push(why);
                }
            }
            None => sum = Some((posting.amount, vec![why])),
        }
    }
    Ok(sum)
}

impl Statement {
    /// Whether the rows lead from the opening to the closing balance, one by one.
    pub fn reconciles(&self) -> bool {
        let sum = ratio::sum(self.opening.currency(), self.rows.iter().map(|row| row.amount));
        sum.and_then(|sum| self.opening.plus(sum)) == Ok(self.closing)
    }

    /// The statement as CSV: `date,what,why,amount,balance`, a first row with the opening balance.
    ///
    /// # Errors
    /// What the writer into memory may report; none is expected.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["date", "what", "why", "amount", "balance", "entry"])?;
        writer.write_record(["", "brought forward", "", "", &self.opening.to_string(), ""])?;
        for row in &self.rows {
            writer.write_record([
                row.on.to_string().as_str(),
                &harmless(&row.what),
                &harmless(&row.why),
                &row.amount.to_string(),
                &row.balance.to_string(),
                &harmless(row.entry.as_str()),
            ])?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A spreadsheet runs a cell that begins like a formula: such a text gets an apostrophe in front.
pub(crate) fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}
