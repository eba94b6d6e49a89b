//! Forbear: a debt-collection system that treats people as people.

mod cli;
mod clock;
mod couriers;
mod desk;
mod inbound;
mod installation;
mod password;
mod portal;
mod processor;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
