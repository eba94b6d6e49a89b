//! `forbear words`: checks what is to be sent.

use clap::Args;
use facts::{Channel, Claims, Part, Purpose};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use words::check::{Checked, TextToCheck, check, warm_up};

use super::{Ended, Failure, stream};

#[derive(Debug, Args)]
pub(super) struct Words {
    /// The language of the texts (ISO 639-1)
    #[arg(long, default_value = "en")]
    lang: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: Value,
    text: String,
    #[serde(default)]
    channel: Option<Channel>,
    #[serde(default)]
    purpose: Option<Purpose>,
    #[serde(default)]
    claims: Option<Claims>,
    #[serde(default)]
    requires: Vec<Part>,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    checked: Checked,
}

impl Words {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        if self.lang != "en" {
            eprintln!("texts in `{}` can't be checked yet: a person who reads them must", self.lang);
            return Ok(Ended::BadUse);
        }
        warm_up();
        stream::lines(|line| {
            let text: Text = serde_json::from_str(line).map_err(|e| e.to_string())?;
            let asked = TextToCheck {
                text: &text.text,
                channel: text.channel.unwrap_or(Channel::Letter),
                purpose: text.purpose,
                claims: text.claims.as_ref(),
                requires: &text.requires,
            };
            Ok(Answer { checked: check(&asked), id: text.id })
        })
    }
}
