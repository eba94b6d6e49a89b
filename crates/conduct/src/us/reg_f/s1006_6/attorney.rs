//! 1006.6(b)(2) and (4): the consumer who has an attorney.

use facts::{AskContact, Effect, Purpose, Verdict};

use super::is_with_consumer;
use crate::rule::{Asked, Findings};
use crate::us::closed::Closed;
use crate::us::consent::court_permits;
use crate::us::counsel::{Counsel, attorney_agreed, attorney_is_silent, counsel};
use crate::us::limited_content::is_bare_confirmation;
use crate::us::reach::Reach;
use crate::us::reply::is_the_one_answer;

/// 1006.6(b)(2), comment 6(b)(2)-1. Not to the consumer about a debt for which we know them to be represented, where
/// we know the attorney's name and address or can readily find them out; unless the attorney agrees, a court or the
/// consumer permits it, or the attorney leaves our communication unanswered for a reasonable time. How long that is,
/// the text leaves to the facts: a person must look. What the consumer writes buys one answer.
pub(super) fn represented(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_consumer(asked) || is_bare_confirmation(asked.ask) {
        return;
    }
    let (standing, debts) = (asked.standing, asked.debts);
    let (attorney, since) = match counsel(standing, debts) {
        Counsel::None => return,
        Counsel::Unknown => {
            findings.unknown("1006.6(b)(2)", "attorney");
            return;
        }
        Counsel::Known { attorney, since } => (attorney, since),
    };
    if attorney_agreed(standing, debts, asked.at) {
        findings.permits("1006.6(b)(2)(ii)");
        return;
    }
    if asked.person.is_some_and(|p| court_permits(standing, p, debts, asked.at)) {
        findings.permits("1006.6(b)(4)(ii)");
        return;
    }
    let closed = Closed::of(standing, Reach::asked(asked), None);
    if closed.agreed_since(closed.instant(), since) {
        findings.permits("1006.6(b)(4)(i)");
        return;
    }
    if is_the_one_answer(asked, |begun| since.is_by(begun.at)) {
        findings.permits("comment 6(b)(2)-1");
        return;
    }
    if attorney_is_silent(standing, attorney, asked) {
        findings.refers("1006.6(b)(2)(i)", Effect::Permits);
        return;
    }
    findings.prohibits("1006.6(b)(2)");
    if closed.has_some_consent() {
        findings.add("1006.6(b)(4)(i)", Effect::Withholds, Verdict::Permit);
    }
    if asked.ask.purpose == Purpose::Reply {
        findings.add("comment 6(b)(2)-1", Effect::Withholds, Verdict::Permit);
    }
}
