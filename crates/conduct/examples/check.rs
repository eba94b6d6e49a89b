//! Runs conduct cases without reading any words: `cargo run -p conduct --example check -- cases/us/1006.14`.
//!
//! The whole runner, with words and plans, is `forbear check`.

use std::fs;
use std::path::{Path, PathBuf};

use conduct::{Packs, Question, Standing, decide};
use facts::{Ask, Case, Reading};

fn find(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            find(&entry.path(), found);
        }
    } else if path.extension().is_some_and(|e| e == "json") {
        found.push(path.to_owned());
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = Vec::new();
    for argument in std::env::args().skip(1) {
        find(Path::new(&argument), &mut paths);
    }
    paths.sort();
    let (mut passed, mut failed, mut elsewhere) = (0, 0, 0);
    for path in paths {
        let case: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let Some(expect) = &case.expect else { continue };
        if matches!(case.ask, Ask::Content(_) | Ask::Plan(_)) {
            elsewhere += 1;
            continue;
        }
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
        let decision = decide(
            &Packs::of(&case.regime),
            &case.collector,
            &standing,
            &Question::with(&case.ask, &Reading::default()),
        );
        let short = decision.falls_short_of(expect);
        if short.is_empty() {
            passed += 1;
            continue;
        }
        failed += 1;
        println!("{}", path.display());
        for shortfall in short {
            println!("    {shortfall}");
        }
        for finding in &decision.findings {
            println!("      found {} {}", finding.rule, finding.effect.as_str());
        }
    }
    println!("{elsewhere} cases of words and plans left to `forbear check`");
    println!("{passed} passed, {failed} failed");
    Ok(())
}
