//! The firm's own hours: promises and calls fall where somebody of ours is there to keep them.

use casework::answer::slots;
use casework::dialler::{Dialler, export};
use casework::handover::answer_day;
use casework::house::House;
use casework::ports::{Call, CallList, CourierError, Recall};
use casework::rota::{Rota, RotaError, Shift};
use casework::round;
use conduct::{HouseRules, Permit, Standing};
use jiff::tz::TimeZone;
use serde_json::json;
use store::DossierId;
use words::compose::Kind;

use crate::support::{Fresh, Memory, Mood, at, days_after, house, minutes_after, on_engines};

/// Open on weekdays until half past four and closed on the two days before Christmas; Amara has Wednesdays off, Sam only
/// works on them.
fn keeping_hours() -> House {
    let open = json!({"time_zone": "America/New_York", "closed": ["2026-12-24", "2026-12-23"],
        "times": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "16:30"}]});
    let rules: HouseRules = serde_json::from_value(json!({"open": open})).unwrap();
    rules.validate().unwrap();
    let rota = Rota::new(staff(), rules.open.as_ref()).unwrap();
    House { rota, rules, dialler: Dialler { lists: true }, ..house() }
}

fn staff() -> Vec<Shift> {
    serde_json::from_value(json!([
        {"name": "Amara", "times": [{"days": ["mon", "tue", "thu", "fri"], "from": "09:00", "to": "16:30"}],
            "away": [{"from": "2026-12-03", "until": "2026-12-04"}]},
        {"name": "Sam", "phone": "+1 212 555 0102", "times": [{"days": ["wed"], "from": "10:00", "to": "15:00"}]},
    ]))
    .unwrap()
}

fn standing(fresh: &Fresh, person: DossierId) -> Standing {
    fresh.store.read(|tx| casework::dossier::standing(tx, person)).unwrap()
}

#[test]
fn an_answer_is_promised_for_a_day_on_which_somebody_works_and_is_theirs() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let (house, ada_now) = (keeping_hours(), standing(fresh, ada));
        let day = |from: &str| answer_day(&house, &ada_now, Kind::Reply, at(from)).to_string();
        assert_eq!(day("2026-12-01T15:00:00Z"), "2026-12-02", "a Wednesday: Sam is there");
        assert_eq!(day("2026-12-02T15:00:00Z"), "2026-12-07", "Amara is away on Thursday and Friday");
        assert_eq!(day("2026-12-22T15:00:00Z"), "2026-12-28", "closed, then Christmas, then a weekend");
        let owner = |day: &str| house.agent_on(day.parse().unwrap(), ada).name;
        assert_eq!((owner("2026-12-02"), owner("2026-12-07")), ("Sam".to_owned(), "Amara".to_owned()));

        let inbound = casework::hear::Inbound {
            channel: facts::Channel::Email,
            from: casework::hear::Sender::Address("ada@example.com"),
            id: "m1",
            text: "I lost my job and I can't pay this. Can somebody help me?",
            received: at("2026-12-01T15:00:00Z"),
            answers: None,
            document: None,
        };
        casework::hear::hear(&fresh.store, &house, &inbound).unwrap();
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert_eq!((promises.len(), promises[0].owner.as_str()), (1, "Sam"));
        assert_eq!(promises[0].due, at("2026-12-02T21:30:00Z"), "when the firm closes, for that is before five");
        let reply = fresh.outbox(ada).into_iter().next().unwrap();
        let text = String::from_utf8(reply.body.unwrap()).unwrap();
        assert!(text.contains("Sam") && !text.contains("Amara"), "the reply names who answers: {text}");
    });
}

#[test]
fn calls_are_promised_while_somebody_is_there() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let ada_now = standing(fresh, ada);
        let house = keeping_hours();
        let all = slots(&self::house(), &ada_now, at("2026-11-30T14:00:00Z"));
        let ours = slots(&house, &ada_now, at("2026-11-30T14:00:00Z"));
        assert!(!ours.is_empty() && ours.len() < all.len(), "{ours:?}");
        for slot in &ours {
            let from = slot.day.to_datetime(slot.from).to_zoned(TimeZone::get("America/New_York").unwrap()).unwrap();
            let to = slot.day.to_datetime(slot.to).to_zoned(TimeZone::get("America/New_York").unwrap()).unwrap();
            assert!(house.is_there(from.timestamp(), to.timestamp()), "{slot:?}");
            assert!(to.time() <= jiff::civil::time(16, 30, 0, 0), "{slot:?}");
        }
        assert!(ours.iter().all(|slot| !["2026-12-03", "2026-12-04"].contains(&slot.day.to_string().as_str())));
    });
}

/// Only the windows matter here.
struct Windows(Vec<Call>);

impl CallList for Windows {
    fn call(&mut self, _permit: Permit, call: &Call) -> Result<(), CourierError> {
        self.0.push(call.clone());
        Ok(())
    }

    fn recall(&mut self, _: &Recall) -> Result<(), CourierError> {
        Ok(())
    }
}

#[test]
fn a_listed_call_ends_when_the_firm_closes_and_letters_do_not_wait_for_it() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let house = keeping_hours();
        let saturday = at("2026-11-28T15:00:00Z");
        let round = |now| round::run(&fresh.store, &house, now, false).unwrap();
        assert_eq!(round(saturday).queued.get("letter"), Some(&1), "a letter needs nobody at the telephone");
        fresh.deliver(&mut Memory::new(Mood::Takes), minutes_after(saturday, 1));
        fresh.record(
            ada,
            days_after(saturday, 1),
            json!({"house": {"event": "recorded", "at": "2026-11-29", "endpoints": [{"id": "mobile", "kind": "mobile",
                "value": "+12125550123", "person": "p1", "time_zone": "America/New_York", "source": "consumer"}]}}),
        );
        let fond = json!({"house": {"event": "preference", "at": "2026-11-29T10:00:00-05:00", "channel": "call"}});
        fresh.record(ada, days_after(saturday, 1), fond);
        let monday = at("2026-12-14T15:00:00Z");
        assert_eq!(round(monday).queued.get("call"), Some(&1));
        let mut windows = Windows(Vec::new());
        export(&fresh.store, &house, &mut windows, "calls.csv", monday).unwrap();
        assert_eq!(windows.0[0].closes, at("2026-12-14T21:30:00Z"), "half past four, not seven");
    });
}

#[test]
fn a_card_that_cannot_be_kept_is_refused_in_words() {
    let rules = |open: serde_json::Value| serde_json::from_value::<HouseRules>(json!({ "open": open })).unwrap();
    let refused = |open: serde_json::Value| rules(open).validate().unwrap_err().to_string();
    let nine = json!([{"from": "09:00", "to": "17:00"}]);
    assert!(refused(json!({"time_zone": "Mars/Base", "times": nine})).contains("`Mars/Base`"));
    assert!(refused(json!({"time_zone": "Europe/London", "times": []})).contains("never open"));
    assert!(
        refused(json!({"time_zone": "Europe/London", "times": [{"from": "17:00", "to": "09:00"}]}))
            .contains("number 1")
    );
    assert!(
        refused(json!({"time_zone": "Europe/London", "times": nine, "closed": ["2026-12-24", "2026-12-24"]}))
            .contains("2026-12-24 twice")
    );
    let every_day = rules(json!({"time_zone": "America/New_York", "times": nine})).open;
    let some = || staff().into_iter().take(1).collect::<Vec<_>>();
    assert_eq!(Rota::new(some(), every_day.as_ref()), Err(RotaError::Nobody("Wednesdays")));
    assert_eq!(Rota::new(some(), None), Err(RotaError::NoHours));
    assert_eq!(Rota::new([some(), some()].concat(), every_day.as_ref()), Err(RotaError::Twice("Amara".to_owned())));
    let mut backwards = staff();
    backwards[0].away[0].until = "2026-12-01".parse().unwrap();
    assert_eq!(Rota::new(backwards, every_day.as_ref()), Err(RotaError::Away("Amara".to_owned())));
}
