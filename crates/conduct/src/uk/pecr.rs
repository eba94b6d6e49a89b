//! PECR regulation 22: unasked promotion.

use facts::{AskContact, Assertion, Effect, Purpose};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "PECR reg 22",
    gist: "no promotion by electronic mail without consent",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(promotion),
}];

/// PECR reg 22: a reminder is a service message; one line of promotion in an electronic message makes it marketing,
/// which needs consent or what the regulation gives to own customers. Neither can be seen in the facts of a contact, so
/// a person looks.
fn promotion(asked: &Asked<AskContact>, findings: &mut Findings) {
    let promotes =
        asked.ask.purpose == Purpose::Marketing || asked.reading.is_some_and(|r| r.asserts(Assertion::Promotes));
    if promotes && asked.ask.channel.is_electronic() {
        findings.refers("PECR reg 22", Effect::Prohibits).unknown = Some("marketing_consent");
    }
}
