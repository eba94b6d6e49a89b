//! How much? Ledger, allocation, interest, budgets and plans, to the penny.
#![deny(clippy::float_arithmetic)]

pub mod bank;
pub mod budget;
pub mod holds;
pub mod id;
pub mod ledger;
pub mod plan;
pub mod promises;
pub mod ratio;
pub mod remit;
pub mod share;

#[cfg(test)]
mod tests;
