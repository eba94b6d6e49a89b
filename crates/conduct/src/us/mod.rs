//! United States law: Regulation F, and the States and cities that add to it.

mod communication;
mod reg_f;
mod states;

use crate::rule::PackRules;

/// Every pack of US law.
pub(crate) static PACKS: &[&PackRules] = &[&reg_f::PACK];
