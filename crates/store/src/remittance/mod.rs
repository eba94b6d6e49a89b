//! What was paid out to creditors, period by period. A period that was paid out is locked: the books refuse what is dated
//! in it, and what comes late is posted in the open one.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::RemittanceId;
use crate::journal::{day_number, day_of};
use crate::vault::{Place, Vault};

statements! {
    INSERT = "insert into remittance (id, creditor, from_day, until_day, recorded, recorded_by, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    OF_CREDITOR = "select id, creditor, from_day, until_day, recorded, recorded_by, body from remittance \
        where creditor = ?1 order by until_day";
    LOCKED = "select until_day from remittance where creditor = ?1 order by until_day desc limit 1";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// A period that was paid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remittance {
    /// Its id.
    pub id: RemittanceId,
    /// To whom.
    pub creditor: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// When it was written down.
    pub recorded: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// What the caller wrote.
    pub body: Vec<u8>,
}

/// Writes down that a period was paid out, and locks it.
///
/// # Errors
/// `Stale`: a day of it is locked already. The engine's.
pub fn add(
    tx: &mut WriteTx<'_>,
    creditor: &str,
    (from, until): (Date, Date),
    body: &[u8],
    recorded: Recorded<'_>,
) -> Result<RemittanceId, StoreError> {
    if let Some(locked) = locked_until(tx, creditor)?.filter(|locked| *locked >= from) {
        let state = format!("locked until {locked}");
        return Err(StoreError::Stale { what: "period", id: format!("{creditor} {from}"), state });
    }
    let id = RemittanceId(tx.mint.next());
    let body = tx.vault.seal_own(place(id), body)?;
    let values = [
        id.0.into(),
        creditor.into(),
        day_number(from).into(),
        day_number(until).into(),
        recorded.at.into(),
        recorded.by.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

/// A creditor's periods, the oldest first.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn of_creditor(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Vec<Remittance>, StoreError> {
    let vault = tx.vault;
    tx.many(&OF_CREDITOR, &[creditor.into()], |row| read(vault, row))
}

/// The last locked day of a creditor.
///
/// # Errors
/// The engine's.
pub fn locked_until(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Option<Date>, StoreError> {
    tx.one(&LOCKED, &[creditor.into()], |row| day_of(row, 0))
}

fn read(vault: &Vault, row: &Row<'_>) -> Result<Remittance, StoreError> {
    let id = RemittanceId(row.get(0)?);
    let body = vault.open_own(place(id), row.bytes(6)?).ok_or_else(|| StoreError::corrupt("remittance", id))?;
    Ok(Remittance {
        id,
        creditor: row.get(1)?,
        from: day_of(row, 2)?,
        until: day_of(row, 3)?,
        recorded: row.moment(4)?,
        recorded_by: row.get(5)?,
        body,
    })
}

fn place(id: RemittanceId) -> Place {
    Place { table: "remittance", dossier: 0, row: id.0 }
}
