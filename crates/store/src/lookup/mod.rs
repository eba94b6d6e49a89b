//! Finding people by what they gave us, without keeping it readable: keyed hashes only.
//!
//! The caller brings values to one form before (a telephone number in full with its country, an e-mail in small
//! letters): the hash knows no similarity. A hash has 63 bits, so what is found is compared with the profile.

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Value;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    INSERT = "insert into lookup (hash, dossier, kind) values (?1, ?2, ?3) on conflict do nothing";
    FIND = "select dossier from lookup where hash = ?1 order by dossier limit ?2";
    /// Sixteen at once, for each statement is a journey to PostgreSQL.
    THERE = "select distinct hash from lookup where hash in \
        (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) order by hash";
    CLEAR = "delete from lookup where dossier = ?1 and kind = ?2";
}

const TOGETHER: usize = 16;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// By what people are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// Name and birth date together.
    NameAndBirth,
    /// Name and postcode together.
    NameAndPostcode,
    /// A number that identifies a person by law, such as a social security number.
    NationalNumber,
    /// A postal address.
    Address,
    /// A name alone, for the desk.
    Name,
    /// The short code on our messages.
    Code,
}

impl Kind {
    /// What the hash is made with; never to be changed.
    fn word(self) -> &'static str {
        match self {
            Kind::Telephone => "telephone",
            Kind::Email => "email",
            Kind::NameAndBirth => "name and birth",
            Kind::NameAndPostcode => "name and postcode",
            Kind::NationalNumber => "national number",
            Kind::Address => "address",
            Kind::Name => "name",
            Kind::Code => "code",
        }
    }

    /// What is kept beside the hash; never to be changed.
    fn number(self) -> i64 {
        match self {
            Kind::Telephone => 1,
            Kind::Email => 2,
            Kind::NameAndBirth => 3,
            Kind::NameAndPostcode => 4,
            Kind::NationalNumber => 5,
            Kind::Address => 6,
            Kind::Name => 7,
            Kind::Code => 8,
        }
    }
}

/// Which of many values lead to anybody, in their order. Most of a file's lead to nobody; [`find`] then asks for the few.
///
/// # Errors
/// The engine's.
pub fn lead_to_anybody(tx: &mut ReadTx<'_>, values: &[(Kind, &str)]) -> Result<Vec<bool>, StoreError> {
    let asked: Vec<i64> = values.iter().map(|(kind, value)| hash(tx, *kind, value)).collect();
    let mut sorted = asked.clone();
    // In the order of the index, so that each page of it is visited once.
    sorted.sort_unstable();
    let mut there: Vec<i64> = Vec::new();
    for hashes in sorted.chunks(TOGETHER) {
        let mut asked: Vec<Value<'_>> = hashes.iter().map(|hash| (*hash).into()).collect();
        // Fewer than sixteen: null is equal to nothing.
        asked.resize(TOGETHER, Value::Null);
        there.extend(tx.many(&THERE, &asked, |row| row.get::<i64>(0))?);
    }
    Ok(asked.iter().map(|hash| there.binary_search(hash).is_ok()).collect())
}

/// Makes people findable by values. One that is there already stays.
///
/// # Errors
/// The engine's.
pub fn add(tx: &mut WriteTx<'_>, entries: &[(DossierId, Kind, &str)]) -> Result<(), StoreError> {
    let mut rows: Vec<(i64, i64, i64)> =
        entries.iter().map(|(dossier, kind, value)| (hash(tx, *kind, value), dossier.0, kind.number())).collect();
    // In the order of the index, so that each page of it is visited once.
    rows.sort_unstable();
    let values: Vec<_> =
        rows.into_iter().flat_map(|(hash, dossier, kind)| [hash.into(), dossier.into(), kind.into()]).collect();
    tx.insert_rows(&INSERT, 3, &values)?;
    Ok(())
}

/// Replaces all values of one kind for a person.
///
/// # Errors
/// The engine's.
pub fn set(tx: &mut WriteTx<'_>, dossier: DossierId, kind: Kind, values: &[&str]) -> Result<(), StoreError> {
    tx.run(&CLEAR, &[dossier.0.into(), kind.number().into()])?;
    let entries: Vec<_> = values.iter().map(|value| (dossier, kind, *value)).collect();
    add(tx, &entries)
}

/// The people who have this value, at most `limit`, in the order of their ids.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, kind: Kind, value: &str, limit: u32) -> Result<Vec<DossierId>, StoreError> {
    let hash = hash(tx, kind, value);
    tx.many(&FIND, &[hash.into(), i64::from(limit).into()], |row| Ok(DossierId(row.get(0)?)))
}

fn hash(tx: &ReadTx<'_>, kind: Kind, value: &str) -> i64 {
    let hash = tx.vault.lookup_hash(kind.word(), value);
    let first = hash.first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(first) & i64::MAX
}
