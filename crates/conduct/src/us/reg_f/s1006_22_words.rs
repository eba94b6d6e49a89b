//! 1006.22: unfair words: charges, early deposits, repossession, postcards and envelopes.

use facts::{AskContent, Assertion, Channel, Purpose};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Day;
use crate::wording::{claims, says, says_any, tells_of_debt, to_consumer, unless_true};

const fn rule(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContent>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: date(2021, 11, 30), until: None, run: Run::Content(run) }
}

pub(super) static RULES: &[Rule] = &[
    rule("1006.22(b)", "ask for no fee that the agreement or the law does not allow", fees),
    rule("1006.22(c)(3)", "don't threaten to cash a check before its date", early_deposit),
    rule("1006.22(d)", "nobody pays for being contacted", charges),
    rule("1006.22(e)", "don't threaten to take back what we may not or will not take", dispossession),
    rule("1006.22(f)", "no postcards, no telling envelopes, nothing public", exposed),
];

/// 1006.22(b): any amount, fee or interest only with authority.
fn fees(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    let pleading = matches!(asked.ask.purpose, Some(Purpose::LegalProcess | Purpose::Litigation));
    if !says(asked, Assertion::ClaimsFee) || pleading {
        return;
    }
    if claims.fee_for_us.is_none() || claims.fee_authorized.is_some() {
        unless_true(findings, "1006.22(b)", claims.fee_authorized, "fee_authorized");
    }
}

/// 1006.22(c)(3): a postdated check or other instrument that we hold is not deposited before its date.
fn early_deposit(asked: &Asked<AskContent>, findings: &mut Findings) {
    let holds = asked.standing.payments().iter().any(|p| p.dated.is_some_and(|d| Day::of(d) > asked.day()));
    if says(asked, Assertion::ThreatensEarlyDeposit) && holds {
        findings.prohibits("1006.22(c)(3)");
    }
}

/// 1006.22(d): no charge for a communication by hiding its purpose.
fn charges(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::CausesCharge) {
        findings.prohibits("1006.22(d)");
    }
}

/// 1006.22(e): no dispossession or disablement, done or threatened, without a present right and a present intention.
fn dispossession(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !says(asked, Assertion::ThreatensRepossession) {
        return;
    }
    let claims = claims(asked);
    if claims.seizure_lawful.is_some() && claims.present_right.is_none() {
        return;
    }
    unless_true(findings, "1006.22(e)(1)", claims.present_right, "present_right");
    unless_true(findings, "1006.22(e)(2)", claims.intends_repossession, "intends_repossession");
}

/// 1006.22(f)(1), (2), (4), comment 22(f)(2)-1: no postcard about a debt; on an envelope only addresses, a neutral
/// name and what serves the mail; nothing that the public can see.
fn exposed(asked: &Asked<AskContent>, findings: &mut Findings) {
    match asked.ask.channel {
        Channel::Postcard
            if to_consumer(asked) && (tells_of_debt(asked) || asked.ask.purpose != Some(Purpose::Marketing)) =>
        {
            findings.prohibits("1006.22(f)(1)");
        }
        Channel::Envelope if says_any(asked, &[Assertion::BeyondEnvelope, Assertion::ShowsCollection]) => {
            findings.prohibits("1006.22(f)(2)");
        }
        Channel::SocialPublic => {
            findings.prohibits("1006.22(f)(4)");
        }
        _ => {}
    }
}
