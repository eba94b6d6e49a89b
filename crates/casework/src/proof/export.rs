//! Everything held about a person, in one file that anybody can check.

use facts::Entry;
use serde::Serialize;
use store::{DossierId, ReadTx};

use super::replay::ReplayError;
use crate::decided::Decided;
use crate::dossier::log;

/// Everything held about a person.
#[derive(Debug, Clone, Serialize)]
pub struct Exported {
    pub person: String,
    /// What happened, in the words of the case format.
    pub log: Vec<Entry>,
    /// The chain: for each entry its place, its sealed bytes and its hash, in hexadecimal.
    pub chain: Vec<Link>,
    pub decisions: Vec<KeptDecision>,
}

/// A link of the chain.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub seq: i64,
    pub hash: String,
}

/// A decision with its id.
#[derive(Debug, Clone, Serialize)]
pub struct KeptDecision {
    pub id: String,
    #[serde(flatten)]
    pub decided: Decided,
}

/// So many decisions are read at once.
const PAGE: u32 = 200;

/// Gathers everything held about a person.
///
/// # Errors
/// An erased person, an entry that can't be read.
pub fn export(tx: &mut ReadTx, dossier: DossierId) -> Result<Exported, ReplayError> {
    let chain = store::event::list(tx, dossier)?
        .into_iter()
        .map(|event| Link { seq: event.seq, hash: event.hash.iter().map(|b| format!("{b:02x}")).collect() })
        .collect();
    let mut decisions = Vec::new();
    let mut before = None;
    loop {
        let page = store::decision::of_dossier(tx, dossier, before, PAGE)?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        for row in page {
            if let Some(body) = &row.body {
                decisions.push(KeptDecision { id: row.id.to_string(), decided: serde_json::from_slice(body)? });
            }
        }
    }
    Ok(Exported { person: dossier.to_string(), log: log(tx, dossier)?, chain, decisions })
}
