//! The US pack over what only a firm's own records say: the creditor's itemization, and holidays added by configuration.

use conduct::calendar::{AddedHoliday, Holidays};
use conduct::{Decision, Packs, Question, Standing, decide};
use facts::{Ask, Case, Entry, Pack, Reading, Value};
use serde_json::json;

const COMPLETE: &str = include_str!("../../../cases/us/1006.34/d2i-model-form-complete.json");

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The complete notice of the corpus, asked over a log in which the creditor's document gives `amount` for `date`.
fn with_itemization(date: &str, amount: &str) -> Result<Decision, Box<dyn std::error::Error>> {
    let case: Case = serde_json::from_str(COMPLETE)?;
    let entry = |id: &str, fact: serde_json::Value| -> Result<Entry, serde_json::Error> {
        serde_json::from_value(json!({"id": id, "recorded": "2026-02-01", "by": "placement", "fact": {"house": fact}}))
    };
    let log = [
        entry(
            "evt_1",
            json!({"event": "recorded", "at": "2026-02-01", "people": case.people, "endpoints": case.endpoints,
                "debts": case.debts}),
        )?,
        entry(
            "evt_2",
            json!({"event": "itemized", "at": "2026-02-01", "debt": "card", "basis": "charge_off", "date": date,
                "amount": amount, "interest": "25.00 USD", "fees": "15.00 USD", "payments": "0.00 USD",
                "credits": "0.00 USD"}),
        )?,
    ];
    let standing = Standing::fold_log(&log, None)?;
    let reading = Reading::default();
    Ok(decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::with(&case.ask, &reading)))
}

fn against(decision: &Decision) -> Vec<&str> {
    decision.findings.iter().filter(|f| f.counts_against()).map(|f| f.rule).collect()
}

#[test]
fn a_notice_says_what_the_creditors_document_says() -> Outcome {
    assert_eq!(against(&with_itemization("2025-11-30", "600.00 USD")?), Vec::<&str>::new());
    assert_eq!(against(&with_itemization("2025-11-29", "600.00 USD")?), ["1006.34(c)(2)(vi)"]);
    assert_eq!(against(&with_itemization("2025-11-30", "590.00 USD")?), ["1006.34(c)(2)(vii)"]);
    Ok(())
}

#[test]
fn a_holiday_of_the_configuration_lengthens_the_period() -> Outcome {
    let case: Case = serde_json::from_str(COMPLETE)?;
    let standing = Standing::new(case.people, case.endpoints, case.debts)?;
    let ask: Ask = serde_json::from_value(
        json!({"kind": "date", "date_kind": "validation_period_end", "debts": ["card"], "detail": {"provided": "2026-03-02"}}),
    )?;
    let end = |packs: &Packs| {
        decide(packs, &case.collector, &standing, &Question::new(&ask)).values.get("validation_period_end").cloned()
    };
    let day_of_mourning = AddedHoliday { place: Holidays::UsFederal, date: "2026-03-05".parse()? };
    assert_eq!(end(&Packs::of(&[Pack::Us])), Some(Value::Date("2026-04-08".parse()?)));
    let packs = Packs::of(&[Pack::Us]).with_holidays(vec![day_of_mourning]);
    assert_eq!(end(&packs), Some(Value::Date("2026-04-09".parse()?)));
    Ok(())
}
