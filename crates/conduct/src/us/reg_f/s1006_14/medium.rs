//! 1006.14(h): media that the person asked us not to use.

use facts::{AskContact, Effect, Purpose, Verdict};

use crate::rule::{Asked, Findings};
use crate::us::consumer::collects;
use crate::us::limited_content::is_bare_confirmation;
use crate::us::medium::{Way, is_same_medium, stopped};
use crate::us::reply::is_the_one_answer;

/// 1006.14(h) and its comments. Whoever asked us, whether consumer or not, not to use a medium, an address or a number
/// is not reached by it, for any debt; but for a bare electronic confirmation of the opt-out, one answer through the
/// medium by which the person turned to us since, and what other law requires.
pub(super) fn stopped_medium(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(person) = asked.person.filter(|_| collects(asked.ask)) else { return };
    let way = Way { channel: asked.ask.channel, to: asked.to };
    let Some(stop) = stopped(asked.standing, person, way) else { return };
    if asked.ask.purpose == Purpose::Service {
        findings.permits("1006.14(h)(2)(iii)");
        return;
    }
    if asked.ask.purpose == Purpose::ConfirmOptOut && asked.ask.channel.is_electronic() {
        let confirmed = asked.standing.contacts().iter().any(|c| {
            c.is_ours()
                && c.purpose == Some(Purpose::ConfirmOptOut)
                && is_same_medium(c.channel, asked.ask.channel)
                && c.to == asked.to
                && stop.since.is_before(c.at)
        });
        if is_bare_confirmation(asked.ask) && !confirmed {
            findings.permits("1006.14(h)(2)(i)");
        } else {
            findings.prohibits("1006.14(h)(1)");
            findings.add("1006.14(h)(2)(i)", Effect::Withholds, Verdict::Permit);
        }
        return;
    }
    if is_the_one_answer(asked, |begun| stop.since.is_before(begun.at)) {
        findings.permits("1006.14(h)(2)(ii)");
        return;
    }
    findings.prohibits("1006.14(h)(1)");
    if asked.ask.purpose == Purpose::Reply {
        findings.add("1006.14(h)(2)(ii)", Effect::Withholds, Verdict::Permit);
    }
}
