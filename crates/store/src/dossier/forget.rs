//! Forgetting a person: their key is destroyed, and with it every sealed word, while the chain stays whole.

use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::DossierId;

statements! {
    SHRED = "update dossier set sealed_key = null, profile = null, standing = null, due_at = null, state = ?2 where id = ?1";
    UNLIST = "delete from lookup where dossier = ?1";
    CANCEL = "update outbox set state = 'recalled', result = 'forgotten' where dossier = ?1 and state = 'queued'";
    UNLINK = "delete from link where dossier = ?1";
    LEAVE = "delete from guest where dossier = ?1";
}

/// Destroys a person's key, standing, profile, look-ups and links, and takes back what waits to be sent to them.
///
/// What stays is the chain of their log (times, kinds, hashes), the times and verdicts of decisions, and that the
/// creditor's account was placed, so that the same file does not bring them back. Doing it twice is no error.
/// A backup from before still holds the key: it must age out as the retention rules say.
///
/// # Errors
/// There is no such person, and the engine's.
pub fn forget(tx: &mut WriteTx<'_>, dossier: DossierId, state: &str) -> Result<(), StoreError> {
    if tx.run(&SHRED, &[dossier.0.into(), state.into()])? == 0 {
        return Err(StoreError::missing("dossier", dossier));
    }
    for statement in [&UNLIST, &CANCEL, &UNLINK, &LEAVE] {
        tx.run(statement, &[dossier.0.into()])?;
    }
    Ok(())
}
