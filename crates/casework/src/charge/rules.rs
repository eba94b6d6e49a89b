//! What the books say of a debt that interest could run on: when it came, its principal day by day, and until when
//! interest was added.

use facts::{DebtId, Money};
use jiff::civil::Date;
use money::ledger::{Account, EntryKind, Part, Step};
use store::{DossierId, ReadTx};

use super::{ChargeError, key_of};
use crate::books;

/// A debt's history, as interest sees it.
#[derive(Debug, Clone)]
pub(super) struct History {
    /// The day on which it was placed: until then the creditor's own figure holds all interest.
    pub placed: Option<Date>,
    pub steps: Vec<Step>,
    /// The entries of interest that stand, with their first and last days.
    pub added: Vec<Added>,
    /// How many entries of interest there ever were, with those taken back.
    pub ever: usize,
}

/// An entry of interest that stands.
#[derive(Debug, Clone)]
pub(super) struct Added {
    pub from: Date,
    pub until: Date,
    pub row: store::journal::Entry,
}

pub(super) fn history(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<History, ChargeError> {
    let rows = store::journal::of_dossier(tx, dossier)?;
    let begins = key_of(dossier, debt);
    let mut history = History { placed: None, steps: Vec::new(), added: Vec::new(), ever: 0 };
    let mut principal: Option<Money> = None;
    let mut entries: Vec<_> = Vec::with_capacity(rows.len());
    for row in &rows {
        entries.push(books::read(row)?);
        let Some(days) = row.key.strip_prefix(&begins) else { continue };
        history.ever += 1;
        let taken_back = rows.iter().any(|other| other.reverses == Some(row.id));
        let mut days = days.split('/').filter_map(|day| day.parse::<Date>().ok());
        if let (false, Some(from), Some(until)) = (taken_back, days.next(), days.next()) {
            history.added.push(Added { from, until, row: row.clone() });
        }
    }
    entries.sort_by_key(money::ledger::Entry::on);
    for entry in &entries {
        let to_it = entry.postings().iter().filter(|posting| {
            matches!(&posting.to, Account::Owed { debt: known, part } if known == debt && *part == Part::Principal)
        });
        for posting in to_it {
            let after = match principal {
                Some(before) => before.plus(posting.amount)?,
                None => posting.amount,
            };
            principal = Some(after);
            history.steps.push(Step { from: entry.on(), principal: after });
        }
        let is_its = entry
            .postings()
            .iter()
            .any(|posting| matches!(&posting.to, Account::Owed { debt: known, .. } if known == debt));
        if *entry.kind() == EntryKind::Placement && is_its && history.placed.is_none() {
            history.placed = Some(entry.on());
        }
    }
    // Of several steps on one day, the last is the day's.
    let mut last_of_day: Vec<Step> = Vec::with_capacity(history.steps.len());
    for step in history.steps {
        match last_of_day.last_mut().filter(|last| last.from == step.from) {
            Some(last) => *last = step,
            None => last_of_day.push(step),
        }
    }
    Ok(History { steps: last_of_day, ..history })
}

impl History {
    /// The first day for which no interest was added yet.
    pub fn since(&self) -> Option<Date> {
        let last = self.added.iter().map(|added| added.until).max().or(self.placed)?;
        last.tomorrow().ok()
    }
}
