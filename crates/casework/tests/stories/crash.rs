//! Things break at the worst moment: nothing is lost, and nothing happens twice.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};

use casework::deliver::Deliveries;
use casework::place::place_file;
use store::outbox::State;

use crate::support::{Fresh, HEADER, MORNING, Memory, Mood, at, map, minutes_after, on_engines, open};

/// More than one step of a placement, less than two.
const ACCOUNTS: usize = 1_500;
/// Where the child dies: in the second step, while the file is read for the second time.
const DIES_AT: usize = ACCOUNTS + 1_200;
const ADDRESS: &str = "STORY_ADDRESS";
const FILE: &str = "STORY_FILE";

#[test]
fn a_courier_that_breaks_after_carrying_is_asked_again_with_the_same_parcel() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let id = fresh.outbox(ada)[0].id;
        let mut courier = Memory::new(Mood::BreaksAfterCarrying);
        let broke = catch_unwind(AssertUnwindSafe(|| fresh.deliver(&mut courier, now)));
        assert!(broke.is_err());
        assert_eq!(fresh.outbox(ada)[0].state, State::Leased);
        assert!(!fresh.kinds(ada).contains(&"notice"));

        courier.mood = Mood::Takes;
        // Until the lease ends it may still be with the worker that broke.
        assert_eq!(fresh.deliver(&mut courier, minutes_after(now, 1)), Deliveries::default());
        let done = fresh.deliver(&mut courier, minutes_after(now, 6));
        assert_eq!(done, Deliveries { sent: 1, ..Deliveries::default() });
        sent_once(fresh, &courier, id);
    });
}

#[test]
fn a_courier_whose_answer_is_lost_is_asked_again_with_the_same_parcel() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let id = fresh.outbox(ada)[0].id;
        let mut courier = Memory::new(Mood::FailsAfterCarrying);
        let done = fresh.deliver(&mut courier, now);
        assert_eq!(done, Deliveries { later: 1, ..Deliveries::default() });
        let row = &fresh.outbox(ada)[0];
        assert_eq!((row.state, row.result.as_deref()), (State::Queued, Some("the answer was lost")));
        courier.mood = Mood::Takes;
        let done = fresh.deliver(&mut courier, row.not_before);
        assert_eq!(done, Deliveries { sent: 1, ..Deliveries::default() });
        sent_once(fresh, &courier, id);
    });
}

#[test]
fn what_a_courier_may_have_taken_is_never_sent_twice_and_a_human_looks() {
    for mood in [Mood::BreaksAfterCarrying, Mood::Unclear] {
        on_engines(|fresh| {
            let ada = fresh.place_ada();
            let now = at(MORNING);
            fresh.round(now);
            let mut courier = Memory { knows_again: false, ..Memory::new(mood) };
            let first = catch_unwind(AssertUnwindSafe(|| fresh.deliver(&mut courier, now)));
            courier.mood = Mood::Takes;
            let next = fresh.deliver(&mut courier, minutes_after(now, 6));
            let unclear = first.map_or(0, |done| done.unclear) + next.unclear;
            assert_eq!((unclear, next.sent), (1, 0), "{mood:?}");
            assert_eq!(courier.carried.values().map(|(_, brought)| *brought).sum::<u32>(), 1, "brought once");
            assert_eq!(fresh.kinds(ada).iter().filter(|kind| **kind == "notice").count(), 1, "it counts as sent");
            assert_eq!(fresh.tasks(ada), ["unclear_delivery"]);
            assert_eq!(fresh.deliver(&mut courier, minutes_after(now, 60 * 24)), Deliveries::default());
        });
    }
}

#[test]
fn what_was_refused_for_good_stands_in_the_record_as_an_attempt() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let mut courier = Memory::new(Mood::Never);
        assert_eq!(fresh.deliver(&mut courier, at(MORNING)).failed, 1);
        let told = serde_json::to_string(&fresh.log(ada)).unwrap();
        assert!(told.contains(r#""outcome":"undeliverable""#), "{told}");
    });
}

/// The parcel was brought twice under one id, left the house once, and stands once in the log.
fn sent_once(fresh: &Fresh, courier: &Memory, id: store::OutboxId) {
    let (parcel, brought) = courier.carried.first_key_value().unwrap().1;
    assert_eq!((parcel.id.clone(), *brought), (id.to_string(), 2));
    assert_eq!((courier.carried.len(), courier.left), (1, 1));
    let ada = fresh.people()[0];
    assert_eq!(fresh.kinds(ada).iter().filter(|kind| **kind == "notice").count(), 1);
    assert_eq!(fresh.outbox(ada)[0].state, State::Sent);
    assert!(fresh.store.verify().unwrap().is_sound());
}

#[test]
fn a_courier_that_never_answers_is_not_asked_for_ever() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let mut now = at(MORNING);
        fresh.round(now);
        let mut courier = Memory::new(Mood::FailsAfterCarrying);
        for _ in 0..20 {
            fresh.deliver(&mut courier, now);
            now = minutes_after(now, 61);
        }
        let row = &fresh.outbox(ada)[0];
        assert!(row.tries <= 9, "{row:?}");
        assert_eq!(row.state, State::Failed);
        assert_eq!(fresh.tasks(ada), ["undeliverable"]);
    });
}

#[test]
fn a_placement_that_is_killed_is_finished_by_the_same_file_again() {
    on_engines(|fresh| {
        let mut text = HEADER.to_owned();
        for i in 0..ACCOUNTS {
            text.push_str(&format!(
                "K{i},{}.00,Kit Sample {i},NY,kit{i}@example.com,,,,,2026-08-31,{}.00\n",
                i + 1,
                i + 1
            ));
        }
        let path = fresh.file("killed.csv", &text);
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::the_child_that_dies", "--ignored", "--nocapture"])
            .env(ADDRESS, &fresh.engine.address)
            .env(FILE, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(child.code(), None, "the child died by a signal");
        let kept = fresh.people().len();
        assert_eq!(kept, 1_000, "whole steps stay");
        assert!(fresh.store.verify().unwrap().is_sound());

        let report = fresh.place("killed.csv", &text).unwrap();
        assert!(!report.seen_before, "it was not finished");
        let (accepted, before) = (usize::try_from(report.accepted), usize::try_from(report.duplicates));
        assert_eq!((accepted, before), (Ok(ACCOUNTS - kept), Ok(kept)));
        assert_eq!(fresh.people().len(), ACCOUNTS);
        assert!(fresh.census().iter().all(|(_, events, ..)| *events == 3), "each was recorded once");
        assert!(fresh.store.verify().unwrap().is_sound());
        let again = fresh.place("killed.csv", &text).unwrap();
        assert!(again.seen_before);
    });
}

/// No story of its own: what the story above starts as a process, and what ends without any farewell.
#[test]
#[ignore = "it kills its own process; the story above starts it"]
fn the_child_that_dies() {
    let (Ok(address), Ok(path)) = (std::env::var(ADDRESS), std::env::var(FILE)) else { return };
    let store = open(&address);
    let seen = Cell::new(0);
    let dies = |_: &mut casework::place::Account| {
        seen.set(seen.get() + 1);
        if seen.get() == DIES_AT {
            std::process::abort();
        }
    };
    place_file(&store, path.as_ref(), &map(), ("mockbank", "Mockbank"), at(MORNING), false, &dies).unwrap();
}
