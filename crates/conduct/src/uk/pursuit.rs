//! What a contact is: a step of recovery or another thing, with whom, and about what kind of debt.

use facts::{AgreementType, AskContact, Assertion, DebtKind, Part, Person, PersonId, Purpose, Role};

use super::hours::at_home;
use crate::rule::Asked;
use crate::standing::{Day, Moment, PersonIx};

/// Words that press for payment.
const PRESSING: &[Assertion] = &[
    Assertion::DemandsPayment,
    Assertion::DemandsWhole,
    Assertion::PressesTime,
    Assertion::PressesToBorrow,
    Assertion::RejectsOffer,
    Assertion::ThreatensSuit,
    Assertion::ThreatensBankruptcy,
    Assertion::ThreatensSeizure,
    Assertion::ThreatensRepossession,
    Assertion::ThreatensVisit,
    Assertion::ThreatensCreditReport,
    Assertion::ThreatensCardRetry,
    Assertion::ThreatensArrest,
];

/// Words from which somebody else learns of a debt.
const TELLING: &[Assertion] = &[
    Assertion::StatesDebt,
    Assertion::DetailsOfDebt,
    Assertion::ShowsCollection,
    Assertion::SettlesPart,
    Assertion::SettlesWhole,
    Assertion::StatesJudgment,
    Assertion::ClaimsFee,
    Assertion::Shames,
];

/// The hour at which a day of contacts begins, where a whole day was closed.
const OPENS_AT: i32 = 8 * 60;

/// Does the contact press for payment, by its purpose, its parts or its words?
pub(super) fn pursues(asked: &Asked<AskContact>) -> bool {
    let purpose = matches!(
        asked.ask.purpose,
        Purpose::Collect
            | Purpose::Reminder
            | Purpose::NotifyRemedy
            | Purpose::CompleteCall
            | Purpose::Litigation
            | Purpose::LegalProcess
            | Purpose::Postjudgment
    );
    purpose || presses(asked)
}

/// Is payment asked for, whatever the contact is for?
pub(super) fn presses(asked: &Asked<AskContact>) -> bool {
    let part = asked.ask.contains.iter().any(|p| matches!(p, Part::PaymentRequest | Part::RemedyStatement));
    part || asked.reading.is_some_and(|r| r.asserts_any(PRESSING))
}

/// Do the parts or the words tell of a debt?
pub(super) fn tells(asked: &Asked<AskContact>) -> bool {
    let part = asked.ask.contains.iter().any(|p| {
        matches!(
            p,
            Part::PaymentRequest
                | Part::RemedyStatement
                | Part::DetailsOfDebt
                | Part::ArrearsAmount
                | Part::BalanceOwing
                | Part::ArrearsNotice
                | Part::DefaultNotice
                | Part::StatesDebt
        )
    });
    let words = asked.reading.is_some_and(|r| {
        r.asserts_any(TELLING)
            || r.asserts_any(PRESSING)
            || r.carries(Part::CollectorDisclosure)
            || r.carries(Part::InitialDisclosure)
    });
    part || words
}

/// Is it what a law other than that of collection requires us to send?
pub(super) fn is_statutory(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Service | Purpose::PrivacyNotice | Purpose::DataBreachNotice | Purpose::TaxForm)
}

/// Is it an answer to what the person asked or said?
pub(super) fn is_answer(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Reply | Purpose::InformationRequested | Purpose::ConfirmOptOut)
}

/// Whom the contact is with.
pub(super) fn person<'a>(asked: &Asked<'a, AskContact>) -> Option<&'a Person> {
    asked.person.and_then(|ix| asked.standing.person(ix))
}

/// Is it with the customer: who owes, or is pursued as if they did (CONC 7.3.1G)? Where nobody is known, it is.
pub(super) fn is_with_customer(asked: &Asked<AskContact>) -> bool {
    person(asked).is_none_or(|p| is_customer(p.role))
}

pub(super) fn is_customer(role: Role) -> bool {
    matches!(role, Role::Consumer | Role::Business | Role::JointDebtor)
}

/// Somebody who may act for the customer, if it is known that they do.
pub(super) fn may_act_for_customer(role: Role) -> bool {
    matches!(
        role,
        Role::Attorney
            | Role::DebtAdviser
            | Role::Guardian
            | Role::PersonalRepresentative
            | Role::SuccessorInInterest
            | Role::Spouse
            | Role::Parent
            | Role::ThirdParty
    )
}

/// Is any of the debts one of consumer credit, as CONC has it? A debt between traders is none, nor a mortgage of a home
/// (for which MCOB stands), nor one whose agreement is known not to be regulated. Where no agreement is known, the
/// stricter reading: the customer is treated as CONC asks.
pub(super) fn is_credit(asked: &Asked<AskContact>) -> bool {
    asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).any(|debt| {
        let agreement = debt.agreement.as_ref();
        let mortgage = agreement.and_then(|a| a.type_) == Some(AgreementType::Mortgage);
        debt.kind != DebtKind::Invoice && !mortgage && agreement.and_then(|a| a.regulated) != Some(false)
    })
}

/// A step to recover consumer credit from the customer.
pub(super) fn pursues_customer(asked: &Asked<AskContact>) -> bool {
    pursues(asked) && is_with_customer(asked) && is_credit(asked)
}

/// The first moment of contacts on a day: the day itself where the question is of days.
pub(super) fn opens(asked: &Asked<AskContact>, day: Day) -> Moment {
    if asked.at.instant.is_none() { Moment::whole(day) } else { at_home(asked.standing, day, OPENS_AT) }
}

/// Is this person the customer whom the contact concerns: the one contacted, or the one whose dossier it is?
pub(super) fn concerns(asked: &Asked<AskContact>) -> Option<PersonIx> {
    asked.person.filter(|_| is_with_customer(asked)).or_else(|| asked.standing.consumer())
}

/// The id of the customer whom the contact concerns.
pub(super) fn customer_id<'a>(asked: &Asked<'a, AskContact>) -> Option<&'a PersonId> {
    concerns(asked).and_then(|ix| asked.standing.person(ix)).map(|p| &p.id)
}
