//! 1006.34(d): the form of the validation information, its safe harbour and its optional disclosures.

use facts::{AskNotice, Channel, Effect, Fields, NoticeExtra, Role, Verdict};

use super::validation;
use crate::rule::{Asked, Carried, Findings};
use crate::us::communication;

/// 1006.34(d)(2) and its comments, 1006.38(b)(2): the model form, with any listed extra and listed change, satisfies
/// (c) and (d)(1). Any other form, and any other change, may do so too, but a person must see that it does.
pub(super) fn safe_harbor(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let is_changed = !fields.changes.is_empty();
    match fields.form.as_deref() {
        Some("B-1") if !is_changed => {
            if falls_short(findings) {
                return;
            }
            if is_on_separate_page(fields) {
                findings.permits("1006.34(d)(2)(ii)");
            } else {
                findings.permits("1006.34(d)(2)(i)");
            }
            findings.permits("1006.38(b)(2)");
        }
        Some("B-1" | "B-1_changed") => {
            if is_changed && fields.changes.iter().all(|change| is_listed(asked, change)) {
                if !falls_short(findings) {
                    findings.permits("1006.34(d)(2)(iii)");
                    findings.permits("1006.38(b)(2)");
                }
            } else {
                findings.withholds("1006.34(d)(2)(iii)");
            }
        }
        Some(_) => {
            findings.withholds("1006.34(d)(2)(i)");
            findings.withholds("comment 34(d)(2)-1");
            findings.advises("1006.34(d)(1)");
        }
        None => {
            findings.withholds("1006.34(d)(2)(i)");
            findings.unknown("1006.34(d)(1)", "form");
        }
    }
}

/// Does the notice lack something that the model form has, or say what is not so? Then it is not that form.
fn falls_short(findings: &Findings) -> bool {
    findings.found.iter().any(|f| f.verdict > Verdict::Permit && f.rule.starts_with("1006.34"))
}

fn is_on_separate_page(fields: &Fields) -> bool {
    fields.separate_page.is_some() || fields.periodic_statement == Some(true)
}

/// Comment 34(d)(2)(iii)-1: a change that the text lists, where it applies.
fn is_listed(asked: &Asked<AskNotice>, change: &str) -> bool {
    match change {
        // i: for somebody who acts for the estate and is not liable.
        "deceased_name_instead_of_you" => {
            let role = asked.person.and_then(|ix| asked.standing.person(ix)).map(|p| p.role);
            communication::is_deceased(asked.standing) && role == Some(Role::PersonalRepresentative)
        }
        // ii to iv.
        "responses_relocated_for_mailing" | "qr_code" | "generation_date" => true,
        // v: if the form is delivered electronically.
        "hyperlinks" => asked.ask.channel.is_some_and(Channel::is_electronic),
        _ => false,
    }
}

/// 1006.34(d)(3) and its comments: what may be added, and where. Something that the text doesn't let be added there
/// costs the safe harbour; what must not stand there is forbidden.
pub(super) fn extras(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let has = |extra| fields.optional.contains(&extra);
    let behind_responses = has(NoticeExtra::RequiredDisclosureBehindResponses);
    if behind_responses {
        findings.prohibits("1006.34(d)(3)(iv)(A)");
    }
    if behind_responses || has(NoticeExtra::RequiredDisclosureOnReverse) {
        let carried = Carried::when(|| fields.front_reference == Some(true));
        findings.requires_field("1006.34(d)(3)(iv)(A)", "front_reference", carried);
    }
    if has(NoticeExtra::TimeBarredDisclosureOnFront) {
        let time_barred =
            asked.debts.iter().filter_map(|i| asked.standing.debt(i)).any(|d| d.time_barred == Some(true));
        if !time_barred {
            findings.withholds("1006.34(d)(3)(iv)(B)");
        }
    }
    if has(NoticeExtra::SpanishInstructions) && !has(NoticeExtra::SpanishRequest) {
        findings.add("1006.34(d)(3)(vi)(A)", Effect::Withholds, Verdict::Refer);
    }
}
