//! What could go wrong? The simulated town and its independent auditors.
//!
//! The auditors read exported log entries and nothing else. They share no code with the rules they audit: what they
//! count, they count again from the law's text and from what the house promises.

mod audit;
mod dice;
mod script;

pub use audit::{Finding, FindingKind, audit};
pub use dice::Dice;
pub use script::Script;
