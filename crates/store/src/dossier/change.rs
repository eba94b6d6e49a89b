//! Changing what lists show of a record. What is known of a person changes by events alone.

use super::create::profile_place;
use super::key_of;
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    SET_STATE = "update dossier set state = ?2 where id = ?1";
    SET_PROFILE = "update dossier set profile = ?2 where id = ?1";
}

/// Sets the caller's word for where a record stands.
///
/// # Errors
/// There is no such record, and the engine's.
pub fn set_state(tx: &mut WriteTx<'_>, dossier: DossierId, state: &str) -> Result<(), StoreError> {
    match tx.run(&SET_STATE, &[dossier.0.into(), state.into()])? {
        0 => Err(StoreError::missing("dossier", dossier)),
        _ => Ok(()),
    }
}

/// Replaces what lists show of a person. Sealed.
///
/// # Errors
/// There is no such record, the person was forgotten, and the engine's.
pub fn set_profile(tx: &mut WriteTx<'_>, dossier: DossierId, profile: &[u8]) -> Result<(), StoreError> {
    let sealed = key_of(tx, dossier)?.seal(&tx.vault.random, profile_place(dossier), profile)?;
    tx.run(&SET_PROFILE, &[dossier.0.into(), (&sealed).into()])?;
    Ok(())
}
