//! 1006.26: time-barred debts. Its words are read in `s1006_26_words.rs`.

use facts::{Act, AskAct, AskContact, Effect, Purpose};

use super::rule;
use crate::rule::{Asked, Findings, Rule, Run};

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.26(b)",
        "nobody is sued, or threatened with a suit, for a debt whose time has run out",
        Run::Act(suit_on_time_barred_debt),
    ),
    rule(
        "1006.26(b)",
        "nobody is told of a suit for a debt whose time has run out",
        Run::Contact(remedy_on_time_barred_debt),
    ),
];

/// 1006.26(b): no suit on a time-barred debt and no threat of one; it binds also who doesn't know that the time has run
/// out, so where that is not known a person must find out. Proofs of claim in bankruptcy are allowed.
fn suit_on_time_barred_debt(asked: &Asked<AskAct>, findings: &mut Findings) {
    let debts = || asked.debts.iter().filter_map(|i| asked.standing.debt(i));
    let is_time_barred = debts().any(|d| d.time_barred == Some(true));
    match asked.ask.act {
        Act::Sue | Act::ThreatenSuit if is_time_barred => {
            findings.prohibits("1006.26(b)");
        }
        Act::Sue | Act::ThreatenSuit if asked.debts.is_empty() || debts().any(|d| d.time_barred.is_none()) => {
            findings.unknown("1006.26(b)", "time_barred");
        }
        Act::FileProofOfClaim if is_time_barred => {
            findings.permits("1006.26(b)");
        }
        _ => {}
    }
}

/// 1006.26(b): to give notice of a remedy on a time-barred debt may threaten a suit, and to serve or carry on a suit on
/// one may be to bring it; which it is, a person must say.
fn remedy_on_time_barred_debt(asked: &Asked<AskContact>, findings: &mut Findings) {
    let of_suit = matches!(asked.ask.purpose, Purpose::NotifyRemedy | Purpose::LegalProcess | Purpose::Litigation);
    let mut debts = asked.debts.iter().filter_map(|i| asked.standing.debt(i));
    if of_suit && debts.any(|d| d.time_barred == Some(true)) {
        findings.refers("1006.26(b)", Effect::Prohibits);
    }
}
