//! `forbear decide`: answers cases, a line each.

use casework::check::answer;
use casework::explain::{Reader, explain};
use clap::Args;
use conduct::Decision;
use facts::Case;
use serde::Serialize;

use super::{Ended, Failure, stream};

#[derive(Debug, Args)]
pub(super) struct Decide {
    /// Say why, in plain words for this reader
    #[arg(long, value_name = "READER")]
    explain: Option<Reader>,
}

#[derive(Serialize)]
struct Answered {
    case: String,
    #[serde(flatten)]
    decision: Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

impl Decide {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        stream::lines(|line| {
            let case: Case = serde_json::from_str(line).map_err(|e| e.to_string())?;
            let decision = answer(&case).map_err(|e| e.to_string())?;
            let explanation = self.explain.map(|reader| explain(&case.ask, &decision, reader));
            Ok(Answered { case: case.case, decision, explanation })
        })
    }
}
