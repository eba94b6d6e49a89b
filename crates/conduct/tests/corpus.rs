//! Every case of the public corpus whose pack is written, but for those of words and plans, which other crates answer.

use std::fs;
use std::path::{Path, PathBuf};

use conduct::{Packs, Question, Standing, decide};
use facts::{Ask, Case, Reading};

/// Folders below `cases/` of which every case must pass.
const PASSING: [&str; 10] =
    ["us", "us-ca", "us-dc", "us-ma", "us-ny", "uk/contact", "uk/act", "uk/date", "uk/notice", "uk/business"];

/// Contacts whose answer turns on their words.
const NEED_READING: [&str; 2] = ["private-social-unverified", "tell-colleague-about-debt"];

/// A folder that is moved or emptied must not pass for one that succeeds.
const CASES_AT_LEAST: usize = 470;

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), std::io::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn every_case_of_the_written_packs_passes() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut paths = Vec::new();
    for pack in PASSING {
        find(&root.join(pack), &mut paths)?;
    }
    paths.sort();
    let mut failures = Vec::new();
    let mut passed = 0;
    for path in paths {
        let case: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let Some(expect) = &case.expect else { continue };
        if matches!(case.ask, Ask::Content(_) | Ask::Plan(_)) {
            continue;
        }
        // What a contact says is read elsewhere; without its reading these can't be answered.
        if NEED_READING.iter().any(|name| case.case.ends_with(name)) {
            continue;
        }
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
        let reading = Reading::default();
        let question = Question::with(&case.ask, &reading);
        let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &question);
        let short = decision.falls_short_of(expect);
        if short.is_empty() {
            passed += 1;
        } else {
            let short: Vec<String> = short.iter().map(ToString::to_string).collect();
            failures.push(format!("{}: {}", case.case, short.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{} passed, {} failed:\n{}", passed, failures.len(), failures.join("\n"));
    assert!(passed >= CASES_AT_LEAST, "only {passed} cases were found");
    Ok(())
}
