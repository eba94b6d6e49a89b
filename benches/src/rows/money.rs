//! plan, balance: the options of a household, a person's statement, the trial balance.

use std::hint::black_box;

use facts::{Currency, Money};
use jiff::civil::date;
use money::id::{CreditorId, DebtId};
use money::ledger::write::{self, Claim, Head};
use money::ledger::{Entry, Part, Provenance, statement, trial_balance};
use money::plan::{PlanInput, options_for};
use serde_json::json;

use crate::report::{Figure, Report};
use crate::turns::micros;

pub fn plan() -> Result<Report, String> {
    let mut report = Report::new("plan", "all options for one household", "≤ 200 µs");
    let input: PlanInput = serde_json::from_value(json!({
        "id": "household",
        "budget": {
            "income": [{"name": "wages", "amount": "1368.00 GBP", "every": "month"},
                       {"name": "child benefit", "amount": "25.60 GBP", "every": "week"}],
            "spending": [
                {"name": "rent", "amount": "640.00 GBP", "every": "month", "category": "priority"},
                {"name": "council tax", "amount": "118.00 GBP", "every": "month", "category": "priority"},
                {"name": "gas and electricity", "amount": "140.00 GBP", "every": "month", "category": "priority"},
                {"name": "food and housekeeping", "amount": "310.00 GBP", "every": "month", "category": "flexible"},
                {"name": "travel to work", "amount": "92.00 GBP", "every": "month", "category": "fixed"},
                {"name": "phone and internet", "amount": "38.00 GBP", "every": "month", "category": "flexible"}
            ]
        },
        "debts": [
            {"id": "d1", "kind": "credit_card", "creditor": "Northgate Bank", "balance": "1840.00 GBP"},
            {"id": "d2", "kind": "utility", "creditor": "Riverside Water", "balance": "212.40 GBP"},
            {"id": "d3", "kind": "personal_loan", "creditor": "Hill Finance", "balance": "4310.00 GBP"}
        ]
    }))
    .map_err(|e| e.to_string())?;
    let today = date(2027, 4, 1);
    let offered = options_for(&input, today).map_err(|e| e.to_string())?;
    report.ours("ours", Figure::Micros(micros(2_000, || drop(black_box(options_for(black_box(&input), today))))));
    report.note(format!("{} options and {} refusals with their reasons", offered.options.len(), offered.refused.len()));
    report.note("peers: none exists");
    Ok(report)
}

pub fn balance() -> Result<Report, String> {
    let mut report =
        Report::new("balance", "a statement of 10,000 entries; a trial balance of 100,000 postings", "≤ 15 ms both");
    let (few, many, most) = (journal(1_000)?, journal(10_000)?, journal(100_000)?);
    let all = journal(50_000)?;
    let debt = debt()?;
    let until = (date(2020, 1, 1), date(2030, 1, 1));
    let one = |entries: &[Entry]| {
        micros(3, || {
            drop(black_box(statement(std::slice::from_ref(&debt), Currency::USD, black_box(entries), until)));
        }) / 1_000.0
    };
    let stated = one(&many);
    let balanced = micros(3, || drop(black_box(trial_balance(black_box(&all))))) / 1_000.0;
    let postings: usize = all.iter().map(|e| e.postings().len()).sum();
    report.ours("ours, statement", Figure::Millis(stated));
    report.ours(format!("ours, trial balance of {postings} postings"), Figure::Millis(balanced));
    report.growth = Some((Some(one(&few) * 10.0 / stated), Some(one(&most) / 10.0 / stated)));
    report.note("peers sqlite3, ledger, hledger and beancount are missing here: they are not started by this command");
    Ok(report)
}

fn debt() -> Result<DebtId, String> {
    "debt_one".parse().map_err(|_| "the id of a debt does not parse".to_owned())
}

/// A debt that was placed, and small corrections of it.
fn journal(entries: usize) -> Result<Vec<Entry>, String> {
    let claim = Claim::new(&debt()?, &CreditorId::from("northwind"));
    let paper = Provenance::Document { document: "statement of 1 March".to_owned() };
    let first = date(2021, 1, 1);
    let amount = Money::new(100_000_000, Currency::USD);
    let placed =
        write::placement(Head::new("place", first, "placed"), &claim, &[(Part::Principal, amount, paper.clone())]);
    let mut all = vec![placed.map_err(|e| e.to_string())?];
    for n in 1..entries {
        let day = first.saturating_add(jiff::Span::new().days(i64::try_from(n % 2_000).unwrap_or(0)));
        let head = Head::new(&format!("correction_{n}"), day, "a figure was too high");
        let by = Money::new(i64::try_from(n % 90).unwrap_or(0) + 1, Currency::USD);
        all.push(write::correction(head, &claim, Part::Principal, by, &paper).map_err(|e| e.to_string())?);
    }
    Ok(all)
}
