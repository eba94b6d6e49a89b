//! Sheets that a person and an agent fill together: a budget, a plan. Each is a list of small named changes with who
//! and when, only ever added to.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::statement::{Statement, statements};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::DossierId;
use crate::vault::Place;

statements! {
    INSERT = "insert into sheet_change (dossier, sheet, number, key, kind, at, done_by, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    LAST = "select coalesce(max(number), 0) as number from sheet_change where dossier = ?1 and sheet = ?2";
    KNOWN = "select number, body from sheet_change where dossier = ?1 and sheet = ?2 and key = ?3";
    LIST = "select number, key, kind, at, done_by, body from sheet_change where dossier = ?1 and sheet = ?2 \
        order by number";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

/// A change that is not yet on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewChange<'a> {
    /// The caller's id of it, unique on the sheet.
    pub key: &'a str,
    /// What it is, in a word.
    pub kind: &'a str,
    /// All the rest. Sealed.
    pub body: &'a [u8],
}

/// A change on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its place, the first being 1.
    pub number: i64,
    /// The caller's id of it.
    pub key: String,
    /// What it is.
    pub kind: String,
    /// When it was made.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was changed.
    pub body: Vec<u8>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It stands at this place now.
    New(i64),
    /// The very same change stood there.
    Again(i64),
}

/// Adds a change to a sheet, or finds it there.
///
/// # Errors
/// `Conflict`: the key is there with another body. The person was forgotten, and the engine's.
pub fn add(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    sheet: &str,
    new: &NewChange<'_>,
    recorded: Recorded<'_>,
) -> Result<Added, StoreError> {
    let key = key_of(tx, dossier)?;
    let known = tx.one(&KNOWN, &[dossier.0.into(), sheet.into(), new.key.into()], |row| {
        Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?))
    })?;
    if let Some((number, sealed)) = known {
        if key.open(place(dossier, number), &sealed)? == new.body {
            return Ok(Added::Again(number));
        }
        return Err(StoreError::Conflict { what: "change", id: new.key.to_owned() });
    }
    let last = tx.one(&LAST, &[dossier.0.into(), sheet.into()], |row| row.get::<i64>(0))?.unwrap_or(0);
    let number = last + 1;
    let body = key.seal(&tx.vault.random, place(dossier, number), new.body)?;
    let values = [
        dossier.0.into(),
        sheet.into(),
        number.into(),
        new.key.into(),
        new.kind.into(),
        recorded.at.into(),
        recorded.by.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(Added::New(number))
}

/// The changes of a sheet, in order.
///
/// # Errors
/// The person was forgotten, a body that does not open, and the engine's.
pub fn list(tx: &mut ReadTx<'_>, dossier: DossierId, sheet: &str) -> Result<Vec<Change>, StoreError> {
    let key = key_of(tx, dossier)?;
    tx.many(&LIST, &[dossier.0.into(), sheet.into()], |row| {
        let number = row.get(0)?;
        Ok(Change {
            number,
            key: row.get(1)?,
            kind: row.get(2)?,
            at: row.moment(3)?,
            by: row.get(4)?,
            body: key.open(place(dossier, number), row.bytes(5)?)?,
        })
    })
}

fn place(dossier: DossierId, number: i64) -> Place {
    Place { table: "sheet_change", dossier: dossier.0, row: number }
}
