//! SI 2020/1311, regulation 11: contact in a breathing space.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
