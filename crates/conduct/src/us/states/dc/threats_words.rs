//! D.C. Code § 28-3814(c) to (g): words that threaten, abuse, expose or mislead.

use facts::{AskContent, Assertion, Channel, Part, Purpose, StatusKind};

use super::{FROM, covered};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::wording::{carries, claims, is_known, says, says_any, tells_of_debt, to_consumer};

pub(super) static RULES: &[Rule] = &[
    words("DC 28-3814(c)", "no threat and no coercion", threats),
    words("DC 28-3814(d)", "no oaths, no nameless calls, no threatened visits", abuse),
    words("DC 28-3814(f)", "nothing false, and every writing says what it is", misleading),
];

const fn words(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContent>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: FROM, until: None, run: Run::Content(run) }
}

fn is_covered(asked: &Asked<AskContent>) -> bool {
    !covered(asked.standing, asked.debts).is_empty()
}

/// (c)(1)–(9): violence, accusations of crime or disgrace, false accusations to others, a sale that ends defenses,
/// arrest, what cannot be done or is not meant, false credit information, citizenship status.
fn threats(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !is_covered(asked) {
        return;
    }
    let claims = claims(asked);
    if says(asked, Assertion::ThreatensViolence) {
        findings.prohibits("DC 28-3814(c)(1)");
    }
    if says_any(asked, &[Assertion::AccusesOfCrime, Assertion::ThreatensProsecution]) && claims.crime != Some(true) {
        findings.prohibits("DC 28-3814(c)(2)");
    }
    let sale = says(asked, Assertion::SaysDefensesEnd) && claims.transfer_ends_defenses != Some(true);
    if sale || says(asked, Assertion::ThreatensTransferee) {
        findings.prohibits("DC 28-3814(c)(4)");
    }
    if says(asked, Assertion::ThreatensArrest) {
        findings.prohibits("DC 28-3814(c)(5)");
    }
    let suit = says_any(asked, &[Assertion::ThreatensSuit, Assertion::ThreatensBankruptcy]);
    let no_suit = claims.may_sue == Some(false) || claims.intends_suit == Some(false);
    let seizes = says(asked, Assertion::ThreatensSeizure)
        && (claims.seizure_lawful == Some(false) || claims.intends_seizure == Some(false));
    let never = [Assertion::ThreatensImpossible, Assertion::ThreatensDisclosure, Assertion::ThreatensPublication];
    if says_any(asked, &never) || suit && no_suit || seizes {
        findings.prohibits("DC 28-3814(c)(6)");
    }
    let credit = says_any(asked, &[Assertion::ThreatensCreditReport, Assertion::SaysCreditFile]);
    if credit && claims.information_false == Some(true) {
        findings.prohibits("DC 28-3814(c)(3)");
        findings.prohibits("DC 28-3814(c)(8)");
    }
    if says(asked, Assertion::ThreatensImmigration) {
        findings.prohibits("DC 28-3814(c)(9)");
    }
}

/// (d)(1), (2), (5), (6): profane or abusive words, a call without the caller's identity, a visit threatened for any
/// purpose but to serve process; (e)(4): a medium that others ordinarily see.
fn abuse(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !is_covered(asked) {
        return;
    }
    if says_any(asked, &[Assertion::Profane, Assertion::Shames]) {
        findings.prohibits("DC 28-3814(d)(1)");
    }
    if asked.ask.channel == Channel::Call
        && asked.ask.purpose != Some(Purpose::Location)
        && asked.ask.continuing != Some(true)
    {
        let told = Carried::when(|| carries(asked, Part::CallerIdentity));
        findings.requires("DC 28-3814(d)(2)", Part::CallerIdentity, told);
    }
    if says(asked, Assertion::ThreatensVisit) && asked.ask.purpose != Some(Purpose::LegalProcess) {
        findings.prohibits("DC 28-3814(d)(5)");
    }
    let seen = matches!(asked.ask.channel, Channel::Postcard | Channel::SocialPublic);
    if seen && tells_of_debt(asked) || asked.ask.channel == Channel::Envelope && says(asked, Assertion::BeyondEnvelope)
    {
        findings.prohibits("DC 28-3814(e)(4)");
    }
}

/// (f)(1), (2), (5)–(8): the true name, the full disclosure in every writing, nothing false on the debt, no government,
/// no look-alike, no fee that may not be added.
fn misleading(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !is_covered(asked) {
        return;
    }
    let claims = claims(asked);
    if claims.true_name == Some(false) {
        findings.prohibits("DC 28-3814(f)(1)");
    }
    let collects = asked.ask.purpose.is_none_or(crate::us::communication::conveys) && tells_of_debt(asked);
    if asked.ask.channel.is_message() && collects && to_consumer(asked) {
        let disclosed = Carried::when(|| carries(asked, Part::InitialDisclosure));
        findings.requires("DC 28-3814(f)(2)", Part::InitialDisclosure, disclosed);
    }
    let judgment = claims.judgment.unwrap_or_else(|| is_known(asked, StatusKind::Judgment));
    if says(asked, Assertion::StatesJudgment) && !judgment || says(asked, Assertion::SaysSilenceAdmits) {
        findings.prohibits("DC 28-3814(f)(5)");
    }
    if says(asked, Assertion::ClaimsGovernment) && claims.government == Some(false) {
        findings.prohibits("DC 28-3814(f)(6)");
    }
    if says(asked, Assertion::LooksOfficial) && claims.court_document == Some(false) {
        findings.prohibits("DC 28-3814(f)(7)");
    }
    let fee = claims.fee_authorized == Some(false) || claims.fee_for_us == Some(false);
    if says(asked, Assertion::ClaimsFee) && fee {
        findings.prohibits("DC 28-3814(f)(8)");
    }
}
