//! `cargo xtask properties`: what must hold of every decision, over ten thousand new cases each.

use std::process::Command;

/// Cases of each property; the test by itself runs a few hundred, always the same.
const CASES: &str = "10000";

/// Runs them, optimised, with new cases each time. A failure prints the smallest case that shows it.
pub fn run() -> Result<String, String> {
    let ran = Command::new("cargo")
        .args(["test", "--release", "--package", "conduct", "--test", "properties"])
        .env("PROPTEST_CASES", CASES)
        .status()
        .map_err(|e| format!("cargo can't be started: {e}"))?;
    if ran.success() {
        Ok(format!("every property held for {CASES} cases"))
    } else {
        Err("a property broke".to_owned())
    }
}
