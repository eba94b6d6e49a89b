//! CONC 7.4 and 7.7: what must be told of arrears, settlements and costs.

use facts::{AmountOf, AskContent, Assertion, Capacity, InformationAsked, Meaning, Part, Purpose};

use super::{to_customer, words};
use crate::rule::{Asked, Carried, Findings, Rule};
use crate::wording::{carries, claims, says, sums, unless_true};

pub(in crate::uk) static RULES: &[Rule] = &[
    words("CONC 7.4.1R", "tell them the arrears and the balance when they ask", figures_asked_for),
    words("CONC 7.4.2R", "say that what a part settlement leaves lives on and may be sold", part_settlement),
    words("CONC 7.7.3R", "don't say that somebody owes costs that they don't owe", costs),
];

/// CONC 7.4.1R: who asks what they owe is told the arrears, where there are any, and the balance.
fn figures_asked_for(asked: &Asked<AskContent>, findings: &mut Findings) {
    if asked.ask.purpose != Some(Purpose::Reply) || !super::is_credit(asked) {
        return;
    }
    let asks = asked.standing.said().iter().rfind(|s| matches!(s.means, Meaning::AsksInformation { .. }));
    let amounts =
        asks.is_some_and(|s| matches!(s.means, Meaning::AsksInformation { detail: Some(InformationAsked::Amounts) }));
    if !amounts {
        return;
    }
    let in_arrears = asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).any(|d| d.arrears.is_some());
    if in_arrears {
        findings.requires("CONC 7.4.1R", Part::ArrearsAmount, Carried::when(|| carries(asked, Part::ArrearsAmount)));
    }
    findings.requires("CONC 7.4.1R", Part::BalanceOwing, Carried::when(|| carries(asked, Part::BalanceOwing)));
}

/// CONC 7.4.2R: a lender or owner that takes less than the balance, where the rest lives on, says so, and that another
/// firm may buy it and ask for it.
fn part_settlement(asked: &Asked<AskContent>, findings: &mut Findings) {
    let binds = matches!(asked.firm.capacity, Some(Capacity::Lender | Capacity::OwnerByAssignment) | None);
    if !binds || !to_customer(asked) {
        return;
    }
    let part = says(asked, Assertion::SettlesPart) || says(asked, Assertion::SettlesWhole) && below_balance(asked);
    match claims(asked).remaining_debt_continues {
        Some(true) if part || below_balance(asked) => {
            findings.requires(
                "CONC 7.4.2R",
                Part::ContinuingDebt,
                Carried::when(|| carries(asked, Part::ContinuingDebt)),
            );
            findings.requires("CONC 7.4.2R", Part::MayBeSold, Carried::when(|| carries(asked, Part::MayBeSold)));
            if says(asked, Assertion::SettlesWhole) {
                findings.prohibits("CONC 3.3.1R");
            }
        }
        None if part => {
            findings.unknown("CONC 7.4.2R", "remaining_debt_continues");
        }
        _ => {}
    }
}

/// Is a sum named that is less than what is owed?
fn below_balance(asked: &Asked<AskContent>) -> bool {
    let balance: i64 =
        asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).filter_map(|d| d.balance).map(|b| b.minor()).sum();
    [AmountOf::Offered, AmountOf::Asked, AmountOf::Unsaid]
        .into_iter()
        .any(|of| sums(asked, of).iter().any(|s| s.minor() < balance))
}

/// CONC 7.7.2R, 7.7.3R: nobody is made to believe that they owe the costs of recovery where no clause says so.
fn costs(asked: &Asked<AskContent>, findings: &mut Findings) {
    if super::is_credit(asked) && says(asked, Assertion::ClaimsFee) {
        unless_true(findings, "CONC 7.7.3R", claims(asked).fee_authorized, "fee_authorized");
    }
}
