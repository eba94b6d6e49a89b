//! The Protection from Harassment Act 1997, section 1.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
