//! Until when a call may be made: the gate is asked for each few minutes, and the first no ends the window.

use facts::{AskContact, Verdict, When};
use jiff::{SignedDuration, Timestamp};

use crate::round::{Scene, judge};

/// So closely the gate is asked. Hours of law, of the house and of people turn on such minutes.
const STEP: SignedDuration = SignedDuration::from_mins(5);
/// No window is longer than a day has hours that anybody may call in.
const STEPS_MAX: u32 = 13 * 12;

/// The moment at which the window closes that is open at `opens`; itself outside. It never passes a midnight at their
/// place: tomorrow is decided tomorrow.
pub(crate) fn closes(scene: &Scene, ask: &AskContact, opens: Timestamp) -> Timestamp {
    let zone = scene.standing.home_zone();
    let day = opens.to_zoned(zone.clone()).date();
    let is_open = |at: Timestamp| {
        let zoned = at.to_zoned(zone.clone());
        let ask = AskContact { at: When::at(&zoned), ..ask.clone() };
        zoned.date() == day && judge(scene, &ask).verdict == Some(Verdict::Permit)
    };
    let mut closes = opens;
    for _ in 0..STEPS_MAX {
        let next = next_step(closes);
        let last = next.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(closes);
        if !is_open(closes) || !is_open(last) {
            break;
        }
        closes = next;
    }
    closes
}

/// The next full five minutes.
fn next_step(at: Timestamp) -> Timestamp {
    let step = STEP.as_secs();
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(step) + step).unwrap_or(at)
}
