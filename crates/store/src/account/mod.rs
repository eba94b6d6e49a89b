//! Which person an account of a creditor became, so that placing it again changes nothing.

use std::ops::ControlFlow;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::{Row, Value};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{BatchId, DossierId};

statements! {
    INSERT = "insert into account (creditor, ref_hash, dossier, debt, batch) values (?1, ?2, ?3, ?4, ?5)";
    FIND = "select dossier, debt, batch from account where creditor = ?1 and ref_hash = ?2";
    /// Sixteen at once, for each statement is a journey to PostgreSQL.
    FIND_SOME = "select ref_hash, dossier, debt, batch from account where creditor = ?1 and ref_hash in \
        (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) order by ref_hash";
    OF_BATCH = "select dossier, debt, batch from account where batch = ?1 order by dossier, debt";
}
const TOGETHER: usize = 16;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// An account that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAccount<'a> {
    /// The creditor's id.
    pub creditor: &'a str,
    /// The creditor's account number. Kept as a keyed hash only.
    pub reference: &'a str,
    /// Whose it is.
    pub dossier: DossierId,
    /// The debt's id in the vocabulary.
    pub debt: &'a str,
    /// The file that it came with.
    pub batch: BatchId,
}

/// An account on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub dossier: DossierId,
    /// The debt's id in the vocabulary.
    pub debt: String,
    /// The file that it came with.
    pub batch: BatchId,
}

/// Keeps new accounts. Ask [`find_many`] before which of them are known.
///
/// # Errors
/// An account that is known already ends the transaction; and the engine's.
pub fn add(tx: &mut WriteTx<'_>, accounts: &[NewAccount<'_>]) -> Result<(), StoreError> {
    let mut rows: Vec<([u8; 16], &NewAccount<'_>)> =
        accounts.iter().map(|account| (hash(tx, account.creditor, account.reference), account)).collect();
    // In the order of the index, so that each page of it is visited once.
    rows.sort_unstable_by_key(|(hash, _)| *hash);
    let values: Vec<Value<'_>> = rows
        .iter()
        .flat_map(|(hash, account)| {
            [
                account.creditor.into(),
                hash.into(),
                account.dossier.0.into(),
                account.debt.into(),
                account.batch.0.into(),
            ]
        })
        .collect();
    tx.insert_rows(&INSERT, 5, &values)?;
    Ok(())
}

/// The account of a creditor with this number, if it is known.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, creditor: &str, reference: &str) -> Result<Option<Account>, StoreError> {
    let hash = hash(tx, creditor, reference);
    tx.one(&FIND, &[creditor.into(), (&hash).into()], |row| account(row, 0))
}

/// As [`find`] for many numbers at once; the answers are in the order of the numbers.
///
/// # Errors
/// The engine's.
pub fn find_many(tx: &mut ReadTx<'_>, creditor: &str, references: &[&str]) -> Result<Vec<Option<Account>>, StoreError> {
    let mut answers = Vec::with_capacity(references.len());
    for some in references.chunks(TOGETHER) {
        let hashes: Vec<[u8; 16]> = some.iter().map(|reference| hash(tx, creditor, reference)).collect();
        let mut values: Vec<Value<'_>> = vec![creditor.into()];
        values.extend(hashes.iter().map(Value::from));
        // Fewer than sixteen: null is equal to nothing.
        values.resize(TOGETHER + 1, Value::Null);
        let found = tx.many(&FIND_SOME, &values, |row| Ok((row.get::<Vec<u8>>(0)?, account(row, 1)?)))?;
        answers.extend(
            hashes.iter().map(|hash| {
                found.iter().find(|(found, _)| found.as_slice() == hash).map(|(_, account)| account.clone())
            }),
        );
    }
    Ok(answers)
}

/// Calls `each` with every account that a file brought.
///
/// # Errors
/// What `each` answers, and the engine's.
pub fn for_each_of_batch<E: From<StoreError>>(
    tx: &mut ReadTx<'_>,
    batch: BatchId,
    mut each: impl FnMut(Account) -> Result<(), E>,
) -> Result<(), E> {
    tx.each(&OF_BATCH, &[batch.0.into()], |row| {
        each(account(row, 0)?)?;
        Ok(ControlFlow::Continue(()))
    })
}

fn account(row: &Row<'_>, from: usize) -> Result<Account, StoreError> {
    Ok(Account { dossier: DossierId(row.get(from)?), debt: row.get(from + 1)?, batch: BatchId(row.get(from + 2)?) })
}

fn hash(tx: &ReadTx<'_>, creditor: &str, reference: &str) -> [u8; 16] {
    let hash = tx.vault.lookup_hash(&format!("account of {creditor}"), reference);
    hash.first_chunk::<16>().copied().unwrap_or_default()
}
