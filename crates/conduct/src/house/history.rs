//! What another system did: an empty log is "not known", never "no calls". Until somebody says what was done by a channel
//! before, that channel is closed to all that we begin ourselves.

use facts::{AskContact, Channel, Effect, Purpose, Verdict};

use super::is_outside_the_budget;
use crate::rule::{Asked, Findings};

/// Judges a contact by what is known of the time before this log.
pub(super) fn judge(asked: &Asked<AskContact>, findings: &mut Findings) {
    let purpose = asked.ask.purpose;
    // Whoever wrote to us is answered, and what other law asks for is sent. A first letter may have gone out before.
    if is_outside_the_budget(purpose) && purpose != Purpose::Validation {
        return;
    }
    let channel = asked.ask.channel;
    let kin = if channel.is_by_telephone() { Channel::Call } else { channel };
    let unknown = &asked.standing.house().unknown_history;
    if unknown.iter().any(|unknown| unknown.channel == channel || unknown.channel == kin) {
        let finding = findings.add("house history", Effect::Requires, Verdict::Deny);
        finding.gist = "they were worked before, and nobody knows how: import the history, or say that there is none";
        finding.unknown = Some("what was done by this channel before");
    }
}
