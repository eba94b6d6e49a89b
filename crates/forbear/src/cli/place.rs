//! `forbear place FILE`: places a creditor's accounts.

use std::path::PathBuf;

use casework::place::{Map, Report, place_file};
use clap::Args;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

#[derive(Debug, Args)]
pub(super) struct Place {
    /// The file: `.csv` or `.csv.gz`
    file: PathBuf,
    /// The creditor's id with us
    #[arg(long)]
    creditor: String,
    /// The creditor's name, as people know it; the id where it is left out
    #[arg(long)]
    name: Option<String>,
    /// The map from the creditor's columns to ours (TOML)
    #[arg(long)]
    map: PathBuf,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

impl Place {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let map = Map::read(&self.map)?;
        let store = self.place.store()?;
        let name = self.name.as_deref().unwrap_or(&self.creditor);
        let report = place_file(&store, &self.file, &map, (&self.creditor, name), now(), self.dry_run, &|_| {})?;
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            print!("{report}");
        }
        Ok(ended(&report))
    }
}

/// Something fell short where lines were rejected.
fn ended(report: &Report) -> Ended {
    if report.rejected == 0 { Ended::Well } else { Ended::Short }
}
