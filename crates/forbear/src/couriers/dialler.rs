//! Lists for a dialler as CSV files: calls to make, and calls not to make any more.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use casework::ports::{Call, CallList, CourierError, Recall};
use conduct::Permit;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What each column of a list is, is said in docs/operating/dialler.md.
const CALLS: [&str; 13] = [
    "row",
    "call_from",
    "call_until",
    "local_from",
    "local_until",
    "time_zone",
    "number",
    "name",
    "language",
    "code",
    "account",
    "reason",
    "listed",
];
const RECALLS: [&str; 4] = ["row", "number", "recalled", "do"];

/// A file that appears under its name when it is whole, and only if there is anything in it.
#[derive(Debug)]
pub(crate) struct ListFile {
    path: PathBuf,
    now: Timestamp,
    open: Option<csv::Writer<File>>,
}

impl ListFile {
    /// A list at `path`, where no file may be yet: a list that was handed over is never changed.
    pub(crate) fn new(path: &Path, now: Timestamp) -> Result<ListFile, String> {
        if path.exists() {
            return Err(format!("`{}` is there already: name a new file, as lists are never changed", path.display()));
        }
        Ok(ListFile { path: path.to_owned(), now, open: None })
    }

    fn part(&self) -> PathBuf {
        self.path.with_extension("part")
    }

    fn write(&mut self, header: &[&str], cells: &[String]) -> Result<(), CourierError> {
        let unwritten = |why: String| CourierError::Later(why);
        let part = self.part();
        let file = match &mut self.open {
            Some(file) => file,
            None => {
                if let Some(folder) = part.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    fs::create_dir_all(folder).map_err(|e| unwritten(format!("`{}`: {e}", folder.display())))?;
                }
                let file = File::create(&part).map_err(|e| unwritten(format!("`{}`: {e}", part.display())))?;
                let mut csv = csv::Writer::from_writer(file);
                csv.write_record(header).map_err(|e| unwritten(e.to_string()))?;
                self.open.insert(csv)
            }
        };
        file.write_record(cells).map_err(|e| unwritten(e.to_string()))
    }

    /// Gives the file its name. Where nothing was written there is none, unless `empty` asks for its header.
    pub(crate) fn finish(mut self, empty: Empty) -> Result<Option<PathBuf>, CourierError> {
        let part = self.part();
        if self.open.is_none()
            && let Empty::Header(kind) = empty
        {
            let header: &[&str] = match kind {
                Kind::Calls => &CALLS,
                Kind::Recalls => &RECALLS,
            };
            let file = File::create(&part).map_err(|e| CourierError::Later(format!("`{}`: {e}", part.display())))?;
            let mut csv = csv::Writer::from_writer(file);
            csv.write_record(header).map_err(|e| CourierError::Later(e.to_string()))?;
            self.open = Some(csv);
        }
        let Some(mut csv) = self.open.take() else { return Ok(None) };
        let named = csv.flush().and_then(|()| csv.get_ref().sync_all()).and_then(|()| fs::rename(&part, &self.path));
        named.map_err(|e| CourierError::Later(format!("`{}`: {e}", self.path.display())))?;
        Ok(Some(self.path))
    }
}

/// What becomes of a list without lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Empty {
    /// No file.
    Nothing,
    /// A file with its header.
    Header(Kind),
}

/// Which list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Calls,
    Recalls,
}

impl CallList for ListFile {
    fn call(&mut self, _permit: Permit, call: &Call) -> Result<(), CourierError> {
        let zone = TimeZone::get(&call.time_zone).unwrap_or(TimeZone::UTC);
        let local = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        let cells = [
            call.row.to_string(),
            call.opens.to_string(),
            call.closes.to_string(),
            local(call.opens),
            local(call.closes),
            call.time_zone.clone(),
            call.number.clone(),
            plain(&call.name),
            call.language.clone(),
            call.code.clone(),
            plain(&call.account),
            plain(&call.reason),
            self.now.to_string(),
        ];
        self.write(&CALLS, &cells)
    }

    fn recall(&mut self, recall: &Recall) -> Result<(), CourierError> {
        let cells = [recall.row.to_string(), recall.number.clone(), recall.at.to_string(), "do not call".to_owned()];
        self.write(&RECALLS, &cells)
    }
}

/// A spreadsheet takes what begins like this for a formula; whoever opens a list in one must see words.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
