//! Who has read a template and lets it be sent. An approval is of one version: change a word, and it counts no more.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::kind::{EASY_FOOT, Kind, Language};

/// So many people read a template before it is sent.
pub const APPROVERS_MIN: usize = 2;
/// The hexadecimal digits of a version: enough that no two versions are alike by chance.
const VERSION_DIGITS: usize = 16;

/// The approvals of a firm, as its file holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approvals {
    /// Where a template has several records, the people of all of them count together.
    #[serde(default)]
    pub approved: Vec<Approval>,
}

/// One record: these people have read this version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    pub template: Kind,
    pub language: Language,
    /// The version that they read, as [`version`] gives it.
    pub version: String,
    /// The names of those who read it.
    pub by: Vec<String>,
    /// The day on which the last of them did.
    pub on: Date,
    /// What they want to be known about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why a file of approvals can't be read.
#[derive(Debug, thiserror::Error)]
#[error("the approvals can't be read: {0}. Each has `template`, `language`, `version`, `by` and `on`")]
pub struct ApprovalsUnreadable(String);

impl Approvals {
    /// Reads a file of approvals.
    ///
    /// # Errors
    /// An unknown template or language, a key too many or too few, with its line.
    pub fn from_toml(text: &str) -> Result<Approvals, ApprovalsUnreadable> {
        toml::from_str(text).map_err(|why| ApprovalsUnreadable(why.to_string()))
    }

    /// The approvals that come with the templates: English only, and of these versions only.
    ///
    /// # Errors
    /// The file in this folder is broken.
    pub fn built_in() -> Result<Approvals, ApprovalsUnreadable> {
        Approvals::from_toml(include_str!("../../templates/approved.toml"))
    }

    /// How many people have approved a version: the same name counts once, however it is spaced or cased.
    pub fn count(&self, template: Kind, language: Language, version: &str) -> usize {
        let records =
            self.approved.iter().filter(|a| a.template == template && a.language == language && a.version == version);
        let names = records.flat_map(|a| &a.by).map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty());
        names.collect::<BTreeSet<_>>().len()
    }
}

/// The version of a template: a hash over its own text and the foot that it ends with, in each wording. None where the language has no
/// such template.
pub fn version(kind: Kind, language: Language) -> Option<String> {
    let source = kind.source(language)?;
    let mut hash = Sha256::new();
    // The length keeps text from wandering between the two.
    hash.update(source.len().to_be_bytes());
    hash.update(source);
    hash.update(language.foot());
    // Who reads a template reads its Easy Read form with it.
    if let (Language::English, Some(easy)) = (language, kind.easy()) {
        hash.update(easy.len().to_be_bytes());
        hash.update(easy);
        hash.update(EASY_FOOT);
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Some(hex.chars().take(VERSION_DIGITS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(version: &str, by: &[&str]) -> Approval {
        Approval {
            template: Kind::Hold,
            language: Language::Spanish,
            version: version.to_owned(),
            by: by.iter().map(|name| (*name).to_owned()).collect(),
            on: Date::constant(2026, 3, 2),
            note: None,
        }
    }

    #[test]
    fn one_person_twice_is_one_person() {
        let approvals =
            Approvals { approved: vec![record("a", &["Ana Ruiz", "ana ruiz "]), record("b", &["Ned Cole"])] };
        assert_eq!(approvals.count(Kind::Hold, Language::Spanish, "a"), 1);
        assert_eq!(approvals.count(Kind::Hold, Language::Welsh, "a"), 0);
        let both = Approvals { approved: vec![record("a", &["Ana Ruiz"]), record("a", &["Ned Cole"])] };
        assert_eq!(both.count(Kind::Hold, Language::Spanish, "a"), 2);
    }

    #[test]
    fn a_broken_record_is_named() {
        let why = Approvals::from_toml("[[approved]]\ntemplate = \"holt\"").unwrap_err().to_string();
        assert!(why.contains("holt") && why.contains("`version`"), "{why}");
    }

    #[test]
    fn versions_differ_by_template_and_language() {
        let mut seen = BTreeSet::new();
        for kind in Kind::ALL {
            for language in Language::ALL {
                if let Some(version) = version(*kind, language) {
                    assert!(seen.insert(version), "{kind:?} {language:?}");
                }
            }
        }
        assert!(seen.len() > 60);
    }
}
