//! FG21/1: people who are especially open to harm.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
