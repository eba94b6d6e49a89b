//! Reading the books: a person's entries and what they owe, a creditor's, and what stands on every account.

use jiff::civil::Date;

use super::{Entry, day_number, day_of, place};
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::{DossierId, EntryId};
use crate::vault::Vault;

statements! {
    FIND = "select id, dossier, key, on_day, kind, reverses, recorded, recorded_by, body from entry where key = ?1";
    GET = "select id, dossier, key, on_day, kind, reverses, recorded, recorded_by, body from entry where id = ?1";
    REVERSED_BY = "select id, dossier, key, on_day, kind, reverses, recorded, recorded_by, body from entry \
        where reverses = ?1";
    OF_DOSSIER = "select id, dossier, key, on_day, kind, reverses, recorded, recorded_by, body from entry \
        where dossier = ?1 order by recorded, id";
    OF_CREDITOR = "select id, dossier, key, on_day, kind, reverses, recorded, recorded_by, body from entry \
        where on_day >= ?2 and on_day <= ?3 and id in (select entry from posting where creditor = ?1) \
        order by on_day, recorded, id";
    OWED = "select dossier, debt, part, creditor, currency, cast(sum(minor) as bigint) as minor from posting \
        where dossier = ?1 and account = 'owed' group by dossier, debt, part, creditor, currency \
        order by debt, part, currency";
    TRIAL = "select account, creditor, part, currency, cast(sum(minor) as bigint) as minor from posting \
        group by account, creditor, part, currency order by account, creditor, part, currency";
    TRIAL_UNTIL = "select p.account, p.creditor, p.part, p.currency, cast(sum(p.minor) as bigint) as minor from posting p \
        join entry e on e.id = p.entry where e.on_day <= ?1 group by p.account, p.creditor, p.part, p.currency \
        order by p.account, p.creditor, p.part, p.currency";
    MOVED = "select p.creditor, e.kind, coalesce(r.kind, '') as reversed, p.account, p.currency, \
        cast(sum(p.minor) as bigint) as minor from posting p join entry e on e.id = p.entry \
        left join entry r on r.id = e.reverses where p.creditor is not null and e.on_day >= ?1 and e.on_day <= ?2 \
        group by p.creditor, e.kind, coalesce(r.kind, ''), p.account, p.currency \
        order by p.creditor, p.currency, e.kind, coalesce(r.kind, ''), p.account";
    HELD_FOR = "select cast(coalesce(sum(p.minor), 0) as bigint) as minor from posting p join entry e on e.id = p.entry \
        where p.creditor = ?1 and p.account = 'trust' and p.currency = ?2 \
        and (e.on_day <= ?3 or e.kind = 'remittance')";
    FIRST_PAID = "select on_day from entry where kind in ('payment', 'direct_payment') \
        and id in (select entry from posting where creditor = ?1) order by on_day limit 1";
    OWING_TO = "select distinct dossier from posting where creditor = ?1 and account = 'owed' \
        and dossier is not null order by dossier";
    TRUST_CURRENCIES = "select distinct currency from posting where creditor = ?1 and account = 'trust' order by currency";
    ON_ACCOUNT = "select cast(coalesce(sum(minor), 0) as bigint) as minor from posting \
        where dossier = ?1 and account = ?2 and currency = ?3";
}

/// What is owed on one part of one debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Whose.
    pub dossier: DossierId,
    /// The debt's id in the vocabulary.
    pub debt: String,
    /// The part of it.
    pub part: String,
    /// To whom.
    pub creditor: String,
    /// Three letters.
    pub currency: String,
    /// Cents or pence.
    pub minor: i64,
}

/// What stands on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnAccount {
    /// The kind of account.
    pub account: String,
    /// Whose, where it is a creditor's.
    pub creditor: Option<String>,
    /// The part of what is owed, or which bank account.
    pub part: Option<String>,
    /// Three letters.
    pub currency: String,
    /// Debits are positive.
    pub minor: i64,
}

/// What entries of one kind moved on one account of a creditor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whose account.
    pub creditor: String,
    /// The kind of the entries.
    pub kind: String,
    /// Of reversals: the kind of what they took back; empty otherwise.
    pub reversed: String,
    /// The kind of account.
    pub account: String,
    /// Three letters.
    pub currency: String,
    /// Debits are positive.
    pub minor: i64,
}

/// What the entries of a period moved on the accounts of creditors, both days counted.
///
/// # Errors
/// The engine's.
pub fn moved(tx: &mut ReadTx<'_>, (from, until): (Date, Date)) -> Result<Vec<Moved>, StoreError> {
    tx.many(&MOVED, &[day_number(from).into(), day_number(until).into()], |row| {
        Ok(Moved {
            creditor: row.get(0)?,
            kind: row.get(1)?,
            reversed: row.get(2)?,
            account: row.get(3)?,
            currency: row.get(4)?,
            minor: row.get(5)?,
        })
    })
}

/// The entry with this key.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn find(tx: &mut ReadTx<'_>, key: &str) -> Result<Option<Entry>, StoreError> {
    let vault = tx.vault;
    tx.one(&FIND, &[key.into()], |row| entry(vault, row))
}

/// One entry.
///
/// # Errors
/// As [`find`].
pub fn get(tx: &mut ReadTx<'_>, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let vault = tx.vault;
    tx.one(&GET, &[id.0.into()], |row| entry(vault, row))
}

/// The entry that took this one back.
///
/// # Errors
/// As [`find`].
pub fn reversed_by(tx: &mut ReadTx<'_>, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let vault = tx.vault;
    tx.one(&REVERSED_BY, &[id.0.into()], |row| entry(vault, row))
}

/// A person's entries, in the order in which they came.
///
/// # Errors
/// As [`find`].
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Entry>, StoreError> {
    let vault = tx.vault;
    tx.many(&OF_DOSSIER, &[dossier.0.into()], |row| entry(vault, row))
}

/// The entries of a period that touch a creditor's accounts, both days counted, by day.
///
/// # Errors
/// As [`find`].
pub fn of_creditor(tx: &mut ReadTx<'_>, creditor: &str, (from, until): (Date, Date)) -> Result<Vec<Entry>, StoreError> {
    let vault = tx.vault;
    let values = [creditor.into(), day_number(from).into(), day_number(until).into()];
    tx.many(&OF_CREDITOR, &values, |row| entry(vault, row))
}

/// What a person owes, by debt and part. A part that is paid is listed with nothing.
///
/// # Errors
/// The engine's.
pub fn owed(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Owed>, StoreError> {
    tx.many(&OWED, &[dossier.0.into()], |row| {
        Ok(Owed {
            dossier: DossierId(row.get(0)?),
            debt: row.get(1)?,
            part: row.get(2)?,
            creditor: row.get(3)?,
            currency: row.get(4)?,
            minor: row.get(5)?,
        })
    })
}

/// The people who owe or owed something to a creditor, by the books.
///
/// # Errors
/// The engine's.
pub fn owing_to(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Vec<DossierId>, StoreError> {
    tx.many(&OWING_TO, &[creditor.into()], |row| Ok(DossierId(row.get(0)?)))
}

/// What stands on one of a person's accounts: money that waits for their word, or that goes back to them.
///
/// # Errors
/// The engine's.
pub fn on_account(tx: &mut ReadTx<'_>, dossier: DossierId, account: &str, currency: &str) -> Result<i64, StoreError> {
    let found = tx.one(&ON_ACCOUNT, &[dossier.0.into(), account.into(), currency.into()], |row| row.get::<i64>(0))?;
    Ok(found.unwrap_or(0))
}

/// What stood on every account at the end of a day, as [`trial`].
///
/// # Errors
/// The engine's.
pub fn trial_until(tx: &mut ReadTx<'_>, day: Date) -> Result<Vec<OnAccount>, StoreError> {
    tx.many(&TRIAL_UNTIL, &[day_number(day).into()], on_account_row)
}

/// What stood on a creditor's trust account at the end of a day; what we hold for it is negative. What was paid out to it
/// counts whenever it was booked: months are paid out in their order, each after its end.
///
/// # Errors
/// The engine's.
pub fn held_for(tx: &mut ReadTx<'_>, creditor: &str, currency: &str, day: Date) -> Result<i64, StoreError> {
    let values = [creditor.into(), currency.into(), day_number(day).into()];
    Ok(tx.one(&HELD_FOR, &values, |row| row.get::<i64>(0))?.unwrap_or(0))
}

/// The currencies in which money of a creditor ever lay here.
///
/// # Errors
/// The engine's.
pub fn trust_currencies(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Vec<String>, StoreError> {
    tx.many(&TRUST_CURRENCIES, &[creditor.into()], |row| row.get(0))
}

/// The day of the first payment on a creditor's debts.
///
/// # Errors
/// The engine's.
pub fn first_paid(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Option<Date>, StoreError> {
    tx.one(&FIRST_PAID, &[creditor.into()], |row| day_of(row, 0))
}

/// What stands on every account, creditors apart, people together.
///
/// # Errors
/// The engine's.
pub fn trial(tx: &mut ReadTx<'_>) -> Result<Vec<OnAccount>, StoreError> {
    tx.many(&TRIAL, &[], on_account_row)
}

fn on_account_row(row: &Row<'_>) -> Result<OnAccount, StoreError> {
    Ok(OnAccount {
        account: row.get(0)?,
        creditor: row.get(1)?,
        part: row.get(2)?,
        currency: row.get(3)?,
        minor: row.get(4)?,
    })
}

fn entry(vault: &Vault, row: &Row<'_>) -> Result<Entry, StoreError> {
    let id = EntryId(row.get(0)?);
    let body = vault.open_own(place(id), row.bytes(8)?).ok_or_else(|| StoreError::corrupt("entry", id))?;
    Ok(Entry {
        id,
        dossier: row.get::<Option<i64>>(1)?.map(DossierId),
        key: row.get(2)?,
        on: day_of(row, 3)?,
        kind: row.get(4)?,
        reverses: row.get::<Option<i64>>(5)?.map(EntryId),
        recorded: row.moment(6)?,
        recorded_by: row.get(7)?,
        body,
    })
}
