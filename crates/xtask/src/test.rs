//! `cargo xtask test`: every test that a fresh clone needs; installs what is missing first.

use std::path::Path;
use std::process::Command;

/// A program that the tests start, and the Debian package that has it.
const NEEDED: [(&str, &str); 7] = [
    ("initdb", "postgresql"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("npm", "npm"),
    ("qpdf", "qpdf"),
    // A real mail server; it is never started but by its own test.
    ("exim4", "exim4-daemon-light"),
    ("pdftotext", "poppler-utils"),
];

/// Runs everything; stops at the first that fails.
pub fn run() -> Result<String, String> {
    install_missing()?;
    step("the house style", "cargo", &["run", "--quiet", "--package", "xtask", "--", "tidy"])?;
    step("formatting", "cargo", &["fmt", "--all", "--check"])?;
    step("lints", "cargo", &["clippy", "--workspace", "--quiet"])?;
    step("tests", "cargo", &["test", "--workspace"])?;
    Ok("everything passed".to_owned())
}

fn step(what: &str, program: &str, arguments: &[&str]) -> Result<(), String> {
    println!("== {what}: {program} {}", arguments.join(" "));
    // No test may leave itself out here.
    let ran = Command::new(program)
        .args(arguments)
        .env("CI", "true")
        .status()
        .map_err(|e| format!("{program} can't be started: {e}"))?;
    if ran.success() { Ok(()) } else { Err(format!("{what} did not pass")) }
}

/// Debian packages of the programs that are not there.
fn install_missing() -> Result<(), String> {
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(program, _)| !is_there(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("== installing Debian packages: {}", missing.join(" "));
    let by_hand = format!("install them by hand: apt-get install {}", missing.join(" "));
    for arguments in [vec!["update"], [vec!["install", "--yes", "--no-install-recommends"], missing].concat()] {
        let ran = Command::new("apt-get").args(&arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
        if !ran.is_ok_and(|status| status.success()) {
            return Err(format!("the tests need programs that could not be installed; {by_hand}"));
        }
    }
    Ok(())
}

/// On the path, or where Debian keeps PostgreSQL's programs.
fn is_there(program: &str) -> bool {
    let on_path = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).exists()));
    let postgres = Path::new("/usr/lib/postgresql").read_dir();
    // Servers are where only root's path leads.
    on_path
        || Path::new("/usr/sbin").join(program).exists()
        || postgres.is_ok_and(|versions| versions.flatten().any(|v| v.path().join("bin").join(program).exists()))
}
