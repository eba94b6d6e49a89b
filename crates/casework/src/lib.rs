//! What happens? The verbs of the business.

pub mod place;
