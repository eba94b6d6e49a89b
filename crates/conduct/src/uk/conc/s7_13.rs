//! CONC 7.13: the right person and the right amount.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
