//! Abandoned calls: Ofcom’s policy on persistent misuse.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
