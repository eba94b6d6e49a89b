//! Insolvency Act 1986: debts for which nobody may pursue somebody any more.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
