//! PECR regulation 22: unasked promotion.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
