//! Accounts into the store: to the person whom we know, or as people of their own.

use conduct::{FOLD_VERSION, Standing};
use facts::{
    DebtId, Entry, Event, Fact, History, HistoryState, HouseEvent, Itemized, Recorded, Status, StatusKind, When,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::account::NewAccount;
use store::dossier::NewDossier;
use store::{BatchId, DossierId, WriteTx};

use super::line::Account;
use super::map::Before;
use super::matching::Keys;
use super::person::{self, Profile, missing_facts};
use super::run::{PlaceError, Placement};
use crate::books::Opening;
use crate::dossier::{bodies, entry, new_event, record};

/// An account with all that can be made of it without the store.
pub(super) struct Ready<'a> {
    pub(super) account: &'a Account,
    pub(super) keys: Keys,
    pub(super) missing: Vec<&'static str>,
    profile: Vec<u8>,
    standing: Vec<u8>,
    entries: Vec<Entry>,
    bodies: Vec<Vec<u8>>,
    /// The first entry of the books, as the first debt of a person of their own.
    opening: Option<Opening>,
}

impl<'a> Ready<'a> {
    /// The account as the first debt of a person of their own, which nearly all are.
    pub(super) fn of(placement: &Placement, account: &'a Account, now: Timestamp) -> Result<Ready<'a>, PlaceError> {
        let at = When::utc(now);
        let missing = missing_facts(account);
        let address = &account.address;
        let place = [&address.city, &address.region].into_iter().flatten().cloned().collect::<Vec<_>>();
        let profile = Profile {
            name: account.name.clone().unwrap_or_else(|| format!("account {}", account.account)),
            place: place.join(", "),
            reference: account.account.clone(),
            missing: missing.iter().map(|m| (*m).to_owned()).collect(),
        };
        let recorded = person::recorded(account, at, &placement.creditor_name);
        let debt = DebtId::numbered("d", 1);
        let entries = entries(placement, account, recorded, &debt, at);
        Ok(Ready {
            opening: Opening::of(&placement.creditor, &document(placement, account), account, &debt, now)?,
            account,
            keys: Keys::of(account),
            missing,
            profile: serde_json::to_vec(&profile)?,
            standing: Standing::fold_log(&entries, None)?.to_bytes(),
            bodies: bodies(&entries)?,
            entries,
        })
    }
}

/// Makes a person of their own of each account; their dossiers, in the same order.
pub(super) fn create(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    batch: BatchId,
    ready: &[&Ready<'_>],
    now: Timestamp,
) -> Result<Vec<DossierId>, PlaceError> {
    let events: Vec<Vec<_>> = ready
        .iter()
        .map(|one| one.entries.iter().zip(&one.bodies).map(|(entry, body)| new_event(entry, body)).collect())
        .collect();
    let new: Vec<NewDossier> = ready
        .iter()
        .zip(&events)
        .map(|(one, events)| NewDossier {
            creditor: &placement.creditor,
            state: "open",
            due_at: Some(now),
            profile: &one.profile,
            standing: &one.standing,
            standing_version: i64::from(FOLD_VERSION),
            events,
        })
        .collect();
    let recorded = store::event::Recorded { at: now, by: "placement" };
    let dossiers = store::dossier::create_many(tx, &new, recorded)?;
    let each = || dossiers.iter().copied().zip(ready);
    let accounts: Vec<NewAccount> =
        each().map(|(dossier, one)| new_account(placement, batch, one.account, dossier, "d1")).collect();
    store::account::add(tx, &accounts)?;
    let keys: Vec<_> = each().flat_map(|(dossier, one)| one.keys.of_dossier(dossier)).collect();
    store::lookup::add(tx, &keys)?;
    let openings = each().filter_map(|(dossier, one)| one.opening.as_ref().map(|opening| (dossier, opening)));
    Opening::write_many(tx, openings, now)?;
    Ok(dossiers)
}

/// Adds an account to somebody whom we know.
pub(super) fn add_to(
    tx: &mut WriteTx<'_>,
    placement: &Placement,
    batch: BatchId,
    ready: &Ready<'_>,
    dossier: DossierId,
    now: Timestamp,
) -> Result<(), PlaceError> {
    let debt = attach(tx, placement, dossier, ready.account, now)?;
    store::account::add(tx, &[new_account(placement, batch, ready.account, dossier, debt.as_str())])?;
    store::lookup::add(tx, &ready.keys.of_dossier(dossier).collect::<Vec<_>>())?;
    Ok(())
}

fn new_account<'a>(
    placement: &'a Placement,
    batch: BatchId,
    account: &'a Account,
    dossier: DossierId,
    debt: &'a str,
) -> NewAccount<'a> {
    NewAccount { creditor: &placement.creditor, reference: &account.account, dossier, debt, batch }
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
    let opening = Opening::of(&placement.creditor, &document(placement, account), account, &id, now)?;
    Opening::write_many(tx, opening.iter().map(|opening| (dossier, opening)), now)?;
    Ok(id)
}

/// The line of the file that an account comes from.
fn document(placement: &Placement, account: &Account) -> String {
    format!("{} line {}", placement.file_hash, account.line)
}

/// What the log says of a placed account: who and what was recorded, how the sum came about, and that it was placed.
fn entries(placement: &Placement, account: &Account, recorded: Recorded, debt: &DebtId, at: When) -> Vec<Entry> {
    // Two creditors may use one number for two accounts of a person.
    let name = |what: &str| format!("evt_{what}_{}_{}", placement.creditor, account.account);
    let document = Some(document(placement, account));
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
    if placement.before == Before::Unknown {
        let history = History {
            at,
            state: HistoryState::Unknown,
            channels: crate::cutover::CHANNELS.to_vec(),
            debts: vec![debt.clone()],
            why: "placed as worked before in another system".to_owned(),
        };
        entries.push(entry(name("before"), at, "placement", Fact::House(HouseEvent::History(history))));
    }
    let day = When::Day(at.day_in(&TimeZone::UTC));
    let placed = Status { debts: vec![debt.clone()], ..Status::new(StatusKind::Placed, day) };
    entries.push(entry(name("placed"), at, "placement", Fact::Event(Event::Status(placed))));
    for entry in &mut entries {
        entry.document.clone_from(&document);
    }
    entries
}
