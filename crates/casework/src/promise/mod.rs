//! What we promised and what they promised: said, kept in mind, and settled by whether it was kept.

mod give;
mod rates;
mod settle;
mod take;

pub use give::{Given, NotGiven, end_of_day, give};
pub use rates::rates;
pub use settle::{NotSettled, settle};
pub use take::take;
