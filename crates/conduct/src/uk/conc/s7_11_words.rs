//! CONC 7.11 and 7.15: authority, the legal position, and steps that can't be taken or were not.

use facts::{AskContent, Assertion, Scheme, StatusKind};

use super::{is_barred, to_customer, words};
use crate::rule::{Asked, Findings, Rule};
use crate::wording::{claims, is_known, says, says_any, unless_true};

pub(in crate::uk) static RULES: &[Rule] = &[
    words("CONC 7.11.1R", "don't pretend to be a court's officer, a solicitor or the state", authority),
    words("CONC 7.11.3R", "no letter that looks like a court's", official_look),
    words("CONC 7.11.4R", "don't claim a trade body that we are not in", trade_body),
    words("CONC 7.11.6R", "don't speak of steps that the law does not allow", impossible_steps),
    words("CONC 7.11.9R", "don't say that something was done that was not", steps_not_taken),
    words("CONC 7.15.7G", "don't speak of court for a debt that is too old", barred),
];

/// CONC 7.11.1R, 7.11.2G, 7.11.5G: no bailiff, sheriff officer, solicitor or public office that is none, and no crime in
/// not paying.
fn authority(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) {
        return;
    }
    let claims = claims(asked);
    let enforces = asked.firm.capacity == Some(facts::Capacity::EnforcementAgent);
    if says(asked, Assertion::ClaimsCourtOfficer) && !enforces {
        unless_true(findings, "CONC 7.11.1R", claims.court_instructed, "court_instructed");
    }
    if says(asked, Assertion::ClaimsAttorney) {
        unless_true(findings, "CONC 7.11.1R", claims.from_attorney, "from_attorney");
        if claims.from_attorney == Some(false) {
            findings.advises("CONC 7.11.5G");
        }
    }
    if says(asked, Assertion::ClaimsGovernment) {
        unless_true(findings, "CONC 7.11.1R", claims.government, "government");
    }
    if says(asked, Assertion::ClaimsCreditBureau) {
        unless_true(findings, "CONC 7.11.1R", claims.credit_bureau, "credit_bureau");
    }
    let crime = says_any(asked, &[Assertion::ThreatensProsecution, Assertion::AccusesOfCrime]);
    if crime && claims.crime != Some(true) {
        findings.prohibits("CONC 7.11.1R");
    }
}

/// CONC 7.11.3R.
fn official_look(asked: &Asked<AskContent>, findings: &mut Findings) {
    if to_customer(asked) && says(asked, Assertion::LooksOfficial) {
        unless_true(findings, "CONC 7.11.3R", claims(asked).court_document, "court_document");
    }
}

/// CONC 7.11.4R: known from the words' own claim, else from what the firm is signed up to.
fn trade_body(asked: &Asked<AskContent>, findings: &mut Findings) {
    if to_customer(asked) && says(asked, Assertion::ClaimsTradeBody) {
        let member = claims(asked).trade_body_member.or((!asked.firm.member_of.is_empty()).then_some(true));
        unless_true(findings, "CONC 7.11.4R", member, "trade_body_member");
    }
}

/// Steps by which a debt is enforced.
const ENFORCEMENT: &[Assertion] = &[
    Assertion::ThreatensSuit,
    Assertion::ThreatensSeizure,
    Assertion::ThreatensBankruptcy,
    Assertion::ThreatensRepossession,
];

/// CONC 7.11.6R, 7.11.7G(2): prison never; wages, goods and bailiffs only where the law already allows it, which takes a
/// judgment; nothing against who keeps to a debt payment programme.
fn impossible_steps(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) {
        return;
    }
    let claims = claims(asked);
    let never =
        says_any(asked, &[Assertion::ThreatensArrest, Assertion::ThreatensImpossible, Assertion::ThreatensImmigration]);
    let judgment = claims.judgment.unwrap_or_else(|| is_known(asked, StatusKind::Judgment));
    let lawful = claims.seizure_lawful.unwrap_or(judgment);
    let seizes = says(asked, Assertion::ThreatensSeizure) && !lawful && claims.present_right != Some(true);
    let takes_back = says(asked, Assertion::ThreatensRepossession) && claims.present_right == Some(false);
    let no_suit = says(asked, Assertion::ThreatensSuit) && claims.may_sue == Some(false) && !is_barred(asked);
    let programme = in_programme(asked) && says_any(asked, ENFORCEMENT);
    if never || seizes || takes_back || no_suit || programme {
        findings.prohibits("CONC 7.11.6R");
    }
}

/// Are they paying under a debt payment programme, as far as is known?
fn in_programme(asked: &Asked<AskContent>) -> bool {
    let programme = asked.standing.changes().iter().rfind(|c| {
        c.kind == StatusKind::Arrangement
            && c.scheme == Some(Scheme::DebtPaymentProgramme)
            && c.debts.meets(asked.debts)
    });
    programme.is_some_and(|c| c.detail.as_deref() != Some("broken"))
}

/// CONC 7.11.9R.
fn steps_not_taken(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) {
        return;
    }
    let claims = claims(asked);
    let judgment = claims.judgment.unwrap_or_else(|| is_known(asked, StatusKind::Judgment));
    let filed = claims.suit_filed.unwrap_or_else(|| is_known(asked, StatusKind::Litigation) || judgment);
    let false_suit = says(asked, Assertion::StatesSuitFiled) && !filed;
    let false_judgment = says(asked, Assertion::StatesJudgment) && !judgment && claims.court_document != Some(true);
    if false_suit || false_judgment {
        findings.prohibits("CONC 7.11.9R");
    }
}

/// CONC 7.15.7G: court is not spoken of for a debt whose limitation period has run out.
fn barred(asked: &Asked<AskContent>, findings: &mut Findings) {
    let court =
        says_any(asked, &[Assertion::ThreatensSuit, Assertion::StatesSuitFiled, Assertion::ThreatensBankruptcy]);
    if to_customer(asked) && court && is_barred(asked) {
        findings.presumes_violation("CONC 7.15.7G");
    }
}
