//! What a placement came to, line by line where it matters.

use std::collections::BTreeMap;
use std::fmt;

use facts::{Currency, Money};
use serde::Serialize;

use super::file::Format;

/// A line that was not placed, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The line of the file, its header being line 1.
    pub line: u64,
    pub field: &'static str,
    pub reason: String,
    pub remedy: &'static str,
}

impl Rejection {
    /// Of a line that has not as many fields as the header.
    pub(crate) fn wrong_width(line: u64, has: usize, header: usize) -> Rejection {
        Rejection {
            line,
            field: "line",
            reason: format!("it has {has} fields, the header has {header}"),
            remedy: "look for a separator or quotation mark inside a value, and quote it",
        }
    }
}

/// So many rejections are kept with their reasons; the rest is counted.
pub const REJECTIONS_MAX: usize = 1_000;

/// What a placement came to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// SHA-256 of the file as it came.
    pub file_hash: String,
    #[serde(skip)]
    pub format: Option<Format>,
    /// Lines below the header.
    pub lines: u64,
    pub accepted: u64,
    /// The sums of the accepted balances, by currency.
    pub accepted_totals: BTreeMap<String, Money>,
    pub rejected: u64,
    pub rejections: Vec<Rejection>,
    /// Accounts that this creditor has placed before: nothing changed.
    pub duplicates: u64,
    /// Accounts that were added to a person whom we know already.
    pub matched: u64,
    /// Pairs that may be one person: a human looks.
    pub doubtful: u64,
    /// People who can't be contacted yet, by the fact that is missing.
    pub not_contactable: BTreeMap<&'static str, u64>,
    /// Nothing was written.
    pub dry_run: bool,
    /// The same file was placed before: nothing changed.
    pub seen_before: bool,
}

impl Report {
    pub(super) fn reject(&mut self, rejection: Rejection) {
        self.rejected += 1;
        if self.rejections.len() < REJECTIONS_MAX {
            self.rejections.push(rejection);
        }
    }

    pub(super) fn accept(&mut self, balance: Money) -> Result<(), facts::MoneyError> {
        self.accepted += 1;
        let total = self.total(balance.currency());
        *total = total.plus(balance)?;
        Ok(())
    }

    /// Takes back an account that proved to have been placed before.
    pub(super) fn accepted_before(&mut self, balance: Money) -> Result<(), facts::MoneyError> {
        self.duplicates += 1;
        self.accepted = self.accepted.saturating_sub(1);
        let total = self.total(balance.currency());
        *total = total.minus(balance)?;
        Ok(())
    }

    fn total(&mut self, currency: Currency) -> &mut Money {
        self.accepted_totals.entry(currency.code().to_owned()).or_insert(Money::zero(currency))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: {}; {}", self.line, self.field, self.reason, self.remedy)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.file_hash.get(..12).unwrap_or(&self.file_hash);
        write!(f, "file {hash}…")?;
        if let Some(format) = &self.format {
            let packed = if format.packed { ", gzip" } else { "" };
            write!(f, " ({}, separator {:?}{packed})", format.encoding, format.separator)?;
        }
        writeln!(f, ", {} lines", self.lines)?;
        if self.seen_before {
            writeln!(f, "this file was placed before: nothing changed")?;
        }
        let totals: Vec<String> = self.accepted_totals.values().map(|t| t.spoken()).collect();
        let total = if totals.is_empty() { String::new() } else { format!(", {} in all", totals.join(" and ")) };
        let verb = if self.dry_run { "would be accepted" } else { "accepted" };
        writeln!(f, "  {:>9} {verb}{total}", self.accepted)?;
        writeln!(f, "  {:>9} rejected", self.rejected)?;
        writeln!(f, "  {:>9} placed before, unchanged", self.duplicates)?;
        writeln!(f, "  {:>9} added to a person we know", self.matched)?;
        writeln!(f, "  {:>9} doubtful matches for a human to review", self.doubtful)?;
        for (fact, people) in &self.not_contactable {
            writeln!(f, "  {people:>9} not contactable yet: {fact}")?;
        }
        for rejection in self.rejections.iter().take(20) {
            writeln!(f, "    {rejection}")?;
        }
        if self.rejected > 20 {
            writeln!(f, "    … and {} more", self.rejected - 20)?;
        }
        Ok(())
    }
}
