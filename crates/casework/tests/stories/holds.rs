//! Holds and charges: what rests bears no interest, is not asked for, and thaws gently; interest only by its rule.

use casework::charge::{self, ChargeError};
use casework::hold::{self, Ending, HoldVerbError, NewHold, Placed, end, extend, place};
use casework::payment::{
    From, GiveAside, Known, Method, NewPayment, PaymentError, TakenBack, Wish, aside, give_aside, receive, refund_due,
    reverse, sorted_out,
};
use casework::plan::{self, NewPlan, agree, running};
use casework::terms::{self, FixedSum, LatePayment, Terms};
use casework::{books, statement};
use facts::{Currency, Debt, DebtId, HoldCause, Invoice, Money};
use jiff::civil::{Date, date};
use money::budget::Every;
use money::holds::Released;
use money::plan::{Proposal, Proposer, State, StressSaid, Towards};
use serde_json::json;
use store::{DossierId, PaymentId};

use crate::plan::{ada_with_means, morning, usd};
use crate::support::{Fresh, MORNING, Memory, Mood, at, house, on_engines};

const TODAY: Date = date(2026, 11, 24);

fn new(dossier: DossierId, key: &str, cause: HoldCause) -> NewHold<'_> {
    NewHold {
        dossier,
        key,
        cause,
        debts: Vec::new(),
        from: None,
        until: None,
        evidence: None,
        words: None,
        by: "amara",
    }
}

fn hold_on(fresh: &Fresh, new: &NewHold<'_>, day: Date) -> Result<Placed, HoldVerbError> {
    fresh.store.write(|tx| place(tx, new, morning(day)))
}

fn ends(
    fresh: &Fresh,
    (ada, id): (DossierId, &str),
    how: Ending,
    by: &str,
    day: Date,
) -> Result<Released, HoldVerbError> {
    fresh.store.write(|tx| end(tx, (ada, id), how, "as they said", morning(day), by))
}

fn looks(fresh: &Fresh, day: Date) -> hold::Looks {
    hold::look_at_due(&fresh.store, morning(day), false).unwrap()
}

fn balance(fresh: &Fresh, ada: DossierId) -> i64 {
    let trial = fresh.store.read(store::journal::trial).unwrap();
    assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0, "{trial:?}");
    fresh.store.read(|tx| books::balance(tx, ada)).unwrap().unwrap().minor()
}

/// Ten per cent a year by a clause of the contract.
fn with_interest(fresh: &Fresh) {
    let terms: Terms = serde_json::from_value(json!({ "interest": [{ "from": "2026-01-01", "until": null,
        "percent": "10", "method": "simple", "rounding": "down",
        "basis": { "from": "clause", "contract": "the card agreement", "clause": "7" } }] }))
    .unwrap();
    fresh.store.write(|tx| terms::set(tx, "mockbank", &terms, at(MORNING), "amara")).unwrap();
}

fn adds(fresh: &Fresh, until: Date) -> Result<i64, ChargeError> {
    let now = morning(until.tomorrow().unwrap());
    let report = charge::run(&fresh.store, "mockbank", until, now, "amara")?;
    Ok(report.added.get("USD").map_or(0, |sum| sum.minor()))
}

fn pay(fresh: &Fresh, ada: DossierId, key: &str, amount: i64, on: Date, seen: Date) -> PaymentId {
    let new = NewPayment {
        key,
        dossier: ada,
        amount: usd(amount),
        on,
        method: Method::Cheque,
        reference: None,
        wish: Wish::default(),
        from: From::Outside,
        by: "amara",
    };
    fresh.store.write(|tx| receive(tx, &new, morning(seen))).unwrap().payment
}

#[test]
fn each_cause_has_its_own_days_and_its_own_way_out() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        for (cause, until, contact_ends) in [
            (HoldCause::Disaster, Some(date(2027, 1, 22)), true),
            (HoldCause::Bereavement, Some(date(2027, 1, 22)), true),
            (HoldCause::Advice, Some(date(2026, 12, 23)), true),
            (HoldCause::Military, None, false),
        ] {
            let key = format!("{cause:?}").to_lowercase();
            let placed = hold_on(fresh, &new(ada, &key, cause), TODAY).unwrap();
            assert_eq!(placed.hold.hold.end, until, "{cause:?}");
            let again = hold_on(fresh, &new(ada, &key, cause), TODAY).unwrap();
            assert_eq!(again.hold, placed.hold);
            let by_person = ends(fresh, (ada, &key), Ending::ByPerson, "amara", TODAY);
            assert_eq!(by_person.is_ok(), contact_ends, "{by_person:?}");
        }
        let told = ends(fresh, (ada, "military"), Ending::ToldEnded { last: TODAY }, "amara", TODAY);
        assert_eq!(told.unwrap(), Released::Yes);
        assert!(ends(fresh, (ada, "no such"), Ending::ByPerson, "amara", TODAY).is_err());
        let far = NewHold { from: Some(date(2027, 6, 1)), ..new(ada, "far", HoldCause::Advice) };
        assert!(matches!(hold_on(fresh, &far, TODAY), Err(HoldVerbError::Begin(_))));
        let strange = NewHold { debts: vec!["d9".parse().unwrap()], ..new(ada, "x", HoldCause::Dispute) };
        assert!(matches!(hold_on(fresh, &strange, TODAY), Err(HoldVerbError::UnknownDebt(_))));
        let short = NewHold { until: Some(date(2026, 12, 1)), ..new(ada, "short", HoldCause::Advice) };
        assert!(hold_on(fresh, &short, TODAY).is_err(), "never less than the cause gives");
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn a_hold_for_safety_ends_when_two_people_say_so_and_never_early() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        hold_on(fresh, &new(ada, "safe", HoldCause::Safety), TODAY).unwrap();
        let by = |by: &str, day: Date| ends(fresh, (ada, "safe"), Ending::OneOfTwo, by, day);
        assert!(by("amara", date(2026, 12, 1)).is_err(), "not before its least time is over");
        assert_eq!(looks(fresh, date(2027, 1, 5)).for_humans, 1);
        assert_eq!(fresh.tasks(ada), ["hold"]);
        assert_eq!(by("amara", date(2027, 1, 5)).unwrap(), Released::OneMore);
        assert!(by("amara", date(2027, 1, 6)).is_err(), "the same person twice");
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        assert_eq!(standing.house().holds.len(), 1);
        assert_eq!(by("ben", date(2027, 1, 6)).unwrap(), Released::Yes);
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        assert_eq!((standing.house().holds.len(), fresh.tasks(ada).len()), (0, 0));
    });
}

#[test]
fn a_note_goes_out_a_week_before_a_hold_ends_once() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let mut courier = Memory::new(Mood::Takes);
        fresh.deliver(&mut courier, at(MORNING));
        hold_on(fresh, &new(ada, "storm", HoldCause::Disaster), date(2026, 11, 25)).unwrap();
        let mut told = |day: Date| {
            let now = morning(day);
            looks(fresh, day);
            fresh.round(now);
            courier.carried.clear();
            fresh.deliver(&mut courier, now);
            let texts = courier.carried.values().map(|(parcel, _)| parcel.message.text());
            texts.collect::<Vec<_>>()
        };
        let text = told(date(2026, 11, 25)).remove(0);
        assert!(text.contains("Until January 23, 2027 nothing is due"), "{text}");
        assert_eq!(told(date(2026, 12, 20)), [""; 0], "it rests");
        extend_until(fresh, ada, "storm", date(2027, 2, 28));
        assert!(told(date(2026, 12, 22)).remove(0).contains("Until February 28, 2027 nothing is due"));
        assert_eq!(told(date(2027, 1, 20)), [""; 0], "it was made longer");
        let text = told(date(2027, 2, 22)).remove(0);
        assert!(text.contains("ends on February 28, 2027") && text.contains("Nothing is due until"), "{text}");
        assert_eq!(told(date(2027, 2, 24)), [""; 0]);
        assert_eq!(looks(fresh, date(2027, 3, 2)).ended, 1);
        assert_eq!(looks(fresh, date(2027, 3, 3)), hold::Looks::default());
    });
}

#[test]
fn what_the_law_gives_ends_with_a_human_and_without_a_letter() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        hold_on(fresh, &new(ada, "space", HoldCause::BreathingSpace), TODAY).unwrap();
        assert_eq!(
            fresh.kinds(ada).iter().filter(|kind| **kind == "status").count(),
            2,
            "placed, and in the law's own words too"
        );
        assert_eq!(looks(fresh, date(2026, 11, 25)).rests, 1);
        assert_eq!(looks(fresh, date(2027, 1, 16)).for_humans, 1);
        assert_eq!(looks(fresh, date(2027, 1, 18)).for_humans, 0);
        assert_eq!(fresh.tasks(ada), ["hold"]);
        let cancelled = Ending::ToldEnded { last: date(2027, 1, 18) };
        ends(fresh, (ada, "space"), cancelled, "amara", date(2027, 1, 18)).unwrap();
        assert!(fresh.tasks(ada).is_empty());
    });
}

fn extend_until(fresh: &Fresh, ada: DossierId, id: &str, until: Date) {
    let now = morning(date(2026, 12, 21));
    fresh.store.write(|tx| extend(tx, (ada, id), until, "they need longer", now, "amara")).unwrap();
    assert!(fresh.store.write(|tx| extend(tx, (ada, id), date(2027, 1, 1), "shorter", now, "amara")).is_err());
}

#[test]
fn interest_runs_by_its_rule_day_by_day_and_never_while_something_rests() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        assert_eq!(adds(fresh, date(2026, 11, 30)).unwrap(), 0, "without a rule there is none");
        with_interest(fresh);
        // 900.00 at 10 % from the day after it was placed: 6 days, 147.9 cents rounded down.
        assert_eq!(adds(fresh, date(2026, 11, 30)).unwrap(), 147);
        assert_eq!(adds(fresh, date(2026, 11, 30)).unwrap(), 0, "once");
        assert!(matches!(
            charge::run(&fresh.store, "mockbank", date(2026, 12, 31), morning(date(2026, 12, 31)), "amara"),
            Err(ChargeError::NotOver { .. })
        ));
        // It rests from 11 December: ten days of December.
        let storm = NewHold { from: Some(date(2026, 12, 11)), ..new(ada, "storm", HoldCause::Disaster) };
        hold_on(fresh, &storm, date(2026, 12, 11)).unwrap();
        assert_eq!(adds(fresh, date(2026, 12, 31)).unwrap(), 246);
        assert_eq!(balance(fresh, ada), 90_000 + 147 + 246);
        // A dispute that was said on 27 November, and heard of in January: what was added since is taken back.
        let earlier = NewHold { from: Some(date(2026, 11, 27)), ..new(ada, "wrong", HoldCause::Dispute) };
        hold_on(fresh, &earlier, date(2027, 1, 4)).unwrap();
        assert_eq!(balance(fresh, ada), 90_000);
        // Two days of November are left: 49.3 cents.
        assert_eq!(adds(fresh, date(2026, 12, 31)).unwrap(), 49);
        let all = fresh.store.read(|tx| statement::statements(tx, ada, (date(2026, 1, 1), date(2028, 1, 1)))).unwrap();
        assert!(all[0].statement.reconciles());
        assert!(all[0].statement.rows.iter().any(|row| row.why.contains("clause 7 of the card agreement")));
    });
}

#[test]
fn a_plan_and_a_word_of_hardship_stop_interest() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        with_interest(fresh);
        let hard = json!({"event": {"event": "statement", "at": "2026-11-26", "by": "p1", "via": "letter",
            "written": true, "about": ["d1"], "means": "hardship"}});
        fresh.record(ada, at(MORNING), hard);
        // One day until it was said; nothing for thirty days after; five days of December.
        assert_eq!(adds(fresh, date(2026, 11, 30)).unwrap(), 24);
        assert_eq!(adds(fresh, date(2026, 12, 31)).unwrap(), 123);
        let proposal = Proposal {
            amount: usd(10_000),
            every: Every::Month,
            first: Some(date(2027, 2, 1)),
            towards: Towards::Whole,
        };
        let new = NewPlan { dossier: ada, proposal, proposer: Proposer::Person, said: StressSaid::Yes, by: "amara" };
        fresh.store.write(|tx| agree(tx, &house(), &new, morning(date(2027, 1, 11)))).unwrap();
        assert_eq!(adds(fresh, date(2027, 3, 31)).unwrap(), 246, "ten days of January, and none of the plan");
    });
}

#[test]
fn a_payment_that_is_entered_late_takes_back_the_interest_of_its_days() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        with_interest(fresh);
        adds(fresh, date(2026, 11, 30)).unwrap();
        assert_eq!(adds(fresh, date(2026, 12, 31)).unwrap(), 764);
        pay(fresh, ada, "cheque", 45_000, date(2026, 12, 16), date(2027, 1, 5));
        assert_eq!(adds(fresh, date(2026, 12, 31)).unwrap(), 369 + 197, "half of it from the sixteenth on");
        assert!(balance(fresh, ada) < 90_000 - 45_000 + 147 + 764);
    });
}

#[test]
fn a_late_invoice_between_traders_bears_the_statutes_interest_and_the_fixed_sum() {
    on_engines(|fresh| {
        let text = "Acct,Owed,Name,State,Email,Street,City,Zip,Born,Since,Then\n\
            7,1000.00,Corner Shop,England,shop@example.com,1 Example Street,Sampleton,AB1 2CD,,2026-01-31,1000.00\n";
        let path = fresh.file("b2b.csv", text);
        let map = crate::support::MAP
            .replace("\"USD\"", "\"GBP\"")
            .replace("\"US\"", "\"GB\"")
            .replace("\"us\"", "\"uk\"")
            .replace("credit_card", "invoice");
        let map = casework::place::Map::parse(&map).unwrap();
        casework::place::place_file(&fresh.store, &path, &map, ("trader", "Trader Ltd"), at(MORNING), false, &|_| {})
            .unwrap();
        let shop = fresh.people()[0];
        let known = fresh.store.read(|tx| casework::dossier::standing(tx, shop)).unwrap().debts()[0].clone();
        let invoice = Invoice { agreed_payment_day: Some(date(2026, 3, 31)), ..Invoice::default() };
        let debt = Debt { invoice: Some(invoice), ..known };
        fresh.record(shop, at(MORNING), json!({"house": {"event": "recorded", "at": "2026-11-24", "debts": [debt]}}));
        let add = |until: Date| {
            charge::run(&fresh.store, "trader", until, morning(until.tomorrow().unwrap()), "amara")
                .map(|report| report.added.get("GBP").map_or(0, |sum| sum.minor()))
        };
        let set = |late: LatePayment| {
            let terms = Terms { late_payment: Some(late), ..Terms::default() };
            fresh.store.write(|tx| terms::set(tx, "trader", &terms, at(MORNING), "amara")).unwrap();
        };
        set(LatePayment { fixed_sum: FixedSum::Claimed, ..LatePayment::default() });
        // Late from 1 April 2026: 8 % above the 3.75 % of 31 December 2025, for six days, and £70.
        assert_eq!(add(date(2026, 11, 30)).unwrap(), 193 + 7_000);
        assert_eq!(add(date(2026, 12, 31)).unwrap(), 998);
        let said = fresh.store.read(|tx| statement::statements(tx, shop, (TODAY, date(2027, 1, 31)))).unwrap();
        let whys: Vec<&str> = said[0].statement.rows.iter().map(|row| row.why.as_str()).collect();
        assert!(whys.iter().any(|why| why.contains("SI 2002/1675 art 4") && why.contains("3.75")), "{whys:?}");
    });
}

#[test]
fn money_that_waited_goes_to_the_debt_or_back_when_they_say_so() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let d1: DebtId = "d1".parse().unwrap();
        let dispute = json!({"event": {"event": "statement", "at": "2026-11-23", "by": "p1", "via": "letter",
            "written": true, "about": ["d1"], "means": "dispute", "reason": "not mine"}});
        fresh.record(ada, at(MORNING), dispute);
        hold_on(fresh, &NewHold { debts: vec![d1.clone()], ..new(ada, "wrong", HoldCause::Dispute) }, TODAY).unwrap();
        let paid = pay(fresh, ada, "k", 5_000, TODAY, TODAY);
        let waits = || fresh.store.read(|tx| aside(tx, ada, Currency::USD)).unwrap().minor();
        assert_eq!((waits(), balance(fresh, ada)), (5_000, 12_050));
        let give = |key: &str, minor: i64, to: Option<&DebtId>, words: &str| {
            let new = GiveAside { dossier: ada, key, amount: usd(minor), to: to.cloned(), words, by: "amara" };
            fresh.store.write(|tx| give_aside(tx, &new, at(MORNING)))
        };
        let early = give("g1", 3_000, Some(&d1), "she says take it");
        assert!(matches!(early, Err(PaymentError::Barred(..))), "{early:?}");
        assert!(fresh.store.write(|tx| sorted_out(tx, (ada, &[]), " ", at(MORNING), "amara")).is_err());
        let words = "she found the old letter: it is hers";
        fresh.store.write(|tx| sorted_out(tx, (ada, std::slice::from_ref(&d1)), words, at(MORNING), "amara")).unwrap();
        assert!(matches!(give("g1", 5_001, Some(&d1), "take it"), Err(PaymentError::NotAside(..))));
        assert_eq!(give("g1", 3_000, Some(&d1), "take thirty").unwrap(), Known::New);
        assert_eq!(give("g1", 3_000, Some(&d1), "take thirty").unwrap(), Known::Before);
        assert!(matches!(give("g1", 2_000, Some(&d1), "take it"), Err(PaymentError::Conflict(_))));
        assert_eq!((waits(), balance(fresh, ada)), (2_000, 9_050));
        assert_eq!(give("g2", 2_000, None, "send me the rest").unwrap(), Known::New);
        assert_eq!((waits(), fresh.tasks(ada)), (0, vec!["refund".to_owned()]));
        assert_eq!(fresh.store.read(|tx| refund_due(tx, ada, Currency::USD)).unwrap(), usd(2_000));
        // The bank takes the whole payment back: all that was given of it comes back as well.
        fresh.store.write(|tx| reverse(tx, paid, TakenBack::Returned, TODAY, at(MORNING), "bank")).unwrap();
        assert_eq!((waits(), balance(fresh, ada)), (0, 12_050));
        assert_eq!(fresh.store.read(|tx| refund_due(tx, ada, Currency::USD)).unwrap(), Money::zero(Currency::USD));
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn a_plan_pauses_with_a_hold_and_goes_on_a_fortnight_after() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let proposal = Proposal {
            amount: usd(10_000),
            every: Every::Month,
            first: Some(date(2026, 12, 1)),
            towards: Towards::Whole,
        };
        let plan = NewPlan { dossier: ada, proposal, proposer: Proposer::Person, said: StressSaid::Yes, by: "amara" };
        let id = fresh.store.write(|tx| agree(tx, &house(), &plan, at(MORNING))).unwrap();
        hold_on(fresh, &new(ada, "court", HoldCause::Military), TODAY).unwrap();
        let lived = || fresh.store.read(|tx| running(tx, ada)).unwrap().unwrap().life;
        assert!(matches!(lived().state(date(2027, 6, 1)).unwrap(), State::Paused { .. }));
        fresh.store.write(|tx| plan::look(tx, &house(), id, morning(date(2027, 3, 1)))).unwrap();
        assert!(!fresh.tasks(ada).contains(&"plan_missed".to_owned()), "nothing is missed while it rests");
        let day = date(2027, 3, 2);
        ends(fresh, (ada, "court"), Ending::ToldEnded { last: day }, "amara", day).unwrap();
        assert_eq!(lived().instalments()[0].due, date(2027, 3, 17));
    });
}
