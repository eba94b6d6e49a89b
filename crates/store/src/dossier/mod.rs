//! A person's record: one row that carries all that is asked for often, and the key to the rest.

mod change;
mod create;
mod due;
mod forget;
mod read;

pub use change::{set_profile, set_state};
pub use create::{create, create_many};
pub use due::{Due, due, due_count, for_each_due, set_due};
pub use forget::forget;
pub use read::{Count, Dossier, Head, Which, counts, for_each_head, get, list};

pub(crate) use read::key_of;

use jiff::Timestamp;

use crate::engine::statement::Statement;
use crate::event::NewEvent;

/// A person who is not yet on record.
#[derive(Debug, Clone, Copy)]
pub struct NewDossier<'a> {
    /// Who placed the first debt; for lists.
    pub creditor: &'a str,
    /// A word of the caller's, for lists and counts.
    pub state: &'a str,
    /// When to look at this person next; never, if left out.
    pub due_at: Option<Timestamp>,
    /// What lists show of a person (name, region …). Sealed.
    pub profile: &'a [u8],
    /// The folded facts. Not sealed: no names, numbers or addresses.
    pub standing: &'a [u8],
    /// The version of the fold that made the standing.
    pub standing_version: i64,
    /// The first events of the log.
    pub events: &'a [NewEvent<'a>],
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] =
    &[change::STATEMENTS, create::STATEMENTS, due::STATEMENTS, forget::STATEMENTS, read::STATEMENTS];
