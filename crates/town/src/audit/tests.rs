//! Each finding fires on a hand-made log, and stays silent on its innocent twin.

use facts::Entry;
use serde_json::{Value, json};

use super::{FindingKind, audit};

/// A person in New York (or elsewhere), placed on 4 January 2027; after that, what is given.
fn log_in(residence: Value, facts: &[Value]) -> Vec<Entry> {
    let placed = json!({"house": {"event": "recorded", "at": "2027-01-04T00:00:00Z",
        "people": [{"id": "p1", "role": "consumer", "name": "Ada Sample", "residence": residence}],
        "endpoints": [{"id": "email", "kind": "email", "value": "ada@example.com", "person": "p1"}]}});
    let entry = |(index, fact): (usize, &Value)| {
        let at = fact.as_object().unwrap().values().next().unwrap()["at"].clone();
        let entry = json!({"id": format!("evt_{index}"), "recorded": at, "by": "test", "fact": fact});
        serde_json::from_value(entry).unwrap()
    };
    std::iter::once(&placed).chain(facts).enumerate().map(entry).collect()
}

fn new_york() -> Value {
    json!({"country": "US", "region": "NY", "time_zone": "America/New_York"})
}

fn kinds(facts: &[Value]) -> Vec<FindingKind> {
    audit(&log_in(new_york(), facts)).into_iter().map(|f| f.kind).collect()
}

fn with(mut fact: Value, more: Value) -> Value {
    let inner = fact.as_object_mut().unwrap().values_mut().next().unwrap().as_object_mut().unwrap();
    inner.extend(more.as_object().unwrap().clone());
    fact
}

fn email(at: &str) -> Value {
    json!({"event": {"event": "message", "at": at, "by": "collector", "channel": "email", "to": "email",
        "purpose": "reminder", "debts": ["d1"], "contains": ["initial_disclosure"]}})
}

fn call(at: &str, outcome: &str) -> Value {
    json!({"event": {"event": "call", "at": at, "by": "collector", "debts": ["d1"], "purpose": "reply",
        "contains": ["initial_disclosure"], "outcome": outcome}})
}

fn said(at: &str, means: Value) -> Value {
    with(json!({"event": {"event": "statement", "at": at, "by": "p1", "via": "letter", "written": true}}), means)
}

fn house(at: &str, event: &str, more: Value) -> Value {
    with(json!({"house": {"event": event, "at": at}}), more)
}

#[test]
fn hours_are_those_of_the_persons_place() {
    assert_eq!(kinds(&[email("2027-01-05T12:59:59Z")]), [FindingKind::OutsideHours]);
    assert_eq!(kinds(&[email("2027-01-05T13:00:00Z")]), []);
    assert_eq!(kinds(&[email("2027-01-06T02:00:01Z")]), [FindingKind::OutsideHours]);
    assert_eq!(kinds(&[email("2027-01-06T01:59:59Z")]), []);
    // A letter wakes nobody.
    assert_eq!(kinds(&[with(email("2027-01-05T06:00:00Z"), json!({"channel": "letter"}))]), []);
    // Where the zone isn't known, it must be day on both coasts.
    let unknown = json!({"country": "US", "region": "XX"});
    assert_eq!(audit(&log_in(unknown.clone(), &[email("2027-01-05T14:00:00Z")])).len(), 1);
    assert_eq!(audit(&log_in(unknown, &[email("2027-01-05T17:00:00Z")])).len(), 0);
    let london = json!({"country": "GB", "region": "england", "time_zone": "Europe/London"});
    assert_eq!(audit(&log_in(london, &[email("2027-01-05T07:00:00Z")])).len(), 0);
}

#[test]
fn who_writes_at_night_may_be_answered_once_and_in_kind() {
    let wrote = |at: &str, channel: &str| json!({"event": {"event": "message", "at": at, "by": "p1", "channel": channel, "outcome": "delivered"}});
    let reply = |at: &str| with(email(at), json!({"purpose": "reply"}));
    // Two and three in the morning in New York.
    let (two, three) = ("2027-01-05T07:00:00Z", "2027-01-05T08:00:00Z");
    assert_eq!(kinds(&[wrote(two, "email"), reply(three)]), []);
    let again = [wrote(two, "email"), reply(three), reply("2027-01-05T08:30:00Z")];
    assert_eq!(kinds(&again), [FindingKind::OutsideHours], "once");
    assert_eq!(kinds(&[wrote(two, "text"), reply(three)]), [FindingKind::OutsideHours], "in kind");
    assert_eq!(kinds(&[wrote(two, "email"), email(three)]), [FindingKind::OutsideHours], "an answer");
    let evening = wrote("2027-01-05T03:30:00Z", "email");
    assert_eq!(kinds(&[evening, reply(three)]), [FindingKind::OutsideHours], "half past ten was another stretch");
    let noon = wrote("2027-01-05T17:00:00Z", "email");
    assert_eq!(kinds(&[noon, reply("2027-01-06T03:00:00Z")]), [FindingKind::OutsideHours], "noon was open");
}

#[test]
fn the_budget_is_one_a_day_two_a_week_five_a_month() {
    let on = |days: &[u32]| days.iter().map(|d| email(&format!("2027-01-{d:02}T17:00:00Z"))).collect::<Vec<_>>();
    let one_day = [email("2027-01-05T17:00:00Z"), email("2027-01-05T18:00:00Z")];
    assert_eq!(kinds(&one_day), [FindingKind::OverDay]);
    assert_eq!(kinds(&on(&[5, 6])), []);
    assert_eq!(kinds(&on(&[5, 7, 11])), [FindingKind::OverWeek]);
    assert_eq!(kinds(&on(&[5, 7, 12])), []);
    assert_eq!(kinds(&on(&[1, 5, 9, 13, 17, 30])), [FindingKind::OverMonth]);
    assert_eq!(kinds(&on(&[1, 5, 9, 13, 17, 31])), []);
}

#[test]
fn answers_and_notices_are_outside_the_budget_and_a_wish_narrows_it() {
    let reply = with(email("2027-01-05T18:00:00Z"), json!({"purpose": "reply"}));
    assert_eq!(kinds(&[email("2027-01-05T17:00:00Z"), reply]), []);
    let notice = json!({"event": {"event": "notice", "kind": "validation", "at": "2027-01-05T17:30:00Z",
        "by": "collector", "channel": "letter", "contains": ["initial_disclosure"]}});
    assert_eq!(kinds(&[email("2027-01-05T17:00:00Z"), notice]), []);
    let wish = house("2027-01-04T17:00:00Z", "preference", json!({"week_max": 1}));
    let two = [email("2027-01-05T17:00:00Z"), email("2027-01-07T17:00:00Z")];
    assert_eq!(kinds(&two), []);
    assert_eq!(kinds(&[wish, two[0].clone(), two[1].clone()]), [FindingKind::OverWeek]);
}

#[test]
fn after_a_written_cease_only_what_the_law_allows() {
    let cease = said("2027-01-05T17:00:00Z", json!({"means": "cease"}));
    let later = email("2027-01-08T17:00:00Z");
    assert_eq!(kinds(&[cease.clone(), later.clone()]), [FindingKind::AfterCease]);
    let refuses = said("2027-01-05T17:00:00Z", json!({"means": "refuses_to_pay"}));
    assert_eq!(kinds(&[refuses, later.clone()]), [FindingKind::AfterCease]);
    let ends = with(later.clone(), json!({"purpose": "terminate_efforts"}));
    assert_eq!(kinds(&[cease.clone(), ends]), []);
    let spoken = with(cease.clone(), json!({"via": "call", "written": false}));
    assert_eq!(kinds(&[spoken, later.clone()]), []);
    let on_its_way = with(cease.clone(), json!({"received": "2027-01-09T17:00:00Z"}));
    assert_eq!(kinds(&[on_its_way, later.clone()]), []);
    let of_another = with(cease.clone(), json!({"about": ["d2"]}));
    assert_eq!(kinds(&[of_another, later.clone()]), []);
    let reply = with(later, json!({"purpose": "reply"}));
    assert_eq!(kinds(&[cease.clone(), reply.clone()]), [FindingKind::AfterCease]);
    let asked = said("2027-01-07T17:00:00Z", json!({"means": "asks_information"}));
    assert_eq!(kinds(&[cease, asked, reply]), []);
}

#[test]
fn a_stopped_way_stays_stopped_until_it_is_allowed() {
    let later = email("2027-01-08T17:00:00Z");
    for stop in
        [json!({"means": "stop_channel", "channel": "email"}), json!({"means": "stop_channel", "endpoint": "email"})]
    {
        let stop = said("2027-01-05T17:00:00Z", stop);
        assert_eq!(kinds(&[stop.clone(), later.clone()]), [FindingKind::AfterStop]);
        let confirms = with(later.clone(), json!({"purpose": "confirm_opt_out"}));
        assert_eq!(kinds(&[stop, confirms]), []);
    }
    let stop = said("2027-01-05T17:00:00Z", json!({"means": "stop_channel", "channel": "email"}));
    let allow = said("2027-01-06T17:00:00Z", json!({"means": "allow_channel", "channel": "email"}));
    assert_eq!(kinds(&[stop.clone(), allow, later.clone()]), []);
    assert_eq!(kinds(&[later.clone(), with(stop, json!({"at": "2027-01-08T17:00:01Z"}))]), []);
    let another = said("2027-01-05T17:00:00Z", json!({"means": "stop_channel", "channel": "text"}));
    assert_eq!(kinds(&[another, later]), []);
}

#[test]
fn nothing_is_asked_while_it_rests() {
    let later = email("2027-01-08T17:00:00Z");
    let hold = |more| with(house("2027-01-05T17:00:00Z", "hold", json!({"hold": "h1", "cause": "asked"})), more);
    assert_eq!(kinds(&[hold(json!({})), later.clone()]), [FindingKind::OnHold]);
    assert_eq!(kinds(&[hold(json!({"until": "2027-01-08"})), later.clone()]), [FindingKind::OnHold]);
    assert_eq!(kinds(&[hold(json!({"until": "2027-01-07"})), later.clone()]), []);
    assert_eq!(kinds(&[hold(json!({"debts": ["d1"]})), later.clone()]), [FindingKind::OnHold]);
    assert_eq!(kinds(&[hold(json!({"debts": ["d2"]})), later.clone()]), []);
    let released = house("2027-01-06T17:00:00Z", "hold_released", json!({"hold": "h1", "why": "answered"}));
    assert_eq!(kinds(&[hold(json!({})), released, later.clone()]), []);
    assert_eq!(kinds(&[hold(json!({})), with(later, json!({"purpose": "reply"}))]), []);
}

#[test]
fn danger_and_hand_over_stop_what_we_send_till_they_are_over() {
    let later = email("2027-01-08T17:00:00Z");
    let danger = house("2027-01-05T17:00:00Z", "safety", json!({"level": "alert"}));
    assert_eq!(kinds(&[danger.clone(), later.clone()]), [FindingKind::InDanger]);
    let how_are_you = with(later.clone(), json!({"purpose": "wellbeing"}));
    assert_eq!(kinds(&[danger.clone(), how_are_you]), []);
    let released =
        |by: &str, and: &str| house("2027-01-06T17:00:00Z", "safety_released", json!({"by": by, "and": and}));
    assert_eq!(kinds(&[danger.clone(), released("ann", "bob"), later.clone()]), []);
    assert_eq!(kinds(&[danger, released("ann", "ann"), later.clone()]), [FindingKind::InDanger]);
    let begun = house("2027-01-05T17:00:00Z", "handover", json!({"why": "they asked"}));
    assert_eq!(kinds(&[begun.clone(), later.clone()]), [FindingKind::HandedOver]);
    let done = house("2027-01-06T17:00:00Z", "handover", json!({"why": "they spoke", "done": true}));
    assert_eq!(kinds(&[begun, done, later]), []);
}

#[test]
fn seven_calls_in_seven_days_and_none_after_a_talk() {
    let tries = |days: &[u32], outcome| {
        days.iter().map(|d| call(&format!("2027-01-{d:02}T17:00:00Z"), outcome)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&tries(&[5, 5, 6, 7, 8, 9, 10], "no_answer")), []);
    assert_eq!(kinds(&tries(&[5, 5, 6, 7, 8, 9, 10, 11], "no_answer")), [FindingKind::CallTooOften]);
    assert_eq!(kinds(&tries(&[5, 6, 7, 8, 9, 10, 11, 12], "no_answer")), []);
    assert_eq!(kinds(&tries(&[5, 5, 6, 7, 8, 9, 10, 11], "busy")), []);
    let talk = call("2027-01-05T17:00:00Z", "conversation");
    let again = |day: u32| call(&format!("2027-01-{day:02}T17:00:00Z"), "no_answer");
    assert_eq!(kinds(&[talk.clone(), again(11)]), [FindingKind::CallTooSoon]);
    assert_eq!(kinds(&[talk.clone(), again(12)]), []);
    assert_eq!(kinds(&[talk.clone(), with(again(11), json!({"debts": ["d2"]}))]), []);
    let asks = said("2027-01-10T17:00:00Z", json!({"means": "asks_callback"}));
    assert_eq!(kinds(&[talk, asks, again(11)]), []);
}

#[test]
fn the_first_words_disclose() {
    let bare = |at| with(email(at), json!({"contains": []}));
    assert_eq!(kinds(&[bare("2027-01-05T17:00:00Z")]), [FindingKind::NoInitialDisclosure]);
    assert_eq!(kinds(&[email("2027-01-05T17:00:00Z"), bare("2027-01-08T17:00:00Z")]), []);
    // A call that nobody answered has said nothing yet.
    let unanswered = with(call("2027-01-05T17:00:00Z", "no_answer"), json!({"contains": []}));
    assert_eq!(kinds(&[unanswered, bare("2027-01-08T17:00:00Z")]), [FindingKind::NoInitialDisclosure]);
    let london = json!({"country": "GB", "region": "england", "time_zone": "Europe/London"});
    assert_eq!(audit(&log_in(london, &[bare("2027-01-05T17:00:00Z")])).len(), 0);
}

#[test]
fn a_correction_is_read_as_it_should_have_been() {
    let twice = [email("2027-01-05T17:00:00Z"), email("2027-01-05T18:00:00Z")];
    let withdrawn = house("2027-01-06T09:00:00Z", "correction", json!({"of": "evt_2", "why": "never sent"}));
    assert_eq!(kinds(&[twice[0].clone(), twice[1].clone(), withdrawn]), []);
    let next_day = email("2027-01-06T18:00:00Z")["event"].clone();
    let moved = json!({"of": "evt_2", "why": "a day later", "instead": next_day});
    let moved = house("2027-01-07T09:00:00Z", "correction", moved);
    assert_eq!(kinds(&[twice[0].clone(), twice[1].clone(), moved]), []);
}

#[test]
fn what_others_did_is_no_contact_of_ours() {
    let theirs = with(email("2027-01-05T07:00:00Z"), json!({"by": "p1"}));
    assert_eq!(kinds(&[theirs]), []);
    let of_another_firm = with(email("2027-01-05T07:00:00Z"), json!({"with": "prior"}));
    assert_eq!(kinds(&[of_another_firm]), []);
}
