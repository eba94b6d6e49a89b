//! The daily round: for each person the next kind and lawful contact, or the reason for none.

mod compose;
mod propose;
mod run;

pub use compose::{Beside, Composed, Marks, WordsError, compose};
pub use propose::{HumanTask, Next, Proposed, Scene, WayNow, Why, propose, ways_now};
pub(crate) use propose::{lives_in, no_longer_wanted, parts_of_reply};
pub use run::{RoundError, RoundReport, run};
pub(crate) use run::{close_tasks, in_hours, open_task, record_decision, tomorrow};
