//! Budgets: in the household's favour, the same in any order of changes, the same after a journey.

use facts::{Currency, Money};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::gbp;
use crate::budget::{
    Allowances, Budget, BudgetError, Change, Edit, Every, GuidelinePack, GuidelineRow, Heading, Household, Income,
    IncomeKind, Item, Said, Sheet, Spending, Varying, export, import, irs_allowances, total, words_to_ask,
};

fn income(amount: i64, every: Every) -> Income {
    let said = Said::Exactly(gbp(amount));
    Income { line: "i1".into(), name: "wages".into(), kind: IncomeKind::Wages, said, every, varying: None }
}

fn spending(item: Item, said: Said, every: Every) -> Spending {
    Spending { line: item.code().into(), name: item.spoken().to_owned(), item, said, every }
}

#[test]
fn weeks_become_months_exactly_and_in_her_favour() {
    let mut budget = Budget::new(Currency::GBP);
    for (every, down, up) in [
        (Every::Week, 43_333, 43_334),
        (Every::TwoWeeks, 21_666, 21_667),
        (Every::FourWeeks, 10_833, 10_834),
        (Every::Month, 10_000, 10_000),
    ] {
        budget.income = vec![income(10_000, every)];
        budget.spending = vec![spending(Item::Rent, Said::Exactly(gbp(10_000)), every)];
        let totals = total(&budget, &Allowances::none()).unwrap();
        assert_eq!((totals.income, totals.spending), (gbp(down), gbp(up)), "{every:?}");
    }
    let totals = total(&budget, &Allowances::none()).unwrap();
    assert_eq!(totals.lines[1].formula(), "Rent: £100.00 a month, counted as £100.00");
}

#[test]
fn not_sure_counts_for_the_household() {
    let mut budget = Budget::new(Currency::GBP);
    budget.income = vec![
        Income { said: Said::About(gbp(100_000)), ..income(0, Every::Month) },
        Income { said: Said::NotSure, ..income(0, Every::Month) },
        Income {
            varying: Some(Varying { mean_of_3_months: gbp(50_000), mean_of_12_months: gbp(40_000) }),
            ..income(0, Every::Month)
        },
    ];
    budget.spending = vec![
        spending(Item::Rent, Said::About(gbp(10_000)), Every::Month),
        spending(Item::Groceries, Said::NotSure, Every::Month),
        spending(Item::Medicine, Said::NotSure, Every::Month),
    ];
    let allowances = Allowances { amounts: vec![(Heading::FoodAndHousekeeping, gbp(30_000))], ..Allowances::none() };
    let totals = total(&budget, &allowances).unwrap();
    assert_eq!(totals.income, gbp(90_000 + 40_000));
    assert_eq!(totals.spending, gbp(11_000 + 30_000));
    assert_eq!(totals.unknown, ["Medicine and prescriptions"]);
}

#[test]
fn spending_at_the_guideline_is_accepted_and_above_it_asks_for_one_word() {
    let row = GuidelineRow {
        heading: Heading::FoodAndHousekeeping,
        first_adult: gbp(20_000),
        further_adult: gbp(10_000),
        child_under_14: gbp(5_000),
        child_14_and_over: gbp(7_000),
        vehicle: gbp(0),
    };
    let pack = GuidelinePack {
        name: "invented".into(),
        licence: "for this test".into(),
        from: date(2027, 4, 5),
        until: None,
        rows: vec![row],
    };
    let home = Household { adults: 2, children_under_14: 1, children_14_and_over: 0, vehicles: 0 };
    let allowances = pack.allowances(&home, date(2027, 4, 5)).unwrap();
    assert_eq!(allowances.of(Heading::FoodAndHousekeeping), Some(gbp(35_000)));
    assert_eq!(pack.allowances(&home, date(2027, 4, 4)).unwrap(), Allowances::none());
    let mut budget = Budget::new(Currency::GBP);
    for (amount, words) in [(35_000, 0), (35_001, 1)] {
        budget.spending = vec![spending(Item::Groceries, Said::Exactly(gbp(amount)), Every::Month)];
        let totals = total(&budget, &allowances).unwrap();
        assert_eq!(words_to_ask(&totals, &allowances).unwrap().len(), words);
    }
}

#[test]
fn the_american_standard_ends_a_question_and_caps_nothing() {
    let usd = |minor| Money::new(minor, Currency::USD);
    let allowances = irs_allowances(&Household::ONE, date(2026, 7, 1));
    let mut budget = Budget::new(Currency::USD);
    budget.spending = vec![
        spending(Item::Groceries, Said::Exactly(usd(80_000)), Every::Month),
        spending(Item::Rent, Said::Exactly(usd(150_000)), Every::Month),
    ];
    let totals = total(&budget, &allowances).unwrap();
    assert_eq!(totals.spending, usd(230_000), "more than the food standard stays as it is");
    // All flexible headings share one sum: 867.
    assert_eq!(words_to_ask(&totals, &allowances).unwrap(), []);
}

#[test]
fn absurd_amounts_are_refused_with_their_name() {
    let mut budget = Budget::new(Currency::GBP);
    for amount in [gbp(-1), gbp(i64::MAX), gbp(i64::MIN), Money::new(1, Currency::USD)] {
        budget.spending = vec![spending(Item::Rent, Said::Exactly(amount), Every::Week)];
        assert!(budget.check().unwrap_err().to_string().starts_with("`Rent`"), "{amount}");
    }
    budget.household.adults = 0;
    assert_eq!(budget.check(), Err(BudgetError::NoAdult));
}

#[test]
fn a_budget_survives_its_journey_to_an_adviser_and_back() {
    let mut budget = Budget::new(Currency::GBP);
    budget.household.children_under_14 = 2;
    budget.income = vec![income(30_000, Every::Week)];
    budget.spending = vec![
        spending(Item::Rent, Said::About(gbp(60_000)), Every::FourWeeks),
        spending(Item::Pets, Said::NotSure, Every::Month),
    ];
    budget.note = "hours were cut in May".into();
    let file = export(&budget, &[], date(2027, 3, 1), "ana").unwrap();
    let json = serde_json::to_string_pretty(&file).unwrap();
    assert_eq!(import(&json).unwrap().0, budget);
    let wrong = json.replace("\"rent\"", "\"yacht\"");
    assert!(import(&wrong).unwrap_err().to_string().contains("yacht"));
    let wrong = json.replace("home_and_contents", "water");
    assert!(import(&wrong).unwrap_err().to_string().contains("belongs under `home_and_contents`"));
    let wrong = json.replacen("\"note\"", "\"remark\"", 1);
    assert!(import(&wrong).unwrap_err().to_string().contains("remark"));
    let (half, _) = json.split_at(json.len() / 2);
    assert!(import(half).is_err(), "half a file");
}

fn change() -> impl Strategy<Value = Change> {
    let line = prop::sample::select(vec!["a", "b", "c"]);
    let said = prop::sample::select(vec![Said::NotSure, Said::About(gbp(50)), Said::Exactly(gbp(700))]);
    let every = prop::sample::select(vec![Every::Week, Every::Month]);
    (0u8..6, line, said, every, 0i64..4, prop::sample::select(vec!["ana", "agent"]), any::<u16>()).prop_map(
        |(kind, line, said, every, at, who, nth)| {
            let line = crate::id::LineId::from(line);
            let what = match kind {
                0 => Edit::AddSpending { line, name: format!("n{nth}"), item: Item::Gas, said, every },
                1 => Edit::AddIncome { line, name: format!("n{nth}"), kind: IncomeKind::Benefit, said, every },
                2 => Edit::Say { line, said },
                3 => Edit::Every { line, every },
                4 => Edit::Remove { line },
                _ => Edit::Note { note: format!("{nth}") },
            };
            let at = Timestamp::from_second(1_800_000_000 + at).unwrap();
            Change { who: who.to_owned(), at, nth: u32::from(nth), what }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_people_get_the_same_sheet_whatever_arrives_first(
        changes in prop::collection::vec(change(), 0..25),
        seed in any::<prop::sample::Index>(),
    ) {
        // One moment, one author, one number is one change.
        let mut seen = std::collections::BTreeSet::new();
        let changes: Vec<_> =
            changes.into_iter().filter(|c| seen.insert((c.at, c.who.clone(), c.nth))).collect();
        let mut other = changes.clone();
        if !other.is_empty() {
            let turn = seed.index(other.len());
            other.rotate_left(turn);
            other.reverse();
        }
        let sheet = |changes: &[Change]| {
            let mut sheet = Sheet::new(Currency::GBP);
            for change in changes {
                sheet.apply(change).unwrap();
                sheet.apply(change).unwrap();
            }
            sheet
        };
        let (one, two) = (sheet(&changes), sheet(&other));
        prop_assert_eq!(one.budget(), two.budget());
        let saved = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(serde_json::from_str::<Sheet>(&saved).unwrap(), one);
    }
}
