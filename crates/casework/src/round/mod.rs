//! The daily round: for each person the next kind and lawful contact, or the reason for none.

mod compose;
mod propose;
mod run;

pub use compose::{Beside, Composed, Marks, WordsError, compose};
pub(crate) use propose::{BETWEEN_DAYS, judge, lives_in, no_longer_wanted, parts_of, ways};
pub use propose::{Calls, HumanTask, Next, Proposed, Scene, WayNow, Why, propose, propose_by, ways_now};
pub use run::{RoundError, RoundReport, run};
pub(crate) use run::{
    close_tasks, country_of, cut_short, in_hours, open_task, record_decision, rule_of, tomorrow, what_of,
};
