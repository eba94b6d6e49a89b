//! 1006.6(b)(1) and (4): unusual or inconvenient times and places, and who agreed to them.

use facts::{AskContact, Channel, Effect, Meaning, Place, Purpose, Verdict};

use super::is_with_consumer;
use crate::rule::{Asked, Findings};
use crate::us::closed::{Closed, Stand};
use crate::us::consent::court_permits;
use crate::us::reach::{Reach, Whereabouts};
use crate::us::reply::{is_on_our_pages, is_the_one_answer};
use crate::us::zones::Ground;

/// 1006.6(b)(1)(i); comments 6(b)(1)-1, -2, 6(b)(1)(i)-1, -2. Not before eight and not after nine at the consumer's
/// place, nor when they told us that it is inconvenient, by whatever words and through whomever we learned of it.
/// Where our information points to several places, the hour must be good in all of them; where it points to none, in
/// all States. An electronic message counts when it is sent. What the person told us opens hours as well as closes
/// them. The two examples on conflicting zones say "after 11:00" and "before 9:00"; the rule itself says "before
/// 8:00 a.m." and "after 9:00 p.m.", so that the full hours themselves are open.
pub(super) fn time(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_consumer(asked) {
        return;
    }
    let closed = Closed::of(asked.standing, Reach::asked(asked), None);
    let t = closed.instant();
    // A day that they named can't be told from the one beside it where no clock of theirs is known.
    let names_times = |m: &Meaning| matches!(m, Meaning::Inconvenient { times, .. } if !times.is_empty());
    let no_clock = closed.ground() == Ground::AnyState && asked.at.instant.is_none();
    match closed.time(t) {
        Stand::Open if no_clock && asked.standing.said().iter().any(|s| names_times(&s.means)) => {
            findings.unknown("1006.6(b)(1)(i)", "time_zone");
        }
        Stand::Open => {}
        Stand::Agreed => {
            findings.permits("1006.6(b)(4)(i)");
        }
        Stand::Closed => bars(asked, findings, &closed, "1006.6(b)(1)(i)"),
    }
    if closed.ground() == Ground::Abroad && !Reach::asked(asked).is_mail() {
        findings.unknown("1006.6(b)(1)(i)", "time_zone");
    }
}

/// 1006.6(b)(1)(ii); comments 6(b)(1)-1.iii, -2.ii, 6(b)(1)(ii)-1. Not through a medium that belongs to a place which
/// is unusual or which the person told us is inconvenient, nor by any other while we know them to be there.
pub(super) fn place(asked: &Asked<AskContact>, findings: &mut Findings) {
    let names_place = |m: &Meaning| matches!(m, Meaning::Inconvenient { places, .. } if !places.is_empty());
    let is_open =
        asked.ask.person_at != Some(Place::Hospital) && !asked.standing.said().iter().any(|s| names_place(&s.means));
    if is_open || !is_with_consumer(asked) {
        return;
    }
    let closed = Closed::of(asked.standing, Reach::asked(asked), None);
    let t = closed.instant();
    match closed.whereabouts() {
        Whereabouts::At(Place::Hospital) => {
            // Whether a sickbed is an unusual place, no comment says: a person must look.
            findings.refers("1006.6(b)(1)(ii)", Effect::Advises);
        }
        Whereabouts::Unknown if closed.closes_some_place(t) => {
            findings.unknown("1006.6(b)(1)(ii)", "place");
        }
        _ => {}
    }
    match closed.place(t) {
        Stand::Open => {}
        Stand::Agreed => {
            findings.permits("1006.6(b)(4)(i)");
        }
        Stand::Closed => bars(asked, findings, &closed, "1006.6(b)(1)(ii)"),
    }
}

/// The time or place is closed: may it be used all the same, and if not, when does it open?
fn bars(asked: &Asked<AskContact>, findings: &mut Findings, closed: &Closed<'_>, rule: &'static str) {
    let Some(person) = asked.person else { return };
    let is_time = rule == "1006.6(b)(1)(i)";
    if court_permits(asked.standing, person, asked.debts, asked.at) {
        findings.permits("1006.6(b)(4)(ii)");
        return;
    }
    let pull = matches!(asked.ask.channel, Channel::Portal | Channel::Chat);
    if pull && is_on_our_pages(asked.standing, person, asked.at) {
        findings.permits("comment 6(b)(1)-2.iii");
        return;
    }
    if answers_in_closed_time(asked, closed, is_time) {
        findings.permits("comment 6(b)(1)-2");
        return;
    }
    let next = if is_time {
        closed.next(|t| closed.time(t) != Stand::Closed)
    } else {
        closed.next(|t| closed.place(t) != Stand::Closed)
    };
    let finding = findings.prohibits(rule);
    finding.until = next;
    if is_time && closed.ground() == Ground::AnyState {
        finding.unknown = Some("time_zone");
    }
    if closed.has_some_consent() {
        findings.add("1006.6(b)(4)(i)", Effect::Withholds, Verdict::Permit);
    }
    if asked.ask.purpose == Purpose::ObtainConsent && asked.ask.continuing == Some(true) {
        // We may ask what would be convenient, never to go on (comment 6(b)(4)(i)-1).
        findings.prohibits("comment 6(b)(4)(i)-1").until = next;
    }
}

/// Comment 6(b)(1)-2: who starts a communication at a closed time or from a closed place may be answered once, there
/// and then, through the same medium. "Then" ends with that stretch of closed time, and with the day.
fn answers_in_closed_time(asked: &Asked<AskContact>, closed: &Closed<'_>, is_time: bool) -> bool {
    let now = closed.instant();
    is_the_one_answer(asked, |begun| {
        if begun.at.day != asked.at.day {
            return false;
        }
        // What they said only afterwards was not yet "previously designated".
        let before = Closed::of(asked.standing, Reach::asked(asked), Some(begun.at));
        if !is_time {
            let from_there = matches!(closed.whereabouts(), Whereabouts::At(place) if begun.from_place == Some(place));
            return from_there && before.place(begun.at.instant.unwrap_or(now)) == Stand::Closed;
        }
        let then = begun.at.instant.unwrap_or(now);
        before.time(then) == Stand::Closed && closed.stays_closed(then, now)
    })
}
