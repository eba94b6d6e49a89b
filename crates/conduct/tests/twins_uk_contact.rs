//! Contacts in the United Kingdom with one fact moved across the line.

#![expect(clippy::expect_used, reason = "a twin that is malformed must fail its test")]

use conduct::{Packs, Question, Standing, decide};
use facts::{Case, Reading};
use serde_json::{Value, json};

/// The decision on a call to the customer on 26 February 2027 at eleven, with the given changes: its verdict and findings.
fn decision(changes: Value) -> (String, Vec<&'static str>, Option<String>) {
    let mut case = json!({
        "case": "contact/twin", "source": {"cite": "CONC 7"}, "regime": ["uk", "uk-ew"],
        "collector": {"name": "Harbour Recoveries", "capacity": "agent"},
        "people": [
            {"id": "p1", "role": "consumer", "name": "Amira Khan", "residence": {"country": "GB", "region": "england", "time_zone": "Europe/London"}},
            {"id": "p4", "role": "debt_adviser", "name": "Jo Webb"},
            {"id": "p5", "role": "attorney", "name": "Lena Khan"}],
        "endpoints": [
            {"id": "m1", "kind": "mobile", "value": "+447700900101", "person": "p1", "source": "consumer"},
            {"id": "w1", "kind": "landline", "value": "+441614960002", "person": "p1", "place": "work", "source": "consumer"},
            {"id": "a1", "kind": "postal", "value": "1 High St", "person": "p1", "place": "home", "source": "consumer"},
            {"id": "m5", "kind": "mobile", "value": "+447700900105", "person": "p5", "source": "consumer"}],
        "debts": [{"id": "d1", "kind": "credit_card", "creditor": "Northgate Bank", "balance": "1840.00 GBP",
            "agreement": {"type": "running_account", "regulated": true}}],
        "history": [],
        "ask": {"kind": "contact", "at": "2027-02-26T11:00:00+00:00", "channel": "call", "purpose": "collect", "debts": ["d1"], "to": "m1", "person": "p1"},
        "expect": {"verdict": "permit"}
    });
    merge(&mut case, changes);
    let case: Case = serde_json::from_value(case).expect("a case");
    let standing =
        Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at()).expect("a standing");
    let reading = Reading::default();
    let decided = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::with(&case.ask, &reading));
    let rules = decided.findings.iter().map(|f| f.rule).collect();
    (decided.verdict.expect("a verdict").as_str().to_owned(), rules, decided.earliest.map(|e| e.to_string()))
}

fn merge(into: &mut Value, changes: Value) {
    match (into, changes) {
        (Value::Object(into), Value::Object(changes)) => {
            for (key, value) in changes {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, changes) => *into = changes,
    }
}

fn verdict(changes: Value) -> String {
    decision(changes).0
}

fn said(at: &str, by: &str, details: Value) -> Value {
    let mut said = json!({"at": at, "event": "statement", "by": by, "via": "call"});
    merge(&mut said, details);
    said
}

#[test]
fn the_sixtieth_day_is_protected_and_the_next_is_not() {
    let space = json!([{"at": "2027-03-01T16:00:00+00:00", "event": "status", "kind": "moratorium", "debts": ["d1"],
        "scheme": "breathing_space", "registered": "2027-03-01"}]);
    let on = |day: &str| decision(json!({"history": space, "ask": {"at": day}}));
    assert_eq!(on("2027-03-01").0, "permit", "it starts the day after the entry");
    assert_eq!(on("2027-03-02").0, "deny");
    assert_eq!(on("2027-04-30").2.as_deref(), Some("2027-05-01"));
    assert_eq!(on("2027-05-01").0, "permit");
}

#[test]
fn a_crisis_moratorium_lasts_until_thirty_days_from_the_end_of_treatment() {
    let begun = json!({"at": "2027-01-04T16:00:00+00:00", "event": "status", "kind": "moratorium", "debts": ["d1"],
        "scheme": "mental_health_crisis", "registered": "2027-01-04", "from": "2027-01-05"});
    let over = json!({"at": "2027-02-01T16:00:00+00:00", "event": "status", "kind": "moratorium", "debts": ["d1"],
        "scheme": "mental_health_crisis", "treatment_ended": "2027-02-01"});
    assert_eq!(verdict(json!({"history": [begun], "ask": {"at": "2027-12-01"}})), "deny");
    assert_eq!(verdict(json!({"history": [begun, over], "ask": {"at": "2027-03-02"}})), "deny");
    assert_eq!(verdict(json!({"history": [begun, over], "ask": {"at": "2027-03-03"}})), "permit");
}

#[test]
fn the_scottish_moratorium_stops_no_contact() {
    let moratorium = json!([{"at": "2027-02-01T16:00:00+00:00", "event": "status", "kind": "moratorium", "debts": ["d1"],
        "scheme": "scottish_statutory", "from": "2027-02-02"}]);
    assert_eq!(verdict(json!({"regime": ["uk", "uk-sct"], "history": moratorium})), "permit");
}

#[test]
fn thirty_days_for_a_plan_end_on_the_thirtieth() {
    let plan = said("2027-01-27T10:00:00+00:00", "p1", json!({"means": "develops_plan"}));
    assert_eq!(verdict(json!({"history": [plan]})), "deny", "day thirty");
    assert_eq!(verdict(json!({"history": [plan], "ask": {"at": "2027-02-27T11:00:00+00:00"}})), "permit");
}

#[test]
fn an_agent_who_goes_round_an_adviser_is_referred_and_a_lender_denied() {
    let acts = said("2027-02-01T12:00:00+00:00", "p4", json!({"means": "represented", "attorney": "p4"}));
    let agreed = said("2027-02-02T12:00:00+00:00", "p1", json!({"means": "consent", "to": "direct_contact"}));
    let over = said("2027-02-02T12:00:00+00:00", "p1", json!({"means": "no_longer_represented"}));
    assert_eq!(verdict(json!({"history": [acts]})), "refer");
    let lender = json!({"capacity": "lender"});
    assert_eq!(verdict(json!({"history": [acts], "collector": lender})), "deny");
    assert_eq!(verdict(json!({"history": [acts, agreed], "collector": lender})), "permit");
    assert_eq!(verdict(json!({"history": [acts, over], "collector": lender})), "permit");
}

#[test]
fn authority_given_after_capacity_was_in_doubt_is_too_late() {
    let doubt = said("2027-02-20T10:00:00+00:00", "p5", json!({"means": "circumstance", "kind": "mental_capacity"}));
    let consent = |at: &str| said(at, "p1", json!({"means": "consent", "to": "third_party", "person": "p5"}));
    let ask = json!({"to": "m5", "person": "p5"});
    let before = json!([consent("2027-02-19T10:00:00+00:00"), doubt]);
    let after = json!([doubt, consent("2027-02-21T10:00:00+00:00")]);
    assert_eq!(verdict(json!({"history": before, "ask": ask})), "permit");
    assert_eq!(verdict(json!({"history": after, "ask": ask})), "deny");
}

#[test]
fn a_dispute_answered_with_evidence_is_over() {
    let dispute = said("2027-02-10T10:00:00+00:00", "p1", json!({"means": "dispute", "reason": "not_the_borrower"}));
    let answer = |fields: Value| json!({"at": "2027-02-20T10:00:00+00:00", "event": "notice", "kind": "dispute_outcome", "debts": ["d1"], "fields": fields});
    let shown = answer(json!({"outcome": "not_upheld", "evidence": ["signed_agreement"]}));
    let bare = answer(json!({"outcome": "not_upheld"}));
    assert_eq!(verdict(json!({"history": [dispute]})), "deny");
    let upheld = answer(json!({"outcome": "upheld", "evidence": ["signed_agreement"]}));
    assert_eq!(verdict(json!({"history": [dispute, bare]})), "deny", "a bare refusal shows nothing");
    assert_eq!(verdict(json!({"history": [dispute, upheld]})), "deny", "she was right");
    assert_eq!(verdict(json!({"history": [dispute, shown]})), "permit");
}

#[test]
fn hours_are_the_ones_that_she_asked_for() {
    let late = said(
        "2027-02-10T15:20:00+00:00",
        "p1",
        json!({"means": "inconvenient", "times": [{"from": "07:00", "to": "14:00"}]}),
    );
    let (denied, _, earliest) = decision(json!({"history": [late]}));
    assert_eq!((denied.as_str(), earliest.as_deref()), ("deny", Some("2027-02-26T14:00:00Z")));
    assert_eq!(verdict(json!({"history": [late], "ask": {"at": "2027-02-26T14:00:00+00:00"}})), "permit");
    assert_eq!(verdict(json!({"ask": {"at": "2027-02-26T21:45:00+00:00"}})), "refer", "she has said nothing");
    let not_at_work = said("2027-02-10T15:20:00+00:00", "p1", json!({"means": "stop_channel", "endpoint": "w1"}));
    assert_eq!(verdict(json!({"history": [not_at_work], "ask": {"to": "w1"}})), "deny");
}

#[test]
fn an_abandoned_call_rests_its_number_for_seventy_two_hours() {
    let call = json!([{"at": "2027-02-23T11:00:00+00:00", "event": "call", "by": "collector", "to": "m1", "person": "p1", "outcome": "abandoned"}]);
    assert_eq!(verdict(json!({"history": call, "ask": {"at": "2027-02-26T10:59:59+00:00"}})), "refer");
    assert_eq!(verdict(json!({"history": call})), "permit");
}

#[test]
fn barred_in_england_after_six_years_and_gone_in_scotland_after_five() {
    let debt = |accrued: &str| {
        json!([{"id": "d1", "kind": "credit_card", "creditor": "Northgate Bank", "balance": "1840.00 GBP",
        "agreement": {"regulated": true}, "accrued": accrued, "regular_contact": true}])
    };
    assert_eq!(verdict(json!({"debts": debt("2020-01-10")})), "permit", "barred, but in regular contact");
    let scottish = |accrued: &str| decision(json!({"debts": debt(accrued), "regime": ["uk", "uk-sct"]}));
    assert_eq!(scottish("2022-02-26").0, "permit", "the last day of five years");
    let (denied, rules, _) = scottish("2022-02-25");
    assert!(denied == "deny" && rules.contains(&"PLSA s.6"));
}

#[test]
fn an_order_stops_the_debts_in_it_and_no_others() {
    let order = |kind: &str, detail: &str| json!([{"at": "2027-01-20", "event": "status", "kind": kind, "from": "2027-01-20", "debts": ["d1"], "detail": detail}]);
    assert_eq!(verdict(json!({"history": order("iva", "approved")})), "deny");
    assert_eq!(verdict(json!({"history": order("iva", "proposed")})), "permit");
    assert_eq!(verdict(json!({"history": order("bankruptcy", "undischarged")})), "deny");
    assert_eq!(verdict(json!({"history": order("dro", "made")})), "deny");
}
