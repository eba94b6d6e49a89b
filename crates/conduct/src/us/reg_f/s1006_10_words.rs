//! 1006.10: words by which somebody is asked where the consumer is.

use facts::{AskContent, Assertion, Channel, Part, Purpose};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::wording::{carries, claims, says, says_any, to_consumer};

pub(super) static RULES: &[Rule] = &[Rule {
    cite: "1006.10(b)",
    gist: "who is asked where somebody lives hears the asker's own name, and nothing of a debt",
    from: date(2021, 11, 30),
    until: None,
    run: Run::Content(location_words),
}];

/// 1006.10(b)(1)–(4): the asker gives their own name, says that they confirm or correct location information, names
/// the employer only when expressly asked, says nothing of a debt, and writes no postcard; nothing in or on the mail
/// shows debt collection. To speak of the one who handles the financial affairs of the deceased states no debt.
fn location_words(asked: &Asked<AskContent>, findings: &mut Findings) {
    if asked.ask.purpose != Some(Purpose::Location) || to_consumer(asked) && asked.ask.person.is_some() {
        return;
    }
    let envelope = asked.ask.channel == Channel::Envelope;
    if asked.ask.continuing != Some(true) && !envelope {
        findings.requires("1006.10(b)(1)", Part::CallerName, Carried::when(|| carries(asked, Part::CallerName)));
        let stated = Carried::when(|| carries(asked, Part::LocationStatement));
        findings.requires("1006.10(b)(1)", Part::LocationStatement, stated);
    }
    if says(asked, Assertion::NamesFirm) && claims(asked).employer_asked != Some(true) && !envelope {
        findings.prohibits("1006.10(b)(1)");
    }
    if says_any(asked, &[Assertion::StatesDebt, Assertion::DetailsOfDebt]) {
        findings.prohibits("1006.10(b)(2)");
    }
    if asked.ask.channel == Channel::Postcard {
        findings.prohibits("1006.10(b)(3)");
    }
    let mail = matches!(asked.ask.channel, Channel::Letter | Channel::Envelope | Channel::Postcard | Channel::Fax);
    if mail && says(asked, Assertion::ShowsCollection) {
        findings.prohibits("1006.10(b)(4)");
    }
}
