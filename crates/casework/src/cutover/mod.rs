//! Cut-over from another system of ours: its history of contacts, wishes, disputes, plans and needs becomes part of each
//! person's record. An empty log is "not known", never "no calls": what is missing is named per person, and the channels
//! that it concerns stay closed until it is imported or a human answers for it.

mod facts;
mod import;
mod line;
mod map;
mod report;

pub use import::{HistoryError, import};
pub use line::{Line, What};
pub use map::{HistoryField, HistoryFile, HistoryMap, HistoryMapError};
pub use report::Report;

use ::facts::{Channel, DebtId, Fact, History, HistoryState, HouseEvent, When};
use conduct::Standing;
use jiff::Timestamp;
use store::{DossierId, WriteTx};

use crate::dossier::{DossierError, entry, record};

/// The channels by which an agency reaches people, and of which a history is known or not.
pub const CHANNELS: [Channel; 4] = [Channel::Call, Channel::Text, Channel::Email, Channel::Letter];

/// What is not known of the time before, in words for the desk.
pub fn missing(standing: &Standing) -> Vec<String> {
    let mut channels: Vec<&str> = standing.house().unknown_history.iter().map(|u| u.channel.as_str()).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
        .into_iter()
        .map(|channel| format!("what was done by {channel} before: import it, or say that there is none"))
        .collect()
}

/// A human answers for it: what was done by these channels before is all on record, or there was nothing.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn state_known(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    channels: &[Channel],
    why: &str,
    by: &str,
    now: Timestamp,
) -> Result<Standing, DossierError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let at = When::at(&now.to_zoned(standing.home_zone()));
    let id = format!("evt_history_{}", now.as_microsecond());
    let one = entry(id, at, by, known(at, channels, Vec::new(), why));
    record(tx, dossier, &[one], now, by, Some(now))
}

fn known(at: When, channels: &[Channel], debts: Vec<DebtId>, why: &str) -> Fact {
    let history = History { at, state: HistoryState::Known, channels: channels.to_vec(), debts, why: why.to_owned() };
    Fact::House(HouseEvent::History(history))
}
