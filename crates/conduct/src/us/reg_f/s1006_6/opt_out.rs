//! 1006.6(e): the way out of electronic messages.

use facts::{AskContact, Channel, Part};

use super::is_with_consumer;
use crate::rule::{Asked, Carried, Findings};
use crate::standing::PartSet;
use crate::us::limited_content::is_bare_confirmation;
use crate::us::reply::is_on_our_pages;

/// 1006.6(e), comment 6(e)-1. Every electronic message to an address or number of the consumer, also one that is only
/// an attempt, says how to stop further ones to it. What our pages show to somebody who is using them goes to no
/// address; and the confirmation of an opt-out holds nothing else (1006.14(h)(2)(i)).
pub(super) fn carries_opt_out(asked: &Asked<AskContact>, findings: &mut Findings) {
    let ask = asked.ask;
    if !is_with_consumer(asked) || !ask.channel.is_electronic() || is_bare_confirmation(ask) {
        return;
    }
    if matches!(ask.channel, Channel::Portal | Channel::Chat) {
        let on_pages = asked.person.is_some_and(|p| is_on_our_pages(asked.standing, p, asked.at));
        if asked.to.is_none() || on_pages {
            return;
        }
    }
    let parts = PartSet::of(&ask.contains);
    findings.requires("1006.6(e)", Part::OptOutNotice, Carried::when(|| parts.has(Part::OptOutNotice)));
}
