//! Relief: settlements within what the creditor allows, tokens with an end, debts given up by two people, notes in time.

use casework::payment::{TakenBack, reverse};
use casework::plan::{
    Looked, NewPlan, NewToken, PlanError, agree, agree_token, change, life, look, options, reviewed, running,
    running_token, token_looked,
};
use casework::terms::{self, Terms, TermsError};
use casework::{books, write_off};
use facts::DebtId;
use jiff::civil::{Date, date};
use money::budget::Every;
use money::plan::{
    Authority, OptionKind, PlanEvent, Proposal, Proposer, Refused, Reminders, State, StressSaid, TokenNext, Towards,
    Trigger, Verdict, WriteOffState,
};
use store::{DossierId, PlanId};

use crate::plan::{ada_with_means, morning, pay, usd};
use crate::support::{Fresh, MORNING, Memory, Mood, at, house, on_engines};

fn proposal(amount: i64, towards: Towards) -> Proposal {
    Proposal { amount: usd(amount), every: Every::Month, first: Some(date(2026, 12, 1)), towards }
}

fn propose(fresh: &Fresh, ada: DossierId, amount: i64, towards: Towards) -> Result<PlanId, PlanError> {
    let proposal = proposal(amount, towards);
    let new = NewPlan { dossier: ada, proposal, proposer: Proposer::Person, said: StressSaid::Yes, by: "amara" };
    fresh.store.write(|tx| agree(tx, &house(), &new, at(MORNING)))
}

fn allow(fresh: &Fresh, settle_at: &str) {
    let authority = Authority { settle_at: Some(settle_at.parse().unwrap()), write_down: None };
    let reported = Some("Nothing about it is reported to a credit agency.".to_owned());
    let terms = Terms { authority: Some(authority), reported, ..Terms::default() };
    fresh.store.write(|tx| terms::set(tx, "mockbank", &terms, at(MORNING), "amara")).unwrap();
}

fn first_letter(fresh: &Fresh) {
    fresh.round(at(MORNING));
    assert_eq!(fresh.deliver(&mut Memory::new(Mood::Takes), at(MORNING)).sent, 1);
}

/// The one debt of Ada's, as the books name it.
fn debt_of(fresh: &Fresh, ada: DossierId) -> DebtId {
    fresh.store.read(|tx| books::owed(tx, ada)).unwrap().remove(0).debt
}

#[test]
fn a_settlement_is_only_what_the_creditor_allows_and_ends_the_debt_when_it_is_paid() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        first_letter(fresh);
        let none = propose(fresh, ada, 30_000, Towards::Settlement);
        assert!(matches!(none, Err(PlanError::Refused(Refused::NoAuthority))), "{none:?}");
        allow(fresh, "60");
        let offers = fresh.store.read(|tx| options(tx, ada, None, date(2026, 11, 24))).unwrap().offered;
        let offer = offers.options.iter().find(|option| option.kind == OptionKind::Settlement).unwrap();
        assert_eq!(offer.total, usd(54_000), "60 % of 900.00");
        let id = propose(fresh, ada, 27_000, Towards::Settlement).unwrap();
        let mut courier = Memory::new(Mood::Takes);
        let hour = fresh.outbox(ada).iter().map(|row| row.not_before).max().unwrap();
        assert_eq!(fresh.deliver(&mut courier, hour).sent, 1, "{:?}", fresh.tasks(ada));
        let text = courier.carried.values().next().unwrap().0.message.text();
        for words in ["$900.00", "$540.00", "− $360.00", "Nothing about it is reported"] {
            assert!(text.contains(words), "{words}:\n{text}");
        }
        pay(fresh, ada, "dec", 27_000, date(2026, 12, 1));
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(63_000)));
        let last = pay(fresh, ada, "jan", 27_000, date(2027, 1, 4));
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(0)), "the rest is given up");
        assert_eq!(fresh.store.read(|tx| life(tx, id)).unwrap().life.left().unwrap(), usd(0));
        // The bank takes the last payment back: what was given up stands again, and is given up anew when it is paid.
        let back = date(2027, 1, 8);
        fresh.store.write(|tx| reverse(tx, last, TakenBack::Returned, back, morning(back), "bank")).unwrap();
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(63_000)));
        assert_eq!(fresh.store.read(|tx| running(tx, ada)).unwrap().unwrap().id, id);
        pay(fresh, ada, "again", 27_000, date(2027, 2, 1));
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(0)));
        let trial = fresh.store.read(store::journal::trial).unwrap();
        assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn terms_that_contradict_themselves_are_not_kept() {
    on_engines(|fresh| {
        let set = |terms: &Terms, creditor: &str| {
            fresh.store.write(|tx| terms::set(tx, creditor, terms, at(MORNING), "amara"))
        };
        let two: Terms = serde_json::from_value(serde_json::json!({ "commission": [
            { "from": "2026-01-01", "percent": "10", "basis": { "from": "clause", "contract": "c", "clause": "1" } },
            { "from": "2026-06-01", "percent": "12", "basis": { "from": "clause", "contract": "c", "clause": "2" } },
        ]}))
        .unwrap();
        assert!(matches!(set(&two, "mockbank"), Err(TermsError::Overlap(_))));
        let much: Terms = serde_json::from_str(r#"{"authority":{"settle_at":"101"}}"#).unwrap();
        assert!(matches!(set(&much, "mockbank"), Err(TermsError::TooMuch { .. })));
        assert!(matches!(set(&Terms::default(), "a b"), Err(TermsError::Creditor(_))));
        assert!(serde_json::from_str::<Terms>(r#"{"comission":[]}"#).is_err(), "a slip of the pen is named");
        assert_eq!(fresh.store.read(|tx| terms::of(tx, "mockbank")).unwrap(), Terms::default());
    });
}

#[test]
fn a_token_has_an_end_a_look_before_it_and_two_people_after_it() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 300_000);
        let token = |amount: i64, months: i32| NewToken {
            dossier: ada,
            amount: usd(amount),
            from: date(2026, 12, 1),
            months,
            by: "amara",
        };
        let take = |new: &NewToken<'_>| fresh.store.write(|tx| agree_token(tx, new, at(MORNING)));
        assert!(take(&token(101, 6)).is_err() && take(&token(100, 13)).is_err());
        let id = take(&token(100, 6)).unwrap();
        assert!(matches!(take(&token(100, 6)), Err(PlanError::Runs(known)) if known == id));
        pay(fresh, ada, "dec", 100, date(2026, 12, 3));
        assert_eq!(fresh.store.read(|tx| running(tx, ada)).unwrap(), None, "a token is no plan");
        let looked = |day: Date| fresh.store.write(|tx| look(tx, &house(), id, morning(day))).unwrap();
        assert_eq!(looked(date(2027, 3, 1)), Looked::Well);
        assert_eq!(looked(date(2027, 5, 10)), Looked::Human);
        assert_eq!(fresh.tasks(ada), ["token_look"]);
        fresh.store.write(|tx| token_looked(tx, id, morning(date(2027, 5, 11)), "amara")).unwrap();
        assert_eq!((looked(date(2027, 5, 12)), fresh.tasks(ada).len()), (Looked::Well, 0));
        let known = fresh.store.read(|tx| running_token(tx, ada, date(2027, 6, 1))).unwrap().unwrap();
        assert_eq!(known.next, TokenNext::ReviewForWriteOff);
        assert_eq!(looked(date(2027, 6, 1)), Looked::Human);
        assert_eq!(fresh.tasks(ada), ["write_off_review"]);
        assert_eq!(fresh.store.read(|tx| running_token(tx, ada, date(2027, 6, 1))).unwrap(), None, "never renewed");
    });
}

#[test]
fn a_debt_is_given_up_by_two_different_people_and_closed_for_good() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 300_000);
        let debt = debt_of(fresh, ada);
        let now = at(MORNING);
        let decide = |by: &str, verdict: Verdict, why: &str| {
            fresh.store.write(|tx| write_off::decide(tx, (ada, &debt), (by, verdict, why), now))
        };
        assert!(decide("amara", Verdict::WriteOff, "nothing is left").is_err(), "nobody opened a review");
        for _ in 0..2 {
            fresh.store.write(|tx| write_off::open(tx, (ada, &debt), Trigger::NothingLeft, now, "amara")).unwrap();
        }
        assert_eq!(fresh.tasks(ada), ["write_off_review"]);
        assert_eq!(decide("amara", Verdict::WriteOff, "nothing is left").unwrap(), WriteOffState::Open);
        assert!(decide("amara", Verdict::WriteOff, "again").is_err(), "one person decides once");
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(90_000)));
        assert_eq!(decide("ben", Verdict::Refuse, "a month ago she had work").unwrap(), WriteOffState::Disagreed);
        let done = decide("cleo", Verdict::WriteOff, "she has lost it since").unwrap();
        assert_eq!(done, WriteOffState::Decided(Verdict::WriteOff));
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(0)));
        assert_eq!(fresh.tasks(ada), [""; 0]);
        let seen = fresh.store.read(|tx| write_off::of_dossier(tx, ada)).unwrap();
        let votes: Vec<_> = seen[0].votes.iter().map(|vote| (vote.by.as_str(), vote.verdict)).collect();
        assert_eq!(votes, [("amara", Verdict::WriteOff), ("ben", Verdict::Refuse), ("cleo", Verdict::WriteOff)]);
        fresh.round(morning(date(2027, 3, 1)));
        assert!(fresh.outbox(ada).is_empty(), "nobody asks for what was given up");
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn nothing_more_is_done_about_a_debt_of_which_two_people_said_so() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 300_000);
        let debt = debt_of(fresh, ada);
        fresh.store.write(|tx| write_off::open(tx, (ada, &debt), Trigger::BelowCost, at(MORNING), "amara")).unwrap();
        for by in ["amara", "ben"] {
            let vote = (by, Verdict::NoFurtherAction, "it costs more than it brings");
            fresh.store.write(|tx| write_off::decide(tx, (ada, &debt), vote, at(MORNING))).unwrap();
        }
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(90_000)), "it stays owed");
        fresh.round(at(MORNING));
        assert!(fresh.outbox(ada).is_empty(), "and is not asked for");
    });
}

#[test]
fn an_agreed_plan_goes_out_in_writing_and_notes_come_only_where_they_are_wanted() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        first_letter(fresh);
        let id = propose(fresh, ada, 10_000, Towards::Whole).unwrap();
        let mut courier = Memory::new(Mood::Takes);
        let due = |fresh: &Fresh| fresh.outbox(ada).iter().map(|row| row.not_before).max().unwrap();
        assert_eq!(fresh.deliver(&mut courier, due(fresh)).sent, 1, "{:?}", fresh.tasks(ada));
        let text = courier.carried.values().next().unwrap().0.message.text();
        for words in ["$100.00 every month", "December 1, 2026", "No interest is added", "$900.00"] {
            assert!(text.contains(words), "{words}:\n{text}");
        }
        let rows = |fresh: &Fresh| fresh.outbox(ada).len();
        let before = rows(fresh);
        let look_on = |day: Date| fresh.store.write(|tx| look(tx, &house(), id, morning(day))).unwrap();
        look_on(date(2026, 11, 26));
        assert_eq!(rows(fresh), before);
        let wish = PlanEvent::Reminders { on: date(2026, 11, 27), wish: Reminders::Wanted };
        fresh.store.write(|tx| change(tx, id, ("wish", &wish), at(MORNING), "ada").map(|_| ())).unwrap();
        for _ in 0..2 {
            look_on(date(2026, 11, 30));
        }
        assert_eq!(rows(fresh), before + 1, "once, however often we look");
        // A pause ends: one note, a week before.
        let pause = PlanEvent::Paused { on: date(2026, 12, 1), until: date(2027, 1, 31) };
        fresh
            .store
            .write(|tx| change(tx, id, ("pause", &pause), morning(date(2026, 12, 1)), "ada").map(|_| ()))
            .unwrap();
        look_on(date(2027, 1, 20));
        assert_eq!(rows(fresh), before + 1);
        for day in [25, 26] {
            look_on(date(2027, 1, day));
        }
        assert_eq!(rows(fresh), before + 2, "{:?}", fresh.tasks(ada));
        assert!(matches!(
            fresh.store.read(|tx| life(tx, id)).unwrap().life.state(date(2027, 1, 26)).unwrap(),
            State::Paused { .. }
        ));
    });
}

#[test]
fn a_review_is_asked_for_once_and_is_done_when_a_human_says_so() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        let id = propose(fresh, ada, 10_000, Towards::Whole).unwrap();
        pay(fresh, ada, "dec", 10_000, date(2026, 12, 1));
        let look_on = |day: Date| fresh.store.write(|tx| look(tx, &house(), id, morning(day))).unwrap();
        let reviews = |fresh: &Fresh| fresh.tasks(ada).iter().filter(|kind| *kind == "plan_review").count();
        for day in [2, 3, 4] {
            look_on(date(2026, 12, day));
        }
        assert_eq!(reviews(fresh), 1);
        fresh.store.write(|tx| reviewed(tx, id, morning(date(2026, 12, 4)), "amara")).unwrap();
        look_on(date(2026, 12, 5));
        assert_eq!(reviews(fresh), 0);
    });
}

#[test]
fn a_plan_of_more_than_three_years_asks_two_people_whether_a_part_could_be_given_up() {
    on_engines(|fresh| {
        let ada = ada_with_means(fresh, 150_000);
        propose(fresh, ada, 2_000, Towards::Whole).unwrap();
        assert!(fresh.tasks(ada).contains(&"write_off_review".to_owned()), "{:?}", fresh.tasks(ada));
    });
}
