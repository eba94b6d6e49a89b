//! The one place that asks the machine what time it is.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Now.
#[expect(clippy::disallowed_methods, reason = "the clock's own place")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Today, in UTC: for questions that name no day.
pub(crate) fn today() -> Date {
    now().to_zoned(TimeZone::UTC).date()
}
