//! `forbear plan`: what a household can pay, and its choices.

use clap::Args;
use money::plan::{PlanInput, options_for};

use super::{Ended, Failure, stream};
use crate::clock::today;

#[derive(Debug, Args)]
pub(super) struct Plan {}

impl Plan {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let today = today();
        stream::lines(|line| {
            let input: PlanInput = serde_json::from_str(line).map_err(|e| e.to_string())?;
            options_for(&input, today).map_err(|e| e.to_string())
        })
    }
}
