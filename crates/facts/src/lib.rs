//! What is known? The vocabulary of people, endpoints, debts, events and questions.

mod canonical;
mod money;

pub use canonical::{
    CANONICAL_DEPTH_MAX, CANONICAL_VERSION, CanonicalBytes, CanonicalError, canonical,
};
pub use money::{Currency, Money, MoneyError};
