//! Making the record of a person who is new here.

use super::NewDossier;
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::engine::value::Value;
use crate::error::StoreError;
use crate::event::chain::{self, GENESIS, Sealed};
use crate::event::{Recorded, insert_sealed};
use crate::id::DossierId;
use crate::vault::Place;

statements! {
    INSERT = "insert into dossier (id, created, creditor, state, due_at, head_seq, standing_version, head_hash, standing, \
        sealed_key, profile) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
}
const COLUMNS: usize = 11;

/// Makes one person's record with its first events.
///
/// # Errors
/// An event without id or kind, two events with one id, and the engine's own.
pub fn create(tx: &mut WriteTx<'_>, new: &NewDossier<'_>, recorded: Recorded<'_>) -> Result<DossierId, StoreError> {
    let made = create_many(tx, std::slice::from_ref(new), recorded)?;
    made.first().copied().ok_or_else(|| StoreError::missing("dossier", "new"))
}

/// Makes many records at once, in the order given: the way to place a file. A few hundred at a time are cheapest.
///
/// # Errors
/// As [`create`]; then none is kept, if the closure answers the error.
pub fn create_many(
    tx: &mut WriteTx<'_>,
    new: &[NewDossier<'_>],
    recorded: Recorded<'_>,
) -> Result<Vec<DossierId>, StoreError> {
    let made = new.iter().map(|dossier| prepare(tx, dossier, recorded)).collect::<Result<Vec<Made>, StoreError>>()?;
    let mut values = Vec::with_capacity(made.len() * COLUMNS);
    for (row, from) in made.iter().zip(new) {
        let (seq, hash) = row.events.last().map_or((0, &GENESIS), |last| (last.seq, &last.hash));
        values.extend_from_slice(&[
            row.id.0.into(),
            recorded.at.into(),
            from.creditor.into(),
            from.state.into(),
            from.due_at.into(),
            seq.into(),
            from.standing_version.into(),
            hash.into(),
            (&row.standing).into(),
            (&row.wrapped).into(),
            Value::from(&row.profile),
        ]);
    }
    tx.insert_rows(&INSERT, COLUMNS, &values)?;
    let events = made
        .iter()
        .zip(new)
        .flat_map(|(row, from)| row.events.iter().zip(from.events).map(|(sealed, event)| (row.id, event, sealed)));
    insert_sealed(tx, events, recorded)?;
    Ok(made.iter().map(|row| row.id).collect())
}

/// A record that is sealed and chained, ready to be inserted.
struct Made {
    id: DossierId,
    wrapped: Vec<u8>,
    profile: Vec<u8>,
    standing: Vec<u8>,
    events: Vec<Sealed>,
}

fn prepare(tx: &WriteTx<'_>, new: &NewDossier<'_>, recorded: Recorded<'_>) -> Result<Made, StoreError> {
    let id = DossierId(tx.mint.next());
    let (key, wrapped) = tx.vault.new_key(id)?;
    let profile = key.seal(&tx.vault.random, profile_place(id), new.profile)?;
    let standing = crate::standing::seal(tx.vault, id, new.standing)?;
    let mut events: Vec<Sealed> = Vec::with_capacity(new.events.len());
    for (seq, event) in (1..).zip(new.events) {
        event.check()?;
        if new.events.iter().take(events.len()).any(|earlier| earlier.id == event.id) {
            return Err(StoreError::Conflict { what: "event", id: event.id.to_owned() });
        }
        let before = events.last().map_or(GENESIS, |last| last.hash);
        events.push(chain::seal(tx.vault, &key, chain::Link { dossier: id, seq, before }, event, recorded)?);
    }
    Ok(Made { id, wrapped, profile, standing, events })
}

pub(super) fn profile_place(id: DossierId) -> Place {
    Place { table: "profile", dossier: id.0, row: 0 }
}
