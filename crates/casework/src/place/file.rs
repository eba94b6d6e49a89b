//! A placement file as it comes: packed or not, in whatever encoding and with whatever separator.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

/// So much of a file is looked at to find its encoding and separator.
const SAMPLE_BYTES: usize = 64 * 1024;
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Why a file can't be read as a placement.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("`{path}` can't be read: {why}; check the path and who may read it")]
    Unreadable { path: PathBuf, why: std::io::Error },
    #[error("`{path}` is empty: ask the creditor to send it again")]
    Empty { path: PathBuf },
    #[error(
        "`{path}` breaks off after line {line}: {why}. Nothing was placed; ask for the whole file, or unpack it to see where it ends"
    )]
    Broken { path: PathBuf, line: u64, why: String },
    #[error(
        "the map says encoding `{0}`, which is none that is known: write a label such as `utf-8` or `windows-1252`"
    )]
    UnknownEncoding(String),
    #[error(
        "column `{column}`, which the map names for `{ours}`, is not in the file; it has: {found}. Correct the map, or ask for the column"
    )]
    MissingColumn { ours: String, column: String, found: String },
    #[error("line {line}: a quotation mark opens and is not closed within {LINES_MAX} lines; close it or take it out")]
    OpenQuote { line: u64 },
}

/// A record that spans more lines than this has a quotation mark that isn't closed.
pub(crate) const LINES_MAX: u64 = 100;

/// How a file was found to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    pub encoding: &'static str,
    pub separator: char,
    pub packed: bool,
}

/// SHA-256 of the file's bytes as they came, in hexadecimal.
pub fn file_hash(path: &Path) -> Result<String, FileError> {
    let mut file = open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; SAMPLE_BYTES];
    loop {
        let read = file.read(&mut buffer).map_err(|why| FileError::Unreadable { path: path.to_owned(), why })?;
        match buffer.get(..read) {
            None | Some([]) => break,
            Some(bytes) => hash.update(bytes),
        }
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

pub(crate) type Text = DecodeReaderBytes<Box<dyn Read>, Vec<u8>>;

/// Opens a file for reading its records, and says how it is written.
pub(crate) fn records(
    path: &Path,
    (encoding, separator): (Option<&str>, Option<char>),
) -> Result<(csv::Reader<Text>, Format), FileError> {
    let (sample, packed) = sample(path)?;
    let encoding = match encoding {
        Some(label) => {
            Encoding::for_label(label.as_bytes()).ok_or_else(|| FileError::UnknownEncoding(label.to_owned()))?
        }
        None => guess_encoding(&sample),
    };
    let separator = match separator {
        Some(separator) => u8::try_from(separator).unwrap_or(b','),
        None => guess_separator(&sample),
    };
    let plain: Box<dyn Read> = Box::new(unpack(open(path)?, packed));
    let text = DecodeReaderBytesBuilder::new()
        .encoding((encoding != UTF_8).then_some(encoding))
        .bom_override(true)
        .strip_bom(true)
        .utf8_passthru(true)
        .build_with_buffer(plain, vec![0; SAMPLE_BYTES])
        .map_err(|why| FileError::Unreadable { path: path.to_owned(), why })?;
    let reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).trim(csv::Trim::All).from_reader(text);
    Ok((reader, Format { encoding: encoding.name(), separator: char::from(separator), packed }))
}

fn open(path: &Path) -> Result<BufReader<File>, FileError> {
    File::open(path)
        .map(|f| BufReader::with_capacity(SAMPLE_BYTES, f))
        .map_err(|why| FileError::Unreadable { path: path.to_owned(), why })
}

fn unpack(file: BufReader<File>, packed: bool) -> Box<dyn Read> {
    if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) }
}

/// The first bytes, unpacked, and whether the file is packed.
fn sample(path: &Path) -> Result<(Vec<u8>, bool), FileError> {
    let unreadable = |why| FileError::Unreadable { path: path.to_owned(), why };
    let mut file = open(path)?;
    let packed = file.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
    let mut sample = Vec::new();
    let read = unpack(file, packed).take(SAMPLE_BYTES as u64).read_to_end(&mut sample);
    if let Err(why) = read
        && sample.is_empty()
    {
        return Err(FileError::Broken { path: path.to_owned(), line: 0, why: why.to_string() });
    }
    if sample.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty { path: path.to_owned() });
    }
    Ok((sample, packed))
}

/// UTF-8 unless the sample can't be; then the encoding that Western spreadsheets write. A byte-order mark decides.
fn guess_encoding(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => UTF_8,
        // A character that the end of the sample cuts in two is no error.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// The separator that stands most often in the first line.
fn guess_separator(sample: &[u8]) -> u8 {
    let mut best = (0, b',');
    let Some(header) = sample.split(|b| *b == b'\n').find(|line| !line.is_empty()) else { return b',' };
    for separator in SEPARATORS {
        let count = header.iter().filter(|b| **b == separator).count();
        if count > best.0 {
            best = (count, separator);
        }
    }
    best.1
}
