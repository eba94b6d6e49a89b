//! `forbear dialler export`, `recall`, `results`: lists of calls for a dialler, and what became of them.

use std::path::PathBuf;

use casework::dialler::{self, DiallerError};
use clap::{Args, Subcommand};

use super::{Ended, Failure};
use crate::clock::now;
use crate::couriers::{Empty, ListFile, ListKind};
use crate::installation::Where;

/// Lists of calls for a dialler: each call decided by the gate, with the window in which it may be made
#[derive(Debug, Args)]
pub(super) struct Dialler {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the calls that are due into a new file
    Export {
        /// The new file
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Write the listed calls that are not to be made any more into a new file
    Recall {
        /// The new file
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Take in what became of calls: each once, as a fact of the person's record
    Results {
        /// The dialler's file: CSV with row, started, outcome, and if known seconds, agent, note, number
        file: PathBuf,
        /// The report as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Where,
    },
}

impl Dialler {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        match self.what {
            What::Export { out, place } => export(out, &place),
            What::Recall { out, place } => recall(out, &place),
            What::Results { file, json, place } => results(&file, json, &place),
        }
    }
}

fn export(out: PathBuf, place: &Where) -> Result<Ended, Failure> {
    let (store, house, now) = (place.store()?, place.house()?, now());
    let mut list = ListFile::new(&out, now)?;
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let done = dialler::export(&store, &house, &mut list, &name, now);
    // What is on record as listed is in the file, even where something broke off.
    let empty = if done.is_ok() { Empty::Header(ListKind::Calls) } else { Empty::Nothing };
    list.finish(empty)?;
    let done = done?;
    println!("{} calls in {}, {} refused, {} expired", done.calls, out.display(), done.refused, done.expired);
    Ok(Ended::Well)
}

fn recall(out: PathBuf, place: &Where) -> Result<Ended, Failure> {
    let (store, house, now) = (place.store()?, place.house()?, now());
    let mut list = ListFile::new(&out, now)?;
    let done = dialler::recall(&store, &house, &mut list, now);
    let empty = if done.is_ok() { Empty::Header(ListKind::Recalls) } else { Empty::Nothing };
    list.finish(empty)?;
    let done = done?;
    println!("{} calls recalled in {}, {} looked at again and kept", done.recalled, out.display(), done.kept);
    Ok(Ended::Well)
}

fn results(file: &std::path::Path, json: bool, place: &Where) -> Result<Ended, Failure> {
    let done = dialler::results(&place.store()?, file, now())
        .map_err(|why: DiallerError| format!("`{}`: {why}", file.display()))?;
    if json {
        println!("{}", serde_json::to_string(&done)?);
    } else {
        println!("{} lines", done.lines);
        println!("  {} calls recorded, {} known before, {} not called", done.recorded, done.known, done.not_called);
        if done.wrong_numbers > 0 {
            println!("  {} numbers are somebody else's: they are not called again", done.wrong_numbers);
        }
        for flaw in &done.not_allowed {
            println!("  recorded, and not allowed: {flaw}");
        }
        for rejection in &done.rejected {
            println!("  not recorded: {rejection}");
        }
    }
    Ok(if done.rejected.is_empty() && done.not_allowed.is_empty() { Ended::Well } else { Ended::Short })
}
