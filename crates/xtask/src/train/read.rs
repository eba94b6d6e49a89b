//! Reads the data that training learns from. Texts stay in memory; none is printed or kept.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::TrainError;

/// A short message with the cues that raters saw.
#[derive(Debug, Deserialize)]
pub struct Talk {
    /// Pseudonymous id.
    pub id: String,
    /// Cues, may be empty.
    pub cues: Vec<String>,
    /// What was written.
    pub text: String,
}

/// A complaint narrative.
#[derive(Debug, Deserialize)]
pub struct Narrative {
    /// The regulator's issue in our names.
    pub issue: String,
    /// The finer kind.
    pub complaint_kind: String,
    /// `1`, `0` or empty.
    pub hardship: String,
    /// Near-duplicates share it.
    pub cluster: serde_json::Value,
    /// What was written.
    pub text: String,
}

/// A narrative that was labelled in full.
#[derive(Debug, Deserialize)]
pub struct Labelled {
    /// Circumstances.
    pub circumstances: Vec<String>,
    /// Intents.
    pub intents: Vec<String>,
    /// Cues, `neutral` where none shows.
    pub emotions: Vec<String>,
    /// What was written.
    pub text: String,
}

/// A short message with its safety level.
#[derive(Debug, Deserialize)]
pub struct Danger {
    /// `alert`, `review`, `ambiguous`, `none`.
    pub level: String,
    /// What was written.
    pub text: String,
}

/// Words that the regulator quotes.
#[derive(Debug, Deserialize)]
pub struct Utterance {
    /// `consumer` or `collector`.
    pub who: String,
    /// What was said.
    pub text: String,
    /// Their meaning.
    pub labels: Vec<String>,
}

/// Everything that training reads.
#[derive(Debug)]
pub struct Corpora {
    /// goemotions8
    pub talk: Vec<Talk>,
    /// cfpb, debt and other products
    pub narratives: Vec<Narrative>,
    /// cfpb, labelled by hand
    pub labelled: Vec<Labelled>,
    /// safety messages
    pub dangers: Vec<Danger>,
    /// Regulation F's own examples
    pub utterances: Vec<Utterance>,
}

impl Corpora {
    /// Reads all sets under a folder.
    pub fn read(folder: &Path) -> Result<Self, TrainError> {
        let mut narratives = lines(&folder.join("cfpb/debt_labelled.jsonl.gz"))?;
        narratives.extend(lines::<Narrative>(&folder.join("cfpb/debt_unlabelled.jsonl.gz"))?);
        narratives.extend(lines::<Narrative>(&folder.join("cfpb/other_products.jsonl.gz"))?);
        Ok(Self {
            talk: lines(&folder.join("goemotions8/goemotions8.jsonl.gz"))?,
            narratives,
            labelled: lines(&folder.join("cfpb/hand_labelled.jsonl"))?,
            dangers: lines(&folder.join("safety/messages.jsonl"))?,
            utterances: lines(&folder.join("regf_examples/utterances.jsonl"))?,
        })
    }
}

fn lines<T: DeserializeOwned>(path: &PathBuf) -> Result<Vec<T>, TrainError> {
    let unread = |cause: std::io::Error| TrainError::Unread { path: path.clone(), cause };
    let bytes = std::fs::read(path).map_err(unread)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(unread)?;
    } else {
        bytes.as_slice().read_to_string(&mut text).map_err(unread)?;
    }
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        rows.push(serde_json::from_str(line).map_err(|cause| TrainError::Malformed {
            path: path.clone(),
            line: number + 1,
            cause,
        })?);
    }
    Ok(rows)
}
