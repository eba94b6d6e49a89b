//! 1006.14(g): meaningful disclosure of the caller's identity.

use facts::{AskContact, Effect, Part, Purpose};

use crate::rule::{Asked, Carried, Findings};
use crate::standing::PartSet;
use crate::us::consumer::collects;
use crate::us::limited_content::{Voicemail, voicemail};

/// 1006.14(g), comment 2(j)-3. Every call discloses who is calling; a location call does so as 1006.10 has it, and a
/// limited-content message by its own content. Whether a message that only begins as one hides the caller, is a matter
/// of facts.
pub(super) fn caller(asked: &Asked<AskContact>, findings: &mut Findings) {
    let ask = asked.ask;
    let exempt = ask.purpose == Purpose::Location || ask.continuing == Some(true) || !collects(ask);
    if !ask.channel.is_by_telephone() || exempt {
        return;
    }
    match voicemail(asked) {
        Voicemail::LimitedContent => return,
        Voicemail::Short => {
            findings.refers("1006.2(j)", Effect::Withholds);
            return;
        }
        Voicemail::None | Voicemail::Communication => {}
    }
    let carried = Carried::when(|| PartSet::of(&ask.contains).has(Part::CallerIdentity));
    findings.requires("1006.14(g)", Part::CallerIdentity, carried);
}
