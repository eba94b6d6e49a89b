//! CONC 3.3 and 7.3: words that press, or that mislead about what paying will do.

use facts::{AmountOf, AskContent, Assertion, Effect, Meaning, Money, StatusKind};

use super::{is_barred, to_customer, words};
use crate::rule::{Asked, Findings, Rule};
use crate::wording::{claims, is_known, says, says_any, sums};

pub(in crate::uk) static RULES: &[Rule] = &[
    words("CONC 3.3.1R", "be clear, fair and not misleading", not_misleading),
    words("CONC 7.3.4R", "be fair and patient with somebody in difficulty", forbearance),
    words("CONC 7.3.10R", "don't press for too much, too soon, or for money that must be borrowed", pressure),
    words("CONC 7.3.14R", "bankruptcy only after everything milder", bankruptcy),
    words("CONC 7.3.18R", "don't use the court to get more than somebody can afford", court_for_more),
];

/// CONC 3.3.1R, 7.9.3G(2): what is said of a credit file, a last day, an offer or a sum is so.
fn not_misleading(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    let deadline =
        claims.deadline_real == Some(false) && says_any(asked, &[Assertion::StatesDeadline, Assertion::PressesTime]);
    let offers = says_any(
        asked,
        &[Assertion::SettlesPart, Assertion::SettlesWhole, Assertion::Promotes, Assertion::OffersPrize],
    );
    let offer = claims.offer_real == Some(false) && (offers || !sums(asked, AmountOf::Offered).is_empty());
    let sum = claims.amount.is_some_and(|amount| sums(asked, AmountOf::Balance).iter().any(|s| *s != amount));
    let empty_threat = claims.intends_suit == Some(false) && says(asked, Assertion::ThreatensSuit);
    if claims.information_false == Some(true) || deadline || offer || sum || empty_threat {
        findings.prohibits("CONC 3.3.1R");
    }
}

/// CONC 7.3.4R, Principle 6: words that shame or abuse treat nobody with forbearance. Oaths and threats of harm are
/// forbidden; where words only demean, a person looks.
fn forbearance(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says_any(asked, &[Assertion::Profane, Assertion::ThreatensViolence]) {
        findings.prohibits("CONC 7.3.4R");
    } else if says_any(asked, &[Assertion::Shames, Assertion::ThreatensContact]) {
        findings.refers("CONC 7.3.4R", Effect::Requires);
    }
}

/// What the budget held says they can afford in a month, and whether money is known to be short.
fn affordable(asked: &Asked<AskContent>) -> (Option<Money>, bool) {
    let budget = claims(asked).affordable;
    let hard = asked.standing.said().iter().any(|s| matches!(s.means, Meaning::Hardship { .. }));
    (budget, budget.is_some() || hard)
}

/// Is more asked for than they can afford?
fn asks_more(asked: &Asked<AskContent>, limit: Option<Money>) -> bool {
    let Some(limit) = limit else { return false };
    let asked_for = sums(asked, AmountOf::Asked);
    asked_for.iter().any(|sum| sum.currency() == limit.currency() && sum.minor() > limit.minor())
}

/// CONC 7.3.10R: no pressure to pay in one or few payments where that harms, within too short a time, or by selling or
/// borrowing. Where nothing is known of their means, a person judges whether it would harm.
fn pressure(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) {
        return;
    }
    let (limit, hard) = affordable(asked);
    let whole = says(asked, Assertion::DemandsWhole);
    let soon = says(asked, Assertion::PressesTime);
    let harder = says_any(
        asked,
        &[Assertion::ThreatensSuit, Assertion::RejectsOffer, Assertion::StatesDeadline, Assertion::DemandsPayment],
    );
    let too_much = asks_more(asked, limit) && harder;
    let hurried = soon && hard && says_any(asked, &[Assertion::DemandsPayment, Assertion::StatesDeadline]);
    if says(asked, Assertion::PressesToBorrow) || too_much || whole && (hard || soon) || hurried {
        findings.prohibits("CONC 7.3.10R");
    } else if whole || soon && says(asked, Assertion::DemandsPayment) {
        findings.refers("CONC 7.3.10R", Effect::Prohibits);
    }
}

/// The bankruptcy level: Insolvency Act 1986, section 267(4), £5,000.
const BANKRUPTCY_LEVEL_PENCE: i64 = 500_000;

/// Is the debt, or are the debts together, below the level at which a petition may be presented?
pub(in crate::uk) fn below_bankruptcy_level(asked: &Asked<AskContent>) -> bool {
    let owed = asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).map(|d| d.balance);
    let total: Option<i64> = owed.map(|b| b.map(Money::minor)).sum();
    total.is_some_and(|pence| pence < BANKRUPTCY_LEVEL_PENCE)
}

/// CONC 7.3.14R, 7.3.15G, 7.11.6R with 7.11.7G(1): bankruptcy is not threatened for a debt below the level, nor before
/// everything milder was explored; and then a person judges whether it is proportionate.
fn bankruptcy(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) || !says(asked, Assertion::ThreatensBankruptcy) {
        return;
    }
    if is_barred(asked) {
        return;
    }
    if below_bankruptcy_level(asked) {
        findings.prohibits("CONC 7.11.6R");
    } else if claims(asked).options_explored == Some(false) {
        findings.prohibits("CONC 7.3.14R");
    } else {
        findings.refers("CONC 7.3.14R", Effect::Prohibits);
    }
}

/// CONC 7.3.18R: court is not threatened to press somebody to pay more than they can reasonably afford.
fn court_for_more(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) || !says(asked, Assertion::ThreatensSuit) || is_known(asked, StatusKind::Litigation) {
        return;
    }
    let (limit, _) = affordable(asked);
    if limit.is_none() {
        return;
    }
    if asks_more(asked, limit) || says_any(asked, &[Assertion::RejectsOffer, Assertion::DemandsWhole]) {
        findings.prohibits("CONC 7.3.18R");
    } else {
        findings.refers("CONC 7.3.18R", Effect::Prohibits);
    }
}
