//! Lays a letter out and writes it as a PDF that anyone can read and keep.

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::check;
use crate::letter::Letter;
use crate::limits::PAGES_MAX;
use crate::world::Desk;

/// How many letters ago something may last have been used and still be kept in the compiler's cache.
/// Small, so that a batch of thousands runs in the memory of a few.
const CACHE_LETTERS_MAX: usize = 2;

/// A finished letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    bytes: Vec<u8>,
    pages: usize,
}

impl Pdf {
    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, owned.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How many pages it has, both sides of a sheet counted.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }
}

/// Why a letter was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The JSON is not a letter.
    #[error("this is not a letter we can read: {0}; correct that key or value and send it again")]
    Unreadable(String),
    /// A field holds what a letter can't have.
    #[error("`{field}` {reason}")]
    Field {
        /// The path of the field: `blocks[3].text`.
        field: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// No face of ours can show some characters.
    #[error(
        "`{field}` has characters that our letters can't show yet: `{signs}`; write them in Latin, Greek or Cyrillic letters, or send this letter another way"
    )]
    Signs {
        /// The path of the field.
        field: String,
        /// Each such character once.
        signs: String,
    },
    /// The address does not fit in the window of the envelope.
    #[error("the address of `{name}` does not fit in the envelope's window; shorten its lines")]
    Address {
        /// Whose address.
        name: String,
    },
    /// Our own name and address do not fit in the letterhead.
    #[error("the sender `{name}` does not fit in the letterhead; shorten its name or lines")]
    Letterhead {
        /// The sender's name.
        name: String,
    },
    /// The front of Model Form B-1 must be one page.
    #[error(
        "the validation notice does not fit on one page; shorten the names and addresses, or put the itemization on a separate page"
    )]
    Notice,
    /// The letter is too long.
    #[error("this letter has {pages} pages and may have {max}; cut it into several letters")]
    Pages {
        /// How many it would have.
        pages: usize,
        /// How many it may have.
        max: usize,
    },
    /// A fault of our own templates.
    #[error("our letter template failed: {0}; please report this with the kind of the letter")]
    Template(String),
}

/// Lays the letter out. The same letter gives the same bytes, on any machine and any day.
///
/// It takes milliseconds of CPU, so never call it inside a transaction.
///
/// # Errors
/// A [`LetterError`] that says which field to change, or that the letter is too long.
pub fn render(letter: &Letter) -> Result<Pdf, LetterError> {
    check::check(letter)?;
    let json = serde_json::to_string(letter).map_err(|error| LetterError::Unreadable(error.to_string()))?;
    let made = lay_out(letter, &json);
    typst::comemo::evict(CACHE_LETTERS_MAX);
    made
}

fn lay_out(letter: &Letter, json: &str) -> Result<Pdf, LetterError> {
    let document = compose(letter, json)?;
    let pages = document.pages().len();
    if pages > PAGES_MAX {
        return Err(LetterError::Pages { pages, max: PAGES_MAX });
    }
    let options = options(letter, json)?;
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refusal(letter, &errors))?;
    Ok(Pdf { bytes, pages })
}

/// The pages, before they are a file.
pub(crate) fn compose(letter: &Letter, json: &str) -> Result<PagedDocument, LetterError> {
    let desk = Desk::new(json).ok_or_else(|| LetterError::Template("no templates".into()))?;
    typst::compile(&desk).output.map_err(|errors| refusal(letter, &errors))
}

fn options(letter: &Letter, json: &str) -> Result<PdfOptions, LetterError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| LetterError::Template(error.message().to_string()))?;
    Ok(PdfOptions {
        // Hashed by the exporter, so the file's identity follows from what is in it.
        ident: Smart::Custom(json.to_owned()),
        creator: Smart::Custom(Some("Forbear".to_owned())),
        timestamp: midnight(letter).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

/// The day on the letter, at its first second in UTC: the file carries no other time.
fn midnight(letter: &Letter) -> Option<Datetime> {
    let date = letter.date;
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

/// What the templates refuse, in the caller's terms. They do so by `assert(…, message: "letter: …")`.
fn refusal(letter: &Letter, errors: &[SourceDiagnostic]) -> LetterError {
    let said = |word: &str| errors.iter().any(|error| error.message.contains(word));
    if said("letter: address") {
        return LetterError::Address { name: letter.to.name.clone() };
    }
    if said("letter: letterhead") {
        return LetterError::Letterhead { name: letter.from.name.clone() };
    }
    if said("letter: notice") {
        return LetterError::Notice;
    }
    let first = errors.first().map(|error| error.message.to_string());
    LetterError::Template(first.unwrap_or_else(|| "no reason given".to_owned()))
}
