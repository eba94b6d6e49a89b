//! Offers: the same for everyone alike, within the creditor's authority, whatever the day.

use facts::Currency;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{debt, gbp};
use crate::budget::{Allowances, Budget, Every, Heading, Income, IncomeKind, Item, Said, Spending, Totals, total};
use crate::plan::{
    AdviserOffer, AdviserVerdict, Agreed, Authority, Available, Holder, OptionKind, PlanDebt, Proposal, Proposer,
    Refused, Rules, SettlementOffer, StressSaid, Table, Towards, available, options, settlement_sum, weigh_offer,
};

fn means(income: i64, groceries: i64) -> (Totals, Available) {
    let mut budget = Budget::new(Currency::GBP);
    let said = Said::Exactly(gbp(income));
    let kind = IncomeKind::Wages;
    budget.income.push(Income { line: "i".into(), name: "pay".into(), kind, said, every: Every::Month, varying: None });
    let said = Said::Exactly(gbp(groceries));
    let item = Item::Groceries;
    budget.spending.push(Spending { line: "s".into(), name: "food".into(), item, said, every: Every::Month });
    let totals = total(&budget, &Allowances::none()).unwrap();
    let available = available(&totals, gbp(0), &Rules::uk()).unwrap();
    (totals, available)
}

fn kinds_and_sums(
    today: Date,
    income: i64,
    balance: i64,
    authority: Option<&Authority>,
) -> Vec<(OptionKind, i64, i64)> {
    let (rules, (_, have)) = (Rules::uk(), means(income, 30_000));
    let debts = [PlanDebt { debt: debt("d1"), balance: gbp(balance), holder: Holder::Us, barrier: None }];
    let table =
        Table { available: &have, debts: &debts, rules: &rules, payday: None, authority, unpaid_priority: &[], today };
    let offered = options(None, &table).unwrap();
    offered.options.iter().map(|o| (o.kind, o.amount.minor(), o.total.minor())).collect()
}

fn authority() -> Authority {
    Authority { settle_at: Some("60".parse().unwrap()), write_down: Some("25".parse().unwrap()) }
}

#[test]
fn relief_and_settlement_are_offered_within_the_authority_alone() {
    let day = date(2027, 3, 1);
    let without = kinds_and_sums(day, 60_000, 200_000, None);
    assert!(without.iter().all(|(kind, ..)| !matches!(kind, OptionKind::Relief | OptionKind::Settlement)));
    let with = kinds_and_sums(day, 60_000, 200_000, Some(&authority()));
    let total = |kind| with.iter().find(|(k, ..)| *k == kind).unwrap().2;
    assert_eq!((total(OptionKind::Relief), total(OptionKind::Settlement)), (150_000, 120_000));
}

#[test]
fn a_settlement_stays_open_and_never_gets_worse() {
    let debts = [(debt("d1"), gbp(100_001))];
    let offer =
        SettlementOffer::new("s1".into(), &debts, gbp(100_001), &authority(), date(2027, 3, 31)).unwrap().unwrap();
    assert_eq!((offer.sum, offer.given_up, offer.open_until), (gbp(60_001), gbp(40_000), date(2027, 4, 30)));
    let again = offer.renewed(date(2027, 6, 1));
    assert_eq!((again.sum, again.open_until), (offer.sum, date(2027, 7, 1)));
    let none = Authority { settle_at: None, write_down: None };
    assert_eq!(settlement_sum(gbp(100_001), &none).unwrap(), None);
}

#[test]
fn what_an_adviser_sends_within_the_guideline_is_accepted() {
    let allowances = Allowances { amounts: vec![(Heading::FoodAndHousekeeping, gbp(35_500))], ..Allowances::none() };
    let weigh = |groceries: i64, offer: i64, share: i64| {
        let (totals, have) = means(60_000, groceries);
        let (totals, available) = (&totals, &have);
        let (offer, our_share) = (gbp(offer), gbp(share));
        weigh_offer(&AdviserOffer { totals, allowances: &allowances, available, offer, our_share }).unwrap()
    };
    assert_eq!(weigh(35_500, 5_000, 5_000), AdviserVerdict::Accepted);
    assert!(matches!(weigh(35_501, 5_000, 5_000), AdviserVerdict::AskWord(_)));
    assert_eq!(weigh(35_500, 4_999, 5_000), AdviserVerdict::Human);
    assert_eq!(weigh(35_500, 24_000, 5_000), AdviserVerdict::TooMuch);
}

#[test]
fn nobody_agrees_to_less_than_the_creditor_allows() {
    let (rules, (_, have)) = (Rules::uk(), means(60_000, 30_000));
    let owes =
        |id: &str, balance: i64| PlanDebt { debt: debt(id), balance: gbp(balance), holder: Holder::Us, barrier: None };
    let debts = [owes("d1", 100_000), owes("d2", 33_333)];
    let allowed = authority();
    let agree = |authority: Option<&Authority>, towards: Towards| {
        let today = date(2027, 3, 1);
        let (available, debts, rules) = (&have, &debts[..], &rules);
        let table = Table { available, debts, rules, payday: None, authority, unpaid_priority: &[], today };
        let proposal = Proposal { amount: gbp(5_000), every: Every::Month, first: None, towards };
        Agreed::new("p".into(), &proposal, Proposer::Person, StressSaid::Yes, &table)
    };
    for towards in [Towards::Settlement, Towards::Relief] {
        assert_eq!(agree(None, towards), Err(Refused::NoAuthority));
    }
    let settled = agree(Some(&allowed), Towards::Settlement).unwrap();
    // 60 % of 1,333.33 is 799.998: never a penny less than what the creditor allows.
    assert_eq!(settled.terms().total, gbp(80_000));
    assert_eq!(settled.terms().given_up, [(debt("d1"), gbp(40_000)), (debt("d2"), gbp(13_333))]);
    assert_eq!(agree(Some(&allowed), Towards::Relief).unwrap().terms().total, gbp(100_000));
    assert_eq!(agree(None, Towards::Whole).unwrap().terms().given_up, []);
}

#[test]
fn what_several_creditors_allow_together_is_no_more_than_each_allows() {
    let strict = Authority { settle_at: Some("80".parse().unwrap()), write_down: Some("10".parse().unwrap()) };
    let kind = authority();
    assert_eq!(Authority::of_all([Some(&strict), Some(&kind)]), Some(strict.clone()));
    assert_eq!(Authority::of_all([Some(&kind), None]), None, "one has allowed nothing");
    assert_eq!(Authority::of_all([]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_day_of_the_month_gives_a_better_offer(
        (one, other) in (1i8..29, 1i8..29),
        (month, later) in (1i8..13, 1i8..13),
        income in 20_000i64..200_000,
        balance in 0i64..900_000,
    ) {
        let authority = authority();
        let first = kinds_and_sums(date(2027, month, one), income, balance, Some(&authority));
        let second = kinds_and_sums(date(2028, later, other), income, balance, Some(&authority));
        prop_assert_eq!(first, second);
    }
}
