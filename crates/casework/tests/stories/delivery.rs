//! From the round to the courier: decided twice, carried once, written down.

use casework::deliver::Deliveries;
use facts::{Event, Fact, NoticeKind};
use serde_json::{Value, json};
use store::outbox::State;

use crate::support::{MORNING, Memory, Mood, at, days_after, minutes_after, on_engines};

#[test]
fn a_first_day_ends_with_one_letter_and_its_notice_on_record() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        let report = fresh.round(now);
        assert_eq!(report.people, 1);
        assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");

        let queued = fresh.outbox(ada);
        assert_eq!(queued.len(), 1);
        assert_eq!((queued[0].state, queued[0].channel.as_str()), (State::Queued, "letter"));
        let decisions = fresh.decisions(ada);
        assert_eq!(decisions.len(), 1);
        assert_eq!((decisions[0].id, decisions[0].verdict.as_str()), (queued[0].decision, "permit"));

        let mut courier = Memory::new(Mood::Takes);
        let when = queued[0].not_before.max(now);
        assert_eq!(fresh.deliver(&mut courier, when), Deliveries { sent: 1, ..Deliveries::default() });
        let parcel = courier.only();
        assert_eq!(parcel.id, queued[0].id.to_string());
        assert_eq!((parcel.to_name.as_str(), courier.left), ("Ada Sample", 1));
        let text = parcel.message.text();
        assert!(text.contains("$120.50") && text.contains("Mockbank"), "{text}");
        assert!(text.contains(&parcel.code), "the letter has the code by which it can be checked");

        assert_eq!(fresh.kinds(ada), ["recorded", "itemized", "status", "notice"]);
        let log = fresh.log(ada);
        let Fact::Event(Event::Notice(notice)) = &log[3].fact else { panic!("{:?}", log[3]) };
        assert_eq!(notice.kind, NoticeKind::Validation);
        let fields = notice.fields.as_deref().unwrap();
        assert_eq!(fields.amount_on_itemization_date.unwrap().minor(), 12_050);
        assert!(
            fields.validation_period_end.unwrap() > at("2026-12-24T12:00:00Z").to_zoned(jiff::tz::TimeZone::UTC).date()
        );
        assert_eq!(fresh.outbox(ada)[0].state, State::Sent);

        // Nothing is left to carry.
        assert_eq!(fresh.deliver(&mut courier, minutes_after(when, 30)), Deliveries::default());
        assert_eq!(courier.left, 1);
    });
}

#[test]
fn after_the_letter_it_is_their_turn_and_then_a_kind_word_or_the_reason_for_none() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        let mut courier = Memory::new(Mood::Takes);
        fresh.round(now);
        fresh.deliver(&mut courier, minutes_after(now, 1));
        for day in 1..14 {
            let report = fresh.round(minutes_after(days_after(now, day), 60));
            assert_eq!(report.queued.len() + report.for_humans.len(), 0, "day {day}: {report:?}");
            if day == 1 {
                assert_eq!(report.waiting.get("we wrote, and give them time"), Some(&1), "{report:?}");
            }
        }
        assert_eq!(fresh.outbox(ada).len(), 1);
        let decided_before = fresh.decisions(ada).len();
        let later = days_after(now, 15);
        let report = fresh.round(later);
        assert_eq!(report.people, 1);
        let decisions = fresh.decisions(ada);
        assert_eq!(decisions.len(), decided_before + 1, "a contact or its refusal, and the decision on it: {report:?}");
        if report.queued.values().sum::<u64>() == 1 {
            assert_eq!(fresh.outbox(ada).len(), 2);
            assert_eq!(decisions[0].verdict, "permit");
        } else {
            assert_eq!(report.waiting.values().sum::<u64>(), 1);
            assert_eq!(decisions[0].verdict, "deny");
            assert!(!decisions[0].first_rule.is_empty());
            assert!(fresh.due(ada).unwrap() > later);
        }
    });
}

/// The decision on the letter that says that it is finished.
fn closing(rows: &[store::outbox::Message]) -> Option<store::DecisionId> {
    rows.iter().find(|row| row.state == State::Sent).map(|row| row.decision)
}

/// Queues Ada's letter, lets `fact` happen, and tries to deliver.
fn stopped_by(fact: &Value) {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        assert_eq!(fresh.outbox(ada)[0].state, State::Queued);
        fresh.record(ada, minutes_after(now, 5), fact.clone());
        let mut courier = Memory::new(Mood::Takes);
        let done = fresh.deliver(&mut courier, minutes_after(now, 10));
        // That nothing is open any more is said, in another letter.
        let is_closed = fact["event"]["kind"] == "paid";
        let sent = u64::from(is_closed);
        assert_eq!(done, Deliveries { refused: 1, sent, ..Deliveries::default() }, "{fact}");
        assert_eq!(u64::from(courier.left), sent, "{fact}");
        let rows = fresh.outbox(ada);
        let row = rows.iter().find(|row| row.state == State::Refused).unwrap();
        let decisions: Vec<_> =
            fresh.decisions(ada).into_iter().filter(|d| !is_closed || Some(d.id) != closing(&rows)).collect();
        assert_eq!(decisions.len(), 2, "the second decision is kept beside the first");
        let why = row.result.clone().unwrap();
        if decisions[0].verdict == "permit" {
            let body: serde_json::Value = serde_json::from_slice(decisions[0].body.as_deref().unwrap()).unwrap();
            assert!(body["reason"].as_str().unwrap().contains(&why), "lawful, and not wanted any more: {why}");
        } else {
            assert_eq!(why, decisions[0].first_rule, "the row says which rule");
        }
        assert_eq!(decisions[1].id, row.decision);
        assert!(!fresh.kinds(ada).contains(&"notice"), "nothing was sent, and the log doesn't say so");
        // The next round looks again, and queues no letter of the same kind against the same facts.
        let report = fresh.round(minutes_after(now, 15));
        assert_eq!(report.queued.get("letter"), None, "{fact}: {report:?}");
    });
}

#[test]
fn a_written_stop_between_queueing_and_delivery_is_heard() {
    stopped_by(&json!({"event": {"event": "statement", "at": "2026-11-24T10:04:00-05:00", "by": "p1", "via": "letter",
        "written": true, "received": "2026-11-24T10:04:00-05:00", "means": "cease"}}));
}

#[test]
fn a_stop_of_the_channel_between_queueing_and_delivery_is_heard() {
    stopped_by(&json!({"event": {"event": "statement", "at": "2026-11-24T10:04:00-05:00", "by": "p1", "via": "call",
        "means": "stop_channel", "channel": "letter"}}));
}

#[test]
fn a_hold_for_a_dispute_between_queueing_and_delivery_is_heard() {
    stopped_by(&json!({"house": {"event": "hold", "at": "2026-11-24T10:04:00-05:00", "hold": "h1",
        "cause": "dispute", "debts": ["d1"]}}));
}

#[test]
fn a_safety_mark_between_queueing_and_delivery_is_heard() {
    stopped_by(&json!({"house": {"event": "safety", "at": "2026-11-24T10:04:00-05:00", "level": "alert"}}));
}

#[test]
fn a_handover_between_queueing_and_delivery_is_heard() {
    stopped_by(
        &json!({"house": {"event": "handover", "at": "2026-11-24T10:04:00-05:00", "why": "she asked for Amara"}}),
    );
}

#[test]
fn a_message_of_theirs_between_queueing_and_delivery_is_answered_first() {
    stopped_by(
        &json!({"event": {"event": "message", "at": "2026-11-24T10:04:00-05:00", "by": "p1", "channel": "email",
        "outcome": "delivered"}}),
    );
}

#[test]
fn a_debt_that_was_paid_between_queueing_and_delivery_is_not_asked_for() {
    stopped_by(&json!({"event": {"event": "status", "at": "2026-11-24", "kind": "paid", "debts": ["d1"]}}));
}

#[test]
fn a_debt_that_was_recalled_between_queueing_and_delivery_is_not_asked_for() {
    stopped_by(&json!({"event": {"event": "status", "at": "2026-11-24", "kind": "recalled", "debts": ["d1"]}}));
}

#[test]
fn an_address_that_is_refused_for_good_goes_to_a_human() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let mut courier = Memory::new(Mood::Never);
        let done = fresh.deliver(&mut courier, minutes_after(now, 1));
        assert_eq!(done, Deliveries { failed: 1, ..Deliveries::default() });
        assert_eq!(fresh.tasks(ada), ["undeliverable"]);
        assert!(!fresh.kinds(ada).contains(&"notice"));
    });
}

#[test]
fn what_could_not_go_in_its_hours_never_goes_late() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let mut courier = Memory::new(Mood::Takes);
        let expires = fresh.outbox(ada)[0].expires;
        assert_eq!(fresh.deliver(&mut courier, expires), Deliveries::default());
        assert_eq!(courier.left, 0);
        // The next day's round decides anew.
        let next = fresh.round(days_after(now, 1));
        assert_eq!(next.queued.values().sum::<u64>(), 1, "{next:?}");
        let done = fresh.deliver(&mut courier, days_after(now, 1));
        assert_eq!((done.sent, courier.left), (1, 1), "one letter, not two");
    });
}
