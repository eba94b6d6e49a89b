//! Proof: why, the same bytes again, the chain, everything held about a person.

mod export;
mod replay;

pub use export::{Exported, export};
pub use replay::{ReplayError, Replayed, ask_again, kept, replay};
