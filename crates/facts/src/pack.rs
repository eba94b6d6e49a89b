//! The names of the law packs.

use serde::{Deserialize, Serialize};

/// A law pack: the rules of one jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pack {
    /// United States: Regulation F (12 CFR 1006) with its official interpretations.
    Us,
    UsDc,
    UsMa,
    UsNy,
    UsNyc,
    UsCa,
    UsTx,
    UsWa,
    /// United Kingdom.
    Uk,
    /// England and Wales.
    UkEw,
    /// Scotland.
    UkSct,
    /// Northern Ireland.
    UkNi,
}

impl Pack {
    pub fn as_str(self) -> &'static str {
        match self {
            Pack::Us => "us",
            Pack::UsDc => "us-dc",
            Pack::UsMa => "us-ma",
            Pack::UsNy => "us-ny",
            Pack::UsNyc => "us-nyc",
            Pack::UsCa => "us-ca",
            Pack::UsTx => "us-tx",
            Pack::UsWa => "us-wa",
            Pack::Uk => "uk",
            Pack::UkEw => "uk-ew",
            Pack::UkSct => "uk-sct",
            Pack::UkNi => "uk-ni",
        }
    }
}
