//! The short code that stands on all our messages to a person: by it they know us, and we find them. It is made with the
//! installation's key, so that nobody reckons one from another.

use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::DossierId;
use crate::lookup::{self, Kind};

/// So many codes there are: ten digits.
const CODES: u64 = 10_000_000_000;
/// Few people share a code; whoever comes by it says who they are beside.
const SHARED_MAX: u32 = 20;

/// A person's code, below ten thousand million.
#[must_use]
pub fn of(tx: &ReadTx<'_>, dossier: DossierId) -> u64 {
    let hash = tx.vault.lookup_hash("contact code", &dossier.to_string());
    u64::from_be_bytes(hash.first_chunk::<8>().copied().unwrap_or_default()) % CODES
}

/// A person's code, by which they can be found from now on.
///
/// # Errors
/// The engine's.
pub fn give(tx: &mut WriteTx<'_>, dossier: DossierId) -> Result<u64, StoreError> {
    let code = of(tx, dossier);
    lookup::add(tx, &[(dossier, Kind::Code, &code.to_string())])?;
    Ok(code)
}

/// The people to whom this code was given, at most twenty.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, code: u64) -> Result<Vec<DossierId>, StoreError> {
    lookup::find(tx, Kind::Code, &code.to_string(), SHARED_MAX)
}
