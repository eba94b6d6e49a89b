//! One account into the store: to the person whom we know, or as a person of their own.

use conduct::{FOLD_VERSION, Standing};
use facts::{DebtId, Entry, Event, Fact, HouseEvent, Itemized, Recorded, Status, StatusKind, When};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::account::NewAccount;
use store::dossier::NewDossier;
use store::{BatchId, DossierId, WriteTx};

use super::line::Account;
use super::matching::{Keys, Match};
use super::person::{self, Profile, missing_facts};
use super::run::{PlaceError, Placement};
use crate::dossier::{bodies, entry, new_event, record};

/// What became of one account.
pub(super) enum Placed {
    /// This creditor placed it before: nothing changed.
    Before,
    /// A person of their own.
    New { missing: Vec<&'static str>, doubtful: usize },
    /// Another debt of somebody whom we know.
    Matched,
}

/// Places one account in the caller's transaction.
pub(super) fn place(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    batch: BatchId,
    account: &Account,
    now: Timestamp,
) -> Result<Placed, PlaceError> {
    if store::account::find(tx, &placement.creditor, &account.account)?.is_some() {
        return Ok(Placed::Before);
    }
    let keys = Keys::of(account);
    let found = keys.find(tx)?;
    if let Match::Known(dossier) = found {
        let debt = attach(tx, placement, dossier, account, now)?;
        keep(tx, placement, batch, account, (dossier, debt.as_str()), &keys)?;
        return Ok(Placed::Matched);
    }
    let missing = missing_facts(account);
    let dossier = create(tx, placement, account, &missing, now)?;
    keep(tx, placement, batch, account, (dossier, "d1"), &keys)?;
    let mut doubtful = 0;
    if let Match::Doubtful(others) = found {
        for other in others {
            store::review::add(tx, dossier, other, "a contact point or an address is the same, the name is not", now)?;
            doubtful += 1;
        }
    }
    Ok(Placed::New { missing, doubtful })
}

/// Keeps which debt the account became, and by what its person is found.
fn keep(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    batch: BatchId,
    account: &Account,
    (dossier, debt): (DossierId, &str),
    keys: &Keys,
) -> Result<(), PlaceError> {
    let new = NewAccount { creditor: &placement.creditor, reference: &account.account, dossier, debt, batch };
    store::account::add(tx, &[new])?;
    Ok(store::lookup::add(tx, &keys.of_dossier(dossier))?)
}

fn create(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    account: &Account,
    missing: &[&'static str],
    now: Timestamp,
) -> Result<DossierId, PlaceError> {
    let at = When::utc(now);
    let recorded = person::recorded(account, at, &placement.creditor_name);
    let name = account.name.clone().unwrap_or_else(|| format!("account {}", account.account));
    let place = [&account.address.city, &account.address.region].into_iter().flatten().cloned().collect::<Vec<_>>();
    let profile = Profile {
        name,
        place: place.join(", "),
        reference: account.account.clone(),
        missing: missing.iter().map(|m| (*m).to_owned()).collect(),
    };
    let entries = entries(placement, account, recorded, &DebtId::numbered("d", 1), at);
    let standing = Standing::fold_log(&entries, None)?.to_bytes();
    let bodies = bodies(&entries)?;
    let events: Vec<_> = entries.iter().zip(&bodies).map(|(entry, body)| new_event(entry, body)).collect();
    let new = NewDossier {
        creditor: &placement.creditor,
        state: "open",
        due_at: Some(now),
        profile: &serde_json::to_vec(&profile)?,
        standing: &standing,
        standing_version: i64::from(FOLD_VERSION),
        events: &events,
    };
    Ok(store::dossier::create(tx, &new, store::event::Recorded { at: now, by: "placement" })?)
}

/// Another debt of somebody whom we know.
fn attach(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    dossier: DossierId,
    account: &Account,
    now: Timestamp,
) -> Result<DebtId, PlaceError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let number = standing.debts().len() + 1;
    let at = When::utc(now);
    let recorded = Recorded {
        at,
        people: Vec::new(),
        endpoints: Vec::new(),
        debts: vec![person::debt(account, number, &placement.creditor_name)],
    };
    let id = DebtId::numbered("d", number);
    let entries = entries(placement, account, recorded, &id, at);
    record(tx, dossier, &entries, now, "placement", Some(now))?;
    Ok(id)
}

/// What the log says of a placed account: who and what was recorded, how the sum came about, and that it was placed.
fn entries(placement: &Placement, account: &Account, recorded: Recorded, debt: &DebtId, at: When) -> Vec<Entry> {
    // Two creditors may use one number for two accounts of a person.
    let name = |what: &str| format!("evt_{what}_{}_{}", placement.creditor, account.account);
    let document = Some(format!("{} line {}", placement.file_hash, account.line));
    let mut entries = vec![entry(name("recorded"), at, "placement", Fact::House(HouseEvent::Recorded(recorded)))];
    if let Some(sum) = &account.itemization {
        let itemized = Itemized {
            at,
            debt: debt.clone(),
            basis: sum.basis.clone(),
            date: sum.date,
            amount: sum.amount,
            interest: sum.interest,
            fees: sum.fees,
            payments: sum.payments,
            credits: sum.credits,
        };
        entries.push(entry(name("itemized"), at, "placement", Fact::House(HouseEvent::Itemized(itemized))));
    }
    let placed = Status {
        at: When::Day(at.day_in(&TimeZone::UTC)),
        by: None,
        with: None,
        kind: StatusKind::Placed,
        debts: vec![debt.clone()],
        from: None,
        until: None,
        detail: None,
        scheme: None,
        registered: None,
        treatment_ended: None,
        part: None,
        amount: None,
        every: None,
    };
    entries.push(entry(name("placed"), at, "placement", Fact::Event(Event::Status(placed))));
    for entry in &mut entries {
        entry.document.clone_from(&document);
    }
    entries
}
