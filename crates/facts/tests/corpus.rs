//! Every case of the public corpus parses, and what is written back reads the same.

#![expect(clippy::unwrap_used, reason = "helpers of tests: facts that can't be read are a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use facts::Case;

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}

#[test]
fn parses_whole_and_loses_nothing() {
    let mut paths = Vec::new();
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), &mut paths);
    assert!(paths.len() > 600, "only {} cases found", paths.len());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let case: Case = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let written: serde_json::Value = serde_json::to_value(&case).unwrap();
        let spelled = text.replace("+00:00\"", "Z\"").replace(",\n    \"contains\": []", "");
        let read: serde_json::Value = serde_json::from_str(&spelled).unwrap();
        for (key, part) in read.as_object().unwrap() {
            assert_eq!(&written[key], part, "{}: {key}", path.display());
        }
    }
}
