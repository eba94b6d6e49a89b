//! An import from beginning to end: the file is read once whole; then each person's lines are written together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use conduct::Standing;
use facts::{Channel, Entry, Fact, StatusKind, When};
use jiff::Timestamp;
use store::{DossierId, Store, StoreError, WriteTx};

use super::facts::{PLAN, Whose, facts, runs};
use super::line::{Line, Reader, What};
use super::map::HistoryMap;
use super::report::Report;
use super::{CHANNELS, known};
use crate::dossier::{DossierError, entry, record};
use crate::place::{FileError, LINES_MAX, Rejection, broken, file_hash, records};
use crate::round::{in_hours, open_task};

/// A human carries a plan over within so many hours.
const PLAN_HOURS: i64 = 48;

/// Why an import did not happen, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error("this was a trial: nothing was kept")]
    DryRun,
}

/// Imports a history of a creditor's accounts, under the import's name. The same lines again, in whichever file, change
/// nothing.
///
/// The whole file is read once before anything is written, and a person's lines are kept together or not at all. A person
/// of whom a line was rejected gets the others, and stays unknown.
///
/// # Errors
/// A file that can't be read to its end: then nothing is imported. A store that can't write: what was written till then
/// stays, and the same file does the rest.
pub fn import(
    store: &Store,
    path: &Path,
    map: &HistoryMap,
    (creditor, name): (&str, &str),
    now: Timestamp,
    dry_run: bool,
) -> Result<Report, HistoryError> {
    let mut report = Report { file_hash: file_hash(path)?, dry_run, ..Report::default() };
    let mut accounts = read(path, map, now, &mut report)?;
    let nameless =
        (report.nameless > 0).then(|| format!("{} lines name no account, and may be theirs", report.nameless));
    let source = Source { map, name, nameless };
    let people = people(store, creditor, &mut accounts, &mut report)?;
    for (dossier, accounts) in people {
        let mut one = One::default();
        let kept = store.write(|tx: &mut WriteTx| {
            one = write(tx, dossier, &accounts, &source, now)?;
            if dry_run { Err(HistoryError::DryRun) } else { Ok(()) }
        });
        match kept {
            Ok(()) | Err(HistoryError::DryRun) => one.count(&mut report),
            Err(error) => return Err(error),
        }
    }
    report.rejections.sort_by_key(|rejection| rejection.line);
    Ok(report)
}

/// Where the lines come from.
struct Source<'a> {
    map: &'a HistoryMap,
    name: &'a str,
    /// Why the file answers for nobody.
    nameless: Option<String>,
}

/// The lines of one account, and the reasons why others of it are none.
#[derive(Debug, Default)]
struct Account {
    number: String,
    debt: String,
    lines: Vec<Line>,
    flaws: Vec<Rejection>,
}

/// Reads the whole file, by account. A line without its account can't be counted against anybody, so it makes the file
/// complete of nobody.
fn read(
    path: &Path,
    map: &HistoryMap,
    now: Timestamp,
    report: &mut Report,
) -> Result<BTreeMap<String, Account>, HistoryError> {
    let (mut csv, _) = records(path, (map.file.encoding.as_deref(), map.file.separator))?;
    let header = csv.byte_headers().map_err(|why| broken(path, 1, &why))?.clone();
    let reader = Reader::new(map, &header, now)?;
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    let mut record = csv::ByteRecord::new();
    loop {
        let before = csv.position().line();
        let more = csv.read_byte_record(&mut record).map_err(|why| broken(path, before.saturating_sub(1), &why))?;
        if !more {
            return Ok(accounts);
        }
        let line = record.position().map_or(before, csv::Position::line);
        if csv.position().line().saturating_sub(line) > LINES_MAX {
            return Err(FileError::OpenQuote { line }.into());
        }
        report.lines += 1;
        match reader.read(line, &record) {
            Ok(line) => accounts.entry(line.account.clone()).or_default().lines.push(line),
            Err(rejection) => {
                if let Some(number) = reader.account(&record) {
                    accounts.entry(number).or_default().flaws.push(rejection.clone());
                } else {
                    report.nameless += 1;
                }
                report.reject(rejection);
            }
        }
    }
}

/// Finds whose the accounts are, in the order of the accounts.
fn people(
    store: &Store,
    creditor: &str,
    accounts: &mut BTreeMap<String, Account>,
    report: &mut Report,
) -> Result<BTreeMap<DossierId, Vec<Account>>, HistoryError> {
    let numbers: Vec<&str> = accounts.keys().map(String::as_str).collect();
    let found = store.read(|tx| store::account::find_many(tx, creditor, &numbers))?;
    let mut people: BTreeMap<DossierId, Vec<Account>> = BTreeMap::new();
    for ((number, account), found) in std::mem::take(accounts).into_iter().zip(found) {
        match found {
            Some(found) => {
                people.entry(found.dossier).or_default().push(Account { number, debt: found.debt, ..account });
            }
            None => {
                for line in account.lines {
                    report.reject(Rejection {
                        line: line.line,
                        field: "account",
                        reason: format!("`{creditor}` has placed no account `{number}` here"),
                        remedy: "place it first, or correct its number",
                    });
                }
            }
        }
    }
    Ok(people)
}

/// What came of one person's lines.
#[derive(Debug, Default)]
struct One {
    accepted: u64,
    duplicates: u64,
    plans: u64,
    rejections: Vec<Rejection>,
    unknown: Vec<&'static str>,
    incomplete: Vec<(String, String)>,
}

impl One {
    fn count(self, report: &mut Report) {
        report.people += 1;
        report.accepted += self.accepted;
        report.duplicates += self.duplicates;
        report.plans += self.plans;
        report.known += u64::from(self.unknown.is_empty());
        for channel in self.unknown {
            *report.unknown.entry(channel).or_default() += 1;
        }
        report.incomplete.extend(self.incomplete);
        for rejection in self.rejections {
            report.reject(rejection);
        }
    }
}

/// Writes one person's lines, in the order of time, and what is known now.
fn write(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    accounts: &[Account],
    source: &Source<'_>,
    now: Timestamp,
) -> Result<One, HistoryError> {
    let standing = match crate::dossier::standing(tx, dossier) {
        Ok(standing) => standing,
        Err(DossierError::Erased(_) | DossierError::Store(StoreError::Forgotten(_))) => return Ok(One::default()),
        Err(error) => return Err(error.into()),
    };
    let recorded: HashSet<String> = store::event::list(tx, dossier)?.into_iter().map(|event| event.id).collect();
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let mut person =
        Person { standing: &standing, recorded, at, source, now, one: One::default(), entries: Vec::new() };
    for account in accounts {
        person.account(account);
    }
    let Person { mut one, mut entries, .. } = person;
    let zone = standing.home_zone();
    entries.sort_by_key(|(at, _)| (at.day_in(&zone), at.time_in(&zone)));
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    if !entries.is_empty() {
        record(tx, dossier, &entries, now, source.name, Some(now))?;
        // What waits to be sent was decided without this.
        store::outbox::recall(tx, dossier, "a history was imported", now)?;
    }
    if one.plans > 0 {
        open_task(tx, dossier, "carry_over_plan", PLAN, now, in_hours(now, PLAN_HOURS))?;
    }
    let standing = crate::dossier::standing(tx, dossier)?;
    let unknown = &standing.house().unknown_history;
    one.unknown = CHANNELS.iter().filter(|c| unknown.iter().any(|u| u.channel == **c)).map(|c| c.as_str()).collect();
    Ok(one)
}

/// One person, while their lines become entries.
struct Person<'a> {
    standing: &'a Standing,
    /// The ids of what stands in the log.
    recorded: HashSet<String>,
    at: When,
    source: &'a Source<'a>,
    now: Timestamp,
    one: One,
    entries: Vec<(When, Entry)>,
}

impl Person<'_> {
    fn account(&mut self, account: &Account) {
        let Some(debt) = self.standing.debts().iter().find(|d| d.id.as_str() == account.debt) else { return };
        let Some(index) = self.standing.debt_ix(&debt.id) else { return };
        let placed = |c: &&conduct::Change| c.kind == StatusKind::Placed && c.debts.holds(index);
        let placed = self.standing.changes().iter().find(placed).map(|c| c.at.day.date());
        let unknown = |channel: Channel| {
            self.standing.house().unknown_history.iter().any(|u| u.channel == channel && u.debts.holds(index))
        };
        let mut flaw = account.flaws.first().map(ToString::to_string).or_else(|| self.source.nameless.clone());
        let news: Vec<Channel> =
            answered(&account.lines, self.source.map).into_iter().filter(|channel| unknown(*channel)).collect();
        // Two lines that say the same are two things that happened; in another file they are the same two.
        let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
        for line in &account.lines {
            let nth = seen.entry(line.content).and_modify(|n| *n += 1).or_insert(1);
            let key = key(&line.content, *nth);
            let today = self.at.day_as_written();
            let whose = Whose { standing: self.standing, debt: debt.id.clone(), placed, today, key: &key };
            match facts(line, &whose) {
                Ok(_) if line.what == What::Nothing && news.is_empty() => self.one.duplicates += 1,
                Ok(facts) => self.line(line, &key, facts, &account.number),
                Err(rejection) => {
                    flaw.get_or_insert_with(|| rejection.to_string());
                    self.one.rejections.push(rejection);
                }
            }
        }
        match flaw {
            Some(flaw) => self.one.incomplete.push((account.number.clone(), flaw)),
            None if news.is_empty() => {}
            None => {
                let why = format!("imported as {}", self.source.name);
                let fact = known(self.at, &news, vec![debt.id.clone()], &why);
                let id = format!("evt_before_known_{}_{}", account.debt, self.now.as_microsecond());
                self.entries.push((self.at, entry(id, self.at, self.source.name, fact)));
            }
        }
    }

    fn line(&mut self, line: &Line, key: &str, facts: Vec<Fact>, number: &str) {
        let ids = (1..=facts.len()).map(|part| format!("evt_before_{key}_{part}"));
        let new: Vec<(String, Fact)> = ids.zip(facts).filter(|(id, _)| !self.recorded.contains(id)).collect();
        if new.is_empty() && line.what != What::Nothing {
            self.one.duplicates += 1;
            return;
        }
        self.one.accepted += 1;
        self.one.plans += u64::from(runs(line, self.at.day_as_written()));
        for (id, fact) in new {
            let mut written = entry(id, self.at, self.source.name, fact);
            written.words.clone_from(&line.words);
            written.document = Some(format!("line {} of account {number}", line.line));
            self.entries.push((line.at, written));
        }
    }
}

/// The channels of which the lines of an account answer for everything.
fn answered(lines: &[Line], map: &HistoryMap) -> Vec<Channel> {
    let mut channels = map.file.complete.clone();
    for line in lines.iter().filter(|line| line.what == What::Nothing) {
        match line.channel {
            Some(channel) => channels.push(channel),
            None => channels.extend(CHANNELS),
        }
    }
    channels.sort_unstable();
    channels.dedup();
    channels
}

/// By what a line is known again.
fn key(content: &[u8; 32], nth: u32) -> String {
    let hash: String = content.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    if nth == 1 { hash } else { format!("{hash}_{nth}") }
}
