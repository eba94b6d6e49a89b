//! How well each side keeps its promises: ours is held as strictly as theirs, and shown first.

use jiff::Timestamp;
use money::promises::{Rate, Rates};
use store::promise::MadeBy;
use store::{ReadTx, StoreError};

/// Of the promises that are settled or overdue, how many were kept in time. One that both let go counts for neither.
///
/// # Errors
/// The store's.
pub fn rates(tx: &mut ReadTx<'_>, now: Timestamp) -> Result<Rates, StoreError> {
    let mut rates = Rates::default();
    for (side, kept, of) in store::promise::in_time(tx, now)? {
        let rate = Rate { kept: u32::try_from(kept).unwrap_or(u32::MAX), of: u32::try_from(of).unwrap_or(u32::MAX) };
        match side {
            MadeBy::Ours => rates.ours = rate,
            MadeBy::Theirs => rates.theirs = rate,
        }
    }
    Ok(rates)
}
