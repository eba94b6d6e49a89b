//! What people need from us comes before anything that we would like from them.

use serde_json::{Value, json};

use crate::support::{ADA, Fresh, HEADER, MORNING, at, days_after, on_engines};
use store::DossierId;

fn message_of_hers(at: &str) -> Value {
    json!({"event": {"event": "message", "at": at, "by": "p1", "channel": "email", "outcome": "delivered"}})
}

/// The round at `now` sends nothing, and puts exactly this on the humans' list.
fn for_a_human(fresh: &Fresh, ada: DossierId, day: i64, task: &str) {
    let report = fresh.round(days_after(at(MORNING), day));
    assert_eq!(report.people, 1);
    assert_eq!(report.queued.len() + report.waiting.len(), 0, "{report:?}");
    assert_eq!(report.for_humans.get(task), Some(&1), "{report:?}");
    assert_eq!(fresh.tasks(ada), [task]);
    assert_eq!(fresh.outbox(ada), []);
}

#[test]
fn their_message_is_answered_before_anything_else() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.record(ada, at(MORNING), message_of_hers("2026-11-24T09:50:00-05:00"));
        for_a_human(fresh, ada, 0, "reply");
        // The next day it still waits, as one task.
        for_a_human(fresh, ada, 1, "reply");
    });
}

#[test]
fn an_answer_ends_the_waiting() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.record(ada, at(MORNING), message_of_hers("2026-11-24T09:50:00-05:00"));
        let reply = json!({"event": {"event": "message", "at": "2026-11-24T11:00:00-05:00", "by": "collector",
            "channel": "email", "to": "e1", "person": "p1", "purpose": "reply", "outcome": "delivered"}});
        fresh.record(ada, at("2026-11-24T16:00:00Z"), reply);
        let report = fresh.round(at("2026-11-24T16:00:00Z"));
        assert_eq!(report.for_humans.get("reply"), None, "{report:?}");
    });
}

#[test]
fn a_hold_is_left_in_peace_until_it_ends() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let hold = json!({"house": {"event": "hold", "at": "2026-11-24T09:50:00-05:00", "hold": "h1",
            "cause": "asked", "until": "2026-12-10"}});
        fresh.record(ada, at(MORNING), hold);
        let mut queued = None;
        for day in 0..30 {
            let report = fresh.round(days_after(at(MORNING), day));
            assert_eq!(report.for_humans.len(), 0, "day {day}: {report:?}");
            if report.queued.values().sum::<u64>() > 0 {
                queued = Some(day);
                break;
            }
        }
        // 10 December is day 16, the last of the rest.
        let first = queued.expect("a hold with an end does end");
        assert!((17..=24).contains(&first), "day {first}");
    });
}

#[test]
fn a_hold_that_is_released_ends_at_once() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        let hold =
            json!({"house": {"event": "hold", "at": "2026-11-24T09:50:00-05:00", "hold": "h1", "cause": "dispute"}});
        fresh.record(ada, now, hold);
        let report = fresh.round(now);
        assert_eq!(report.waiting.get("it rests"), Some(&1), "{report:?}");
        let released = json!({"house": {"event": "hold_released", "at": "2026-11-25T09:50:00-05:00", "hold": "h1",
            "why": "the creditor's documents came"}});
        fresh.record(ada, days_after(now, 1), released);
        let report = fresh.round(days_after(now, 1));
        assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");
    });
}

#[test]
fn our_overdue_promise_comes_before_a_contact() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let promise = json!({"house": {"event": "promise", "at": "2026-11-20T10:00:00-05:00", "promise": "pr1",
            "by": "collector", "what": "a copy of the contract", "due": "2026-11-23"}});
        fresh.record(ada, at(MORNING), promise);
        for_a_human(fresh, ada, 0, "our_promise");
        let tasks = fresh.store.read(|tx| store::task::of_dossier(tx, ada)).unwrap();
        assert!(tasks[0].why.contains("2026-11-23"), "{}", tasks[0].why);
        let kept = json!({"house": {"event": "promise_closed", "at": "2026-11-25T09:00:00-05:00", "promise": "pr1",
            "outcome": "kept"}});
        fresh.record(ada, days_after(at(MORNING), 1), kept);
        let report = fresh.round(days_after(at(MORNING), 1));
        assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");
    });
}

#[test]
fn a_promise_that_is_not_yet_due_stops_nothing() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let promise = json!({"house": {"event": "promise", "at": "2026-11-24T09:00:00-05:00", "promise": "pr1",
            "by": "collector", "what": "a copy of the contract", "due": "2026-12-23"}});
        fresh.record(ada, at(MORNING), promise);
        let report = fresh.round(at(MORNING));
        assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");
        assert_eq!(fresh.tasks(ada), Vec::<String>::new());
    });
}

#[test]
fn safety_and_handover_stop_everything_until_humans_end_them() {
    let safety = json!({"house": {"event": "safety", "at": "2026-11-24T09:50:00-05:00", "level": "alert"}});
    let safe = json!({"house": {"event": "safety_released", "at": "2026-11-25T09:50:00-05:00", "by": "amara",
        "and": "ben"}});
    let taken =
        json!({"house": {"event": "handover", "at": "2026-11-24T09:50:00-05:00", "why": "she asked for Amara"}});
    let done = json!({"house": {"event": "handover", "at": "2026-11-25T09:50:00-05:00", "why": "all is said",
        "done": true}});
    for (begins, ends) in [(safety, safe), (taken, done)] {
        on_engines(|fresh| {
            let ada = fresh.place_ada();
            // Even a message and an overdue promise don't let anything go out.
            fresh.record(ada, at(MORNING), begins.clone());
            for_a_human(fresh, ada, 0, "care");
            fresh.record(ada, days_after(at(MORNING), 1), ends.clone());
            let report = fresh.round(days_after(at(MORNING), 1));
            assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");
        });
    }
}

#[test]
fn danger_is_seen_before_a_message_and_a_promise() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.record(ada, at(MORNING), message_of_hers("2026-11-24T09:50:00-05:00"));
        let promise = json!({"house": {"event": "promise", "at": "2026-11-20T10:00:00-05:00", "promise": "pr1",
            "by": "collector", "what": "a copy of the contract", "due": "2026-11-23"}});
        fresh.record(ada, at(MORNING), promise);
        let safety = json!({"house": {"event": "safety", "at": "2026-11-24T09:50:00-05:00", "level": "review"}});
        fresh.record(ada, at(MORNING), safety);
        for_a_human(fresh, ada, 0, "care");
    });
}

#[test]
fn one_whose_letter_cannot_be_complete_goes_to_a_human_and_holds_up_nobody() {
    on_engines(|fresh| {
        // A number by which nobody would know the account again: the law's notice can't be complete.
        let dan = "X,75.00,Dan Demoson,NY,,3 Example Street,Sampleton,12207,,2026-08-31,75.00\n";
        let report = fresh.place("both.csv", format!("{HEADER}{dan}{ADA}")).unwrap();
        assert_eq!(report.accepted, 2);
        let report = fresh.round(at(MORNING));
        assert_eq!((report.people, report.queued.get("letter")), (2, Some(&1)), "{report:?}");
        assert_eq!(report.for_humans.get("complete"), Some(&1), "{report:?}");
        let people = fresh.people();
        assert_eq!(fresh.tasks(people[0]), ["complete"]);
        let tasks = fresh.store.read(|tx| store::task::of_dossier(tx, people[0])).unwrap();
        assert!(tasks[0].why.contains("1006.34"), "the task says what is missing: {}", tasks[0].why);
        assert_eq!((fresh.outbox(people[0]).len(), fresh.outbox(people[1]).len()), (0, 1));
    });
}
