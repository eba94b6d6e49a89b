//! What people asked us to do differently, where it bears on whether and how we reach out (`practice.md`, V-01, V-04).
//!
//! The codes are those of the practice's list of support needs. What bears on print, plans or the desk acts there.

use facts::{AskContact, Channel, Effect, Verdict};

use super::is_outside_the_budget;
use crate::rule::{Asked, Findings};

/// Judges a contact by the needs that stand on its day.
pub(super) fn judge(asked: &Asked<AskContact>, findings: &mut Findings) {
    let house = asked.standing.house();
    for need in house.needs.iter().filter(|need| asked.day() <= need.until) {
        if let Some(gist) = against(&need.code, asked) {
            findings.add("house need", Effect::Prohibits, Verdict::Deny).gist = gist;
        }
    }
}

/// Why a need stands against this contact; none where it doesn't.
fn against(code: &str, asked: &Asked<AskContact>) -> Option<&'static str> {
    let house = asked.standing.house();
    let channel = asked.ask.channel;
    let is_voicemail = matches!(channel, Channel::Voicemail | Channel::RinglessVoicemail);
    let is_call = is_voicemail || channel == Channel::Call;
    let answers = is_outside_the_budget(asked.ask.purpose);
    match code {
        "comm.no_calls" if is_call => Some("they asked us not to phone"),
        // Which times were meant is a preference of its own, and `house hours` keeps to it.
        "comm.call_window" if is_call && house.times.is_empty() => {
            Some("they named times for calls, and these are not on record: find them out")
        }
        "comm.channel_only" if !answers && house.channel.is_none() => {
            Some("they named one way to be reached, and it is not on record: find it out")
        }
        "comm.channel_only" if !answers && house.channel != Some(channel) => Some("they asked for another way only"),
        "safety.safe_contact" if is_voicemail => Some("a voicemail may be heard by whoever they are not safe from"),
        // The record can't name the safe address yet, so a human has to.
        "safety.safe_contact" if !answers => {
            Some("only a safe address may be used: a human makes sure which one it is")
        }
        _ if code.starts_with("pause.") && !answers => Some("they asked for a pause"),
        _ => None,
    }
}
