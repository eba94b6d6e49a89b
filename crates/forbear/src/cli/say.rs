//! `forbear say`: a letter whose facts only a human has.

use casework::letter::{Said, by_hand};
use clap::Args;
use store::{DossierId, WriteTx};
use words::compose::Kind;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

/// Say something to a person: after a call, that we got something wrong, the answer to a complaint
#[derive(Debug, Args)]
pub(super) struct Say {
    /// The template: `after_call`, `our_mistake`, `complaint_answer_us`, …
    kind: String,
    /// To whom, as `pers_…`
    person: DossierId,
    /// What it follows from, in a word of yours: of one cause, one letter
    #[arg(long)]
    cause: String,
    /// The facts that the template names, as TOML; read from standard input where it is left out
    #[arg(long)]
    facts: Option<std::path::PathBuf>,
    #[command(flatten)]
    place: Where,
}

impl Say {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let kind = Kind::of(&self.kind).ok_or_else(|| format!("there is no template `{}`", self.kind))?;
        let facts = match &self.facts {
            Some(path) => {
                std::fs::read_to_string(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))?
            }
            None => std::io::read_to_string(std::io::stdin())?,
        };
        let (store, house) = (self.place.store()?, self.place.house()?);
        let said =
            store.write(|tx: &mut WriteTx| by_hand(tx, &house, (self.person, kind), (&facts, &self.cause), now()))?;
        match said {
            Said::Queued(row) => {
                println!("it waits in the outbox as {row}, and is decided once more before it goes");
                Ok(Ended::Well)
            }
            Said::Unsaid(why) => {
                eprintln!("nothing goes out: {why}");
                Ok(Ended::Short)
            }
        }
    }
}
