//! What the verbs need from the world: the time, and somebody who carries.

mod courier;

use jiff::Timestamp;

pub use courier::{Courier, CourierError, Delivered, Parcel};

/// Tells the time. A simulator has one of its own.
pub trait Clock {
    fn now(&self) -> Timestamp;
}
