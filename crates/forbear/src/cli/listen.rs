//! `forbear listen`: what people say, heard with the words that decided.

use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use words::listen::{Heard, Listener, Scratch};

use super::{Ended, Failure, stream};

#[derive(Debug, Args)]
pub(super) struct Listen {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    id: Value,
    text: String,
    #[serde(default)]
    #[expect(dead_code, reason = "part of the line's form; every channel is heard alike")]
    channel: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    heard: Heard,
}

impl Listen {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let listener = Listener::new();
        let mut scratch = Scratch::default();
        stream::lines(|line| {
            let said: Said = serde_json::from_str(line).map_err(|e| e.to_string())?;
            Ok(Answer { heard: listener.listen_into(&said.text, &mut scratch), id: said.id })
        })
    }
}
