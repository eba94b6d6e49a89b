//! The daily round: for each person the next kind and lawful contact, or the reason for none.

mod compose;
mod propose;
mod run;

pub use compose::{Composed, Marks, WordsError, compose};
pub(crate) use propose::no_longer_wanted;
pub use propose::{HumanTask, Next, Proposed, Scene, WayNow, Why, propose, ways_now};
pub use run::{RoundError, RoundReport, run};
pub(crate) use run::{in_hours, open_task, record_decision, tomorrow};
