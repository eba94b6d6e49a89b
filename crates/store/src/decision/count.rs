//! Counting decisions by their answer and the rule that gave it.

use jiff::Timestamp;

use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::error::StoreError;

statements! {
    COUNTS = "select verdict, first_rule, count(*) as n from decision where recorded >= ?1 and recorded < ?2 \
        group by verdict, first_rule order by count(*) desc, verdict, first_rule";
}

/// How often a rule gave an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The answer.
    pub verdict: String,
    /// The rule.
    pub first_rule: String,
    /// How often.
    pub decisions: i64,
}

/// The decisions recorded from `from` until before `until`, counted by answer and rule, the most frequent first.
///
/// # Errors
/// The engine's.
pub fn counts(tx: &mut ReadTx<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<RuleCount>, StoreError> {
    tx.many(&COUNTS, &[from.into(), until.into()], |row| {
        Ok(RuleCount { verdict: row.get(0)?, first_rule: row.get(1)?, decisions: row.get(2)? })
    })
}
