//! CONC 7.14: words in a dispute and after an offer.

use facts::{AskContent, Assertion, Effect, Meaning};

use super::{to_customer, words};
use crate::rule::{Asked, Findings, Rule};
use crate::uk::dispute::{Dispute, dispute};
use crate::wording::{says, says_any};

pub(in crate::uk) static RULES: &[Rule] = &[
    words("CONC 7.14.1R", "don't ask for payment while a dispute is looked into", dispute_suspends),
    words("CONC 7.14.4R", "it is for the firm to show who owes and how much", burden),
    words("CONC 7.14.10R", "don't get harder because an offer was not enough", after_an_offer),
];

/// CONC 7.14.1R: on a dispute that may be valid, recovery stops until it was looked into.
fn dispute_suspends(asked: &Asked<AskContent>, findings: &mut Findings) {
    let demands = says_any(asked, &[Assertion::DemandsPayment, Assertion::DemandsWhole, Assertion::ThreatensSuit]);
    if to_customer(asked) && demands && matches!(dispute(asked), Dispute::Open | Dispute::AnsweredBare) {
        findings.prohibits("CONC 7.14.1R");
    }
}

/// CONC 7.14.4R: in a dispute on who borrowed or on the amount, the firm proves. To invite papers is no demand.
fn burden(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_customer(asked) || !says(asked, Assertion::ShiftsProof) {
        return;
    }
    let disputes = asked.standing.said().iter().any(|s| match &s.means {
        Meaning::Dispute { reason, .. } => {
            s.about.meets(asked.debts)
                && reason.as_deref().is_none_or(|r| matches!(r, "not_the_borrower" | "amount_incorrect" | "settled"))
        }
        _ => false,
    });
    if disputes {
        findings.prohibits("CONC 7.14.4R");
    }
}

/// CONC 7.14.10R, 7.14.11G: no visit, no court and no bankruptcy straight after an offer that was not accepted. Whether
/// it was straight after, and because of it, is for a person to judge.
fn after_an_offer(asked: &Asked<AskContent>, findings: &mut Findings) {
    let harder = says_any(
        asked,
        &[
            Assertion::ThreatensVisit,
            Assertion::ThreatensSuit,
            Assertion::ThreatensBankruptcy,
            Assertion::ThreatensSeizure,
        ],
    );
    let offered =
        asked.standing.said().iter().any(|s| matches!(s.means, Meaning::Offers { .. }) && s.about.meets(asked.debts));
    if to_customer(asked) && harder && (offered || says(asked, Assertion::RejectsOffer)) {
        findings.refers("CONC 7.14.10R", Effect::Prohibits);
    }
}
