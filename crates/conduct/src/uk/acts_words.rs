//! Words under the Acts: the Administration of Justice Act 1970, section 40, and PECR, regulation 22.

use facts::{AskContent, Assertion, Channel, Purpose, Role};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::wording::{claims, role, says, says_any};

pub(super) static RULES: &[Rule] = &[
    Rule {
        cite: "AJA s.40(1)",
        gist: "don't scare a trader with crime, office or look-alike papers",
        from: date(1971, 2, 1),
        until: None,
        run: Run::Content(coercion),
    },
    Rule {
        cite: "PECR reg 22",
        gist: "no promotion by e-mail or text without consent",
        from: date(2003, 12, 11),
        until: None,
        run: Run::Content(promotion),
    },
];

/// AJA 1970 s.40(1)(a)–(d), (3A): an offence against somebody who is no consumer in the matter; against consumers the
/// law on unfair practices stands in its place.
fn coercion(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !matches!(role(asked), Some(Role::Business)) {
        return;
    }
    let claims = claims(asked);
    let harass = [
        Assertion::ThreatensViolence,
        Assertion::Profane,
        Assertion::ThreatensPublication,
        Assertion::ThreatensDisclosure,
        Assertion::ThreatensContact,
    ];
    if says_any(asked, &harass) {
        findings.prohibits("AJA s.40(1)(a)");
    }
    let crime = [Assertion::ThreatensProsecution, Assertion::AccusesOfCrime, Assertion::ThreatensArrest];
    if says_any(asked, &crime) && claims.crime != Some(true) {
        findings.prohibits("AJA s.40(1)(b)");
    }
    let officer = says(asked, Assertion::ClaimsCourtOfficer) && claims.court_instructed != Some(true);
    let official = says(asked, Assertion::ClaimsGovernment) && claims.government != Some(true);
    if officer || official {
        findings.prohibits("AJA s.40(1)(c)");
    }
    if says(asked, Assertion::LooksOfficial) && claims.court_document != Some(true) {
        findings.prohibits("AJA s.40(1)(d)");
    }
}

/// PECR reg 22: electronic mail (e-mail, text, private message) that promotes needs consent or the soft opt-in. One line
/// of promotion makes a service message marketing.
fn promotion(asked: &Asked<AskContent>, findings: &mut Findings) {
    let mail = matches!(asked.ask.channel, Channel::Email | Channel::Text | Channel::SocialPrivate);
    let promotes = says(asked, Assertion::Promotes) || asked.ask.purpose == Some(Purpose::Marketing);
    if !mail || !promotes {
        return;
    }
    let claims = claims(asked);
    match (claims.marketing_consent, claims.soft_opt_in) {
        (Some(true), _) | (_, Some(true)) => {}
        (Some(false), _) | (_, Some(false)) => {
            findings.prohibits("PECR reg 22");
        }
        (None, None) => {
            findings.unknown("PECR reg 22", "marketing_consent");
        }
    }
}
