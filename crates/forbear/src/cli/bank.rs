//! `forbear bank FILE`: takes in a bank file.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use casework::bank::{BankReport, take};
use clap::{Args, ValueEnum};
use money::bank::{BankFile, ColumnMap, read_bai2, read_camt053, read_csv};

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

#[derive(Debug, Args)]
pub(super) struct Bank {
    /// The file: CAMT.053, BAI2 or CSV
    file: PathBuf,
    /// What it is; found out by its beginning where it is left out
    #[arg(long)]
    format: Option<Format>,
    /// For CSV: the map of its columns (TOML)
    #[arg(long)]
    map: Option<PathBuf>,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Camt053,
    Bai2,
    Csv,
}

impl Bank {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        // The whole file is read before anything is written: one that breaks off posts nothing.
        let file = self.read()?;
        let store = self.place.store()?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let report = take(&store, &file, &name, now())?;
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            print(&report);
        }
        let clean = report.faults.is_empty() && report.contradicted.is_empty();
        Ok(if clean { Ended::Well } else { Ended::Short })
    }

    fn read(&self) -> Result<BankFile, Failure> {
        let shown = self.file.display();
        let mut input = BufReader::new(open(&self.file)?);
        let format = match self.format {
            Some(format) => format,
            None => format_of(input.fill_buf()?),
        };
        let read = match format {
            Format::Camt053 => read_camt053(input),
            Format::Bai2 => read_bai2(input),
            Format::Csv => read_csv(input, &self.columns()?),
        };
        read.map_err(|why| format!("`{shown}`: {why}. Nothing was posted").into())
    }

    fn columns(&self) -> Result<ColumnMap, Failure> {
        let path = self.map.as_deref().ok_or("a CSV needs the map of its columns: give it by `--map FILE`")?;
        let text = std::fs::read_to_string(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))?;
        Ok(toml::from_str(&text).map_err(|e| format!("`{}` is not understood: {e}", path.display()))?)
    }
}

fn open(path: &Path) -> Result<File, Failure> {
    Ok(File::open(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))?)
}

fn format_of(beginning: &[u8]) -> Format {
    let text = String::from_utf8_lossy(beginning);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        Format::Camt053
    } else if text.starts_with("01,") {
        Format::Bai2
    } else {
        Format::Csv
    }
}

fn print(report: &BankReport) {
    if report.seen_before {
        println!("this file was taken in before: nothing changed. Then it brought:");
    }
    println!("{} lines", report.lines);
    println!("{} payments posted", report.placed);
    println!("{} taken back by the bank", report.returned);
    println!("{} wait until a human finds out whose they are", report.waiting);
    println!("{} known from before, {} of money that went out", report.duplicates, report.out);
    for line in &report.contradicted {
        println!("line {line}: known from before with another amount; ask the bank");
    }
    for fault in &report.faults {
        println!("{fault}");
    }
}
