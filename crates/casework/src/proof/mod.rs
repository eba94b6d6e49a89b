//! Proof: why, the same bytes again, the chain, everything held about a person.

mod export;
mod replay;
mod tried;

pub use export::{Exported, export};
pub use replay::{ReplayError, Replayed, ask_again, kept, replay};
pub use tried::{TRIED_DAYS, TRIED_MAX, Tried, tried};
