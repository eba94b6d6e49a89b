//! CONC 7.9: when, where and how somebody may be contacted, and what others may learn.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
