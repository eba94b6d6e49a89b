//! The other ways in which the same purpose would be permitted.

#![expect(clippy::unwrap_used, reason = "helpers of tests: facts that can't be read are a failed test")]

use conduct::{Alternative, Differs, Packs, Question, Standing, alternatives, decide};
use facts::{Ask, Case, Channel, Part, Reading, Verdict};
use serde_json::{Value, json};

/// A dossier with a mobile, a landline, an e-mail address and a postal address, and what has happened.
fn case(ask: Value, history: Value) -> Case {
    serde_json::from_value(json!({
        "case": "alternatives", "source": {"cite": "-", "note": "-"}, "regime": ["us"],
        "collector": {"name": "Northway Services LLC"},
        "people": [
            {"id": "ana", "role": "consumer", "name": "Ana Ruiz",
             "residence": {"country": "US", "region": "NY", "time_zone": "America/New_York"}},
            {"id": "tom", "role": "third_party", "name": "Tom Hill"}
        ],
        "endpoints": [
            {"id": "cell", "kind": "mobile", "value": "+12125550100", "person": "ana", "source": "consumer",
             "time_zone": "America/New_York"},
            {"id": "desk", "kind": "landline", "value": "+12125550111", "person": "ana", "place": "work",
             "time_zone": "America/New_York"},
            {"id": "mail", "kind": "email", "value": "ana@example.com", "person": "ana", "domain": "public"},
            {"id": "post", "kind": "postal", "value": "1 Elm Street", "person": "ana", "place": "home"},
            {"id": "his", "kind": "mobile", "value": "+12125550122", "person": "tom", "time_zone": "America/New_York"}
        ],
        "debts": [{"id": "card", "kind": "credit_card", "creditor": "First Bank", "balance": "640.00 USD"}],
        "history": history, "ask": ask,
        "expect": {"verdict": "permit", "findings": []}
    }))
    .unwrap()
}

fn ask(channel: &str, to: &str, at: &str) -> Value {
    json!({"kind": "contact", "at": at, "channel": channel, "to": to, "person": "ana", "debts": ["card"],
           "purpose": "collect", "contains": ["caller_identity", "initial_disclosure", "collector_disclosure"]})
}

fn others(case: &Case) -> Vec<Alternative> {
    let standing = folded(case);
    let reading = Reading::default();
    let packs = Packs::of(&case.regime);
    alternatives(&packs, &case.collector, &standing, &Question::with(&case.ask, &reading))
}

fn folded(case: &Case) -> Standing {
    let (people, endpoints, debts) = (case.people.clone(), case.endpoints.clone(), case.debts.clone());
    Standing::fold(people, endpoints, debts, &case.history, case.ask.at()).unwrap()
}

fn named(ways: &[Alternative]) -> Vec<(Channel, &str)> {
    ways.iter().map(|w| (w.channel, w.to.as_ref().unwrap().as_str())).collect()
}

const NOON: &str = "2026-06-16T12:00:00-04:00";

#[test]
fn the_least_intrusive_other_channel_comes_first() {
    // She wrote to us by e-mail and by text herself: both are open, 1006.6(d)(4)(i)(A) and (d)(5)(i).
    let wrote = json!([
        {"event": "message", "at": "2026-06-10T12:00:00-04:00", "by": "ana", "channel": "email", "from": "mail",
         "debts": ["card"]},
        {"event": "message", "at": "2026-06-10T12:01:00-04:00", "by": "ana", "channel": "text", "from": "cell",
         "debts": ["card"]}
    ]);
    let found = others(&case(ask("call", "cell", NOON), wrote));
    assert_eq!(found.first().map(|w| w.differs), Some(Differs::Endpoint), "{found:?}");
    let expected =
        [(Channel::Call, "desk"), (Channel::Letter, "post"), (Channel::Email, "mail"), (Channel::Text, "cell")];
    assert_eq!(named(&found), expected);
    let text = found.iter().find(|w| w.channel == Channel::Text).unwrap();
    assert_eq!(text.adding, [Part::OptOutNotice], "what a text must carry besides is said");
}

#[test]
fn what_a_human_must_judge_is_not_offered() {
    // Nobody agreed to e-mail or texts: their safe harbours are not complete, so the gate refers.
    let found = others(&case(ask("call", "cell", NOON), json!([])));
    assert_eq!(named(&found), [(Channel::Call, "desk"), (Channel::Letter, "post")]);
}

#[test]
fn a_closed_hour_leaves_paper_and_the_morning() {
    let found = others(&case(ask("call", "cell", "2026-06-16T21:30:00-04:00"), json!([])));
    assert_eq!(named(&found), [(Channel::Letter, "post"), (Channel::Call, "cell")]);
    assert_eq!(found[1].at.to_string(), "2026-06-17T08:00:00-04:00");
    assert_eq!(found[1].differs, Differs::Hour);
}

#[test]
fn what_they_stopped_is_never_offered() {
    let stopped = json!([
        {"event": "statement", "at": "2026-06-10T12:00:00-04:00", "by": "ana", "via": "letter", "written": true,
         "means": "stop_channel", "channel": "text"},
        {"event": "statement", "at": "2026-06-10T12:01:00-04:00", "by": "ana", "via": "letter", "written": true,
         "means": "stop_channel", "endpoint": "mail"}
    ]);
    let found = others(&case(ask("call", "cell", NOON), stopped));
    assert_eq!(named(&found), [(Channel::Call, "desk"), (Channel::Letter, "post")]);
}

#[test]
fn after_a_cease_there_is_no_other_way() {
    let ceased = json!([{"event": "statement", "at": "2026-06-10T12:00:00-04:00", "by": "ana", "via": "letter",
                         "written": true, "means": "cease"}]);
    assert_eq!(others(&case(ask("call", "cell", NOON), ceased)), []);
}

#[test]
fn a_wrong_number_is_never_offered() {
    let wrong = json!([{"event": "statement", "at": "2026-06-10T12:00:00-04:00", "by": "tom", "via": "call",
                        "means": "wrong_number", "endpoint": "desk"}]);
    let found = others(&case(ask("call", "cell", NOON), wrong));
    assert!(found.iter().all(|w| w.to.as_ref().is_none_or(|to| to.as_str() != "desk")), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn nobody_elses_contact_point_is_offered() {
    let found = others(&case(ask("call", "cell", NOON), json!([])));
    assert!(found.iter().all(|w| w.to.as_ref().is_none_or(|to| to.as_str() != "his")), "{found:?}");
}

#[test]
fn each_way_that_is_offered_is_permitted() {
    let case = case(ask("call", "cell", "2026-06-16T21:30:00-04:00"), json!([]));
    let standing = folded(&case);
    let Ask::Contact(asked) = &case.ask else { panic!("a contact") };
    for way in others(&case) {
        let mut ask = asked.clone();
        (ask.channel, ask.to, ask.at) = (way.channel, way.to.clone(), way.at);
        ask.contains.extend(way.adding.iter().copied());
        let ask = Ask::Contact(ask);
        let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&ask));
        assert_eq!(decision.verdict, Some(Verdict::Permit), "{way:?}");
    }
}
