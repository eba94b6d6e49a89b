//! A note of somebody of ours: what they did or saw. It binds nothing, and is read by whoever comes next.

use facts::{Fact, HouseEvent, Note, When};
use jiff::Timestamp;
use store::{DossierId, WriteTx};

use crate::dossier::{DossierError, entry, record, standing};

/// Writes a note into the record. The same id again changes nothing.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn write(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    about: &str,
    words: &str,
    (id, by): (&str, &str),
    now: Timestamp,
) -> Result<(), DossierError> {
    let id = format!("evt_note_{id}");
    if store::event::find(tx, dossier, &id)?.is_some() {
        return Ok(());
    }
    let at = When::at(&now.to_zoned(standing(tx, dossier)?.home_zone()));
    let mut one = entry(id, at, by, Fact::House(HouseEvent::Note(Note { at, about: about.to_owned() })));
    one.words = Some(words.trim().to_owned());
    record(tx, dossier, &[one], now, by, Some(now))?;
    Ok(())
}
