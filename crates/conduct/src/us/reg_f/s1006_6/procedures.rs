//! 1006.6(d)(3) to (5): the procedures that protect an e-mail or a text from a bona fide error.
//!
//! No paragraph forbids an e-mail or text that no procedure covers; but nobody should send it unseen.

mod creditor;
mod email;
mod prior_collector;
mod text;

use facts::{AskContact, AskDate, AskNotice, Channel, DateKind, Meaning, NoticeKind, Value};

use super::is_with_consumer;
use crate::rule::{Asked, Findings};
use crate::standing::{Day, EndpointIx, Standing};
use crate::us::closed::opens;
use crate::us::limited_content::is_bare_confirmation;

pub(crate) use email::{Covered, email_is_covered};

/// At least so many days lie between the creditor's notice and the last day to opt out, 1006.6(d)(4)(ii)(C)(5).
const OPT_OUT_DAYS: i32 = 35;

/// 1006.6(d)(4). The address is covered where the consumer wrote from it to us about the debt, or agreed to it (i);
/// where the creditor had it from the consumer, used it, and gave 35 days to opt out (ii); or where a prior collector
/// had it properly and the one right before us used it (iii).
pub(super) fn by_email(asked: &Asked<AskContact>, findings: &mut Findings) {
    if asked.ask.channel != Channel::Email || !is_with_consumer(asked) || is_bare_confirmation(asked.ask) {
        return;
    }
    let Some(to) = asked.to else {
        findings.unknown("1006.6(d)(4)", "to");
        return;
    };
    seen_by_others(asked.standing, to, findings);
    let (Some(person), at) = (asked.person, asked.at) else { return };
    report(asked, &email_is_covered(asked.standing, asked.firm, person, to, asked.debts, at), "1006.6(d)(4)", findings);
}

/// 1006.6(d)(5). The number is covered where within 60 days the consumer texted from it or agreed to texts to it, or
/// where within 60 days a complete and accurate database said that it has not been reassigned since they did.
pub(super) fn by_text(asked: &Asked<AskContact>, findings: &mut Findings) {
    if asked.ask.channel != Channel::Text || !is_with_consumer(asked) || is_bare_confirmation(asked.ask) {
        return;
    }
    let Some(to) = asked.to else {
        findings.unknown("1006.6(d)(5)", "to");
        return;
    };
    seen_by_others(asked.standing, to, findings);
    let (Some(person), at) = (asked.person, asked.at) else { return };
    report(asked, &text::text_is_covered(asked.standing, person, to, asked.debts, at), "1006.6(d)(5)", findings);
}

fn report(asked: &Asked<AskContact>, covered: &Covered, none_begun: &'static str, findings: &mut Findings) {
    match covered {
        Covered::By(rule) => {
            findings.permits(rule);
        }
        Covered::No(failed) if failed.is_empty() => {
            findings.withholds(none_begun);
        }
        Covered::No(failed) => {
            for failed in failed {
                let finding = findings.withholds(failed.rule);
                finding.until = failed.until.map(|day| opens(asked.standing, asked.at, day));
            }
        }
    }
}

/// 1006.6(d)(3)(ii), comment 6(d)(3)(ii)-1: once any person told us that a message to it was seen by somebody else, no
/// procedure covers the address.
fn seen_by_others(standing: &Standing, to: EndpointIx, findings: &mut Findings) {
    let seen = standing.said().iter().any(|s| match &s.means {
        Meaning::ThirdPartySaw { endpoint } => endpoint.as_ref().is_none_or(|id| standing.endpoint_ix(id) == Some(to)),
        _ => false,
    });
    if seen {
        findings.withholds("1006.6(d)(3)(ii)");
    }
}

/// 1006.6(d)(4)(ii)(C): what the creditor's notice must say, asked about the notice itself.
pub(super) fn transfer_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    if asked.ask.notice_kind != NoticeKind::EmailTransferOptOut {
        return;
    }
    creditor::ask_for_fields(asked, findings);
}

/// 1006.6(d)(4)(ii)(C)(5): the earliest last day to opt out.
pub(super) fn opt_out_deadline(asked: &Asked<AskDate>, findings: &mut Findings) {
    let (DateKind::OptOutDeadline, Some(sent)) = (asked.ask.date_kind, asked.ask.detail.sent) else { return };
    findings.defines("1006.6(d)(4)(ii)(C)(5)");
    findings.value(DateKind::OptOutDeadline.as_str(), Value::Date(Day::of(sent).plus(OPT_OUT_DAYS).date()));
}
