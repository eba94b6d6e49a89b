//! What the verbs need from the world: the time, somebody who carries, somebody who takes card payments.

mod courier;
mod dialler;
mod processor;

use jiff::Timestamp;

pub use courier::{Courier, CourierError, Delivered, PAGE_LINK, Parcel, Style};
pub use dialler::{Call, CallList, Recall};
pub use processor::{NewPage, Page, PageState, Processor, ProcessorError};

/// Tells the time. A simulator has one of its own.
pub trait Clock {
    fn now(&self) -> Timestamp;
}
