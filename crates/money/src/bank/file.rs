//! A bank file as we keep it: its digest, its lines, and what could not be read.

use std::fmt;
use std::io;

use facts::{Currency, Money};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The most lines of one file.
pub const FILE_LINES_MAX: usize = 1_000_000;

/// A file that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    pub digest: Digest,
    pub lines: Vec<BankLine>,
    /// Single lines that could not be read. The others stand.
    pub faults: Vec<LineFault>,
}

/// The SHA-256 of a file's bytes: the same file again is known by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub(crate) [u8; 32]);

/// One booked amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLine {
    /// The same line in any file: by the bank's own reference, else by its content and its place among equals.
    pub id: LineId,
    /// The line of the file that it begins on.
    pub at: u64,
    pub account: String,
    pub booked: Date,
    /// What came in; negative: what went out.
    pub amount: Money,
    pub kind: LineKind,
    /// What the payer wrote, and the end-to-end reference.
    pub reference: String,
    /// The bank's own reference, where it gives one.
    pub bank_reference: Option<String>,
    pub name: Option<String>,
    /// The reference that travels with a payment from bank to bank, where there is one.
    pub payment_reference: Option<String>,
    /// For a returned item: the reference of the first one, where the bank gives it.
    pub returns: Option<String>,
}

/// A line's identity across files.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(pub(crate) String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    In,
    Out,
    /// An item that came before and was taken back.
    Returned,
}

/// A line that could not be read: which, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineFault {
    pub line: u64,
    pub field: &'static str,
    /// What stands there, shortened.
    pub found: String,
    pub remedy: &'static str,
}

/// Why a whole file is refused. Nothing of it is used then.
#[derive(Debug, thiserror::Error)]
pub enum BankFileError {
    #[error("the file ends in the middle, at line {line}, {inside}: fetch it again from the bank")]
    Truncated { line: u64, inside: String },
    #[error("the file is not what it should be, at line {line}: {found}; {remedy}")]
    Malformed { line: u64, found: String, remedy: &'static str },
    #[error(
        "the file's own total at line {line} is {stated}, and its lines add up to {counted}: fetch it again from the bank"
    )]
    Total { line: u64, stated: String, counted: String },
    #[error("the file has no column `{column}`: its columns are {found}; change the map")]
    Column { column: String, found: String },
    #[error("the file has more than {FILE_LINES_MAX} lines: split it")]
    TooLong,
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: `{}`; {}", self.line, self.field, self.found, self.remedy)
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Digest {
    /// A digest that was kept.
    pub fn from_bytes(bytes: [u8; 32]) -> Digest {
        Digest(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl LineId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// What a parser found out about a line, before it has an identity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub at: u64,
    pub account: String,
    pub booked: Date,
    pub minor: i64,
    pub returned: bool,
    pub reference: String,
    pub bank_reference: String,
    pub name: String,
    pub payment_reference: String,
    pub returns: String,
}

/// Lines as they are found: gives each its identity and holds the limit.
#[derive(Debug, Default)]
pub(crate) struct Gather {
    lines: Vec<BankLine>,
    faults: Vec<LineFault>,
    equals: std::collections::HashMap<String, u32>,
}

/// The longest text that is kept of a field, in bytes.
const TEXT_MAX: usize = 500;
/// The longest piece of a wrong field that is shown, in bytes.
const SHOWN_MAX: usize = 60;

impl Gather {
    pub fn line(&mut self, found: Found, currency: Currency) -> Result<(), BankFileError> {
        if self.lines.len() + self.faults.len() >= FILE_LINES_MAX {
            return Err(BankFileError::TooLong);
        }
        let amount = Money::new(found.minor, currency);
        let kind = match (found.returned, found.minor < 0) {
            (true, true) => LineKind::Returned,
            (_, true) => LineKind::Out,
            _ => LineKind::In,
        };
        let id = self.identity(&found, amount);
        let some = |text: String| (!text.is_empty()).then(|| clipped(&text, TEXT_MAX).to_owned());
        self.lines.push(BankLine {
            id,
            at: found.at,
            account: found.account,
            booked: found.booked,
            amount,
            kind,
            reference: clipped(&found.reference, TEXT_MAX).to_owned(),
            bank_reference: some(found.bank_reference),
            name: some(found.name),
            payment_reference: some(found.payment_reference),
            returns: some(found.returns),
        });
        Ok(())
    }

    pub fn fault(&mut self, line: u64, field: &'static str, found: &str, remedy: &'static str) {
        let found = clipped(found, SHOWN_MAX).to_owned();
        self.faults.push(LineFault { line, field, found, remedy });
    }

    pub fn file(self, digest: Digest) -> BankFile {
        BankFile { digest, lines: self.lines, faults: self.faults }
    }

    /// Two equal payments on one day are two payments: without a reference of the bank, the place among
    /// equals tells them apart, and is the same when the statement is fetched again.
    fn identity(&mut self, found: &Found, amount: Money) -> LineId {
        if !found.bank_reference.is_empty() {
            let side = if amount.is_negative() { "out" } else { "in" };
            return LineId(format!("ref/{}/{side}/{}", found.account, found.bank_reference));
        }
        let mut hash = Sha256::new();
        let (booked, amount) = (found.booked.to_string(), amount.to_string());
        for field in [&found.account, &booked, &amount, &found.reference, &found.name] {
            hash.update(field.as_bytes());
            hash.update([0]);
        }
        let mut content = String::with_capacity(40);
        for byte in hash.finalize().iter().take(16) {
            content.push_str(&format!("{byte:02x}"));
        }
        let place = self.equals.entry(content.clone()).or_default();
        *place += 1;
        LineId(format!("sum/{content}/{place}"))
    }
}

pub(crate) fn clipped(text: &str, max: usize) -> &str {
    text.get(..text.floor_char_boundary(max)).unwrap_or(text)
}
