//! Forbear: a debt-collection system that treats people as people.

mod cli;
mod clock;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
