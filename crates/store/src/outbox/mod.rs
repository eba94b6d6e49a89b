//! What is to be sent: queued with its decision, leased by one worker, and finished with what became of it.

mod count;
mod enqueue;
mod finish;
mod queue;
mod read;
mod recall;

pub use count::{ChannelCount, counts};
pub use enqueue::{NewMessage, enqueue};
pub use finish::{Outcome, attempt, finish};
pub use queue::Claimed;
pub use read::{Message, get, list, of_dossier};
pub use recall::{Recalled, expire, recall};

use crate::engine::statement::Statement;
use crate::words::words;

words! {
    /// How far a message came.
    State, "outbox state" {
        /// Waits for its moment and a worker.
        Queued = "queued",
        /// A worker has it; when the lease ends without word, another may.
        Leased = "leased",
        /// Handed over to the carrier.
        Sent = "sent",
        /// Not sent: decided again right before, the answer was no.
        Refused = "refused",
        /// Not sent: the carrier would not take it.
        Failed = "failed",
        /// Taken back before it was sent.
        Recalled = "recalled",
        /// Its permitted window closed before it was sent.
        Expired = "expired",
    }
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[
    count::STATEMENTS,
    enqueue::STATEMENTS,
    finish::STATEMENTS,
    queue::STATEMENTS,
    read::STATEMENTS,
    recall::STATEMENTS,
];
