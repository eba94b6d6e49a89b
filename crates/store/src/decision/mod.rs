//! Decisions: each question that was asked about a person, and its answer, only ever added to.

mod count;
mod read;
mod record;

pub use count::{RuleCount, counts};
pub use read::{Decision, get, latest, of_dossier};
pub use record::{NewDecision, record};

use crate::engine::statement::Statement;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[count::STATEMENTS, read::STATEMENTS, record::STATEMENTS];
