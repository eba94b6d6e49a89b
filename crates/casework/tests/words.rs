//! Every case of words in the corpus, and twins of our own: the same facts with other words, or the same words with
//! another fact.

use std::fs;
use std::path::{Path, PathBuf};

use casework::check::shortfalls;
use facts::{Ask, Case};

fn find(path: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            find(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|e| e == "json") {
            found.push(entry.path());
        }
    }
}

fn fails(case: &Case) -> Option<String> {
    let said: Vec<String> = match shortfalls(case) {
        Ok((_, short)) => short.iter().map(ToString::to_string).collect(),
        Err(why) => vec![why.to_string()],
    };
    (!said.is_empty()).then(|| format!("{}: {}", case.case, said.join("; ")))
}

#[test]
fn every_case_of_words_in_the_corpus_passes() {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), &mut paths);
    let cases: Vec<Case> =
        paths.iter().map(|p| serde_json::from_str(&fs::read_to_string(p).unwrap()).unwrap()).collect();
    let of_words: Vec<&Case> = cases.iter().filter(|c| matches!(c.ask, Ask::Content(_))).collect();
    assert!(of_words.len() > 100, "only {} cases of words found", of_words.len());
    let failed: Vec<String> = of_words.iter().filter_map(|c| fails(c)).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn twins_of_our_own_pass() {
    let cases: Vec<Case> =
        include_str!("words_twins.jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let failed: Vec<String> = cases.iter().filter_map(fails).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
