//! `forbear check PATH…`: runs conduct cases.

use std::fs;
use std::path::{Path, PathBuf};

use casework::check::shortfalls;
use clap::Args;
use facts::Case;
use serde_json::json;

use super::{Ended, Failure};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Case files, or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// A JSON line for each case
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let mut files = Vec::new();
        for path in &self.paths {
            find(path, &mut files)?;
        }
        files.sort();
        if files.is_empty() {
            eprintln!("no case (`.json`) is in what was named");
            return Ok(Ended::BadUse);
        }
        let (mut passed, mut failed) = (0, 0);
        for file in files {
            let short = self.check(&file);
            if short.is_empty() {
                passed += 1;
            } else {
                failed += 1;
            }
        }
        if self.json {
            println!("{}", json!({"passed": passed, "failed": failed}));
        } else {
            println!("{passed} passed, {failed} failed");
        }
        Ok(if failed == 0 { Ended::Well } else { Ended::Short })
    }

    /// Runs one case, says what fell short, and returns it.
    fn check(&self, file: &Path) -> Vec<String> {
        let (case, short, found) = match run_case(file) {
            Ok(ran) => ran,
            Err(why) => (String::new(), vec![why], Vec::new()),
        };
        if self.json {
            println!("{}", json!({"file": file, "case": case, "passed": short.is_empty(), "shortfalls": short}));
        } else if !short.is_empty() {
            println!("{}", file.display());
            for line in &short {
                println!("    {line}");
            }
            for line in found {
                println!("      found {line}");
            }
        }
        short
    }
}

/// A case's id, what it lacks, and what was found.
type Ran = (String, Vec<String>, Vec<String>);

fn run_case(file: &Path) -> Result<Ran, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("it can't be read: {e}"))?;
    let case: Case = serde_json::from_str(&text).map_err(|e| format!("it is no case: {e}"))?;
    if case.expect.is_none() {
        return Err("it has no `expect`, so there is nothing to check it against: use `forbear decide`".to_owned());
    }
    let (decision, short) = shortfalls(&case).map_err(|e| e.to_string())?;
    let found = decision.findings.iter().map(|f| format!("{} {}", f.rule, f.effect.as_str())).collect();
    Ok((case.case, short.iter().map(ToString::to_string).collect(), found))
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))? {
        let path = entry?.path();
        if path.is_dir() || path.extension().is_some_and(|e| e == "json") {
            find(&path, files)?;
        }
    }
    Ok(())
}
