//! What an import of a history came to, line by line where it matters.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::place::{REJECTIONS_MAX, Rejection};

/// What an import of a history came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// SHA-256 of the file as it came.
    pub file_hash: String,
    /// Lines below the header.
    pub lines: u64,
    /// Lines that are facts of somebody's record now.
    pub accepted: u64,
    /// Lines that were facts before: nothing changed.
    pub duplicates: u64,
    pub rejected: u64,
    pub rejections: Vec<Rejection>,
    /// Of these: lines that name no account. While there are any, the file answers for nobody.
    pub nameless: u64,
    /// People whose record has lines of the file.
    pub people: u64,
    /// Of these: people of whom nothing is unknown any more.
    pub known: u64,
    /// Of these: people with a channel that stays closed, by channel.
    pub unknown: BTreeMap<&'static str, u64>,
    /// Why people of the file stay unknown though the file has them, by account.
    pub incomplete: BTreeMap<String, String>,
    /// Plans that a human carries over.
    pub plans: u64,
    /// Nothing was written.
    pub dry_run: bool,
}

impl Report {
    pub(super) fn reject(&mut self, rejection: Rejection) {
        self.rejected += 1;
        if self.rejections.len() < REJECTIONS_MAX {
            self.rejections.push(rejection);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.file_hash.get(..12).unwrap_or(&self.file_hash);
        writeln!(f, "file {hash}…, {} lines", self.lines)?;
        let verb = if self.dry_run { "would be recorded" } else { "recorded" };
        writeln!(f, "  {:>9} {verb}", self.accepted)?;
        writeln!(f, "  {:>9} recorded before, unchanged", self.duplicates)?;
        writeln!(f, "  {:>9} rejected", self.rejected)?;
        writeln!(f, "  {:>9} people", self.people)?;
        writeln!(f, "  {:>9} of whom nothing is unknown any more", self.known)?;
        for (channel, people) in &self.unknown {
            writeln!(f, "  {people:>9} not reached by {channel} yet: what was done before is not known")?;
        }
        if self.plans > 0 {
            writeln!(f, "  {:>9} plans for a human to carry over", self.plans)?;
        }
        for (account, why) in self.incomplete.iter().take(20) {
            writeln!(f, "    account {account} stays unknown: {why}")?;
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
