//! `cargo xtask train`: fits the weights that `words` ships, and measures what they are worth.
//!
//! Scores are out of fold: five models, each asked about the fifth of the groups that it never saw. Thresholds are
//! chosen on those scores and measured crosswise (chosen on one half of the groups, measured on the other). The
//! shipped weights are then fitted on all rows. Seeded and in one order: the same data gives the same bytes.

mod beliefs;
mod fit;
mod measure;
mod models;
mod quality;
mod read;

use std::path::{Path, PathBuf};

use measure::Report;
use read::Corpora;
use words::listen::{Listener, Weights};

const FOLDER: &str = "crates/words/weights";

/// Why training stopped.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file could not be read.
    #[error("can't read `{path}`: {cause}; name the folder of the data sets")]
    Unread { path: PathBuf, cause: std::io::Error },
    /// A line isn't what its set promises.
    #[error("line {line} of `{path}` isn't as its README says: {cause}")]
    Malformed { path: PathBuf, line: usize, cause: serde_json::Error },
    /// The weights could not be written.
    #[error("can't write `{path}`: {cause}; run this at the root of the project")]
    Unwritten { path: PathBuf, cause: std::io::Error },
}

/// Trains, for the command line.
pub fn run(folder: &Path) -> Result<String, String> {
    train(folder).map_err(|why| why.to_string())
}

/// Trains on the sets under a folder, writes the weights, and returns the table of quality.
pub fn train(folder: &Path) -> Result<String, TrainError> {
    let corpora = Corpora::read(folder)?;
    let listener = Listener::new();
    let mut report = Report::new();
    let cues = models::cues(&corpora, &listener, &mut report);
    let complaints = models::complaints(&corpora, &listener, &mut report);
    let hardship = models::hardship(&corpora, &listener, &mut report);
    for (name, bytes) in [("cues", &cues), ("complaints", &complaints), ("hardship", &hardship)] {
        write(&format!("{FOLDER}/{name}.bin"), bytes)?;
    }
    let weights = Weights { cues: cues.leak(), complaints: complaints.leak(), hardship: hardship.leak() };
    let trained = Listener::with_weights(weights);
    quality::labelled(&corpora, &trained, &mut report);
    quality::safety(&corpora, &trained, &mut report);
    quality::utterances(&corpora, &trained, &mut report);
    Ok(report.text())
}

fn write(path: &str, bytes: &[u8]) -> Result<(), TrainError> {
    std::fs::write(path, bytes).map_err(|cause| TrainError::Unwritten { path: PathBuf::from(path), cause })
}
