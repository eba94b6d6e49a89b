//! A month's account with one creditor, worked out from the books; or the one that was paid out, as it was.

use std::collections::{BTreeSet, HashMap};
use std::str::FromStr;

use facts::{Currency, Money};
use jiff::ToSpan;
use jiff::civil::Date;
use money::id::{CreditorId, EntryId};
use money::ledger::Entry;
use money::remit::{Mode, PeriodBook, Remittance, remittance_of};
use serde::{Deserialize, Serialize};
use store::ReadTx;

use super::RemitVerbError;
use crate::books;
use crate::terms;

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    first: Date,
}

/// A month's account, one for each currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub creditor: String,
    pub from: Date,
    pub until: Date,
    pub accounts: Vec<Remittance>,
}

/// Works out a month's account. Nothing is written.
///
/// # Errors
/// No commission rule for a day on which something came; the store's.
pub fn draft(tx: &mut ReadTx<'_>, creditor: &str, month: Month, mode: Option<Mode>) -> Result<Draft, RemitVerbError> {
    let (from, until) = month.days();
    let terms = terms::of(tx, creditor)?;
    let mode = mode.or(terms.mode).unwrap_or(Mode::Net);
    let id = CreditorId::from(creditor);
    let rows = store::journal::of_creditor(tx, creditor, (from, until))?;
    let entries: Vec<Entry> = rows.iter().map(books::read).collect::<Result<_, _>>()?;
    let firsts = firsts(tx, &rows)?;
    let firsts: HashMap<&EntryId, &Entry> = firsts.iter().map(|entry| (entry.id(), entry)).collect();
    let entries: Vec<&Entry> = entries.iter().collect();
    let mut accounts = Vec::new();
    for currency in currencies(tx, creditor, until, &entries)? {
        let held = store::journal::held_for(tx, creditor, currency.code(), until)?;
        let held = Money::new(held.saturating_neg(), currency);
        let book = PeriodBook { entries: &entries, firsts: &firsts, held };
        accounts.push(remittance_of(&book, &id, (from, until), &terms.rules(&id), mode)?);
    }
    Ok(Draft { creditor: creditor.to_owned(), from, until, accounts })
}

/// The account of a month that was paid out.
///
/// # Errors
/// The store's; one that can't be read.
pub fn closed(tx: &mut ReadTx<'_>, creditor: &str, month: Month) -> Result<Option<Draft>, RemitVerbError> {
    let (_, until) = month.days();
    let all = store::remittance::of_creditor(tx, creditor)?;
    let found = all.iter().find(|one| one.until == until);
    Ok(found.map(|one| serde_json::from_slice(&one.body)).transpose()?)
}

/// The entries that were taken back in the period: what they earned is given back at the rate of their day.
fn firsts(tx: &mut ReadTx<'_>, rows: &[store::journal::Entry]) -> Result<Vec<Entry>, RemitVerbError> {
    let mut firsts = Vec::new();
    for of in rows.iter().filter_map(|row| row.reverses) {
        if let Some(row) = store::journal::get(tx, of)? {
            firsts.push(books::read(&row)?);
        }
    }
    Ok(firsts)
}

/// The currencies in which something moved or is held.
fn currencies(
    tx: &mut ReadTx<'_>,
    creditor: &str,
    until: Date,
    entries: &[&Entry],
) -> Result<BTreeSet<Currency>, RemitVerbError> {
    let mut found: BTreeSet<Currency> =
        entries.iter().flat_map(|entry| entry.postings()).map(|posting| posting.amount.currency()).collect();
    for code in store::journal::trust_currencies(tx, creditor)? {
        let currency: Currency = code.parse()?;
        if store::journal::held_for(tx, creditor, &code, until)? != 0 {
            found.insert(currency);
        }
    }
    Ok(found)
}

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month { first: day.first_of_month() }
    }

    /// Its first and its last day.
    pub fn days(self) -> (Date, Date) {
        (self.first, self.first.last_of_month())
    }

    /// The month after it.
    pub fn next(self) -> Month {
        Month { first: self.first.saturating_add(1.month()) }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first.strftime("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = RemitVerbError;

    fn from_str(text: &str) -> Result<Month, RemitVerbError> {
        let first = (text.len() == 7).then(|| format!("{text}-01").parse::<Date>().ok()).flatten();
        first.map(|first| Month { first }).ok_or_else(|| RemitVerbError::Month(text.chars().take(20).collect()))
    }
}
