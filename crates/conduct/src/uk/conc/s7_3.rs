//! CONC 7.3: forbearance, and the time to make a plan.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
