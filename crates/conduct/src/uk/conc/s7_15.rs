//! CONC 7.15: debts too old to sue for.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
