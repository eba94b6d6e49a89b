//! Prescription and Limitation (Scotland) Act 1973, section 6: a debt ends.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
