//! Recording a decision in the transaction that acts on it.

use jiff::Timestamp;

use crate::dossier::key_of;
use crate::engine::WriteTx;
use crate::engine::statement::statements;
use crate::error::StoreError;
use crate::id::{DecisionId, DossierId};
use crate::vault::Place;

statements! {
    INSERT = "insert into decision (id, dossier, at, recorded, kind, verdict, first_rule, standing_hash, program, packs, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
}

/// A decision that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDecision<'a> {
    /// About whom.
    pub dossier: DossierId,
    /// The moment that was asked about.
    pub at: Timestamp,
    /// When it was decided.
    pub recorded: Timestamp,
    /// The word for the question.
    pub kind: &'a str,
    /// The word for the answer.
    pub verdict: &'a str,
    /// The rule that decided, or an empty text.
    pub first_rule: &'a str,
    /// SHA-256 of the standing that it was decided on.
    pub standing_hash: [u8; 32],
    /// Which version of the program decided.
    pub program: &'a str,
    /// Which packs of the law, and which zones, it decided by.
    pub packs: &'a str,
    /// Question, findings and all the rest, for `explain` and `replay`. Sealed.
    pub body: &'a [u8],
}

/// Keeps a decision.
///
/// # Errors
/// There is no such person, they were forgotten, and the engine's.
pub fn record(tx: &mut WriteTx<'_>, new: &NewDecision<'_>) -> Result<DecisionId, StoreError> {
    let key = key_of(tx, new.dossier)?;
    let id = DecisionId(tx.mint.next());
    let body = key.seal(&tx.vault.random, place(new.dossier, id), new.body)?;
    let values = [
        id.0.into(),
        new.dossier.0.into(),
        new.at.into(),
        new.recorded.into(),
        new.kind.into(),
        new.verdict.into(),
        new.first_rule.into(),
        (&new.standing_hash).into(),
        new.program.into(),
        new.packs.into(),
        (&body).into(),
    ];
    tx.run(&INSERT, &values)?;
    Ok(id)
}

pub(super) fn place(dossier: DossierId, id: DecisionId) -> Place {
    Place { table: "decision", dossier: dossier.0, row: id.0 }
}
