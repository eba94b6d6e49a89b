//! `forbear explain`, `replay`, `verify`, `export`: proof.

use casework::explain::{Reader, explain_kept};
use casework::proof::{export, replay};
use clap::Args;
use store::{DecisionId, DossierId};

use super::{Ended, Failure};
use crate::installation::Where;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The decision's id (`deci_…`)
    decision: DecisionId,
    /// For whom: person, agent or officer; all three where it is left out
    #[arg(long = "for", value_name = "READER")]
    reader: Option<Reader>,
    #[command(flatten)]
    place: Where,
}

impl Explain {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        let replayed = store.read(|tx| replay(tx, &house, self.decision))?;
        println!("{}: {}", self.decision, replayed.decided.reason);
        let readers = match self.reader {
            Some(reader) => vec![reader],
            None => vec![Reader::Person, Reader::Agent, Reader::Officer],
        };
        for reader in readers {
            println!("\nfor the {}\n{}", reader.as_str(), explain_kept(&replayed, reader));
        }
        Ok(Ended::Well)
    }
}

#[derive(Debug, Args)]
pub(super) struct Replay {
    /// The decision's id (`deci_…`)
    decision: DecisionId,
    #[command(flatten)]
    place: Where,
}

impl Replay {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        let replayed = store.read(|tx| replay(tx, &house, self.decision))?;
        if let Some(other) = &replayed.other_version {
            println!("decided by {other}, made again by {}", casework::decided::PROGRAM);
        }
        if replayed.same {
            println!("the same bytes: {}", serde_json::to_string(&replayed.again)?);
            return Ok(Ended::Well);
        }
        println!("then: {}", serde_json::to_string(&replayed.decided.decision)?);
        println!("now:  {}", serde_json::to_string(&replayed.again)?);
        Ok(Ended::Short)
    }
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    place: Where,
}

impl Verify {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let report = self.place.store()?.verify()?;
        println!("{} people, {} events, {} checkpoints", report.dossiers, report.events, report.checkpoints);
        for fault in &report.faults {
            println!("{fault}");
        }
        if report.is_sound() {
            println!("the chain is whole");
            return Ok(Ended::Well);
        }
        Ok(Ended::Short)
    }
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The person's id (`pers_…`)
    person: DossierId,
    #[command(flatten)]
    place: Where,
}

impl Export {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let exported = store.read(|tx| export(tx, self.person))?;
        println!("{}", serde_json::to_string_pretty(&exported)?);
        Ok(Ended::Well)
    }
}
