//! 1006.14: words that threaten, abuse or hide who is calling.

use facts::{AskContent, Assertion, Channel, Effect, Part, Purpose, Verdict};
use jiff::civil::date;

use super::s1006_2_words::{Voicemail, voicemail};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::wording::{carries, says, says_any, tells_of_debt};

pub(super) static RULES: &[Rule] = &[
    Rule {
        cite: "1006.14(a)",
        gist: "don't threaten to go on calling until somebody pays",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(threatened_calls),
    },
    Rule {
        cite: "1006.14(c)",
        gist: "no violence and no threat of harm to a person, their name or their things",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(violence),
    },
    Rule {
        cite: "1006.14(d)",
        gist: "no oaths, and no words that abuse whoever hears them",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(abuse),
    },
    Rule {
        cite: "1006.14(e)",
        gist: "nobody's debt is made public, on a list or for sale",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(publication),
    },
    Rule {
        cite: "1006.14(g)",
        gist: "a caller says who is calling",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(caller),
    },
    Rule {
        cite: "1006.14(h)(2)(i)",
        gist: "a confirmation of an opt-out says that and no more",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Content(confirmation),
    },
];

/// 1006.14(a): conduct whose natural consequence is to harass. To say that calls will not end is such conduct.
fn threatened_calls(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::ThreatensContact) {
        findings.prohibits("1006.14(a)");
    }
}

/// 1006.14(c).
fn violence(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::ThreatensViolence) {
        findings.prohibits("1006.14(c)");
    }
}

/// 1006.14(d): obscene or profane language, and language that abuses.
fn abuse(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says_any(asked, &[Assertion::Profane, Assertion::Shames]) {
        findings.prohibits("1006.14(d)");
    }
}

/// 1006.14(e), (f): no list of people who allegedly refuse to pay, and no debt advertised to coerce payment. A threat
/// of it is as bad as the thing.
fn publication(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::ThreatensPublication) {
        findings.prohibits("1006.14(e)");
        findings.prohibits("1006.14(f)");
    }
}

/// 1006.14(g): a call discloses the caller's identity meaningfully: the firm at least. In a location call 1006.10
/// stands in its place. A voicemail whose caller nobody can tell is a matter of facts, judged under 1006.2(j).
fn caller(asked: &Asked<AskContent>, findings: &mut Findings) {
    let call = asked.ask.channel == Channel::Call || voicemail(asked) == Some(Voicemail::Communication);
    if !call || asked.ask.purpose == Some(Purpose::Location) || asked.ask.continuing == Some(true) {
        return;
    }
    let disclosed = Carried::when(|| carries(asked, Part::CallerIdentity));
    findings.requires("1006.14(g)", Part::CallerIdentity, disclosed);
}

/// What a bare confirmation has no place for.
const BEYOND: &[Assertion] = &[
    Assertion::DemandsPayment,
    Assertion::Promotes,
    Assertion::SettlesPart,
    Assertion::SettlesWhole,
    Assertion::ThreatensSuit,
    Assertion::StatesDeadline,
    Assertion::StatesDebt,
    Assertion::DetailsOfDebt,
    Assertion::BeyondConfirmation,
];

/// 1006.14(h)(2)(i): the electronic confirmation of an opt-out, with no information but that it is confirmed and will
/// be honored.
fn confirmation(asked: &Asked<AskContent>, findings: &mut Findings) {
    if asked.ask.purpose != Some(Purpose::ConfirmOptOut) {
        return;
    }
    let more = says_any(asked, BEYOND) || tells_of_debt(asked);
    if more {
        findings.prohibits("1006.14(h)(1)");
        findings.add("1006.14(h)(2)(i)", Effect::Withholds, Verdict::Deny);
    } else if carries(asked, Part::OptOutConfirmation) {
        findings.permits("1006.14(h)(2)(i)");
    } else {
        findings.requires("1006.14(h)(2)(i)", Part::OptOutConfirmation, Carried::Missing);
    }
}
