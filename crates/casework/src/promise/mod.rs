//! What we promised and what they promised: said, kept in mind, and settled by whether it was kept.

mod give;
mod settle;

pub use give::{Given, NotGiven, end_of_day, give};
pub use settle::{NotSettled, settle};
