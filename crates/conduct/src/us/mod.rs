//! United States law: Regulation F, and the States and cities that add to it.

pub(crate) mod bars;
mod calls;
mod closed;
mod communication;
mod consent;
mod consumer;
mod counsel;
mod limited_content;
mod medium;
mod reach;
mod reg_f;
mod reply;
mod states;
pub(crate) mod then;
mod zones;

pub(crate) use medium::is_anothers;

use crate::rule::PackRules;

/// Every pack of US law.
pub(crate) static PACKS: &[&PackRules] =
    &[&reg_f::PACK, &states::dc::PACK, &states::ma::PACK, &states::ny::PACK, &states::ca::PACK];
