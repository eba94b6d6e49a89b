//! Forbear: a debt-collection system that treats people as people.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
