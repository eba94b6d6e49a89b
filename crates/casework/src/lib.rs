//! What happens? The verbs of the business.

pub mod check;
pub mod explain;
pub mod firm;
pub mod invent;
pub mod place;
pub mod ports;
pub mod regime;
pub mod round;
