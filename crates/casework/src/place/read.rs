//! Reading a whole file, line by line in bounded memory.

use std::path::Path;

use super::file::{FileError, Format, LINES_MAX, records};
use super::line::{Account, Reader};
use super::map::Map;
use super::report::Rejection;

/// One line of a file: an account, or why it is none.
pub type Line = Result<Account, Rejection>;

/// Reads each line below the header and hands it on. Ends where `each` says that it is enough.
///
/// # Errors
/// A file that can't be read to its end: then nothing of it may be placed, so callers read it once before they write.
pub fn read<E: From<FileError>>(
    path: &Path,
    map: &Map,
    mut each: impl FnMut(Line) -> Result<(), E>,
) -> Result<Format, E> {
    let (mut csv, format) = records(path, (map.file.encoding.as_deref(), map.file.separator))?;
    let header = csv.byte_headers().map_err(|why| broken(path, 1, &why))?.clone();
    let reader = Reader::new(map, &header)?;
    let mut record = csv::ByteRecord::new();
    loop {
        let before = csv.position().line();
        let more = csv.read_byte_record(&mut record).map_err(|why| broken(path, before.saturating_sub(1), &why))?;
        if !more {
            return Ok(format);
        }
        let line = record.position().map_or(before, csv::Position::line);
        if csv.position().line().saturating_sub(line) > LINES_MAX {
            return Err(FileError::OpenQuote { line }.into());
        }
        each(reader.read(line, &record))?;
    }
}

pub(crate) fn broken(path: &Path, line: u64, why: &csv::Error) -> FileError {
    let why = match why.kind() {
        csv::ErrorKind::Io(io) => io.to_string(),
        _ => why.to_string(),
    };
    FileError::Broken { path: path.to_owned(), line, why }
}
