//! Words in a breathing space (SI 2020/1311, regulation 11), and of bankruptcy (Insolvency Act 1986, section 267).

use facts::{AskContent, Assertion, Meaning, Purpose};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::conc::s7_3_words::below_bankruptcy_level;
use crate::uk::moratorium::covered;
use crate::wording::{role, says, says_any, to_consumer};

pub(super) static RULES: &[Rule] = &[
    Rule {
        cite: "DRS reg 11",
        gist: "in a breathing space nobody is asked to pay what it covers",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Content(breathing_space),
    },
    Rule {
        cite: "IA s.267(2)",
        gist: "no bankruptcy for less than £5,000",
        from: date(2015, 10, 1),
        until: None,
        run: Run::Content(bankruptcy_level),
    },
];

/// Words that enforce, or that come before it.
const ENFORCING: &[Assertion] = &[
    Assertion::DemandsPayment,
    Assertion::DemandsWhole,
    Assertion::PressesTime,
    Assertion::PressesToBorrow,
    Assertion::ThreatensSuit,
    Assertion::ThreatensSeizure,
    Assertion::ThreatensBankruptcy,
    Assertion::ThreatensRepossession,
    Assertion::ThreatensVisit,
    Assertion::ThreatensCreditReport,
    Assertion::ThreatensCardRetry,
    Assertion::ThreatensArrest,
    Assertion::ClaimsFee,
    Assertion::RejectsOffer,
];

/// DRS reg 11(1), (2)(b)(ii), (iii): no contact to enforce a moratorium debt; an answer to what the debtor asked may be
/// given, and demands nothing. Words that neither answer nor demand are left to a person.
fn breathing_space(asked: &Asked<AskContent>, findings: &mut Findings) {
    if !to_consumer(asked) || !covered(asked.standing, asked.day()).meets(asked.debts) {
        return;
    }
    let statutory =
        matches!(asked.ask.purpose, Some(Purpose::Service | Purpose::PrivacyNotice | Purpose::DataBreachNotice));
    if says_any(asked, ENFORCING) {
        findings.prohibits("DRS reg 11(1)");
        return;
    }
    if statutory {
        findings.permits("DRS reg 11(2)(b)(v)");
        return;
    }
    let asks = asked.standing.said().iter().rev().find_map(|said| match said.means {
        Meaning::AsksInformation { .. } | Meaning::Complaint {} => Some("DRS reg 11(2)(b)(iii)"),
        Meaning::AsksCallback { .. } | Meaning::Offers { .. } => Some("DRS reg 11(2)(b)(ii)"),
        _ => None,
    });
    match asks {
        Some(rule) if asked.ask.purpose.is_none_or(|p| p == Purpose::Reply || p == Purpose::InformationRequested) => {
            findings.permits(rule);
        }
        _ => {
            findings.refers("DRS reg 11(1)", facts::Effect::Prohibits);
        }
    }
}

/// IA s.267(2)(a), (4): a petition needs a debt of the bankruptcy level.
fn bankruptcy_level(asked: &Asked<AskContent>, findings: &mut Findings) {
    let person = !matches!(role(asked), Some(facts::Role::DebtAdviser));
    if person && says(asked, Assertion::ThreatensBankruptcy) && below_bankruptcy_level(asked) {
        findings.prohibits("IA s.267(2)");
    }
}
