//! How much? Ledger, allocation, interest, budgets and plans, to the penny.
#![deny(clippy::float_arithmetic)]

pub mod budget;
pub mod id;
pub mod ledger;
pub mod plan;
pub mod ratio;
pub mod share;

#[cfg(test)]
mod tests;
