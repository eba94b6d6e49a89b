//! Runs conduct cases with their words read, and shows what was read: `cargo run -p casework --example check -- cases/us/1006.18`.
//!
//! `forbear check` is the whole runner; this one is for who writes rules about words.

use std::fs;
use std::path::{Path, PathBuf};

use casework::check::shortfalls;
use facts::{Ask, Case};
use words::check::read_ask;

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
    let (mut passed, mut failed) = (0, 0);
    for path in paths {
        let case: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let text = match &case.ask {
            Ask::Content(ask) => Some(&ask.text),
            Ask::Contact(ask) => ask.text.as_ref(),
            _ => None,
        };
        let Some(text) = text else { continue };
        let (decision, short) = shortfalls(&case)?;
        if short.is_empty() {
            passed += 1;
            continue;
        }
        failed += 1;
        println!("{}\n    {}", path.display(), text.replace('\n', " "));
        for shortfall in short {
            println!("    ! {shortfall}");
        }
        for finding in &decision.findings {
            println!(
                "      found {} {} {}",
                finding.rule,
                finding.effect.as_str(),
                finding.unknown.unwrap_or_default()
            );
        }
        let Some(reading) = read_ask(&case.ask, &case.collector, &case.people, &case.debts) else { continue };
        for said in &reading.assertions {
            println!("      said {:?}: {}", said.what, text.get(said.span.0..said.span.1).unwrap_or_default());
        }
        for part in &reading.parts {
            println!("      part {:?}: {}", part.part, text.get(part.span.0..part.span.1).unwrap_or_default());
        }
        for sum in &reading.amounts {
            println!("      sum {} {:?}", sum.money, sum.of);
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(())
}
