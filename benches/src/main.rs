//! How fast? Runs each row of the benchmark table in a process of its own, and prints one table.

mod allocations;
mod clock;
mod dice;
mod gate;
mod peak;
mod report;
mod rows;
mod table;
mod turns;

use std::process::{Command, ExitCode};

use report::Report;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// The rounds of which the median is taken; at least five.
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, name] if flag == "--row" => one_row(name),
        names => every_row(names),
    }
}

/// The child's part: one row, its report as JSON on standard output.
fn one_row(name: &str) -> ExitCode {
    let Some(row) = rows::ALL.iter().find(|row| row.name == name) else {
        eprintln!("there is no row `{name}`");
        return ExitCode::FAILURE;
    };
    match (row.run)() {
        Ok(mut report) => {
            report.peak_bytes = peak::resident();
            println!("{}", serde_json::to_string(&report).unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{name}: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The parent's part: every row asked for (by its name or the beginning of it), then the table.
fn every_row(names: &[String]) -> ExitCode {
    let asked = |row: &rows::Row| names.is_empty() || names.iter().any(|n| row.name.starts_with(n.as_str()));
    let chosen: Vec<&rows::Row> = rows::ALL.iter().filter(|row| asked(row)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = rows::ALL.iter().map(|row| row.name).collect();
        eprintln!("no row begins with `{}`; there are: {}", names.join("`, `"), known.join(", "));
        return ExitCode::FAILURE;
    }
    let mut reports: Vec<Report> = Vec::new();
    let mut failed = false;
    for row in chosen {
        eprintln!("… {}", row.name);
        match child(row) {
            Ok(report) => reports.push(report),
            Err(why) => {
                eprintln!("{}: {why}", row.name);
                failed = true;
            }
        }
    }
    print!("{}", table::print(&reports));
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Where a commit waits for the disk, the row runs with a higher priority: otherwise every engine wakes only at the
/// next tick of the scheduler, and all look alike.
fn child(row: &rows::Row) -> Result<Report, String> {
    let me = std::env::current_exe().map_err(|e| e.to_string())?;
    let run = |mut command: Command| command.arg("--row").arg(row.name).output().map_err(|e| e.to_string());
    let output = if row.waits_for_disk && may_raise_priority() {
        let mut command = Command::new("chrt");
        command.args(["-r", "1"]).arg(&me);
        run(command)?
    } else {
        run(Command::new(&me))?
    };
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())
}

fn may_raise_priority() -> bool {
    Command::new("chrt").args(["-r", "1", "true"]).output().is_ok_and(|o| o.status.success())
}
