//! Citations and coverage: what a rule cites, some case shows; what a text says, some row of the coverage pages answers.
//!
//! `cargo xtask coverage` writes the table of both; `cargo xtask tidy` complains of what is missing or stale.

mod cited;
mod rows;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use cited::Cited;
use rows::Row;

const RULES: &str = "crates/conduct/src";
const PARAGRAPHS: &str = "docs/compliance/paragraphs";
const PAGES: &str = "docs/compliance/coverage";
const TABLE: &str = "docs/compliance/coverage.md";

/// A text of the law, with the names of its paragraphs in its order.
pub struct Text {
    /// As its file is named: `us-reg-f`.
    pub name: String,
    /// What it is, by the first line of its file.
    pub says: String,
    pub paragraphs: Vec<String>,
}

/// Writes the table.
pub fn run() -> Result<String, String> {
    let seen = Seen::read(Path::new(""))?;
    fs::write(TABLE, table::written(&seen)).map_err(|e| format!("`{TABLE}`: {e}"))?;
    Ok(format!("{TABLE} is written"))
}

/// Everything that is missing: cases for citations, rows for paragraphs, paragraphs and cases that rows name.
pub fn complaints(root: &Path) -> Result<Vec<String>, String> {
    let seen = Seen::read(root)?;
    let mut found = Vec::new();
    for (rule, path) in &seen.cited.by_rules {
        if !seen.cited.has_case(rule) {
            found.push(format!("{path}: no case and no twin shows `{rule}`"));
        }
    }
    for text in &seen.texts {
        let rows: Vec<&Row> = seen.rows.iter().filter(|row| row.text == text.name).collect();
        for paragraph in text.paragraphs.iter().filter(|p| rows::answering(&rows, text, p).is_none()) {
            found.push(format!("{PAGES}: no row answers `{paragraph}` of {PARAGRAPHS}/{}.txt", text.name));
        }
    }
    for row in &seen.rows {
        found.extend(row.complaints(&seen.cited));
    }
    if fs::read_to_string(root.join(TABLE)).unwrap_or_default() != table::written(&seen) {
        found.push(format!("{TABLE}: the rules, cases or rows say something else: run `cargo xtask coverage`"));
    }
    Ok(found)
}

/// What there is: texts, rows, citations.
pub struct Seen {
    pub texts: Vec<Text>,
    pub rows: Vec<Row>,
    pub cited: Cited,
}

impl Seen {
    fn read(root: &Path) -> Result<Seen, String> {
        let mut texts = Vec::new();
        for path in files(&root.join(PARAGRAPHS), "txt")? {
            let read = read(&path)?;
            let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            let says = read.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
            let paragraphs = read.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect();
            texts.push(Text { name, says, paragraphs });
        }
        let mut rows = Vec::new();
        for path in files(&root.join(PAGES), "md")? {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            rows.extend(rows::of_page(&name, &read(&path)?, &texts));
        }
        Ok(Seen { texts, rows, cited: Cited::read(root)? })
    }
}

/// Is `rule` the paragraph `wanted`, or one within it? Equal, or continued by `(`, `.`, `-`, or a letter R, G or E.
pub fn is_within(rule: &str, wanted: &str) -> bool {
    let Some(rest) = rule.strip_prefix(wanted) else { return false };
    match rest.as_bytes() {
        [] | [b'(' | b'.' | b'-', ..] | [b'R' | b'G' | b'E'] => true,
        [b'R' | b'G' | b'E', next, ..] => !next.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// All files below `folder` with that ending, in the order of their paths.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| format!("`{}`: {e}", folder.display()))? {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("`{}`: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_citation_has_a_case_and_each_paragraph_a_row() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        assert_eq!(complaints(root).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn within_is_by_whole_parts() {
        assert!(is_within("1006.14(b)(2)", "1006.14(b)") && is_within("CONC 7.9.4R", "CONC 7.9.4"));
        assert!(!is_within("1006.100", "1006.10") && !is_within("comment 6(e)-1.ii", "comment 6(e)-1.i"));
    }
}
