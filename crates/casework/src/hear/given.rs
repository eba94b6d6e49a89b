//! What somebody said on their own page: what they ticked, with the words that they wrote beside it.

use conduct::Standing;
use facts::{Channel, Fact};
use sha2::{Digest, Sha256};
use store::{DossierId, WriteTx, inbox};

use super::{Inbound, Outcome};
use crate::house::House;
use crate::round::RoundError;

/// What somebody said with a form beside their words: what they ticked means what its label says, and needs no reading.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// What is recorded of it.
    pub facts: Vec<Fact>,
    /// What it comes to, in plain words for whoever goes on with it.
    pub confirm: Vec<String>,
    /// Why a human takes over.
    pub reasons: Vec<&'static str>,
    /// They chose how they are answered, and that is promised beside it.
    pub promised: Option<&'static str>,
}

/// Takes in what somebody said on their own page, once: what they ticked, and what they wrote beside it.
///
/// # Errors
/// As [`hear`].
pub(crate) fn given(
    tx: &mut WriteTx<'_>,
    house: &House,
    inbound: &Inbound<'_>,
    dossier: DossierId,
    standing: &Standing,
    given: Given,
) -> Result<Outcome, RoundError> {
    if inbox::find(tx, inbound.channel.as_str(), inbound.id)?.is_some() {
        return Ok(Outcome::Before);
    }
    super::put_in_box(tx, inbound, inbox::State::Taken, Some(dossier), "", b"")?;
    let taken = super::take(tx, house, inbound, dossier, standing, None, given)?;
    Ok(Outcome::Taken(Box::new(taken)))
}

/// What a form is known by in the record.
pub(crate) fn form_key(channel: Channel, id: &str) -> String {
    let hash = Sha256::digest(format!("{}|{id}", channel.as_str()).as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
