//! What is known? The vocabulary of people, endpoints, debts, events and questions.

mod money;

pub use money::{Currency, Money, MoneyError};
