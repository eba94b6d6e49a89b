//! Every row of the table.

mod append;
mod bank;
mod command;
mod decide;
mod listen;
mod money;
mod sweep;

use crate::gate;
use crate::report::Report;

/// One row.
pub struct Row {
    pub name: &'static str,
    pub run: fn() -> Result<Report, String>,
    pub waits_for_disk: bool,
}

const fn row(name: &'static str, run: fn() -> Result<Report, String>) -> Row {
    Row { name, run, waits_for_disk: false }
}

const fn on_disk(name: &'static str, run: fn() -> Result<Report, String>) -> Row {
    Row { name, run, waits_for_disk: true }
}

pub static ALL: &[Row] = &[
    row("decide/gate", gate::run),
    row("decide/us", decide::us),
    row("decide/uk", decide::uk),
    row("decide/cold", decide::cold),
    row("sweep/memory", sweep::memory),
    on_disk("sweep/sqlite", sweep::sqlite),
    on_disk("append", append::run),
    on_disk("place", command::place),
    on_disk("round", command::round),
    on_disk("bank", bank::run),
    row("start", command::start),
    row("plan", money::plan),
    row("balance", money::balance),
    row("listen", listen::run),
];
