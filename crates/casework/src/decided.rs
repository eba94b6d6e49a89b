//! A decision as it is kept: enough to explain it to anybody, and to make it again.

use conduct::Decision;
use facts::{Ask, Pack};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is stored with each decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    pub ask: Ask,
    pub packs: Vec<Pack>,
    /// The version of the house's rules; none where they had no say.
    pub house: Option<u32>,
    /// How many events of the log were known.
    pub events: i64,
    /// The version of the program that decided.
    pub program: String,
    /// The decision in its canonical JSON: the bytes that a replay must give again.
    pub decision: Value,
    /// Why we got in touch, or why we didn't, in a sentence for the person.
    pub reason: String,
}

/// The program's version, as it is stored with each decision.
pub const PROGRAM: &str = concat!("forbear ", env!("CARGO_PKG_VERSION"));

impl Decided {
    /// Puts a decision on record.
    ///
    /// # Errors
    /// A decision that can't be written as JSON: an error of ours.
    pub fn new(
        ask: Ask,
        packs: Vec<Pack>,
        house: Option<u32>,
        events: i64,
        decision: &Decision,
        reason: String,
    ) -> Result<Decided, serde_json::Error> {
        let decision = serde_json::to_value(decision)?;
        Ok(Decided { ask, packs, house, events, program: PROGRAM.to_owned(), decision, reason })
    }
}
