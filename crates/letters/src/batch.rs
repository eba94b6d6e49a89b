//! Many letters for a print house, with a list by which it can check what it got.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::letter::{Letter, Paper};
use crate::limits::{ADDRESS_LINES_MAX, BATCH_LETTERS_MAX};
use crate::render::{LetterError, Pdf, render};

/// Renders all letters, each under its id, and lists them. Use [`Batch`] where the files should not
/// be in memory together.
///
/// # Errors
/// The first letter that can't be made; nothing is half done.
pub fn batch<'a>(letters: impl IntoIterator<Item = (&'a str, &'a Letter)>) -> Result<(Vec<Pdf>, Manifest), BatchError> {
    let mut batch = Batch::default();
    let mut files = Vec::new();
    for (id, letter) in letters {
        files.push(batch.add(id, letter)?);
    }
    Ok((files, batch.finish()))
}

/// A batch under way: the caller stores each file as it comes.
#[derive(Debug, Default)]
pub struct Batch {
    letters: Vec<Printed>,
    ids: BTreeSet<String>,
}

impl Batch {
    /// Renders one letter and lists it. The id is the name of its file, so it is one word.
    ///
    /// # Errors
    /// [`BatchError`] names the letter; the batch goes on without it.
    pub fn add(&mut self, id: &str, letter: &Letter) -> Result<Pdf, BatchError> {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if id.is_empty() || id.len() > 80 || !id.chars().all(word) {
            return Err(BatchError::Id { id: id.to_owned() });
        }
        if self.ids.contains(id) {
            return Err(BatchError::Twice { id: id.to_owned() });
        }
        if self.letters.len() >= BATCH_LETTERS_MAX {
            return Err(BatchError::Full { max: BATCH_LETTERS_MAX });
        }
        let pdf = render(letter).map_err(|error| BatchError::Letter { id: id.to_owned(), error })?;
        self.letters.push(Printed::of(id, letter, &pdf));
        self.ids.insert(id.to_owned());
        Ok(pdf)
    }

    /// The list of what was added, in that order.
    #[must_use]
    pub fn finish(self) -> Manifest {
        let pages = self.letters.iter().map(|letter| letter.pages).sum();
        let sheets = self.letters.iter().map(|letter| letter.sheets).sum();
        Manifest { count: self.letters.len(), pages, sheets, letters: self.letters }
    }
}

/// Why a letter is not in a batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// The letter itself.
    #[error("letter `{id}`: {error}")]
    Letter {
        /// Its id.
        id: String,
        /// Why it can't be made.
        error: LetterError,
    },
    /// The id can't be a file's name.
    #[error("`{id}` is no id for a letter; use letters, digits, `-` and `_`, at most 80")]
    Id {
        /// The id.
        id: String,
    },
    /// The id was used before.
    #[error("letter `{id}` is in this batch already; give each letter its own id")]
    Twice {
        /// The id.
        id: String,
    },
    /// The batch is full.
    #[error("a batch has at most {max} letters; start another")]
    Full {
        /// The limit.
        max: usize,
    },
    /// The list could not be written.
    #[error("the list could not be written: {0}")]
    List(String),
}

/// What the print house should find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Letters.
    pub count: usize,
    /// Pages of all letters.
    pub pages: usize,
    /// Sheets of all letters, printed on both sides.
    pub sheets: usize,
    /// Each letter, in order.
    pub letters: Vec<Printed>,
}

/// One letter of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// Its id.
    pub id: String,
    /// Its file, `ID.pdf`.
    pub file: String,
    /// Which letter it is.
    pub kind: String,
    /// Its sheet.
    pub paper: Paper,
    /// Its pages.
    pub pages: usize,
    /// Its sheets, printed on both sides.
    pub sheets: usize,
    /// The file's length.
    pub bytes: usize,
    /// The file's SHA-256, in lower-case hex.
    pub sha256: String,
    /// What the envelope's window shows, the name first.
    pub address: Vec<String>,
}

impl Printed {
    fn of(id: &str, letter: &Letter, pdf: &Pdf) -> Self {
        let mut address = vec![letter.to.name.clone()];
        address.extend(letter.to.lines.iter().cloned());
        Self {
            id: id.to_owned(),
            file: format!("{id}.pdf"),
            kind: letter.kind.clone(),
            paper: letter.paper,
            pages: pdf.pages(),
            sheets: pdf.pages().div_ceil(2),
            bytes: pdf.bytes().len(),
            sha256: hex(&Sha256::digest(pdf.bytes())),
            address,
        }
    }
}

impl Manifest {
    /// The list as one JSON object.
    ///
    /// # Errors
    /// [`BatchError::List`], which no manifest made here gives.
    pub fn to_json(&self) -> Result<String, BatchError> {
        serde_json::to_string_pretty(self).map_err(|error| BatchError::List(error.to_string()))
    }

    /// The list as CSV: a header, then a line a letter, as many address columns as a window has
    /// lines. The address stands as printed, so read the columns as text.
    ///
    /// # Errors
    /// [`BatchError::List`], which no manifest made here gives.
    pub fn to_csv(&self) -> Result<String, BatchError> {
        let list = |error: String| BatchError::List(error);
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut header: Vec<String> =
            ["id", "file", "kind", "paper", "pages", "sheets", "bytes", "sha256"].map(str::to_owned).to_vec();
        header.extend((1..=ADDRESS_LINES_MAX + 1).map(|line| format!("address_{line}")));
        out.write_record(&header).map_err(|error| list(error.to_string()))?;
        for letter in &self.letters {
            out.write_record(letter.cells()).map_err(|error| list(error.to_string()))?;
        }
        let bytes = out.into_inner().map_err(|error| list(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| list(error.to_string()))
    }
}

impl Printed {
    fn cells(&self) -> Vec<String> {
        let paper = match self.paper {
            Paper::A4 => "a4",
            Paper::UsLetter => "us_letter",
        };
        let mut cells = vec![
            self.id.clone(),
            self.file.clone(),
            self.kind.clone(),
            paper.to_owned(),
            self.pages.to_string(),
            self.sheets.to_string(),
            self.bytes.to_string(),
            self.sha256.clone(),
        ];
        let lines = self.address.iter().cloned().chain(std::iter::repeat(String::new()));
        cells.extend(lines.take(ADDRESS_LINES_MAX + 1));
        cells
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
