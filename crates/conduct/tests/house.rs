//! The house's own rules: they may only forbid more, and they belong to the person.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests: facts that can't be read are a failed test"
)]

use conduct::{HouseRules, Packs, Question, Standing, decide};
use facts::{Ask, Entry, Fact, Reading, Verdict};
use serde_json::{Value, json};

fn entry(id: &str, fact: Value) -> Entry {
    let fact: Fact = serde_json::from_value(fact).unwrap();
    Entry { id: id.into(), recorded: fact.at(), by: "test".into(), words: None, document: None, fact }
}

fn recorded() -> Entry {
    entry(
        "evt_1",
        json!({"house": {"event": "recorded", "at": "2026-03-01",
            "people": [{"id": "p1", "role": "consumer", "name": "Ada Sample",
                "residence": {"country": "GB", "region": "england", "time_zone": "Europe/London"}}],
            "endpoints": [{"id": "email", "kind": "email", "value": "ada@example.co.uk", "person": "p1"}],
            "debts": [{"id": "d1", "kind": "credit_card", "creditor": "Mockbank", "balance": "100.00 GBP"}]}}),
    )
}

fn ours(id: &str, at: &str, purpose: &str) -> Entry {
    entry(
        id,
        json!({"event": {"event": "message", "at": at, "by": "collector", "channel": "email", "to": "email",
            "person": "p1", "debts": ["d1"], "purpose": purpose, "outcome": "delivered"}}),
    )
}

/// No law pack here: what is refused is refused by the house alone.
fn ask(log: &[Entry], at: &str, purpose: &str) -> conduct::Decision {
    let standing = Standing::fold_log(log, None).unwrap();
    let ask: Ask = serde_json::from_value(json!({"kind": "contact", "at": at, "channel": "email", "to": "email",
        "person": "p1", "debts": ["d1"], "purpose": purpose}))
    .unwrap();
    let firm = serde_json::from_value(json!({"name": "Harbour"})).unwrap();
    let packs = Packs::of(&[]).with_house(HouseRules::default());
    decide(&packs, &firm, &standing, &Question::with(&ask, &Reading::default()))
}

#[test]
fn one_a_day_two_a_week() {
    let log = [recorded(), ours("evt_2", "2026-03-02T10:00:00Z", "reminder")];
    let same_day = ask(&log, "2026-03-02T15:00:00Z", "reminder");
    assert_eq!(same_day.verdict, Some(Verdict::Deny));
    assert_eq!(same_day.earliest.unwrap().to_string(), "2026-03-03T09:00:00Z");
    assert_eq!(ask(&log, "2026-03-03T15:00:00Z", "reminder").verdict, Some(Verdict::Permit));
    let log = [log, [recorded(), ours("evt_3", "2026-03-03T10:00:00Z", "reminder")]].concat();
    let third = ask(&log, "2026-03-05T15:00:00Z", "reminder");
    assert_eq!(third.verdict, Some(Verdict::Deny));
    assert_eq!(third.earliest.unwrap().to_string(), "2026-03-09T09:00:00Z", "the first of them leaves the seven days");
}

fn history(id: &str, state: &str, channels: &[&str]) -> Entry {
    entry(
        id,
        json!({"house": {"event": "history", "at": "2026-03-01", "state": state, "channels": channels,
            "why": "worked in another system before"}}),
    )
}

#[test]
fn a_history_that_nobody_knows_closes_its_channels_and_no_others() {
    let at = "2026-03-02T10:00:00Z";
    let unknown = [recorded(), history("evt_2", "unknown", &["call", "email"])];
    let decision = ask(&unknown, at, "reminder");
    assert_eq!(decision.verdict, Some(Verdict::Deny));
    let finding = decision.deciding().unwrap();
    assert_eq!(
        (finding.rule, finding.unknown),
        ("house history", Some("what was done by this channel before")),
        "what is not known is named"
    );
    assert_eq!(ask(&unknown, at, "validation").verdict, Some(Verdict::Deny), "the first letter may have gone before");
    assert_eq!(ask(&unknown, at, "reply").verdict, Some(Verdict::Permit), "whoever wrote is answered");
    let elsewhere = [recorded(), history("evt_2", "unknown", &["call", "letter"])];
    assert_eq!(ask(&elsewhere, at, "reminder").verdict, Some(Verdict::Permit));
    let told = [unknown.to_vec(), vec![history("evt_3", "known", &["email"])]].concat();
    assert_eq!(ask(&told, at, "reminder").verdict, Some(Verdict::Permit));
    let standing = Standing::fold_log(&told, None).unwrap();
    let left: Vec<_> = standing.house().unknown_history.iter().map(|unknown| unknown.channel).collect();
    assert_eq!(left, [facts::Channel::Call]);
}

#[test]
fn an_answer_is_outside_the_budget() {
    let log = [recorded(), ours("evt_2", "2026-03-02T10:00:00Z", "reminder")];
    assert_eq!(ask(&log, "2026-03-02T15:00:00Z", "reply").verdict, Some(Verdict::Permit));
}

#[test]
fn kind_hours_and_quiet_days() {
    let log = [recorded()];
    for (at, verdict, opens) in [
        ("2026-03-02T08:59:59Z", Verdict::Deny, Some("2026-03-02T09:00:00Z")),
        ("2026-03-02T09:00:00Z", Verdict::Permit, None),
        ("2026-03-02T18:59:59Z", Verdict::Permit, None),
        ("2026-03-06T19:00:00Z", Verdict::Deny, Some("2026-03-09T09:00:00Z")),
        ("2026-03-08T12:00:00Z", Verdict::Deny, Some("2026-03-09T09:00:00Z")),
        // Good Friday 2026 to Easter Monday; the clocks have gone forward.
        ("2026-04-03T12:00:00+01:00", Verdict::Deny, Some("2026-04-07T09:00:00+01:00")),
    ] {
        let decision = ask(&log, at, "reminder");
        assert_eq!(decision.verdict, Some(verdict), "{at}");
        assert_eq!(decision.earliest.map(|e| e.to_string()).as_deref(), opens, "{at}");
    }
}

#[test]
fn nothing_goes_out_while_a_reply_waits_or_a_hold_stands() {
    let wrote = entry(
        "evt_2",
        json!({"event": {"event": "message", "at": "2026-03-02T10:00:00Z", "by": "p1",
        "channel": "email", "from": "email"}}),
    );
    let waiting = ask(&[recorded(), wrote.clone()], "2026-03-03T12:00:00Z", "reminder");
    assert_eq!(waiting.deciding().unwrap().rule, "house reply waiting");
    let answered = [recorded(), wrote, ours("evt_3", "2026-03-02T12:00:00Z", "reply")];
    assert_eq!(ask(&answered, "2026-03-03T12:00:00Z", "reminder").verdict, Some(Verdict::Permit));

    let hold = entry(
        "evt_2",
        json!({"house": {"event": "hold", "at": "2026-03-02", "hold": "h1", "cause": "advice",
        "until": "2026-03-31"}}),
    );
    let held = ask(&[recorded(), hold.clone()], "2026-03-10T12:00:00Z", "reminder");
    assert_eq!(held.deciding().unwrap().rule, "house hold");
    assert_eq!(held.earliest.unwrap().to_string(), "2026-04-01T09:00:00+01:00");
    let released =
        entry("evt_3", json!({"house": {"event": "hold_released", "at": "2026-03-09", "hold": "h1", "why": "asked"}}));
    assert_eq!(ask(&[recorded(), hold, released], "2026-03-10T12:00:00Z", "reminder").verdict, Some(Verdict::Permit));
}

#[test]
fn safety_is_released_by_two_people_only() {
    let alert = entry("evt_2", json!({"house": {"event": "safety", "at": "2026-03-02", "level": "alert"}}));
    let alone = entry(
        "evt_3",
        json!({"house": {"event": "safety_released", "at": "2026-03-03", "by": "usr_a", "and": "usr_a"}}),
    );
    let two = entry(
        "evt_4",
        json!({"house": {"event": "safety_released", "at": "2026-03-03", "by": "usr_a", "and": "usr_b"}}),
    );
    let log = [recorded(), alert.clone(), alone];
    assert_eq!(ask(&log, "2026-03-10T12:00:00Z", "reply").verdict, Some(Verdict::Deny));
    assert_eq!(ask(&[recorded(), alert, two], "2026-03-10T12:00:00Z", "reply").verdict, Some(Verdict::Permit));
}

#[test]
fn a_wish_for_less_is_kept() {
    let wish = entry(
        "evt_2",
        json!({"house": {"event": "preference", "at": "2026-03-01", "week_max": 1,
        "times": [{"days": ["wed"], "from": "14:00", "to": "16:00"}]}}),
    );
    let log = [recorded(), wish, ours("evt_3", "2026-03-04T14:00:00Z", "reminder")];
    let decision = ask(&log, "2026-03-05T14:00:00Z", "reminder");
    assert_eq!(decision.verdict, Some(Verdict::Deny));
    assert_eq!(decision.earliest.unwrap().to_string(), "2026-03-11T14:00:00Z");
}

#[test]
fn a_correction_takes_an_event_back_and_folding_again_gives_the_same_bytes() {
    let correction = entry(
        "evt_3",
        json!({"house": {"event": "correction", "at": "2026-03-02", "of": "evt_2", "why": "another person's"}}),
    );
    let log = [recorded(), ours("evt_2", "2026-03-02T10:00:00Z", "reminder"), correction];
    assert_eq!(ask(&log, "2026-03-02T15:00:00Z", "reminder").verdict, Some(Verdict::Permit));
    let folded = Standing::fold_log(&log, None).unwrap();
    assert_eq!(folded.to_bytes(), Standing::fold_log(&log, None).unwrap().to_bytes());
    assert_eq!(Standing::from_bytes(&folded.to_bytes()).unwrap(), folded);
}

#[test]
fn figures_that_are_not_kind_are_refused() {
    assert!(HouseRules::default().validate().is_ok());
    assert!(HouseRules { week_max: 7, ..HouseRules::default() }.validate().is_err());
    assert!(HouseRules { day_max: 0, ..HouseRules::default() }.validate().is_err());
}

fn need(code: &str, until: Option<&str>) -> Entry {
    let mut fact = json!({"house": {"event": "need", "at": "2026-03-01", "code": code}});
    if let Some(until) = until {
        fact["house"]["until"] = until.into();
    }
    entry(&format!("evt_need_{code}_{}", until.unwrap_or("ended")), fact)
}

/// What the house alone says to a contact by this channel, at ten on a Tuesday.
fn by(log: &[Entry], channel: &str, purpose: &str) -> Option<Verdict> {
    let standing = Standing::fold_log(log, None).unwrap();
    let ask: Ask = serde_json::from_value(json!({"kind": "contact", "at": "2026-03-03T10:00:00Z", "channel": channel,
        "person": "p1", "debts": ["d1"], "purpose": purpose}))
    .unwrap();
    let firm = serde_json::from_value(json!({"name": "Harbour"})).unwrap();
    let packs = Packs::of(&[]).with_house(HouseRules::default());
    decide(&packs, &firm, &standing, &Question::with(&ask, &Reading::default())).verdict
}

#[test]
fn a_need_acts_from_the_moment_it_is_on_record_until_it_ends() {
    use Verdict::{Deny, Permit};
    let with = |code: &str| [recorded(), need(code, Some("2026-09-01"))];
    let no_calls = with("comm.no_calls");
    assert_eq!(by(&[recorded()], "call", "reminder"), Some(Permit));
    for (channel, purpose, verdict) in [
        ("call", "reminder", Deny),
        ("voicemail", "reminder", Deny),
        ("call", "reply", Deny),
        ("letter", "reminder", Permit),
    ] {
        assert_eq!(by(&no_calls, channel, purpose), Some(verdict), "{channel} {purpose}");
    }
    let over = [recorded(), need("comm.no_calls", Some("2026-03-02"))];
    assert_eq!(by(&over, "call", "reminder"), Some(Permit), "its day is over");
    let taken_back = [&no_calls[..], &[need("comm.no_calls", None)]].concat();
    assert_eq!(by(&taken_back, "call", "reminder"), Some(Permit), "they took it back");

    assert_eq!(by(&with("pause.health"), "letter", "reminder"), Some(Deny));
    assert_eq!(by(&with("pause.health"), "letter", "reply"), Some(Permit), "their question is answered");
    assert_eq!(by(&with("safety.safe_contact"), "voicemail", "reply"), Some(Deny));
    assert_eq!(by(&with("safety.safe_contact"), "letter", "reminder"), Some(Deny));
    assert_eq!(by(&with("comm.call_window"), "call", "reminder"), Some(Deny), "which times is not on record");
    assert_eq!(by(&with("comm.channel_only"), "letter", "reminder"), Some(Deny), "which way is not on record");
    let email = entry("evt_way", json!({"house": {"event": "preference", "at": "2026-03-01", "channel": "email"}}));
    let only_email = [&with("comm.channel_only")[..], &[email]].concat();
    assert_eq!(by(&only_email, "email", "reminder"), Some(Permit));
    assert_eq!(by(&only_email, "letter", "reminder"), Some(Deny));
    assert_eq!(by(&with("comm.large_print"), "letter", "reminder"), Some(Permit));
}

#[test]
fn a_named_time_opens_to_the_minute_and_so_does_our_own_door() {
    let wish = entry(
        "evt_2",
        json!({"house": {"event": "preference", "at": "2026-03-01",
            "times": [{"days": ["wed"], "from": "14:10", "to": "16:00"}]}}),
    );
    let named = ask(&[recorded(), wish], "2026-03-02T15:00:00Z", "reminder");
    assert_eq!(named.earliest.unwrap().to_string(), "2026-03-04T14:10:00Z");
    // Our place is in New York: its half past five in the morning is half past ten in London.
    let open = json!({"time_zone": "America/New_York", "times": [{"from": "05:35", "to": "17:00"}]});
    let rules = HouseRules { open: Some(serde_json::from_value(open).unwrap()), ..HouseRules::default() };
    rules.validate().unwrap();
    let standing = Standing::fold_log(&[recorded()], None).unwrap();
    let call: Ask = serde_json::from_value(json!({"kind": "contact", "at": "2026-03-02T09:00:00Z", "channel": "call",
        "person": "p1", "debts": ["d1"], "purpose": "reminder"}))
    .unwrap();
    let firm = serde_json::from_value(json!({"name": "Harbour"})).unwrap();
    let packs = Packs::of(&[]).with_house(rules);
    let decision = decide(&packs, &firm, &standing, &Question::with(&call, &Reading::default()));
    assert_eq!(decision.earliest.unwrap().to_string(), "2026-03-02T10:35:00Z");
}
