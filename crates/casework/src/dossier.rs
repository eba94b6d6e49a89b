//! A dossier as casework sees it: its log folded into a standing, and new entries folded in as they are recorded.

use conduct::{FOLD_VERSION, FoldError, Moment, Standing};
use facts::{Entry, Fact, When};
use jiff::Timestamp;
use store::event::{NewEvent, Recorded};
use store::{DossierId, ReadTx, StoreError, WriteTx};

/// Why a dossier can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Fold(#[from] FoldError),
    #[error("the dossier {0} has been erased: nothing of it can be read any more")]
    Erased(DossierId),
    #[error("an entry of the log can't be read: {0}; run `forbear verify`")]
    Unreadable(#[from] serde_json::Error),
}

/// The whole log of a dossier, in the order in which it was written.
///
/// # Errors
/// An erased dossier, an entry that can't be read.
pub fn log(tx: &ReadTx, dossier: DossierId) -> Result<Vec<Entry>, DossierError> {
    let rows = store::event::list(tx, dossier)?;
    rows.iter()
        .map(|row| {
            let body = row.body.as_deref().ok_or(DossierError::Erased(dossier))?;
            Ok(serde_json::from_slice(body)?)
        })
        .collect()
}

/// The standing of a dossier: the stored one, or the log folded anew where another version stored it.
///
/// # Errors
/// As [`log`].
pub fn standing(tx: &ReadTx, dossier: DossierId) -> Result<Standing, DossierError> {
    let stored = store::standing::get(tx, dossier)?;
    match stored.bytes.as_deref().map(Standing::from_bytes) {
        Some(Ok(standing)) => Ok(standing),
        Some(Err(_)) => Ok(Standing::fold_log(&log(tx, dossier)?, None)?),
        None => Err(DossierError::Erased(dossier)),
    }
}
