//! When a plan is looked at again: at the first payment, in the third month, then every half year.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day on which a human and the person look whether the plan still fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub on: Date,
    pub kind: ReviewKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    FirstPayment,
    ThirdMonth,
    HalfYear,
}

/// The most reviews of one plan: fifty years of them.
const REVIEWS_MAX: i32 = 102;

/// The reviews of a plan from its first payment to its last.
pub fn reviews(first: Date, last: Date) -> Vec<Review> {
    let later = (0..REVIEWS_MAX).map_while(|n| {
        let on = first.checked_add((3 + 6 * n).months()).ok()?;
        let kind = if n == 0 { ReviewKind::ThirdMonth } else { ReviewKind::HalfYear };
        (on <= last).then_some(Review { on, kind })
    });
    [Review { on: first, kind: ReviewKind::FirstPayment }].into_iter().chain(later).collect()
}
