//! Proof: each decision again, the chain whole, everything held about a person, and a forgery found.

use casework::proof::{export, replay, tried};
use serde_json::json;

use crate::support::{Fresh, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

/// Three weeks with a letter, a refusal on fresh facts, a message and an answer.
fn three_weeks(fresh: &Fresh) {
    let other = "10000002,80.00,Ben Example,CA,ben@example.com,2 Sample Avenue,Sampleton,90001,,2026-08-31,80.00\n";
    let ada = fresh.place_ada();
    fresh.place("ben.csv", format!("{}{other}", crate::support::HEADER)).unwrap();
    let mut courier = Memory::new(Mood::Takes);
    let now = at(MORNING);
    fresh.round(now);
    let stop = json!({"event": {"event": "statement", "at": "2026-11-24T10:04:00-05:00", "by": "p1", "via": "call",
        "means": "stop_channel", "channel": "letter"}});
    fresh.record(ada, minutes_after(now, 5), stop);
    for day in 0..21 {
        let noon = minutes_after(days_after(now, day), 180);
        fresh.deliver(&mut courier, noon);
        fresh.round(noon);
        fresh.deliver(&mut courier, minutes_after(noon, 30));
    }
}

#[test]
fn every_decision_is_made_again_with_the_same_bytes() {
    on_engines(|fresh| {
        three_weeks(fresh);
        let mut verdicts = Vec::new();
        for person in fresh.people() {
            for kept in fresh.decisions(person) {
                let replayed = fresh.store.read(|tx| replay(tx, &house(), kept.id)).unwrap();
                assert!(replayed.same, "{}: {:?} is now {:?}", kept.id, replayed.decided.decision, replayed.again);
                assert_eq!(replayed.other_version, None);
                assert!(!replayed.decided.reason.is_empty());
                verdicts.push(kept.verdict);
            }
        }
        assert!(verdicts.len() >= 4, "{verdicts:?}");
        assert!(verdicts.iter().any(|v| v == "permit") && verdicts.iter().any(|v| v == "deny"), "{verdicts:?}");
    });
}

#[test]
fn a_decision_is_replayed_on_the_facts_of_its_day() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let decision = fresh.decisions(ada)[0].id;
        let cease = json!({"event": {"event": "statement", "at": "2026-11-24T10:04:00-05:00", "by": "p1",
            "via": "letter", "written": true, "received": "2026-11-24T10:04:00-05:00", "means": "cease"}});
        fresh.record(ada, minutes_after(now, 5), cease);
        let replayed = fresh.store.read(|tx| replay(tx, &house(), decision)).unwrap();
        assert!(replayed.same, "what came later doesn't change what was right then");
    });
}

#[test]
fn an_unknown_decision_is_named() {
    on_engines(|fresh| {
        fresh.place_ada();
        let unknown: store::DecisionId = format!("{}_0000000000001", prefix(fresh)).parse().unwrap();
        let error = fresh.store.read(|tx| replay(tx, &house(), unknown)).unwrap_err();
        assert!(error.to_string().contains(&unknown.to_string()), "{error}");
    });
}

fn prefix(fresh: &Fresh) -> String {
    fresh.round(at(MORNING));
    let id = fresh.decisions(fresh.people()[0])[0].id.to_string();
    id.split('_').next().unwrap().to_owned()
}

#[test]
fn the_chain_is_whole_and_the_export_holds_everything() {
    on_engines(|fresh| {
        three_weeks(fresh);
        let checked = fresh.store.verify().unwrap();
        assert!(checked.is_sound(), "{:?}", checked.faults);
        assert_eq!(checked.dossiers, 2);
        let mut events = 0;
        for person in fresh.people() {
            let exported = fresh.store.read(|tx| export(tx, person)).unwrap();
            let log = fresh.log(person);
            assert_eq!(exported.person, person.to_string());
            assert_eq!(exported.log, log);
            assert_eq!(exported.chain.len(), log.len());
            assert!(exported.chain.iter().zip(1..).all(|(link, seq)| link.seq == seq && link.hash.len() == 64));
            let ids: Vec<String> = fresh.decisions(person).iter().map(|d| d.id.to_string()).collect();
            assert_eq!(exported.decisions.iter().map(|d| d.id.clone()).collect::<Vec<_>>(), ids);
            let written = serde_json::to_value(&exported).unwrap();
            assert!(written["log"][0]["fact"]["house"]["people"][0]["name"].is_string(), "{written}");
            events += log.len();
        }
        assert_eq!(checked.events, u64::try_from(events).unwrap());
    });
}

/// Changes the database past the store, as an intruder would, and judges what the check finds.
fn found_after(sql: &str, is_it: impl Fn(&[String]) -> bool) {
    on_engines(|fresh| {
        three_weeks(fresh);
        fresh.engine.raw(sql).expect_err("the database itself refuses at first");
        fresh.engine.disarm("event");
        fresh.engine.raw(sql).unwrap();
        let checked = fresh.store.verify().unwrap();
        let found: Vec<String> = checked.faults.iter().map(ToString::to_string).collect();
        assert!(!checked.is_sound());
        assert!(is_it(&found), "{found:?}");
    });
}

#[test]
fn a_changed_row_is_found() {
    found_after("update event set kind = 'message' where seq = 2", |found| {
        found.len() == 2 && found.iter().all(|fault| fault.starts_with("event 2 of") && fault.contains("not as it was"))
    });
}

#[test]
fn a_backdated_row_is_found() {
    found_after("update event set recorded = recorded - 86400000000 where seq = 3", |found| {
        found.iter().any(|fault| fault.starts_with("event 3 of"))
    });
}

#[test]
fn a_row_that_was_taken_out_is_found() {
    found_after("delete from event where seq = 2", |found| {
        found.iter().any(|fault| fault.contains("event 2 of") && fault.contains("missing"))
    });
}

#[test]
fn a_row_that_was_cut_off_the_end_is_found() {
    found_after("delete from event where seq = (select max(seq) from event)", |found| {
        found.iter().any(|fault| fault.contains("does not end"))
    });
}

#[test]
fn other_house_rules_are_tried_on_the_decisions_of_the_last_month() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let mut courier = Memory::new(Mood::Takes);
        let now = at(MORNING);
        let house = house();
        for day in 0..21 {
            let noon = minutes_after(days_after(now, day), 180);
            fresh.round(noon);
            fresh.deliver(&mut courier, minutes_after(noon, 30));
            if day == 5 {
                let call = json!({"event": {"event": "call", "at": "2026-11-29T14:00:00-05:00", "by": "collector",
                    "person": "p1", "debts": ["d1"], "purpose": "collect", "outcome": "no_answer"}});
                fresh.record(ada, minutes_after(noon, 40), call);
            }
        }
        let later = days_after(now, 22);
        let same = tried(&fresh.store, &house, &house.rules, later).unwrap();
        assert!(same.decisions >= 2 && same.same == same.decisions, "{same:?}");
        // A house that writes once a month sends no letter after a call in it.
        let narrow = conduct::HouseRules { week_max: 1, month_max: 1, ..house.rules.clone() };
        narrow.validate().unwrap();
        let before = fresh.census();
        let other = tried(&fresh.store, &house, &narrow, later).unwrap();
        assert_eq!(other.decisions, same.decisions);
        assert!(
            other.closed.get("house contact budget").is_some_and(|n| *n > 0) && other.opened.is_empty(),
            "{other:?}"
        );
        assert_eq!(fresh.census(), before, "trying writes nothing");
        // The other way round, what the narrow house refused is opened.
        let strict = casework::house::House { rules: narrow, ..crate::support::house() };
        let opened = tried(&fresh.store, &strict, &house.rules, later).unwrap();
        assert_eq!(opened.opened.values().sum::<u64>(), other.closed.values().sum::<u64>());
        let long_after = days_after(at(MORNING), 120);
        assert_eq!(tried(&fresh.store, &house, &house.rules, long_after).unwrap().decisions, 0);
    });
}
