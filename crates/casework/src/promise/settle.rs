//! A promise ends: it was kept, it was not, or both let it go.

use facts::{Fact, HouseEvent, PromiseClosed, PromiseOutcome, When};
use jiff::Timestamp;
use store::promise::State;
use store::{DossierId, PromiseId, WriteTx};

use crate::dossier::{DossierError, entry, record, standing};

/// Why a promise is not settled.
#[derive(Debug, thiserror::Error)]
pub enum NotSettled {
    #[error("there is no such promise to this person, or it is settled already")]
    None,
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

/// Settles an open promise, ours or theirs.
///
/// # Errors
/// It is not open; and the store's.
pub fn settle(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    id: PromiseId,
    outcome: PromiseOutcome,
    by: &str,
    now: Timestamp,
) -> Result<(), NotSettled> {
    let open = store::promise::of_dossier(tx, dossier)?.into_iter().find(|p| p.id == id && p.state == State::Open);
    let promise = open.ok_or(NotSettled::None)?;
    let state = match outcome {
        PromiseOutcome::Kept => State::Kept,
        PromiseOutcome::Broken => State::Broken,
        PromiseOutcome::Released => State::Released,
    };
    store::promise::settle(tx, id, state, now)?;
    let standing = standing(tx, dossier)?;
    let at = When::at(&now.to_zoned(standing.home_zone()));
    // The record knows a promise by its words and day: rows of the list were made beside it, in the same transaction.
    let what = promise.what.as_deref().unwrap_or_default();
    let due = promise.due;
    let same = standing
        .house()
        .promises
        .iter()
        .find(|p| p.what.as_bytes() == what && p.due.instant.is_none_or(|second| second == due.as_second()));
    if let Some(known) = same {
        let closed = PromiseClosed { at, promise: known.id.clone(), outcome };
        let one = entry(format!("evt_closed_{}", known.id), at, by, Fact::House(HouseEvent::PromiseClosed(closed)));
        record(tx, dossier, &[one], now, by, Some(now))?;
    }
    Ok(())
}
