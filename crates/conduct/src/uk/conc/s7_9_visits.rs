//! CONC 7.9.12R to 7.9.14R: visits.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
