//! One step of a placement: what needs no store is made ready on every core; then all is written together.

use std::collections::HashSet;
use std::num::NonZero;
use std::thread;

use jiff::Timestamp;
use store::lookup::Kind;
use store::{BatchId, DossierId, WriteTx};

use super::accounts::{Ready, add_to, create};
use super::line::Account;
use super::matching::Match;
use super::run::{PlaceError, Placement};

/// What became of one account.
pub(super) enum Placed {
    /// This creditor placed it before: nothing changed.
    Before,
    /// A person of their own.
    New { missing: Vec<&'static str>, doubtful: usize },
    /// Another debt of somebody whom we know.
    Matched,
}

/// Makes accounts ready, on as many cores as there are.
pub(super) fn ready<'a>(
    placement: &Placement,
    accounts: &'a [Account],
    now: Timestamp,
) -> Result<Vec<Ready<'a>>, PlaceError> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let each = |some: &'a [Account]| -> Result<Vec<Ready<'a>>, PlaceError> {
        some.iter().map(|account| Ready::of(placement, account, now)).collect()
    };
    let each = &each;
    let parts: Vec<Result<Vec<Ready<'a>>, PlaceError>> = thread::scope(|scope| {
        let share = accounts.len().div_ceil(cores).max(1);
        let threads: Vec<_> = accounts.chunks(share).map(|some| scope.spawn(move || each(some))).collect();
        // A thread that panicked goes on panicking here.
        threads.into_iter().map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut all = Vec::with_capacity(accounts.len());
    for part in parts {
        all.extend(part?);
    }
    Ok(all)
}

/// Places accounts in the caller's transaction; what became of each, in their order.
pub(super) fn place(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    batch: BatchId,
    accounts: &[Ready<'_>],
    now: Timestamp,
) -> Result<Vec<Placed>, PlaceError> {
    let references: Vec<&str> = accounts.iter().map(|one| one.account.account.as_str()).collect();
    let known = store::account::find_many(tx, &placement.creditor, &references)?;
    let leading: Vec<(Kind, &str)> = accounts.iter().flat_map(|one| one.keys.leading()).collect();
    let mut leads = store::lookup::lead_to_anybody(tx, &leading)?.into_iter();
    let mut step = Step { placement, batch, now, people: Vec::new(), keys: HashSet::new() };
    let mut seen: HashSet<&str> = HashSet::new();
    let mut placed = Vec::with_capacity(accounts.len());
    for ((one, reference), known) in accounts.iter().zip(references).zip(known) {
        let led = leads.by_ref().take(one.keys.leading().count()).fold(false, |any, leads| any | leads);
        placed.push(if known.is_some() || !seen.insert(reference) { Placed::Before } else { step.one(tx, one, led)? });
    }
    step.write(tx)?;
    Ok(placed)
}

/// People of their own who wait to be written together, as long as nobody after them may be one of them.
struct Step<'a> {
    placement: &'a Placement,
    batch: BatchId,
    now: Timestamp,
    /// Each with the people whom they might be.
    people: Vec<(&'a Ready<'a>, Vec<DossierId>)>,
    /// What leads to anybody who was placed in this step, written or waiting.
    keys: HashSet<(Kind, &'a str)>,
}

impl<'a> Step<'a> {
    /// Places one account. `led`: something of it leads to people who were there before this step.
    fn one(&mut self, tx: &mut WriteTx<'_>, one: &'a Ready<'a>, led: bool) -> Result<Placed, PlaceError> {
        let waits = one.keys.leading().any(|key| self.keys.contains(&key));
        if waits {
            self.write(tx)?;
        }
        let found = if led || waits { one.keys.find(tx)? } else { Match::New };
        let doubtful = match found {
            Match::Known(dossier) => {
                add_to(tx, self.placement, self.batch, one, dossier, self.now)?;
                self.keys.extend(one.keys.leading());
                return Ok(Placed::Matched);
            }
            Match::Doubtful(others) => others,
            Match::New => Vec::new(),
        };
        let placed = Placed::New { missing: one.missing.clone(), doubtful: doubtful.len() };
        self.keys.extend(one.keys.leading());
        self.people.push((one, doubtful));
        Ok(placed)
    }

    /// Writes those who wait. Their keys stay: whoever comes after them in this step asks the store.
    fn write(&mut self, tx: &mut WriteTx<'_>) -> Result<(), PlaceError> {
        let people = std::mem::take(&mut self.people);
        if people.is_empty() {
            return Ok(());
        }
        let ready: Vec<&Ready> = people.iter().map(|(one, _)| *one).collect();
        let dossiers = create(tx, self.placement, self.batch, &ready, self.now)?;
        for (dossier, (_, others)) in dossiers.into_iter().zip(people) {
            for other in others {
                let why = "a contact point or an address is the same, the name is not";
                store::review::add(tx, dossier, other, why, self.now)?;
            }
        }
        Ok(())
    }
}
