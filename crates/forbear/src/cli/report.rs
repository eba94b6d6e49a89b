//! `forbear report`: what a manager looks at, as CSV files without anybody's name.

use std::fs;
use std::path::PathBuf;

use casework::report::{self, Period};
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Ended, Failure};
use crate::installation::Where;

/// Figures of a period as CSV files: contacts, refusals, promises, answers, complaints, plans, holds, stops, money
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The first day
    #[arg(long)]
    from: Date,
    /// The last day
    #[arg(long)]
    to: Date,
    /// The folder for the files; made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    place: Where,
}

impl Report {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        // A day is a day of the firm's own place.
        let zone = house.rules.open.as_ref().map_or(TimeZone::UTC, conduct::Open::zone);
        let figures = report::report(&store, &Period { from: self.from, to: self.to, zone })?;
        fs::create_dir_all(&self.out).map_err(|e| format!("the folder `{}` can't be made: {e}", self.out.display()))?;
        for table in figures.tables() {
            let path = self.out.join(format!("{}.csv", table.name));
            let mut csv = csv::Writer::from_path(&path)?;
            csv.write_record(table.header)?;
            for row in &table.rows {
                csv.write_record(row)?;
            }
            csv.flush().map_err(|e| format!("`{}` can't be written: {e}", path.display()))?;
            println!("{:>6} rows in {}", table.rows.len(), path.display());
        }
        Ok(Ended::Well)
    }
}
