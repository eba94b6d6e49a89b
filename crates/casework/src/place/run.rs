//! A placement from beginning to end: read once whole, then written in steps that can be repeated.

use std::path::Path;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::batch::{Batch, Outcome, State};
use store::event::Recorded;
use store::{Store, StoreError, WriteTx};

use super::file::{FileError, file_hash};
use super::line::Account;
use super::map::{Before, Map};
use super::person::missing_facts;
use super::read::{Line, read};
use super::report::Report;
use super::step::{self, Placed};
use crate::dossier::DossierError;

/// The first accounts are written in a transaction of so many: a crash loses at most one step, and the file placed
/// again does the rest.
const STEP_ACCOUNTS_FIRST: usize = 1_000;
/// Steps double up to this. Keyed hashes fall everywhere in their index, so a step touches nearly all its pages: few
/// large steps write each page seldom. More than this would not fit the memory that a file may take.
const STEP_ACCOUNTS_MAX: usize = 8_000;

/// Who places what.
#[derive(Debug, Clone)]
pub struct Placement {
    /// The creditor's id with us.
    pub creditor: String,
    /// The creditor's name, as people know it.
    pub creditor_name: String,
    /// SHA-256 of the file, in hexadecimal; other words that identify where the accounts come from.
    pub file_hash: String,
    pub file_name: String,
    pub before: Before,
}

impl Placement {
    /// By what the store knows the file again.
    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.file_hash.as_bytes()).into()
    }
}

/// Why a placement did not happen, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Books(#[from] crate::books::BooksError),
    #[error("the facts of an account can't be folded: {0}")]
    Fold(#[from] conduct::FoldError),
    #[error("the total is too large to be true: check the amounts of the file ({0})")]
    Total(#[from] facts::MoneyError),
    #[error("an account can't be written down: {0}")]
    Written(#[from] serde_json::Error),
}

/// Places a file. `complete` may add what the file lacks; it is given each account before it is looked at.
///
/// The whole file is read once before anything is written: one that breaks off places nothing.
///
/// # Errors
/// A file that can't be read to its end, a store that can't write. What was written till then stays, and the same
/// file placed again does the rest.
pub fn place_file(
    store: &Store,
    path: &Path,
    map: &Map,
    creditor: (&str, &str),
    now: Timestamp,
    dry_run: bool,
    complete: &dyn Fn(&mut Account),
) -> Result<Report, PlaceError> {
    let mut report = Report { file_hash: file_hash(path)?, dry_run, ..Report::default() };
    report.format =
        Some(read::<PlaceError>(path, map, |line| first_look(&mut report, map.file.history, line, complete))?);
    let placement = Placement {
        creditor: creditor.0.to_owned(),
        creditor_name: creditor.1.to_owned(),
        file_hash: report.file_hash.clone(),
        file_name: path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        before: map.file.history,
    };
    if dry_run {
        return Ok(report);
    }
    let mut report = Report { not_contactable: Default::default(), ..report };
    let hash = placement.hash();
    let seen = store.read(|tx| store::batch::find(tx, &placement.creditor, &hash))?;
    if seen.is_some_and(|batch| batch.state == State::Done) {
        report.seen_before = true;
        report.duplicates = report.accepted;
        report.accepted = 0;
        report.accepted_totals.clear();
        return Ok(report);
    }
    let mut writer = Writer::begin(store, &placement, now)?;
    read::<PlaceError>(path, map, |line| match line {
        Ok(mut account) => {
            complete(&mut account);
            writer.add(account, &mut report)
        }
        Err(_) => Ok(()),
    })?;
    writer.end(&mut report)?;
    Ok(report)
}

/// Places accounts that come from no file.
///
/// # Errors
/// As [`place_file`].
pub fn place_accounts(
    store: &Store,
    placement: &Placement,
    now: Timestamp,
    accounts: impl Iterator<Item = Account>,
) -> Result<Report, PlaceError> {
    let mut report = Report { file_hash: placement.file_hash.clone(), ..Report::default() };
    let mut writer = Writer::begin(store, placement, now)?;
    for account in accounts {
        report.lines += 1;
        report.accept(account.balance)?;
        writer.add(account, &mut report)?;
    }
    writer.end(&mut report)?;
    Ok(report)
}

/// What an account that was worked before lacks.
fn unknown_before(before: Before) -> Option<&'static str> {
    (before == Before::Unknown).then_some("what was done before, by each channel: import it with `forbear history`")
}

/// Counts a line, without writing anything.
fn first_look(
    report: &mut Report,
    before: Before,
    line: Line,
    complete: &dyn Fn(&mut Account),
) -> Result<(), PlaceError> {
    report.lines += 1;
    match line {
        Ok(mut account) => {
            complete(&mut account);
            report.accept(account.balance)?;
            for fact in missing_facts(&account).into_iter().chain(unknown_before(before)) {
                *report.not_contactable.entry(fact).or_default() += 1;
            }
        }
        Err(rejection) => report.reject(rejection),
    }
    Ok(())
}

/// Writes accounts in steps.
struct Writer<'a> {
    store: &'a Store,
    placement: &'a Placement,
    batch: Batch,
    now: Timestamp,
    step: Vec<Account>,
    /// So many accounts make a step.
    full: usize,
}

impl<'a> Writer<'a> {
    fn begin(store: &'a Store, placement: &'a Placement, now: Timestamp) -> Result<Writer<'a>, PlaceError> {
        let batch = store.write(|tx: &mut WriteTx| {
            let recorded = Recorded { at: now, by: "placement" };
            store::batch::begin(tx, &placement.creditor, &placement.hash(), &placement.file_name, recorded)
        })?;
        Ok(Writer { store, placement, batch, now, step: Vec::new(), full: STEP_ACCOUNTS_FIRST })
    }

    fn add(&mut self, account: Account, report: &mut Report) -> Result<(), PlaceError> {
        self.step.push(account);
        if self.step.len() < self.full {
            return Ok(());
        }
        self.full = (self.full * 2).min(STEP_ACCOUNTS_MAX);
        self.write(report)
    }

    /// Writes the accounts of one step, all or none.
    fn write(&mut self, report: &mut Report) -> Result<(), PlaceError> {
        let ready = step::ready(self.placement, &self.step, self.now)?;
        let placed =
            self.store.write(|tx: &mut WriteTx| step::place(tx, self.placement, self.batch.id, &ready, self.now))?;
        for (account, placed) in self.step.drain(..).zip(placed) {
            match placed {
                Placed::Before => report.accepted_before(account.balance)?,
                Placed::Matched => report.matched += 1,
                Placed::New { missing, doubtful } => {
                    report.doubtful += u64::try_from(doubtful).unwrap_or(u64::MAX);
                    for fact in missing.into_iter().chain(unknown_before(self.placement.before)) {
                        *report.not_contactable.entry(fact).or_default() += 1;
                    }
                }
            }
        }
        Ok(())
    }

    fn end(mut self, report: &mut Report) -> Result<(), PlaceError> {
        self.write(report)?;
        if self.batch.state == State::Done {
            return Ok(());
        }
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let outcome = Outcome {
            accepted: count(report.accepted),
            rejected: count(report.rejected),
            duplicate: count(report.duplicates),
            report: serde_json::to_string(&report)?,
        };
        self.store.write(|tx: &mut WriteTx| store::batch::finish(tx, self.batch.id, &outcome))?;
        Ok(())
    }
}
