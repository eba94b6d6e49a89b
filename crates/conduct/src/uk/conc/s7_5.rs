//! CONC 7.5: nobody is pursued who might not be the borrower; a claim that it was paid is answered.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
