//! The language or languages that something is in.

use serde::{Deserialize, Serialize};

/// One ISO 639-1 code, or a list of them where more than one was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Languages {
    One(String),
    Several(Vec<String>),
}

impl Languages {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Languages::One(one) => std::slice::from_ref(one).iter().map(String::as_str),
            Languages::Several(several) => several.iter().map(String::as_str),
        }
    }
}
