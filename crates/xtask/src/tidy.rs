//! `cargo xtask tidy`: the house style as a test. Every complaint names its file and what to do.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A file longer than this needs a split, or a reason in [`LONG_FOR_A_REASON`].
const LINES_MAX: usize = 500;

/// Long files, each with its reason.
const LONG_FOR_A_REASON: &[(&str, &str)] = &[];

/// Words that we do not use of people, with what to say instead. Lists of the words themselves are left alone.
const WORDS: [(&str, &str); 4] = [
    ("debtor", "person (or `JointDebtor`, the law's own word)"),
    ("defaulter", "person"),
    ("deadbeat", "person"),
    ("delinquent", "late, or in arrears"),
];

/// Where words that we do not use may stand: lists of them, the law's own words, tests of both.
const WORDS_MAY_STAND: [&str; 11] = [
    "crates/words/",
    "crates/money/src/tests/",
    "crates/xtask/src/tidy.rs",
    "cases/",
    "crates/conduct/",
    "crates/facts/",
    "STYLE.md",
    "docs/compliance/",
    "docs/corpus/words.md",
    "docs/internals/",
    "CONTRIBUTING.md",
];

/// Reads every tracked file and complains.
pub fn run() -> Result<String, String> {
    let listed = Command::new("git").arg("ls-files").output().map_err(|e| format!("git can't be started: {e}"))?;
    let files = String::from_utf8_lossy(&listed.stdout).lines().map(str::to_owned).collect::<Vec<_>>();
    let mut complaints = Vec::new();
    for path in &files {
        let Ok(text) = fs::read_to_string(path) else { continue };
        look_at(path, &text, &mut complaints);
    }
    complaints.extend(crate::citations::complaints(Path::new(""))?);
    complaints.extend(crate::schema::complaint(Path::new("")).err());
    if complaints.is_empty() {
        Ok(format!("{} files are tidy", files.len()))
    } else {
        Err(format!("{}\n{} complaints", complaints.join("\n"), complaints.len()))
    }
}

fn look_at(path: &str, text: &str, complaints: &mut Vec<String>) {
    if path.ends_with(".rs") {
        source(path, text, complaints);
    }
    if path.ends_with(".md") {
        document(path, text, complaints);
    }
    let listed = WORDS_MAY_STAND.iter().any(|place| path.starts_with(place));
    let read = path.ends_with(".rs") || path.ends_with(".html") || path.ends_with(".md") || path.ends_with(".txt");
    if read && !listed {
        let lower = text.to_lowercase();
        for (word, instead) in WORDS {
            if let Some(line) = lower.lines().position(|l| l.contains(word)) {
                complaints.push(format!("{path}:{}: `{word}`: say {instead}", line + 1));
            }
        }
    }
}

fn source(path: &str, text: &str, complaints: &mut Vec<String>) {
    let first = text.lines().find(|l| !l.is_empty()).unwrap_or_default();
    if !first.starts_with("//!") && !first.starts_with("#![") {
        complaints.push(format!("{path}:1: begin with a `//!` sentence that says what the file is for"));
    }
    let lines = text.lines().count();
    if lines > LINES_MAX && !LONG_FOR_A_REASON.iter().any(|(long, _)| *long == path) {
        complaints.push(format!("{path}: {lines} lines: split it, or give a reason in crates/xtask/src/tidy.rs"));
    }
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for left in ["todo", "unimplemented", "dbg"].map(|name| format!("{name}!(")) {
            if code.contains(&left) {
                complaints.push(format!("{path}:{}: `{left}` is left: finish it", number + 1));
            }
        }
        let sql = ["\"select ", "\"insert into ", "\"update ", "\"delete from "];
        // The benchmarks put raw statements beside the store: that is the peer it is measured against.
        let may_stand = ["crates/store/", "/tests/", "tidy.rs", "benches/"].iter().any(|place| path.contains(place));
        if sql.iter().any(|s| code.contains(s)) && !may_stand {
            complaints.push(format!("{path}:{}: SQL lives in crates/store only", number + 1));
        }
    }
}

fn document(path: &str, text: &str, complaints: &mut Vec<String>) {
    let mut fenced = false;
    let mut titles = 0;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        titles += usize::from(line.starts_with("# "));
        for target in links(line) {
            if target.starts_with("http") || target.starts_with('#') || target.starts_with("mailto:") {
                continue;
            }
            let file = target.split('#').next().unwrap_or_default();
            let folder = Path::new(path).parent().unwrap_or(Path::new(""));
            if !folder.join(file).exists() {
                complaints.push(format!("{path}:{}: the link to `{target}` leads nowhere", number + 1));
            }
        }
    }
    if titles != 1 {
        complaints.push(format!("{path}: {titles} titles (`# …`): a document has one"));
    }
}

/// The targets of Markdown links in a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, _)| {
        let rest = line.get(at + 2..)?;
        rest.get(..rest.find(')')?)
    })
}
