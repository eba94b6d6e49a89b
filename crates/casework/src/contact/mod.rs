//! A human reaches out: a call or words of their own, each through the one gate, and what came of it.

mod call;
mod ended;
mod judge;
mod opening;
mod write;

pub use call::{Attempt, Begun, Line, Refused, UnderWay, Wanted, begin, under_way};
pub use ended::{Ended, How, NotEnded, ended};
pub use judge::{Judged, NotJudged, Question, judge, questions};
pub use opening::opening;
pub use write::{NotWritten, OwnWords, look, write};
