//! United Kingdom law, with what differs by nation.

use crate::rule::PackRules;

/// Every pack of UK law.
pub(crate) static PACKS: &[&PackRules] = &[];
