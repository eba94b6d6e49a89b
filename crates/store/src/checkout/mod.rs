//! Payment pages at a processor, and what processors told us: each once.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{CheckoutId, DossierId};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    INSERT = "insert into checkout (id, dossier, key, digest, processor, currency, minor, state, created, changed, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'begun', ?8, ?8, ?9)";
    BY_KEY = "select c.id, c.dossier, c.key, c.digest, c.processor, c.reference, c.currency, c.minor, c.state, c.created, \
        c.body, d.sealed_key from checkout c join dossier d on d.id = c.dossier where c.key = ?1";
    BY_ID = "select c.id, c.dossier, c.key, c.digest, c.processor, c.reference, c.currency, c.minor, c.state, c.created, \
        c.body, d.sealed_key from checkout c join dossier d on d.id = c.dossier where c.id = ?1";
    REFER = "update checkout set reference = ?2, changed = ?3 where id = ?1 and reference is null";
    SETTLE = "update checkout set state = ?2, changed = ?3 where id = ?1";
    TOLD = "insert into processor_event (id, digest, received, kind, answer) values (?1, ?2, ?3, ?4, ?5)";
    WAS_TOLD = "select digest, answer from processor_event where id = ?1";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// How far a payment page came.
    State, "checkout state" {
        /// It was opened, or is about to be.
        Begun = "begun",
        /// It was paid.
        Paid = "paid",
        /// It ended without a payment.
        Expired = "expired",
    }
}

/// A payment page that is about to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCheckout<'a> {
    /// Whose.
    pub dossier: DossierId,
    /// The id that was minted with the form.
    pub key: &'a str,
    /// A hash of what was asked for.
    pub digest: &'a [u8; 32],
    /// Which processor.
    pub processor: &'a str,
    /// Three letters.
    pub currency: &'a str,
    /// Cents or pence.
    pub minor: i64,
    /// When.
    pub created: Timestamp,
    /// What the person directed. Sealed.
    pub body: &'a [u8],
}

/// A payment page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// Its id.
    pub id: CheckoutId,
    /// Whose.
    pub dossier: DossierId,
    /// The id that was minted with the form.
    pub key: String,
    /// A hash of what was asked for.
    pub digest: [u8; 32],
    /// Which processor.
    pub processor: String,
    /// What the processor knows it by, once it answered.
    pub reference: Option<String>,
    /// Three letters.
    pub currency: String,
    /// Cents or pence.
    pub minor: i64,
    /// How far it came.
    pub state: State,
    /// When it was begun.
    pub created: Timestamp,
    /// What the person directed; none once they were forgotten.
    pub body: Option<Vec<u8>>,
}

/// Begins a payment page, or answers the one that is there.
///
/// # Errors
/// `Conflict`: the key is there with another digest. No such person, and the engine's.
pub fn begin(tx: &mut WriteTx<'_>, new: &NewCheckout<'_>) -> Result<Checkout, StoreError> {
    if let Some(known) = find(tx, new.key)? {
        if known.digest == *new.digest {
            return Ok(known);
        }
        return Err(StoreError::Conflict { what: "checkout", id: new.key.to_owned() });
    }
    let key = key_of(tx, new.dossier)?;
    let id = CheckoutId(tx.mint.next());
    let body = key.seal(&tx.vault.random, place(new.dossier, id), new.body)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.key.into(),
        new.digest.into(),
        new.processor.into(),
        new.currency.into(),
        new.minor.into(),
        new.created.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    get(tx, id)?.ok_or_else(|| StoreError::missing("checkout", id))
}

/// Keeps what the processor knows a page by.
///
/// # Errors
/// The engine's.
pub fn refer(tx: &mut WriteTx<'_>, id: CheckoutId, reference: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.run(&REFER, &[id.0.into(), reference.into(), now.into()]).map(|_| ())
}

/// Says how far a page came.
///
/// # Errors
/// The engine's.
pub fn settle(tx: &mut WriteTx<'_>, id: CheckoutId, state: State, now: Timestamp) -> Result<(), StoreError> {
    tx.run(&SETTLE, &[id.0.into(), state.as_str().into(), now.into()]).map(|_| ())
}

/// The page that was begun with this key.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn find(tx: &mut ReadTx<'_>, key: &str) -> Result<Option<Checkout>, StoreError> {
    let vault = tx.vault;
    tx.one(&BY_KEY, &[key.into()], |row| checkout(vault, row))
}

/// One page.
///
/// # Errors
/// As [`find`].
pub fn get(tx: &mut ReadTx<'_>, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
    let vault = tx.vault;
    tx.one(&BY_ID, &[id.0.into()], |row| checkout(vault, row))
}

/// What was answered when a processor told us of this event before; none where it is new.
///
/// # Errors
/// `Conflict`: it told something else under the same id. The engine's.
pub fn was_told(tx: &mut ReadTx<'_>, event: &str, digest: &[u8; 32]) -> Result<Option<String>, StoreError> {
    match tx.one(&WAS_TOLD, &[event.into()], |row| Ok((row.hash(0)?, row.get::<String>(1)?)))? {
        Some((known, answer)) if known == *digest => Ok(Some(answer)),
        Some(_) => Err(StoreError::Conflict { what: "event of a processor", id: event.to_owned() }),
        None => Ok(None),
    }
}

/// Remembers what a processor told us, and what we answered.
///
/// # Errors
/// An event that is known ends the transaction; and the engine's.
pub fn told(
    tx: &mut WriteTx<'_>,
    (event, digest): (&str, &[u8; 32]),
    kind: &str,
    answer: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(&TOLD, &[event.into(), digest.into(), now.into(), kind.into(), answer.into()]).map(|_| ())
}

fn checkout(vault: &Vault, row: &Row<'_>) -> Result<Checkout, StoreError> {
    let (id, dossier) = (CheckoutId(row.get(0)?), DossierId(row.get(1)?));
    let body = match row.get::<Option<Vec<u8>>>(11)? {
        Some(wrapped) => Some(vault.unwrap_key(dossier, &wrapped)?.open(place(dossier, id), row.bytes(10)?)?),
        None => None,
    };
    Ok(Checkout {
        id,
        dossier,
        key: row.get(2)?,
        digest: row.hash(3)?,
        processor: row.get(4)?,
        reference: row.get(5)?,
        currency: row.get(6)?,
        minor: row.get(7)?,
        state: State::parse(&row.get::<String>(8)?)?,
        created: row.moment(9)?,
        body,
    })
}

fn place(dossier: DossierId, id: CheckoutId) -> Place {
    Place { table: "checkout", dossier: dossier.0, row: id.0 }
}
