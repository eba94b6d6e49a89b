//! `forbear decide`: answers cases, a line each.

use casework::check::{answer, other_ways};
use casework::explain::{Reader, explain};
use clap::Args;
use conduct::{Alternative, Decision};
use facts::{Case, Verdict};
use serde::Serialize;

use super::{Ended, Failure, stream};

#[derive(Debug, Args)]
pub(super) struct Decide {
    /// Say why, in plain words for this reader
    #[arg(long, value_name = "READER")]
    explain: Option<Reader>,
    /// Also list by which other way, or when, the same contact would be permitted
    #[arg(long)]
    alternatives: bool,
}

#[derive(Serialize)]
struct Answered {
    case: String,
    #[serde(flatten)]
    decision: Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<Vec<Alternative>>,
}

impl Decide {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        stream::lines(|line| {
            let case: Case = serde_json::from_str(line).map_err(|e| e.to_string())?;
            let decision = answer(&case).map_err(|e| e.to_string())?;
            let explanation = self.explain.map(|reader| explain(&case.ask, &decision, reader));
            let is_yes = decision.verdict == Some(Verdict::Permit);
            let others = (self.alternatives && !is_yes).then(|| other_ways(&case));
            let alternatives = others.transpose().map_err(|e| e.to_string())?;
            Ok(Answered { case: case.case, decision, explanation, alternatives })
        })
    }
}
