//! Plans: the ceiling, the shares, the guard rails, over many households.

use facts::{Currency, Money};
use jiff::civil::date;
use proptest::prelude::*;

use super::{debt, gbp};
use crate::budget::{Allowances, Budget, Every, Income, IncomeKind, Item, Rhythm, Said, Spending, total};
use crate::ledger::Barrier;
use crate::plan::{
    Agreed, Available, Holder, OptionKind, PlanDebt, PlanInput, PlanTerms, Proposal, Proposer, Refused, Rules, Stress,
    StressSaid, Table, Towards, available, options, options_for,
};
use crate::ratio::Rounding;
use crate::share::pro_rata;

fn means(currency: Currency, income: i64, spending: i64) -> Available {
    let mut budget = Budget::new(currency);
    let said = Said::Exactly(Money::new(income, currency));
    budget.income.push(Income {
        line: "i".into(),
        name: "wages".into(),
        kind: IncomeKind::Wages,
        said,
        every: Every::Month,
        varying: None,
    });
    let said = Said::Exactly(Money::new(spending, currency));
    let name = "rent".to_owned();
    budget.spending.push(Spending { line: "s".into(), name, item: Item::Rent, said, every: Every::Month });
    let rules = Rules::of(currency);
    available(&total(&budget, &Allowances::none()).unwrap(), Money::zero(currency), &rules).unwrap()
}

fn ours(id: &str, balance: Money) -> PlanDebt {
    PlanDebt { debt: debt(id), balance, holder: Holder::Us, barrier: None }
}

fn table<'a>(available: &'a Available, debts: &'a [PlanDebt], rules: &'a Rules) -> Table<'a> {
    Table { available, debts, rules, payday: None, authority: None, unpaid_priority: &[], today: date(2027, 3, 1) }
}

fn monthly(amount: Money) -> Proposal {
    Proposal { amount, every: Every::Month, first: None, towards: Towards::Whole }
}

#[test]
fn available_is_what_is_left_after_need_priority_and_savings() {
    let poor = means(Currency::GBP, 130_000, 133_800);
    assert_eq!((poor.surplus, poor.available, poor.ask), (gbp(-3_800), gbp(0), gbp(0)));
    let some = means(Currency::GBP, 140_000, 130_000);
    assert_eq!((some.savings, some.available, some.ask), (gbp(1_000), gbp(9_000), gbp(7_200)));
    let more = means(Currency::GBP, 240_000, 130_000);
    assert_eq!((more.savings, more.available), (gbp(2_000), gbp(108_000)));
}

#[test]
fn the_four_figures_of_the_worked_example() {
    let balances = [50_000, 100_000, 23_300, 20_000].map(gbp);
    let shares = pro_rata(gbp(10_000), &balances).unwrap();
    assert_eq!(shares, [2_587, 5_173, 1_205, 1_035].map(gbp));
}

#[test]
fn between_the_ask_and_the_ceiling_only_the_person_can_go() {
    let (rules, have) = (Rules::uk(), means(Currency::GBP, 140_000, 130_000));
    let debts = [ours("d1", gbp(100_000))];
    let table = table(&have, &debts, &rules);
    let agree = |amount, by| Agreed::new("plan_1".into(), &monthly(gbp(amount)), by, StressSaid::Yes, &table);
    assert!(agree(9_000, Proposer::Person).is_ok());
    assert!(matches!(agree(9_001, Proposer::Person), Err(Refused::AboveCeiling { .. })));
    assert!(agree(7_200, Proposer::Us { theirs: None }).is_ok());
    assert!(matches!(agree(7_201, Proposer::Us { theirs: None }), Err(Refused::AboveAsk { .. })));
    let theirs = monthly(gbp(3_000));
    assert!(matches!(agree(3_001, Proposer::Us { theirs: Some(&theirs) }), Err(Refused::AboveTheirs { .. })));
    assert!(agree(3_000, Proposer::Us { theirs: Some(&theirs) }).is_ok());
}

#[test]
fn a_plan_read_back_is_measured_again() {
    let (rules, have) = (Rules::uk(), means(Currency::GBP, 140_000, 130_000));
    let debts = [ours("d1", gbp(100_000))];
    let plan =
        Agreed::new("p".into(), &monthly(gbp(9_000)), Proposer::Person, StressSaid::Yes, &table(&have, &debts, &rules));
    let plan = plan.unwrap();
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Agreed>(&json).unwrap(), plan);
    let terms = PlanTerms { amount: gbp(9_001), ..plan.terms().clone() };
    assert!(serde_json::from_str::<Agreed>(&serde_json::to_string(&terms).unwrap()).is_err());
}

#[test]
fn a_plan_that_would_not_stand_a_bad_month_needs_their_yes() {
    let (rules, debts) = (Rules::uk(), [ours("d1", gbp(100_000))]);
    let have = means(Currency::GBP, 140_000, 130_000);
    let table_now = table(&have, &debts, &rules);
    let not_asked = Agreed::new("p".into(), &monthly(gbp(5_000)), Proposer::Person, StressSaid::NotAsked, &table_now);
    assert_eq!(not_asked, Err(Refused::StressUnsaid));
    let rich = means(Currency::GBP, 200_000, 130_000);
    let table_rich = table(&rich, &debts, &rules);
    assert!(Agreed::new("p".into(), &monthly(gbp(5_000)), Proposer::Person, StressSaid::NotAsked, &table_rich).is_ok());
}

#[test]
fn a_tenth_less_pay_or_one_bill_makes_a_plan_red() {
    let (rules, debts) = (Rules::uk(), [ours("d1", gbp(100_000))]);
    let stress = |income, spending, amount| {
        let have = means(Currency::GBP, income, spending);
        let offered = options(Some(&monthly(gbp(amount))), &table(&have, &debts, &rules)).unwrap();
        offered.options[0].stress
    };
    // 300.00 left, and a tenth of the pay is 300.00: no penny can be spared in that month.
    assert_eq!(stress(300_000, 270_000, 1), Stress::Red);
    assert_eq!(stress(300_000, 269_999, 1), Stress::Green);
    // A tenth of the pay is 20.00, but a bill of 100.00 would come to more.
    assert_eq!(stress(20_000, 9_000, 1_000), Stress::Green);
    assert_eq!(stress(20_000, 9_000, 1_001), Stress::Red);
}

#[test]
fn nothing_left_means_no_plan_but_time_and_advice() {
    let (rules, have) = (Rules::uk(), means(Currency::GBP, 130_000, 133_800));
    let debts = [ours("d1", gbp(184_000))];
    let proposal = monthly(gbp(100));
    let offered = options(Some(&proposal), &table(&have, &debts, &rules)).unwrap();
    let kinds: Vec<_> = offered.options.iter().map(|option| option.kind).collect();
    use OptionKind::{Advice, NothingNow, Pause, Token, WriteOffReview};
    assert_eq!(kinds, [Token, Pause, NothingNow, Advice, WriteOffReview]);
    assert!(offered.options.iter().all(|option| option.amount.is_zero()));
    assert_eq!(offered.refused[0].refused, Refused::NothingLeft);
}

#[test]
fn we_ask_for_our_share_alone_and_never_for_a_disputed_debt() {
    let (rules, have) = (Rules::uk(), means(Currency::GBP, 140_000, 130_000));
    let other = PlanDebt { holder: Holder::Another, ..ours("d2", gbp(300_000)) };
    let disputed = PlanDebt { barrier: Some(Barrier::Disputed), ..ours("d3", gbp(500_000)) };
    let debts = [ours("d1", gbp(100_000)), other, disputed];
    let offered = options(None, &table(&have, &debts, &rules)).unwrap();
    assert_eq!(offered.shares, [(debt("d1"), gbp(2_250))]);
    let monthly = offered.options.iter().find(|option| option.kind == OptionKind::Monthly).unwrap();
    assert_eq!(monthly.amount, gbp(1_800), "a quarter of 80 % of 90.00");
    assert_eq!(monthly.shares, [(debt("d1"), gbp(1_800))]);
}

#[test]
fn the_american_floor_leaves_pay_alone() {
    let usd = |minor| Money::new(minor, Currency::USD);
    let (rules, have) = (Rules::us(), means(Currency::USD, 100_000, 20_000));
    // 57.50 is all that 1,000.00 of pay has above 942.50; a great surplus changes nothing.
    assert_eq!((have.available, have.ceiling, have.ask), (usd(77_500), usd(5_750), usd(5_750)));
    let debts = [ours("d1", usd(100_000))];
    let over =
        Agreed::new("p".into(), &monthly(usd(6_000)), Proposer::Person, StressSaid::Yes, &table(&have, &debts, &rules));
    assert!(matches!(over, Err(Refused::AboveCeiling { .. })));
}

#[test]
fn unpaid_priority_bills_block_a_plan() {
    let (rules, have) = (Rules::uk(), means(Currency::GBP, 140_000, 130_000));
    let (debts, unpaid) = ([ours("d1", gbp(100_000))], ["council tax".to_owned()]);
    let table = Table { unpaid_priority: &unpaid, ..table(&have, &debts, &rules) };
    let offered = options(Some(&monthly(gbp(1_000))), &table).unwrap();
    assert!(offered.options.iter().all(|option| option.amount.is_zero()));
    assert!(matches!(offered.refused[0].refused, Refused::PriorityUnpaid(_)));
}

#[test]
fn the_stream_is_strict_and_says_why() {
    let line = r#"{"id": "h1", "budget": {"income": [{"name": "wages", "amount": "1400.00 GBP", "every": "month"}],
        "spending": [{"name": "rent", "amount": "1300.00 GBP", "every": "month", "category": "priority"}]},
        "debts": [{"id": "d1", "kind": "credit_card", "creditor": "x", "balance": "500.00 GBP"}],
        "proposal": {"amount": "95.00 GBP", "every": "month"}}"#;
    let input: PlanInput = serde_json::from_str(line).unwrap();
    let output = options_for(&input, date(2027, 3, 1)).unwrap();
    assert_eq!(output.available, gbp(9_000));
    assert_eq!(output.refused.len(), 1);
    assert!(output.refused[0].why.contains("£90.00"), "{}", output.refused[0].why);
    let monthly = output.options.iter().find(|option| option.kind == OptionKind::Monthly).unwrap();
    assert_eq!(
        (monthly.amount, monthly.first, monthly.last, monthly.total, monthly.leaves),
        (gbp(7_200), Some(date(2027, 3, 8)), Some(date(2027, 9, 8)), gbp(50_000), gbp(2_800))
    );
    let wrong = line.replace("\"proposal\"", "\"propsal\"");
    assert!(serde_json::from_str::<PlanInput>(&wrong).unwrap_err().to_string().contains("propsal"));
}

type Lines = Vec<(i64, Every)>;

fn household() -> impl Strategy<Value = (Currency, Lines, Lines, Vec<i64>, Option<(i64, Every)>)> {
    let every = || prop::sample::select(vec![Every::Week, Every::TwoWeeks, Every::FourWeeks, Every::Month]);
    (
        prop::sample::select(vec![Currency::GBP, Currency::USD]),
        prop::collection::vec((0i64..200_000, every()), 0..4),
        prop::collection::vec((0i64..60_000, every()), 0..8),
        prop::collection::vec(0i64..1_500_000, 1..6),
        prop::option::of((1i64..80_000, every())),
    )
}

fn input(
    currency: Currency,
    income: &[(i64, Every)],
    spending: &[(i64, Every)],
    debts: &[i64],
    proposal: Option<(i64, Every)>,
) -> PlanInput {
    let money = |minor: i64| Money::new(minor, currency);
    let json = serde_json::json!({
        "id": "h",
        "budget": {
            "income": income.iter().map(|(a, e)| serde_json::json!({"name": "pay", "amount": money(*a), "every": e})).collect::<Vec<_>>(),
            "spending": spending.iter().map(|(a, e)| serde_json::json!({"name": "need", "amount": money(*a), "every": e})).collect::<Vec<_>>(),
        },
        "debts": debts.iter().enumerate().map(|(i, b)| serde_json::json!({"id": format!("d{i}"), "kind": "other", "creditor": "x", "balance": money(*b)})).collect::<Vec<_>>(),
        "proposal": proposal.map(|(a, e)| serde_json::json!({"amount": money(a), "every": e})),
    });
    serde_json::from_value(json).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_option_is_above_the_ceiling_in_a_thousand_households(
        (currency, income, spending, debts, proposal) in household()
    ) {
        let output = options_for(&input(currency, &income, &spending, &debts, proposal), date(2027, 3, 1)).unwrap();
        let four_fifths = output.available.minor() * 4 / 5;
        for option in &output.options {
            let Some(every) = option.every else {
                prop_assert!(option.amount.is_zero() && option.total.is_zero());
                continue;
            };
            let month = every.to_month(option.amount, Rounding::Up).unwrap();
            prop_assert!(month.minor() <= output.available.minor(), "{:?} {} of {}", option.kind, month, output.available);
            if option.kind != OptionKind::Yours {
                prop_assert!(month.minor() <= four_fifths, "{:?}", option.kind);
                if let Some((theirs, every)) = proposal {
                    let theirs = every.to_month(Money::new(theirs, currency), Rounding::Up).unwrap();
                    prop_assert!(month.minor() <= theirs.minor());
                }
            }
            prop_assert!(option.first.unwrap() >= date(2027, 3, 1));
            prop_assert!(option.last.is_none_or(|last| last >= option.first.unwrap()));
        }
        prop_assert!(output.options.iter().any(|option| option.kind == OptionKind::Pause));
        let shared: i64 = output.shares.values().map(|share| share.minor()).sum();
        prop_assert!(shared <= output.available.minor());
        if let Some((theirs, every)) = proposal {
            let month = every.to_month(Money::new(theirs, currency), Rounding::Up).unwrap();
            prop_assert!(month.minor() <= output.available.minor() || output.refused.len() == 1);
        }
    }

    #[test]
    fn raising_an_essential_never_raises_the_ask(
        (currency, income, spending, debts, _) in household(),
        (which, more) in (any::<prop::sample::Index>(), 1i64..30_000),
    ) {
        prop_assume!(!spending.is_empty());
        let mut dearer = spending.clone();
        let place = which.index(dearer.len());
        dearer[place].0 += more;
        let ask = |spending: &[(i64, Every)]| {
            let output = options_for(&input(currency, &income, spending, &debts, None), date(2027, 3, 1)).unwrap();
            let most = output.options.iter().map(|o| o.amount.minor()).max().unwrap();
            (output.available.minor(), most, output.shares)
        };
        let (before, after) = (ask(&spending), ask(&dearer));
        prop_assert!(after.0 <= before.0);
        prop_assert!(after.1 <= before.1);
    }

    #[test]
    fn shares_are_fair_and_never_pass_what_is_there(
        available in 0i64..500_000,
        balances in prop::collection::vec(0i64..2_000_000, 0..30),
    ) {
        let owed: Vec<_> = balances.iter().copied().map(gbp).collect();
        let shares = pro_rata(gbp(available), &owed).unwrap();
        let total: i128 = balances.iter().map(|b| i128::from(*b)).sum();
        let sum: i64 = shares.iter().map(|share| share.minor()).sum();
        prop_assert!(sum <= available);
        for (share, balance) in shares.iter().zip(&balances) {
            prop_assert!(share.minor() >= 0 && share.minor() <= *balance);
            if total > 0 {
                let exact = i128::from(available).min(total) * i128::from(*balance);
                // Within a penny of the exact share, always.
                prop_assert!((i128::from(share.minor()) * total - exact).abs() <= total);
            }
        }
    }
}

#[test]
fn every_reason_can_be_read_by_anyone() {
    let rich = input(
        Currency::GBP,
        &[(200_000, Every::Month)],
        &[(120_000, Every::Month)],
        &[900_000],
        Some((60_000, Every::Month)),
    );
    let poor = input(
        Currency::USD,
        &[(100_000, Every::Month)],
        &[(120_000, Every::Month)],
        &[900_000],
        Some((60_000, Every::Month)),
    );
    for input in [rich, poor] {
        let output = options_for(&input, date(2027, 3, 1)).unwrap();
        let whys = output.options.iter().map(|o| &o.why).chain(output.refused.iter().map(|r| &r.why));
        for why in whys {
            for sentence in why.split_terminator(['.', '?', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{words} words: {sentence}");
            }
            let banned = ["must", "fail", "final", "legal", "urgent", "debtor", "immediately", "!"];
            assert!(banned.iter().all(|word| !why.contains(word)), "{why}");
        }
    }
}
