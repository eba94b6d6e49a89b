//! Plans: nobody agrees one above the means; a year of one with two misses, a pause and a reversal reconciles.

use casework::budget::BudgetSheetError;
use casework::payment::{From, Method, NewPayment, TakenBack, Wish, receive, reverse};
use casework::plan::{Looked, NewPlan, PlanError, agree, change, life, look, options, running};
use casework::promise::{Given, give, rates, settle, take};
use casework::{books, budget, statement};
use facts::{Currency, Money};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use money::budget::{Change, Edit, Every, IncomeKind, Item, Said};
use money::plan::{OptionKind, PlanEvent, Proposal, Proposer, Refused, State, StressSaid, Towards};
use store::{DossierId, PlanId};

use crate::support::{ADA, Fresh, HEADER, MORNING, Memory, Mood, at, house, on_engines};

pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

/// Ten in the morning in New York on a day, or eleven.
pub fn morning(day: Date) -> Timestamp {
    day.at(15, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

pub fn ada_with_means(fresh: &Fresh, spends: i64) -> DossierId {
    let large = ADA.replace("120.50", "900.00");
    fresh.place("ada.csv", format!("{HEADER}{large}")).unwrap();
    let ada = fresh.people()[0];
    let edits = [
        Edit::AddIncome {
            line: "pay".into(),
            name: "pay".to_owned(),
            kind: IncomeKind::Wages,
            said: Said::Exactly(usd(300_000)),
            every: Every::Month,
        },
        Edit::AddSpending {
            line: "rent".into(),
            name: "rent".to_owned(),
            item: Item::Rent,
            said: Said::Exactly(usd(spends)),
            every: Every::Month,
        },
    ];
    for (nth, what) in (0..).zip(edits) {
        let one = Change { who: "ada".to_owned(), at: at(MORNING), nth, what };
        for _ in 0..2 {
            fresh.store.write(|tx| budget::change(tx, ada, Currency::USD, &one)).unwrap();
        }
    }
    ada
}

fn monthly(amount: i64) -> Proposal {
    Proposal { amount: usd(amount), every: Every::Month, first: Some(date(2026, 12, 1)), towards: Towards::Whole }
}

fn propose(fresh: &Fresh, ada: DossierId, amount: i64, proposer: Proposer<'_>) -> Result<PlanId, PlanError> {
    let proposal = monthly(amount);
    let new = NewPlan { dossier: ada, proposal, proposer, said: StressSaid::Yes, by: "amara" };
    fresh.store.write(|tx| agree(tx, &house(), &new, at(MORNING)))
}

pub fn pay(fresh: &Fresh, ada: DossierId, key: &str, amount: i64, on: Date) -> store::PaymentId {
    let new = NewPayment {
        key,
        dossier: ada,
        amount: usd(amount),
        on,
        method: Method::BankTransfer,
        reference: None,
        wish: Wish::default(),
        from: From::Outside,
        by: "bank",
    };
    fresh.store.write(|tx| receive(tx, &new, morning(on))).unwrap().payment
}

#[test]
fn nobody_agrees_a_plan_above_the_means() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 250_000);
        let offers = fresh.store.read(|tx| options(tx, ada, Some(&monthly(5_000)), date(2026, 11, 24))).unwrap();
        assert_eq!(offers.offered.options[0].kind, OptionKind::Yours);
        let ceiling = offers.available.ceiling.minor();
        assert!(ceiling > 0 && offers.offered.options.iter().all(|o| o.amount.minor() <= ceiling));
        let us = Proposer::Us { theirs: None };
        for proposer in [Proposer::Person, us] {
            let above = propose(fresh, ada, ceiling + 1, proposer);
            assert!(matches!(above, Err(PlanError::Refused(Refused::AboveCeiling { .. }))), "{above:?}");
        }
        let ours = propose(fresh, ada, ceiling, us);
        assert!(matches!(ours, Err(PlanError::Refused(Refused::AboveAsk { .. }))), "{ours:?}");
        assert_eq!(fresh.store.read(|tx| running(tx, ada)).unwrap(), None, "what is refused leaves nothing");
        let id = propose(fresh, ada, ceiling, Proposer::Person).unwrap();
        assert!(matches!(propose(fresh, ada, 1, us), Err(PlanError::Runs(known)) if known == id));
    });
}

#[test]
fn a_household_that_needs_all_of_it_is_asked_for_nothing() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 300_000);
        let refused = propose(fresh, ada, 100, Proposer::Person);
        assert!(matches!(refused, Err(PlanError::Refused(Refused::NothingLeft))), "{refused:?}");
    });
}

#[test]
fn a_budget_goes_out_and_comes_in_as_a_file() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 100_000);
        let file = fresh.store.read(|tx| budget::export(tx, ada, Currency::USD, date(2026, 11, 24), "ada")).unwrap();
        let json = serde_json::to_string(&file).unwrap().replace("1000.00 USD", "1100.00 USD");
        for _ in 0..2 {
            fresh.store.write(|tx| budget::import(tx, ada, &json, at(MORNING), "an adviser")).unwrap();
        }
        let now = fresh.store.read(|tx| budget::household(tx, ada, Currency::USD)).unwrap();
        assert_eq!((now.changes, now.budget.spending.len()), (3, 1));
        assert_eq!(now.budget.spending[0].said, Said::Exactly(usd(110_000)));
        assert!(fresh.store.write(|tx| budget::import(tx, ada, "{}", at(MORNING), "x")).is_err());
    });
}

#[test]
fn a_bill_that_comes_first_and_is_unpaid_stands_before_a_plan() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let rent = budget::Around { unpaid_priority: vec!["rent".to_owned()], ..budget::Around::default() };
        let say = |around: &budget::Around| {
            fresh.store.write(|tx| budget::say_around(tx, ada, around, at(MORNING), "ada")).unwrap();
        };
        say(&rent);
        assert_eq!(fresh.store.read(|tx| budget::household(tx, ada, Currency::USD)).unwrap().around, rent);
        assert!(propose(fresh, ada, 10_000, Proposer::Person).is_err(), "the rent comes first (A-05)");
    });
}

#[test]
fn a_first_payment_that_does_not_come_gets_one_kind_check_in() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        fresh.round(at(MORNING));
        assert_eq!(fresh.deliver(&mut Memory::new(Mood::Takes), at(MORNING)).sent, 1);
        let id = propose(fresh, ada, 10_000, Proposer::Person).unwrap();
        let looked = |day: Date| fresh.store.write(|tx| look(tx, &house(), id, morning(day))).unwrap();
        assert_eq!(looked(date(2026, 12, 8)), Looked::CheckedIn);
        assert_ne!(looked(date(2026, 12, 9)), Looked::CheckedIn, "once for each payment");
        let mut courier = Memory::new(Mood::Takes);
        let hour = fresh.outbox(ada).iter().map(|row| row.not_before).max().unwrap();
        assert_eq!(fresh.deliver(&mut courier, hour).sent, 1);
        let text = courier.carried.values().next().unwrap().0.message.text();
        for words in [
            "The payment planned for December 1, 2026 did not come.",
            "$100.00",
            "Later",
            "Smaller",
            "A pause",
            "A chat",
        ] {
            assert!(text.contains(words), "{words}:\n{text}");
        }
    });
}

#[test]
fn a_year_of_a_plan_with_two_misses_a_pause_and_a_reversal() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let id = propose(fresh, ada, 10_000, Proposer::Person).unwrap();
        let looked = |day: Date| fresh.store.write(|tx| look(tx, &house(), id, morning(day))).unwrap();
        let does = |key: &str, event: PlanEvent, day: Date| {
            fresh.store.write(|tx| change(tx, id, (key, &event), morning(day), "ada").map(|_| ())).unwrap();
        };
        pay(fresh, ada, "dec", 10_000, date(2026, 12, 1));
        let january = pay(fresh, ada, "jan", 10_000, date(2027, 1, 1));
        // The bank takes January back: it is laid out anew, and nothing counts as missed.
        fresh
            .store
            .write(|tx| {
                reverse(tx, january, TakenBack::Returned, date(2027, 1, 12), morning(date(2027, 1, 12)), "bank")
            })
            .unwrap();
        assert_eq!(looked(date(2027, 1, 13)), Looked::Well);
        assert_eq!(fresh.tasks(ada), ["payment_taken_back", "plan_review"]);
        // February does not come: one check-in. March neither: a human.
        assert_eq!(looked(date(2027, 2, 8)), Looked::CheckedIn);
        assert_eq!(looked(date(2027, 3, 8)), Looked::Human);
        assert!(fresh.tasks(ada).contains(&"plan_missed".to_owned()));
        does("pause", PlanEvent::Paused { on: date(2027, 3, 9), until: date(2027, 4, 20) }, date(2027, 3, 9));
        let paused = fresh.store.read(|tx| life(tx, id)).unwrap();
        assert_eq!(paused.life.state(date(2027, 4, 1)).unwrap(), State::Paused { until: date(2027, 4, 20) });
        assert_eq!(looked(date(2027, 4, 1)), Looked::Well);
        does("restart", PlanEvent::Restarted { on: date(2027, 4, 20), first: date(2027, 5, 3) }, date(2027, 4, 20));
        does("smaller", PlanEvent::Resized { on: date(2027, 4, 20), amount: usd(8_000) }, date(2027, 4, 20));
        does("smaller", PlanEvent::Resized { on: date(2027, 4, 20), amount: usd(8_000) }, date(2027, 4, 21));
        let mut day = date(2027, 5, 3);
        for month in 0..10 {
            pay(fresh, ada, &format!("m{month}"), 8_000, day);
            day = day.saturating_add(1.month());
        }
        let end = fresh.store.read(|tx| life(tx, id)).unwrap();
        assert_eq!((end.life.state(day).unwrap(), end.life.left().unwrap()), (State::Finished, usd(0)));
        assert_eq!(fresh.store.read(|tx| running(tx, ada)).unwrap(), None);
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(0)));
        // The statements of each quarter lead into each other, and all of them to nothing.
        let mut opening = usd(0);
        for from in [date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1)] {
            let until = from.saturating_add(3.months()).saturating_sub(1.day());
            let one = fresh.store.read(|tx| statement::statements(tx, ada, (from, until))).unwrap().remove(0);
            assert_eq!(one.statement.opening, opening);
            assert!(one.statement.reconciles());
            opening = one.statement.closing;
        }
        let all = (date(2026, 1, 1), date(2029, 1, 1));
        let whole = fresh.store.read(|tx| statement::statements(tx, ada, all)).unwrap().remove(0);
        assert_eq!((whole.statement.rows.len(), whole.statement.closing), (14, usd(0)));
        let trial = fresh.store.read(store::journal::trial).unwrap();
        assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn two_who_write_at_once_never_overwrite_each_other() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let resize = |who: &str, minor: i64| Change {
            who: who.to_owned(),
            at: at(MORNING),
            nth: 9,
            what: Edit::AddSpending {
                line: format!("{who}_care").into(),
                name: "care".to_owned(),
                item: Item::Rent,
                said: Said::Exactly(usd(minor)),
                every: Every::Month,
            },
        };
        let (hers, his) = (resize("ada", 5_000), resize("amara", 7_000));
        // Both saw the sheet at two changes, and both press the button at the same moment.
        let outcomes: Vec<Result<(), BudgetSheetError>> = std::thread::scope(|scope| {
            let threads = [&hers, &his].map(|change| {
                scope.spawn(move || fresh.store.write(|tx| budget::change_at(tx, ada, Currency::USD, change, 2)))
            });
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|one| one.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().any(|one| matches!(one, Err(BudgetSheetError::Moved { expected: 2, now: 3 }))));
        let winner = if outcomes[0].is_ok() { &hers } else { &his };
        fresh.store.write(|tx| budget::change_at(tx, ada, Currency::USD, winner, 2)).unwrap();
        let all = fresh.store.read(|tx| budget::changes(tx, ada)).unwrap();
        let who: Vec<&str> = all.iter().map(|one| one.by.as_str()).collect();
        assert_eq!(who, ["ada", "ada", winner.who.as_str()], "each with who and when, the same again once");
    });
}

#[test]
fn two_agents_who_agree_a_plan_at_once_make_one() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let made: Vec<Result<PlanId, PlanError>> = std::thread::scope(|scope| {
            let threads =
                [10_000, 12_000].map(|amount| scope.spawn(move || propose(fresh, ada, amount, Proposer::Person)));
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(made.iter().filter(|one| one.is_ok()).count(), 1, "{made:?}");
        assert!(made.iter().any(|one| matches!(one, Err(PlanError::Runs(_)))), "{made:?}");
    });
}

#[test]
fn promises_of_both_sides_are_kept_in_mind_and_counted() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let day = |day: i8| casework::promise::end_of_day(date(2026, 12, day));
        let given = |what: &'static str, id: &'static str, due: i8| Given {
            dossier: ada,
            what,
            due: day(due),
            by: "amara",
            id,
        };
        let (call, letter, theirs) =
            (given("call you back", "a", 1), given("write by Friday", "b", 4), given("pay $20", "c", 2));
        let ours = fresh.store.write(|tx| give(tx, &call, at(MORNING))).unwrap().unwrap();
        assert_eq!(fresh.store.write(|tx| give(tx, &call, at(MORNING))).unwrap(), None);
        fresh.store.write(|tx| give(tx, &letter, at(MORNING))).unwrap();
        fresh.store.write(|tx| take(tx, &theirs, at(MORNING))).unwrap().unwrap();
        assert_eq!(fresh.store.write(|tx| take(tx, &theirs, at(MORNING))).unwrap(), None);
        let rated = |day: Date| fresh.store.read(|tx| rates(tx, morning(day))).unwrap();
        assert_eq!((rated(date(2026, 11, 25)).ours.of, rated(date(2026, 11, 25)).theirs.of), (0, 0));
        let kept = facts::PromiseOutcome::Kept;
        fresh.store.write(|tx| settle(tx, ada, ours, kept, "amara", morning(date(2026, 11, 30)))).unwrap();
        let later = rated(date(2026, 12, 10));
        // One of ours was kept in time, one is overdue; theirs is overdue.
        assert_eq!(((later.ours.kept, later.ours.of), (later.theirs.kept, later.theirs.of)), ((1, 2), (0, 1)));
        pay(fresh, ada, "came", 2_000, date(2026, 12, 2));
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        let open: Vec<&str> = standing.house().promises.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(open, ["write by Friday"], "what they paid kept their promise");
    });
}
