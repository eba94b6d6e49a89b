//! MCOB 13.5: arrears of a mortgage of a home.

use crate::rule::Rule;

pub(super) static CONTACT: &[Rule] = &[];
