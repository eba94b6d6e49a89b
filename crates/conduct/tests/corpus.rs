//! Every case of the public corpus whose pack is written, but for those of words and plans, which other crates answer.

use std::fs;
use std::path::{Path, PathBuf};

use conduct::{Packs, Question, Standing, decide};
use facts::{Ask, Case, Reading, Verdict};

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

#[test]
fn a_judgement_settles_what_refers_and_no_fact_that_nobody_knows() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut paths = Vec::new();
    for pack in PASSING {
        find(&root.join(pack), &mut paths)?;
    }
    let (mut settled, mut unknown) = (0, 0);
    for path in paths {
        let whole: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
        if !matches!(whole.ask, Ask::Contact(_) | Ask::Act(_)) {
            continue;
        }
        // As it is written, and with nobody's home or clock known.
        let mut homeless = whole.clone();
        homeless.people.iter_mut().for_each(|person| person.residence = None);
        homeless.endpoints.iter_mut().for_each(|endpoint| endpoint.time_zone = None);
        for case in [whole, homeless] {
            let (s, u) = judged(&case)?;
            settled += s;
            unknown += u;
        }
    }
    assert!(settled >= 20 && unknown >= 1, "{settled} settled, {unknown} facts unknown: the corpus shows both");
    Ok(())
}

/// Judges everything that refers in a case; how many findings that settled, and how many lack a fact and stay.
fn judged(case: &Case) -> Result<(usize, usize), Box<dyn std::error::Error>> {
    let Some(at) = case.ask.at() else { return Ok((0, 0)) };
    let (people, endpoints, debts) = (case.people.clone(), case.endpoints.clone(), case.debts.clone());
    let mut standing = Standing::fold(people, endpoints, debts, &case.history, Some(at))?;
    let reading = Reading::default();
    let question = Question::with(&case.ask, &reading);
    let packs = Packs::of(&case.regime);
    let before = decide(&packs, &case.collector, &standing, &question);
    let referred: Vec<_> = before.findings.iter().filter(|f| f.verdict == Verdict::Refer).collect();
    for finding in &referred {
        let judged = serde_json::json!({"id": "evt_judged", "recorded": at, "by": "lee", "fact": {"house": {
            "event": "judgement", "at": at, "rule": finding.rule, "by": "lee", "answer": "may_be_done",
            "why": "looked at by a person", "until": "2099-12-31"}}});
        standing.apply_entry(&serde_json::from_value(judged)?);
    }
    let after = decide(&packs, &case.collector, &standing, &question);
    let left: Vec<_> = after.findings.iter().filter(|f| f.verdict == Verdict::Refer).collect();
    assert!(left.iter().all(|f| f.unknown.is_some()), "{}: {left:?}", case.case);
    let expected = referred.iter().filter(|f| f.unknown.is_some()).count();
    assert_eq!(left.len(), expected, "{}: a fact that nobody knows was judged away", case.case);
    Ok((referred.len() - expected, expected))
}
