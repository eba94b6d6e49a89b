//! Payments: each once, by the key it came with, and what became of it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, EntryId, PaymentId};
use crate::journal::{day_number, day_of};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    INSERT = "insert into payment (id, dossier, key, digest, method, reference, on_day, currency, minor, state, entry, \
        received, changed, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'received', ?10, ?11, ?11, ?12)";
    BY_KEY = "select p.id, p.dossier, p.key, p.digest, p.method, p.reference, p.on_day, p.currency, p.minor, p.state, \
        p.entry, p.received, p.changed, p.body, d.sealed_key from payment p join dossier d on d.id = p.dossier \
        where p.key = ?1";
    BY_ID = "select p.id, p.dossier, p.key, p.digest, p.method, p.reference, p.on_day, p.currency, p.minor, p.state, \
        p.entry, p.received, p.changed, p.body, d.sealed_key from payment p join dossier d on d.id = p.dossier \
        where p.id = ?1";
    BY_REFERENCE = "select p.id, p.dossier, p.key, p.digest, p.method, p.reference, p.on_day, p.currency, p.minor, \
        p.state, p.entry, p.received, p.changed, p.body, d.sealed_key from payment p join dossier d on d.id = p.dossier \
        where p.reference = ?1 order by p.id desc limit 1";
    OF_DOSSIER = "select p.id, p.dossier, p.key, p.digest, p.method, p.reference, p.on_day, p.currency, p.minor, \
        p.state, p.entry, p.received, p.changed, p.body, d.sealed_key from payment p join dossier d on d.id = p.dossier \
        where p.dossier = ?1 order by p.received, p.id";
    REVERSE = "update payment set state = 'reversed', changed = ?2 where id = ?1 and state = 'received'";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What became of a payment.
    State, "payment state" {
        /// It is in the books.
        Received = "received",
        /// It was taken back: returned by a bank, or charged back.
        Reversed = "reversed",
    }
}

/// A payment that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPayment<'a> {
    /// Whose.
    pub dossier: DossierId,
    /// By what it is known again, in the whole installation.
    pub key: &'a str,
    /// A hash of what was asked for: the same key with another digest is a conflict.
    pub digest: &'a [u8; 32],
    /// How it came, in a word of the caller's.
    pub method: &'a str,
    /// What the bank or processor knows it by, under which it may be taken back.
    pub reference: Option<&'a str>,
    /// The day on which it counts.
    pub on: Date,
    /// Three letters.
    pub currency: &'a str,
    /// Cents or pence.
    pub minor: i64,
    /// Its entry in the books.
    pub entry: EntryId,
    /// When we learnt of it.
    pub received: Timestamp,
    /// The answer that was given, to be given again. Sealed.
    pub body: &'a [u8],
}

/// A payment on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// Whose.
    pub dossier: DossierId,
    /// By what it is known again.
    pub key: String,
    /// A hash of what was asked for.
    pub digest: [u8; 32],
    /// How it came.
    pub method: String,
    /// What the bank or processor knows it by.
    pub reference: Option<String>,
    /// The day on which it counts.
    pub on: Date,
    /// Three letters.
    pub currency: String,
    /// Cents or pence.
    pub minor: i64,
    /// What became of it.
    pub state: State,
    /// Its entry in the books.
    pub entry: Option<EntryId>,
    /// When we learnt of it.
    pub received: Timestamp,
    /// Since when it is in its state.
    pub changed: Timestamp,
    /// The answer that was given; none once the person was forgotten.
    pub body: Option<Vec<u8>>,
}

/// Keeps a payment. Ask [`find`] before, in the same transaction: the same key twice ends it.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn add(tx: &mut WriteTx<'_>, new: &NewPayment<'_>) -> Result<PaymentId, StoreError> {
    let key = key_of(tx, new.dossier)?;
    let id = PaymentId(tx.mint.next());
    let body = key.seal(&tx.vault.random, place(new.dossier, id), new.body)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.key.into(),
        new.digest.into(),
        new.method.into(),
        new.reference.into(),
        day_number(new.on).into(),
        new.currency.into(),
        new.minor.into(),
        new.entry.0.into(),
        new.received.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

/// The payment with this key.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn find(tx: &mut ReadTx<'_>, key: &str) -> Result<Option<Payment>, StoreError> {
    let vault = tx.vault;
    tx.one(&BY_KEY, &[key.into()], |row| payment(vault, row))
}

/// One payment.
///
/// # Errors
/// As [`find`].
pub fn get(tx: &mut ReadTx<'_>, id: PaymentId) -> Result<Option<Payment>, StoreError> {
    let vault = tx.vault;
    tx.one(&BY_ID, &[id.0.into()], |row| payment(vault, row))
}

/// The newest payment that a bank or processor knows by this.
///
/// # Errors
/// As [`find`].
pub fn by_reference(tx: &mut ReadTx<'_>, reference: &str) -> Result<Option<Payment>, StoreError> {
    let vault = tx.vault;
    tx.one(&BY_REFERENCE, &[reference.into()], |row| payment(vault, row))
}

/// A person's payments, the oldest first.
///
/// # Errors
/// As [`find`].
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Payment>, StoreError> {
    let vault = tx.vault;
    tx.many(&OF_DOSSIER, &[dossier.0.into()], |row| payment(vault, row))
}

/// Marks a payment as taken back.
///
/// # Errors
/// `Stale`: it was before. `Missing`. The engine's.
pub fn reverse(tx: &mut WriteTx<'_>, id: PaymentId, now: Timestamp) -> Result<(), StoreError> {
    if tx.run(&REVERSE, &[id.0.into(), now.into()])? == 1 {
        return Ok(());
    }
    let known = get(tx, id)?.ok_or_else(|| StoreError::missing("payment", id))?;
    Err(StoreError::Stale { what: "payment", id: id.to_string(), state: known.state.to_string() })
}

fn payment(vault: &Vault, row: &Row<'_>) -> Result<Payment, StoreError> {
    let (id, dossier) = (PaymentId(row.get(0)?), DossierId(row.get(1)?));
    let body = match row.get::<Option<Vec<u8>>>(14)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(13)?)?),
        None => None,
    };
    Ok(Payment {
        id,
        dossier,
        key: row.get(2)?,
        digest: row.hash(3)?,
        method: row.get(4)?,
        reference: row.get(5)?,
        on: day_of(row, 6)?,
        currency: row.get(7)?,
        minor: row.get(8)?,
        state: State::parse(&row.get::<String>(9)?)?,
        entry: row.get::<Option<i64>>(10)?.map(EntryId),
        received: row.moment(11)?,
        changed: row.moment(12)?,
        body,
    })
}

fn place(dossier: DossierId, id: PaymentId) -> Place {
    Place { table: "payment", dossier: dossier.0, row: id.0 }
}
