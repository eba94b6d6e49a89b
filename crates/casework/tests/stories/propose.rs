//! The person proposes: measured by their own budget, agreed once, refused where it would leave them short; or nothing for
//! now.

use casework::answer::{AnswerError, Done, Form, SmallBudget, propose, rest, rests_until, say_budget};
use casework::dossier::standing;
use casework::plan::PlanError;
use facts::{Currency, Every};
use money::plan::{Proposal, Refused, StressSaid, Towards};
use store::DossierId;

use crate::plan::usd;
use crate::support::{Fresh, MORNING, at, days_after, house, minutes_after, on_engines};

fn form(dossier: DossierId, id: &str) -> Form<'_> {
    Form { dossier, id, now: at(MORNING) }
}

fn monthly(minor: i64) -> Proposal {
    Proposal { amount: usd(minor), every: Every::Month, first: None, towards: Towards::Whole }
}

fn budget(income: i64) -> SmallBudget {
    let zero = usd(0);
    SmallBudget { adults: 1, children: 0, income: usd(income), home: usd(90_000), bills: zero, food: zero, other: zero }
}

fn plans(fresh: &Fresh, person: DossierId) -> usize {
    fresh.store.read(|tx| store::plan::of_dossier(tx, person)).unwrap().len()
}

#[test]
fn what_leaves_enough_is_agreed_once_however_often_and_from_wherever_it_is_sent() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        say_budget(&fresh.store, &form(ada, "b"), Currency::USD, &budget(300_000)).unwrap();
        let first =
            |id: &'static str| propose(&fresh.store, &house(), &form(ada, id), &monthly(1_000), StressSaid::Yes);
        assert_eq!(first("f1").unwrap(), Done::Now);
        assert_eq!(first("f1").unwrap(), Done::Before);
        let before = fresh.census();
        let tab = first("f2");
        assert!(matches!(tab, Err(AnswerError::Plan(PlanError::Runs(_)))), "{tab:?}");
        assert_eq!(fresh.census(), before, "another tab keeps nothing, not even the offer");
        assert_eq!(plans(fresh, ada), 1);
    });
}

#[test]
fn what_would_leave_her_short_or_was_never_measured_is_refused_and_nothing_is_kept() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let before = fresh.log(ada).len();
        for income in [None, Some(91_000)] {
            if let Some(income) = income {
                say_budget(&fresh.store, &form(ada, "b"), Currency::USD, &budget(income)).unwrap();
            }
            let refused = propose(&fresh.store, &house(), &form(ada, "f"), &monthly(5_000), StressSaid::Yes);
            let is_kind = |e: &AnswerError| {
                let AnswerError::Plan(PlanError::Refused(why)) = e else { return false };
                matches!(why, Refused::NothingLeft | Refused::AboveCeiling { .. } | Refused::Unknown(_))
            };
            assert!(refused.as_ref().is_err_and(is_kind), "{income:?}: {refused:?}");
        }
        assert_eq!((plans(fresh, ada), fresh.log(ada).len()), (0, before));
        // The budget said again: the latest word stands, and the same form is good now.
        let later = Form { now: minutes_after(at(MORNING), 5), ..form(ada, "b2") };
        say_budget(&fresh.store, &later, Currency::USD, &budget(300_000)).unwrap();
        propose(&fresh.store, &house(), &form(ada, "f"), &monthly(1_000), StressSaid::Yes).unwrap();
        assert_eq!(plans(fresh, ada), 1);
    });
}

#[test]
fn nothing_for_now_is_thirty_days_of_peace_and_asking_again_does_not_stretch_it() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let (done, until) = rest(&fresh.store, &form(ada, "r1")).unwrap();
        assert_eq!((done, until.to_string().as_str()), (Done::Now, "2026-12-24"));
        let later = Form { now: days_after(at(MORNING), 10), ..form(ada, "r2") };
        assert_eq!(rest(&fresh.store, &later).unwrap(), (Done::Before, until));
        let of = fresh.store.read(|tx| standing(tx, ada)).unwrap();
        assert_eq!(rests_until(&of, until), Some(until));
        assert_eq!(rests_until(&of, until.tomorrow().unwrap()), None);
        for day in 1..30 {
            assert_eq!(fresh.round(days_after(at(MORNING), day)).queued.len(), 0, "day {day}");
        }
    });
}
