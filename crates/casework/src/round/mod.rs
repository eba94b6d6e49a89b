//! The daily round: for each person the next kind and lawful contact, or the reason for none.

mod compose;
mod propose;

pub use compose::{Composed, WordsError, compose};
pub use propose::{HumanTask, Next, Proposed, Scene, Why, propose};
