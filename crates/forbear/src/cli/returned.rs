//! `forbear returned`: letters that came back. Each marks its address, once.

use std::path::PathBuf;

use casework::hear::{Outcome, came_back, went};
use clap::Args;
use facts::Channel;
use serde::Deserialize;
use store::OutboxId;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

/// Take in letters that came back: a CSV with the columns `id` (as in the manifest) and `reason`
#[derive(Debug, Args)]
pub(super) struct Returned {
    file: PathBuf,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    reason: String,
}

impl Returned {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let mut file = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(&self.file)
            .map_err(|e| format!("`{}` can't be read: {e}", self.file.display()))?;
        let (mut marked, mut before, mut wrong) = (0_u64, 0_u64, 0_u64);
        for (number, line) in file.deserialize::<Line>().enumerate() {
            let line = match line {
                Ok(line) => line,
                Err(why) => {
                    eprintln!("line {}: {why}", number + 2);
                    wrong += 1;
                    continue;
                }
            };
            let letter = match line.id.parse::<OutboxId>() {
                Ok(id) => went(&store, id)?.filter(|went| went.channel == Channel::Letter),
                Err(_) => None,
            };
            let Some(letter) = letter else {
                eprintln!("line {}: `{}` is no letter of ours: copy the id from manifest.csv", number + 2, line.id);
                wrong += 1;
                continue;
            };
            let why = if line.reason.is_empty() { "came back" } else { &line.reason };
            match came_back(&store, &letter, &format!("returned {}", line.id), why, now())? {
                Outcome::Before => before += 1,
                _ => marked += 1,
            }
        }
        println!("{marked} addresses marked, {before} known before, {wrong} lines not understood");
        Ok(if wrong == 0 { Ended::Well } else { Ended::Short })
    }
}
