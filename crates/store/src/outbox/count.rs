//! Counting the outbox by state and channel.

use super::State;
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::error::StoreError;

statements! {
    COUNTS = "select state, channel, count(*) as n from outbox group by state, channel order by state, channel";
}

/// How many messages of a channel are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelCount {
    /// How far they came.
    pub state: State,
    /// By which channel.
    pub channel: String,
    /// How many.
    pub messages: i64,
}

/// The outbox, counted.
///
/// # Errors
/// The engine's.
pub fn counts(tx: &mut ReadTx<'_>) -> Result<Vec<ChannelCount>, StoreError> {
    tx.many(&COUNTS, &[], |row| {
        Ok(ChannelCount { state: State::parse(&row.get::<String>(0)?)?, channel: row.get(1)?, messages: row.get(2)? })
    })
}
