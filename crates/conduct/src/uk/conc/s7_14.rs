//! CONC 7.14: a dispute suspends recovery.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
