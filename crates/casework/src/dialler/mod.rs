//! Calls by a dialler: lists of calls that the gate permits, recalls, and what became of each call.
//!
//! A list is made of decisions: each call was decided when it was proposed, and is decided again when it is listed, with
//! the window in which the gate permits it. What happens afterwards recalls it. Until the dialler says what became of a
//! call, nobody knows whether it was made, and nothing else goes out to that person by itself.

mod export;
mod file;
mod recall;
mod results;
mod window;

pub use export::{Exported, export};
pub use file::{Outcome, ResultLine, read};
pub use recall::{Recalled, missing, recall};
pub use results::{Imported, results};
pub(crate) use window::closes;

use conduct::Standing;
use serde::{Deserialize, Serialize};
use words::compose::{Block, Message};

use crate::house::House;
use crate::ports::CourierError;
use crate::round::{Calls, RoundError, lives_in};

/// What the firm's card says of a dialler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialler {
    /// Calls of our own accord go onto lists. Off, agents call from the desk.
    pub lists: bool,
}

impl Dialler {
    /// Who makes the calls of our own accord.
    pub fn calls(self) -> Calls {
        if self.lists { Calls::ByList } else { Calls::ByHand }
    }
}

/// Why lists can't be made or results not taken in.
#[derive(Debug, thiserror::Error)]
pub enum DiallerError {
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error("the list can't be written: {0}")]
    List(#[from] CourierError),
    #[error(
        "the firm's card has no lists of calls, so agents call from the desk: write `lists = true` under [dialler] in firm.toml to change that"
    )]
    Off,
    #[error("the results can't be read: {0}; check the path, and save the file as CSV in UTF-8")]
    Unreadable(#[from] csv::Error),
    #[error("column `{column}` is not in the file; it has: {found}. Ask the dialler's maker for it, or add it")]
    MissingColumn { column: &'static str, found: String },
}

impl From<store::StoreError> for DiallerError {
    fn from(error: store::StoreError) -> DiallerError {
        DiallerError::Round(error.into())
    }
}

impl From<crate::dossier::DossierError> for DiallerError {
    fn from(error: crate::dossier::DossierError) -> DiallerError {
        DiallerError::Round(error.into())
    }
}

impl From<serde_json::Error> for DiallerError {
    fn from(error: serde_json::Error) -> DiallerError {
        DiallerError::Round(error.into())
    }
}

/// What the agent has before them when the call is made.
pub(crate) fn sheet(standing: &Standing, house: &House) -> Message {
    let firm = &house.head.firm.name;
    let mut steps = vec![
        "Say your name, and ask for the person by theirs. Say nothing of any debt to anybody else.".to_owned(),
        "Ask for the code of our letters, or what else shows that it is them.".to_owned(),
    ];
    if lives_in(standing, "US") {
        steps.push(format!(
            "Say: this is {firm}, a debt collector. This is an attempt to collect a debt, and any information obtained will be used for that purpose."
        ));
    } else {
        steps.push(format!("Say that you call for {firm}, and on whose behalf."));
    }
    steps.push("Ask if this is a good time. If it is not, thank them, ask when it is, and end the call.".to_owned());
    steps.push("Ask how things are for them before you speak of money.".to_owned());
    Message { subject: "A telephone call".to_owned(), blocks: vec![Block::Choices(steps)] }
}
