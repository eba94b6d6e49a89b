//! What is said? Listening to people, and checking and composing what we say.

pub mod check;
pub mod compose;
pub mod listen;
