//! 1006.2(j): is a voicemail a limited-content message?

use facts::{AskContent, Assertion, Channel, Effect, Part, Role, Verdict};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::wording::{carries, role, says, tells_of_debt};

pub(super) static RULES: &[Rule] = &[Rule {
    cite: "1006.2(j)",
    gist: "a voicemail that names no debt says who calls, asks for a reply, and nothing more",
    from: date(2021, 11, 30),
    until: None,
    run: Run::Content(limited_content),
}];

/// What a voicemail is, by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voicemail {
    /// All that (j)(1) asks for and nothing beyond (j)(2): no communication.
    Limited,
    /// Neither that, nor anything that tells of a debt: a matter of facts.
    Doubtful,
    /// It tells of a debt: a communication.
    Communication,
}

/// What a voicemail is; nothing where the words are none.
pub(super) fn voicemail(asked: &Asked<AskContent>) -> Option<Voicemail> {
    if !matches!(asked.ask.channel, Channel::Voicemail | Channel::RinglessVoicemail) {
        return None;
    }
    let lacks = missing(asked).next().is_some() || says(asked, Assertion::BeyondLimitedContent);
    Some(if tells_of_debt(asked) {
        Voicemail::Communication
    } else if lacks || !for_consumer(asked) {
        Voicemail::Doubtful
    } else {
        Voicemail::Limited
    })
}

/// Only a message for the consumer can be one (comment 2(j)-2).
fn for_consumer(asked: &Asked<AskContent>) -> bool {
    role(asked).is_none_or(|r| r == Role::Consumer)
}

/// The parts of (j)(1) that the message lacks.
fn missing(asked: &Asked<AskContent>) -> impl Iterator<Item = &'static str> {
    let neutral = carries(asked, Part::BusinessName) && !says(asked, Assertion::ShowsCollection);
    [
        ("1006.2(j)(1)(i)", neutral),
        ("1006.2(j)(1)(ii)", carries(asked, Part::ReplyRequest)),
        ("1006.2(j)(1)(iii)", carries(asked, Part::ContactName)),
        ("1006.2(j)(1)(iv)", carries(asked, Part::ReplyNumber)),
    ]
    .into_iter()
    .filter_map(|(rule, there)| (!there).then_some(rule))
}

/// 1006.2(j), comments 2(j)-1, 2(j)-2, 2(j)(2)-1: which condition of a limited-content message fails. Where the words
/// tell of a debt, the message is a communication and is judged as one; where they do not, whether it conveys a debt
/// or hides who calls is a matter of facts, and a person looks.
fn limited_content(asked: &Asked<AskContent>, findings: &mut Findings) {
    let verdict = match voicemail(asked) {
        None | Some(Voicemail::Limited) => return,
        Some(Voicemail::Communication) => Verdict::Permit,
        Some(Voicemail::Doubtful) => Verdict::Refer,
    };
    let mut named = false;
    for rule in missing(asked) {
        named = true;
        findings.add(rule, Effect::Withholds, verdict);
    }
    if !named || says(asked, Assertion::BeyondLimitedContent) {
        findings.add("1006.2(j)", Effect::Withholds, verdict);
    }
}
