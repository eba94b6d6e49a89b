//! 1006.38(c) and (d)(2): what an answer must say.

use facts::{AskNotice, Fields, NoticeKind};

use super::cease::requests;
use super::requests::{Likeness, is_same_creditor};
use crate::rule::{Asked, Carried, Findings};

fn fields_of<'a>(asked: &Asked<'a, AskNotice>, kind: NoticeKind, empty: &'a Fields) -> Option<&'a Fields> {
    (asked.ask.notice_kind == kind).then(|| asked.ask.fields.as_deref().unwrap_or(empty))
}

/// An answer is sent in writing or electronically; words on the telephone are none.
fn is_spoken(asked: &Asked<AskNotice>) -> bool {
    asked.ask.channel.is_some_and(facts::Channel::is_by_telephone)
}

/// 1006.38(d)(2)(i): a copy of verification of the debt, or of a judgment.
pub(super) fn verification(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = fields_of(asked, NoticeKind::Verification, &empty) else { return };
    if is_spoken(asked) {
        findings.prohibits("1006.38(d)(2)(i)");
    }
    findings.requires_field("1006.38(d)(2)(i)", "verification", Carried::when(|| fields.verification == Some(true)));
}

/// 1006.38(c)(1): the name and address of the original creditor.
pub(super) fn original_creditor(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = fields_of(asked, NoticeKind::OriginalCreditor, &empty) else { return };
    if is_spoken(asked) {
        findings.prohibits("1006.38(c)(1)");
    }
    let carried = Carried::when(|| fields.original_creditor_name == Some(true));
    findings.requires_field("1006.38(c)(1)", "original_creditor_name", carried);
}

/// 1006.38(c)(2): that the creditor is the same, where that is so, and a reference to the validation information.
pub(super) fn same_creditor(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = fields_of(asked, NoticeKind::SameCreditor, &empty) else { return };
    if is_spoken(asked) || !is_same_creditor(asked.standing, asked.debts) {
        findings.prohibits("1006.38(c)(2)");
    }
    let same = Carried::when(|| fields.same_creditor_statement == Some(true));
    findings.requires_field("1006.38(c)(2)", "same_creditor_statement", same);
    let refers = Carried::when(|| fields.refers_to_validation == Some(true));
    findings.requires_field("1006.38(c)(2)", "refers_to_validation", refers);
}

/// 1006.38(d)(2)(ii)(A), comment 38(d)(2)(ii)-1: that the dispute is duplicative, why, and which answer it had. It
/// answers no dispute that isn't (1006.38(a)(1)).
pub(super) fn duplicate(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = fields_of(asked, NoticeKind::DuplicateDispute, &empty) else { return };
    if is_spoken(asked) {
        findings.prohibits("1006.38(d)(2)(ii)(A)");
    }
    let mut says = |field, said: Option<bool>| {
        findings.requires_field("1006.38(d)(2)(ii)(A)", field, Carried::when(|| said == Some(true)));
    };
    says("duplicate_statement", fields.duplicate_statement);
    says("duplicate_reasons", fields.duplicate_reasons);
    says("earlier_response_reference", fields.earlier_response_reference);
    let requests = requests(asked);
    if let Some((place, said)) = requests.latest_dispute() {
        match requests.likeness(place, said) {
            Likeness::Duplicative => {}
            Likeness::Unclear => {
                findings.unknown("1006.38(a)(1)(ii)", "new_information");
            }
            Likeness::New => {
                findings.prohibits("1006.38(d)(2)(ii)");
            }
        }
    }
}
