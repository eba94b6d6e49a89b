//! CONC 7.12: what a lender does when somebody acts for the customer.

use crate::rule::Rule;

pub(in crate::uk) static CONTACT: &[Rule] = &[];
