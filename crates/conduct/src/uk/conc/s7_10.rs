//! CONC 7.10: who may not have the mental capacity for money matters.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
