//! What rules about words ask of a reading: is it said, and what is true behind it?

use facts::{AmountOf, AskContent, Assertion, Claims, Money, Part, Role, StatusKind};

use crate::rule::{Asked, Findings};
use crate::standing::Standing;

const NO_CLAIMS: Claims = Claims {
    intends_suit: None,
    may_sue: None,
    from_attorney: None,
    intends_seizure: None,
    seizure_lawful: None,
    government: None,
    credit_bureau: None,
    crime: None,
    court_document: None,
    not_legal_process: None,
    deadline_real: None,
    fee_authorized: None,
    fee_for_us: None,
    transfer_ends_defenses: None,
    innocent_purchaser: None,
    true_name: None,
    present_right: None,
    intends_repossession: None,
    sole_recipient: None,
    employer_asked: None,
    information_false: None,
    offer_real: None,
    judgment: None,
    court_instructed: None,
    suit_filed: None,
    marketing_consent: None,
    soft_opt_in: None,
    options_explored: None,
    remaining_debt_continues: None,
    trade_body_member: None,
    amount: None,
    affordable: None,
};

/// Assertions that tell of a debt, directly or not.
const TELLING: &[Assertion] = &[
    Assertion::StatesDebt,
    Assertion::DetailsOfDebt,
    Assertion::ShowsCollection,
    Assertion::DemandsPayment,
    Assertion::DemandsWhole,
    Assertion::SettlesPart,
    Assertion::SettlesWhole,
    Assertion::ThreatensSuit,
    Assertion::ThreatensSeizure,
    Assertion::ThreatensCreditReport,
    Assertion::StatesJudgment,
    Assertion::ClaimsFee,
];

/// The facts behind the words, where any are known.
pub(crate) fn claims<'a>(asked: &Asked<'a, AskContent>) -> &'a Claims {
    asked.ask.claims.as_deref().unwrap_or(&NO_CLAIMS)
}

/// Do the words say this?
pub(crate) fn says(asked: &Asked<AskContent>, what: Assertion) -> bool {
    asked.reading.is_some_and(|r| r.asserts(what))
}

/// Do the words say any of these?
pub(crate) fn says_any(asked: &Asked<AskContent>, what: &[Assertion]) -> bool {
    asked.reading.is_some_and(|r| r.asserts_any(what))
}

/// Does the text carry this part?
pub(crate) fn carries(asked: &Asked<AskContent>, part: Part) -> bool {
    asked.reading.is_some_and(|r| r.carries(part))
}

/// The sums of a text that are said to be this.
pub(crate) fn sums(asked: &Asked<AskContent>, of: AmountOf) -> Vec<Money> {
    asked.reading.map(|r| r.sums(of).collect()).unwrap_or_default()
}

/// Do the words convey information on a debt, directly or indirectly?
pub(crate) fn tells_of_debt(asked: &Asked<AskContent>) -> bool {
    says_any(asked, TELLING) || carries(asked, Part::CollectorDisclosure) || carries(asked, Part::InitialDisclosure)
}

/// The role of the person to whom the words go; nothing where nobody is named.
pub(crate) fn role(asked: &Asked<AskContent>) -> Option<Role> {
    asked.person.and_then(|ix| asked.standing.person(ix)).map(|p| p.role)
}

/// Do the words go to the consumer? Where nobody is named, they do.
pub(crate) fn to_consumer(asked: &Asked<AskContent>) -> bool {
    role(asked).is_none_or(|r| matches!(r, Role::Consumer | Role::Business))
}

/// Is a change of this kind known for any of the debts, by the moment of the question?
pub(crate) fn is_known(asked: &Asked<AskContent>, kind: StatusKind) -> bool {
    changes(asked.standing, kind).any(|debts| debts.meets(asked.debts))
}

fn changes(standing: &Standing, kind: StatusKind) -> impl Iterator<Item = crate::standing::DebtSet> {
    standing.changes().iter().filter(move |c| c.kind == kind).map(|c| c.debts)
}

/// A claim that is unlawful unless it is true: denied where it is false, and left to a person where nobody knows.
pub(crate) fn unless_true(findings: &mut Findings, rule: &'static str, fact: Option<bool>, name: &'static str) {
    match fact {
        Some(true) => {}
        Some(false) => {
            findings.prohibits(rule);
        }
        None => {
            findings.unknown(rule, name);
        }
    }
}
