//! `cargo xtask bench [NAME…]`: builds the benchmark's own workspace and prints its table.

use std::path::Path;
use std::process::Command;

const MANIFEST: &str = "benches/Cargo.toml";
const PROGRAM: &str = "benches/target/release/benches";

/// Runs the rows whose names begin with one of `names`; every row where none is named.
pub fn run(names: &[&str]) -> Result<String, String> {
    if !Path::new(MANIFEST).exists() {
        return Err(format!("`{MANIFEST}` is not here: run this in the root of the repository"));
    }
    step("cargo", &["build", "--release", "--quiet", "--manifest-path", MANIFEST])?;
    step(PROGRAM, names)?;
    Ok("what each row does and how it is measured: docs/internals/benchmarks.md".to_owned())
}

fn step(program: &str, arguments: &[&str]) -> Result<(), String> {
    let ran = Command::new(program).args(arguments).status().map_err(|e| format!("{program} can't be started: {e}"))?;
    if ran.success() { Ok(()) } else { Err(format!("{program} did not end well: see above")) }
}
