//! What people read of a decision, over every case of the corpus.

use std::fs;
use std::path::{Path, PathBuf};

use casework::check::answer;
use casework::explain::{Reader, explain};
use facts::{Ask, Case, Pack, Verdict};

fn find(path: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            find(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|e| e == "json") {
            found.push(entry.path());
        }
    }
}

fn cases() -> Vec<Case> {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), &mut paths);
    paths.sort();
    paths.iter().map(|p| serde_json::from_str(&fs::read_to_string(p).unwrap()).unwrap()).collect()
}

#[test]
fn a_person_reads_no_paragraph_and_always_a_reason() {
    let mut read = 0;
    for case in cases().iter().filter(|c| !matches!(c.ask, Ask::Date(_) | Ask::Plan(_))) {
        let decision = answer(case).unwrap();
        let said = explain(&case.ask, &decision, Reader::Person);
        for finding in &decision.findings {
            assert!(!said.contains(finding.rule), "{}: {said}", case.case);
        }
        assert!(!said.contains('_') && !said.contains("The rule is"), "{}: {said}", case.case);
        if decision.verdict > Some(Verdict::Permit) {
            assert!(said.contains(". "), "{}: {said}", case.case);
        }
        read += 1;
    }
    assert!(read > 400, "only {read} were read");
}

#[test]
fn an_agent_reads_what_to_do_next() {
    for case in cases().iter().filter(|c| !matches!(c.ask, Ask::Date(_) | Ask::Plan(_))) {
        let decision = answer(case).unwrap();
        let said = explain(&case.ask, &decision, Reader::Agent);
        if decision.verdict > Some(Verdict::Permit) {
            assert!(said.contains(" Next: "), "{}: {said}", case.case);
        }
        assert_eq!(decision.earliest.is_some(), said.contains(" When: from "), "{}: {said}", case.case);
    }
}

#[test]
fn an_officer_reads_every_finding_with_its_gist() {
    for case in &cases() {
        let decision = answer(case).unwrap();
        let said = explain(&case.ask, &decision, Reader::Officer);
        for finding in &decision.findings {
            assert!(said.contains(&format!("{} {}", finding.rule, finding.effect.as_str())), "{}: {said}", case.case);
            assert!(said.contains(finding.gist), "{}: {said}", case.case);
        }
    }
}

#[test]
fn a_place_whose_law_is_not_written_is_named() {
    let case = cases().into_iter().find(|c| matches!(c.ask, Ask::Contact(_)) && c.regime == [Pack::Us]).unwrap();
    for (pack, place) in [
        (Pack::UsTx, "Texas"),
        (Pack::UsWa, "Washington"),
        (Pack::UsNyc, "New York City"),
        (Pack::UkNi, "Northern Ireland"),
    ] {
        let there = Case { regime: vec![Pack::Us, pack], ..case.clone() };
        let decision = answer(&there).unwrap();
        assert_eq!(decision.verdict, Some(Verdict::Deny));
        for reader in [Reader::Person, Reader::Agent, Reader::Officer] {
            let said = explain(&there.ask, &decision, reader);
            assert!(said.contains(place), "{said}");
        }
    }
}
