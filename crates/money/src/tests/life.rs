//! A plan as it is lived: misses met with a question, pauses, returns, and a year that reconciles.

use facts::{Currency, Money};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{debt, gbp, person};
use crate::budget::{Allowances, Budget, Every, Income, IncomeKind, Said, total};
use crate::id::{CreditorId, EntryId, PaymentId};
use crate::ledger::write::{self, Arrived, Claim, Head, PaidTo};
use crate::ledger::{
    Account, Journal, Open, Part, Posted, Provenance, Rest, Wish, allocate, explain, statement, trial_balance,
};
use crate::plan::{
    Agreed, CheckInChoice, Holder, Life, LifeError, Next, PlanDebt, PlanEvent, Proposal, Proposer, Reminders,
    ReviewKind, Rules, State, StressSaid, Table, Token, TokenNext, Towards, Trigger, Verdict, WriteOffError,
    WriteOffReview, WriteOffState, available, reviews,
};
use crate::ratio;
use crate::remit::three_way;

/// A hundred pounds available, 1,200.00 owed: 50.00 a month from 1 March 2027.
fn life() -> Life {
    let rules = Rules::uk();
    let mut budget = Budget::new(Currency::GBP);
    budget.income.push(Income {
        line: "i".into(),
        name: "wages".into(),
        kind: IncomeKind::Wages,
        said: Said::Exactly(gbp(12_000)),
        every: Every::Month,
        varying: None,
    });
    let means = available(&total(&budget, &Allowances::none()).unwrap(), gbp(0), &rules).unwrap();
    let debts = [PlanDebt { debt: debt("d1"), balance: gbp(120_000), holder: Holder::Us, barrier: None }];
    let table = Table {
        available: &means,
        debts: &debts,
        rules: &rules,
        payday: None,
        authority: None,
        unpaid_priority: &[],
        today: date(2027, 2, 20),
    };
    let proposal =
        Proposal { amount: gbp(5_000), every: Every::Month, first: Some(date(2027, 3, 1)), towards: Towards::Whole };
    let plan = Agreed::new("plan_1".into(), &proposal, Proposer::Person, StressSaid::Yes, &table).unwrap();
    Life::new(plan, rules.clone()).unwrap()
}

fn pay(life: &mut Life, id: &str, on: Date, amount: i64) {
    life.apply(&PlanEvent::Paid { on, payment: PaymentId::from(id), amount: gbp(amount) }).unwrap();
}

#[test]
fn the_first_miss_is_a_question_and_the_second_a_human() {
    let mut life = life();
    let day = date(2027, 3, 5);
    let next = life.next(day).unwrap();
    let Next::CheckIn { about, choices } = &next[0] else { panic!("{next:?}") };
    assert_eq!((about.due, choices.len()), (date(2027, 3, 1), 4));
    life.apply(&PlanEvent::CheckedIn { on: day, about: about.due, channel: "text".into() }).unwrap();
    assert!(life.next(day).unwrap().iter().all(|n| matches!(n, Next::Review(_))), "asked once, not again");
    // Ten days without an answer: a human.
    assert!(matches!(life.next(date(2027, 3, 11)).unwrap()[0], Next::Human { missed: 1 }));
    assert!(matches!(life.next(date(2027, 4, 5)).unwrap()[0], Next::Human { missed: 2 }));
    life.apply(&PlanEvent::Looked { on: date(2027, 4, 6), by: "amara".into() }).unwrap();
    assert!(life.next(date(2027, 4, 6)).unwrap().iter().all(|n| !matches!(n, Next::Human { .. })));
}

#[test]
fn nothing_is_missed_before_the_days_of_grace() {
    let life = life();
    assert_eq!(life.missed(date(2027, 3, 4)).unwrap(), []);
    assert_eq!(life.missed(date(2027, 3, 5)).unwrap().len(), 1);
}

#[test]
fn a_note_before_a_payment_goes_out_twice_and_only_where_it_is_wanted() {
    let mut life = life();
    let due = date(2027, 3, 1);
    for day in [date(2027, 2, 24), date(2027, 2, 28)] {
        assert_eq!(life.next(day).unwrap(), [], "nobody gets one unasked");
    }
    life.apply(&PlanEvent::Reminders { on: date(2027, 2, 20), wish: Reminders::Wanted }).unwrap();
    assert_eq!(life.next(date(2027, 2, 23)).unwrap(), []);
    let reminds = |life: &Life, day| matches!(life.next(day).unwrap()[..], [Next::Remind(i)] if i.due == due);
    // A day on which nobody looked is made up for on the next.
    assert!(reminds(&life, date(2027, 2, 24)) && reminds(&life, date(2027, 2, 25)));
    life.apply(&PlanEvent::Reminded { on: date(2027, 2, 25), about: due }).unwrap();
    assert_eq!(life.next(date(2027, 2, 26)).unwrap(), []);
    assert!(reminds(&life, date(2027, 2, 28)));
    life.apply(&PlanEvent::Reminded { on: date(2027, 2, 28), about: due }).unwrap();
    assert_eq!(life.next(date(2027, 2, 28)).unwrap(), []);
}

#[test]
fn a_review_asks_a_human_once() {
    let mut life = life();
    pay(&mut life, "p1", date(2027, 3, 1), 5_000);
    let asks = |life: &Life| life.next(date(2027, 3, 2)).unwrap().iter().any(|n| matches!(n, Next::Review(_)));
    assert!(asks(&life));
    life.apply(&PlanEvent::ReviewAsked { on: date(2027, 3, 2), about: date(2027, 3, 1) }).unwrap();
    assert!(!asks(&life));
}

#[test]
fn we_never_end_a_plan_in_haste() {
    let mut life = life();
    let ended = |on| PlanEvent::EndedByUs { on, by: "amara".into() };
    let asked = |on, channel: &str| PlanEvent::CheckedIn { on, about: date(2027, 3, 1), channel: channel.into() };
    life.apply(&asked(date(2027, 3, 5), "text")).unwrap();
    assert!(matches!(life.apply(&ended(date(2027, 3, 30))), Err(LifeError::TooSoon { .. })));
    assert!(matches!(life.apply(&ended(date(2027, 4, 20))), Err(LifeError::TooSoon { .. })), "one channel only");
    life.apply(&asked(date(2027, 3, 15), "text")).unwrap();
    assert!(life.may_end(date(2027, 4, 20)).is_err());
    life.apply(&asked(date(2027, 3, 16), "letter")).unwrap();
    life.apply(&ended(date(2027, 3, 31))).unwrap();
    assert_eq!(life.state(date(2027, 4, 1)).unwrap(), State::Ended);
    assert_eq!(life.apply(&PlanEvent::Skipped { on: date(2027, 4, 1) }), Err(LifeError::Over));
}

#[test]
fn the_person_skips_delays_resizes_and_restarts_alone() {
    let mut life = life();
    life.apply(&PlanEvent::Skipped { on: date(2027, 2, 27) }).unwrap();
    assert_eq!(life.instalments()[0].due, date(2027, 4, 1));
    assert_eq!(life.instalments().len(), 24, "what is skipped comes at the end");
    assert!(life.apply(&PlanEvent::Skipped { on: date(2027, 3, 30) }).is_err(), "one a quarter");
    life.apply(&PlanEvent::Delayed { on: date(2027, 3, 30), to: date(2027, 4, 20) }).unwrap();
    assert_eq!(life.instalments()[0].due, date(2027, 4, 20));
    assert!(life.apply(&PlanEvent::Delayed { on: date(2027, 3, 30), to: date(2027, 5, 20) }).is_err());
    life.apply(&PlanEvent::Resized { on: date(2027, 4, 1), amount: gbp(2_500) }).unwrap();
    assert_eq!(life.instalments().len(), 48);
    let over = life.apply(&PlanEvent::Resized { on: date(2027, 4, 1), amount: gbp(20_000) });
    assert!(matches!(over, Err(LifeError::AboveCeiling { .. })), "also the person can't pass the ceiling");
    life.apply(&PlanEvent::Restarted { on: date(2027, 4, 2), first: date(2027, 6, 15) }).unwrap();
    assert_eq!(life.instalments()[0].due, date(2027, 6, 15));
    assert_eq!(life.missed(date(2027, 6, 15)).unwrap(), []);
}

#[test]
fn reviews_come_on_time() {
    let days: Vec<_> = reviews(date(2027, 3, 1), date(2028, 12, 1)).iter().map(|r| (r.on, r.kind)).collect();
    assert_eq!(
        days,
        [
            (date(2027, 3, 1), ReviewKind::FirstPayment),
            (date(2027, 6, 1), ReviewKind::ThirdMonth),
            (date(2027, 12, 1), ReviewKind::HalfYear),
            (date(2028, 6, 1), ReviewKind::HalfYear),
            (date(2028, 12, 1), ReviewKind::HalfYear),
        ]
    );
    let mut life = life();
    pay(&mut life, "p1", date(2027, 3, 1), 5_000);
    assert!(matches!(life.next(date(2027, 3, 1)).unwrap()[..], [Next::Review(_)]));
    life.apply(&PlanEvent::Reviewed { on: date(2027, 3, 1) }).unwrap();
    assert_eq!(life.next(date(2027, 3, 2)).unwrap(), []);
}

#[test]
fn a_token_ends_and_is_looked_at_before() {
    let rules = Rules::uk();
    let token =
        |amount, months| Token::new("t".into(), vec![debt("d1")], gbp(amount), (date(2027, 3, 1), months), &rules);
    assert!(token(101, 6).is_err() && token(100, 13).is_err() && token(0, 6).is_err());
    let mut token = token(100, 12).unwrap();
    assert_eq!((token.until, token.look_from), (date(2028, 2, 29), date(2028, 1, 30)));
    assert_eq!(token.next(date(2028, 1, 29)), TokenNext::Running);
    assert_eq!(token.next(date(2028, 1, 30)), TokenNext::LookDue);
    token.looked = Some(("amara".into(), date(2028, 2, 1)));
    assert_eq!(token.next(date(2028, 2, 29)), TokenNext::Running);
    assert_eq!(token.next(date(2028, 3, 1)), TokenNext::ReviewForWriteOff, "never renewed by silence");
}

#[test]
fn a_debt_is_given_up_by_two_and_not_by_one_twice() {
    let day = date(2027, 3, 1);
    let mut review = WriteOffReview::open(debt("d1"), Trigger::CoercedDebt, day, &[date(2027, 3, 8)]);
    assert_eq!(review.due, date(2027, 3, 16), "ten working days, a holiday left out");
    assert_eq!(review.decide("a".into(), Verdict::WriteOff, "abuse form seen", day), Ok(WriteOffState::Open));
    assert_eq!(review.given_up(), None);
    let again = review.decide("a".into(), Verdict::WriteOff, "sure", day);
    assert_eq!(again, Err(WriteOffError::SamePerson("a".into())));
    assert_eq!(review.decide("b".into(), Verdict::Refuse, "unsure", day), Ok(WriteOffState::Disagreed));
    let third = review.decide("c".into(), Verdict::WriteOff, "agree", day);
    assert_eq!(third, Ok(WriteOffState::Decided(Verdict::WriteOff)));
    assert!(review.given_up().is_some());
}

fn claim() -> Claim {
    Claim::new(&debt("d1"), &CreditorId::from("bank_one"))
}

fn book(journal: &mut Journal, id: &str, on: Date, amount: i64) {
    let owed = explain(&debt("d1"), Currency::GBP, journal.entries()).total().unwrap().amount();
    let open = [Open { debt: debt("d1"), balance: owed, since: on, barrier: None }];
    let spread = allocate(gbp(amount), &open, &Wish { parts: Vec::new(), rest: Rest::Oldest }).unwrap();
    let to: Vec<_> = spread
        .parts
        .iter()
        .map(|part| PaidTo { claim: claim(), parts: vec![(Part::Principal, part.amount)] })
        .collect();
    let head = Head::new(id, on, "payment");
    let entry = write::payment(head, &PaymentId::from(id), &person("ana"), &to, &spread, Arrived::Trust).unwrap();
    assert_eq!(journal.post(entry), Ok(Posted::New));
}

/// A year: two misses, a pause, a returned payment; plan, journal, statement and bank tell the same story.
#[test]
fn a_year_of_a_plan_reconciles() {
    let (mut life, mut journal) = (life(), Journal::default());
    let paper = Provenance::Document { document: "placement 7".into() };
    let parts = [(Part::Principal, gbp(120_000), paper)];
    journal.post(write::placement(Head::new("place", date(2027, 2, 1), "placed"), &claim(), &parts).unwrap()).unwrap();
    let both = |life: &mut Life, journal: &mut Journal, id: &str, on: Date, amount: i64| {
        pay(life, id, on, amount);
        book(journal, id, on, amount);
    };
    both(&mut life, &mut journal, "p1", date(2027, 3, 1), 5_000);
    // April is missed: one question, answered with a smaller payment.
    let day = date(2027, 4, 6);
    assert!(life.next(day).unwrap().iter().any(|n| matches!(n, Next::CheckIn { .. })));
    life.apply(&PlanEvent::CheckedIn { on: day, about: date(2027, 4, 1), channel: "text".into() }).unwrap();
    life.apply(&PlanEvent::Answered { on: day, choice: CheckInChoice::Smaller }).unwrap();
    life.apply(&PlanEvent::Resized { on: day, amount: gbp(3_000) }).unwrap();
    both(&mut life, &mut journal, "p2", date(2027, 5, 3), 3_000);
    // June's payment comes and is returned by the bank: news, not a breach.
    both(&mut life, &mut journal, "p3", date(2027, 6, 1), 3_000);
    life.apply(&PlanEvent::Returned { on: date(2027, 6, 4), payment: PaymentId::from("p3") }).unwrap();
    journal.reverse(&EntryId::from("p3"), EntryId::from("p3_back"), date(2027, 6, 4), "returned").unwrap();
    assert_eq!(life.missed(date(2027, 6, 20)).unwrap(), []);
    // July is missed; a pause over the summer.
    let day = date(2027, 7, 6);
    assert!(life.next(day).unwrap().iter().any(|n| matches!(n, Next::CheckIn { .. })));
    life.apply(&PlanEvent::Paused { on: day, until: date(2027, 9, 30) }).unwrap();
    assert_eq!(life.state(date(2027, 8, 1)).unwrap(), State::Paused { until: date(2027, 9, 30) });
    assert_eq!(life.next(date(2027, 8, 15)).unwrap(), []);
    assert!(matches!(life.next(date(2027, 9, 23)).unwrap()[..], [Next::PauseEnding { .. }]));
    for (id, month) in [("p4", 10), ("p5", 11), ("p6", 12)] {
        both(&mut life, &mut journal, id, date(2027, month, 2), 3_000);
    }
    assert_eq!(life.missed(date(2027, 12, 31)).unwrap(), []);
    // In the new year a gift pays the rest, and a little more.
    both(&mut life, &mut journal, "p7", date(2028, 1, 10), 110_000);
    let left = 120_000 - (5_000 + 3_000 * 4);
    let too_much = gbp(110_000 - left);
    assert_eq!(life.next(date(2028, 1, 11)).unwrap(), [Next::Finished { refund: too_much }]);

    let balance = trial_balance(journal.entries()).unwrap();
    assert!(balance.is_even());
    let refund = Account::RefundDue { person: person("ana") };
    assert_eq!(balance.on(&refund, Currency::GBP), ratio::negated(too_much).unwrap());
    let owed = explain(&debt("d1"), Currency::GBP, journal.entries()).total().unwrap();
    assert_eq!(owed.amount(), life.left().unwrap());
    let year =
        statement(&[debt("d1")], Currency::GBP, journal.entries(), (date(2027, 1, 1), date(2028, 2, 1))).unwrap();
    assert!(year.reconciles());
    assert_eq!((year.opening, year.closing, year.rows.len()), (gbp(0), gbp(0), 9));
    let came = life.paid().unwrap();
    assert!(three_way(came, journal.entries()).unwrap().agrees());
    let again = PlanEvent::Paid { on: date(2028, 1, 10), payment: PaymentId::from("p7"), amount: gbp(110_000) };
    life.apply(&again).unwrap();
    assert_eq!(life.paid().unwrap(), came, "a payment twice is one");
}

fn event() -> impl Strategy<Value = (u8, i64, i64)> {
    (0u8..8, 1i64..9_000, 0i64..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the person does, what is laid out is what is owed, in order, and no payment passes the ceiling.
    #[test]
    fn what_is_laid_out_is_what_is_owed(events in prop::collection::vec(event(), 0..30)) {
        let mut life = life();
        let mut today = date(2027, 2, 21);
        let mut paid: Vec<(PaymentId, Money)> = Vec::new();
        for (i, (kind, amount, days)) in events.into_iter().enumerate() {
            today = today.saturating_add(jiff::Span::new().days(days));
            let later = today.saturating_add(jiff::Span::new().days(days));
            let id = PaymentId::from(format!("p{i}"));
            let event = match kind {
                0 | 1 => {
                    paid.push((id.clone(), gbp(amount)));
                    PlanEvent::Paid { on: today, payment: id, amount: gbp(amount) }
                }
                2 => match paid.pop() {
                    Some((payment, _)) => PlanEvent::Returned { on: today, payment },
                    None => continue,
                },
                3 => PlanEvent::Skipped { on: today },
                4 => PlanEvent::Delayed { on: today, to: later },
                5 => PlanEvent::Resized { on: today, amount: gbp(amount) },
                6 => PlanEvent::Paused { on: today, until: later },
                _ => PlanEvent::Restarted { on: today, first: later },
            };
            // What is refused must change nothing.
            let before = life.clone();
            if life.apply(&event).is_err() {
                prop_assert_eq!(&before, &life);
            }
            let came: i64 = paid.iter().map(|(_, amount)| amount.minor()).sum();
            prop_assert_eq!(life.paid().unwrap().minor(), came);
            let laid: i64 = life.instalments().iter().map(|one| one.amount.minor()).sum();
            if came <= 120_000 && life.instalments().len() < 2_600 {
                prop_assert_eq!(laid, 120_000);
            }
            prop_assert!(life.instalments().iter().all(|one| one.amount.minor() > 0));
        }
    }
}
