//! Coming to one's own page: a link or a code, and one thing that only they know.

use casework::answer::{Came, IDLE, Light, TRIES_MAX, ask_link, by_code, by_link, is_open};
use casework::deliver::{PAGE_LINK_HOURS, link_to_page};
use jiff::Timestamp;
use serde_json::json;
use store::DossierId;
use store::access::{guest, link};

use crate::support::{ADA, Fresh, HEADER, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

const ZIP: Light<'_> = Light { postcode: " 12207-0001 ", birth: None };
const WRONG: Light<'_> = Light { postcode: "99999", birth: None };

fn born(day: &str) -> Light<'static> {
    Light { postcode: "", birth: Some(day.parse().unwrap()) }
}

fn token(fresh: &Fresh, person: DossierId) -> Vec<u8> {
    let hex = fresh.store.write(|tx| link_to_page(tx, person, at(MORNING))).unwrap();
    bytes(&hex)
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

fn open(fresh: &Fresh, token: &[u8], now: Timestamp) -> bool {
    fresh.store.read(|tx| is_open(tx, token, now)).unwrap()
}

#[test]
fn a_scanner_that_opens_the_link_uses_nothing_up_and_she_comes_in_twice() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let token = token(fresh, ada);
        for _ in 0..50 {
            assert!(open(fresh, &token, at(MORNING)));
        }
        for light in [ZIP, born("1980-02-03")] {
            let Came::In(visit) = by_link(&fresh.store, &token, light, at(MORNING)).unwrap() else {
                panic!("{light:?}")
            };
            let who = fresh.store.read(|tx| guest::find(tx, &visit, IDLE, minutes_after(at(MORNING), 29))).unwrap();
            assert_eq!(who.map(|guest| guest.dossier), Some(ada));
        }
        let late = days_after(at(MORNING), PAGE_LINK_HOURS / 24);
        assert!(!open(fresh, &token, late));
        assert_eq!(by_link(&fresh.store, &token, ZIP, late).unwrap(), Came::Nowhere);
        assert_eq!(by_link(&fresh.store, &[9; 32], ZIP, at(MORNING)).unwrap(), Came::Nowhere);
    });
}

#[test]
fn who_does_not_know_it_tries_a_few_times_and_then_the_link_rests() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let token = token(fresh, ada);
        let tries = |light| by_link(&fresh.store, &token, light, at(MORNING)).unwrap();
        for light in [WRONG, born("1980-03-02"), Light::default(), WRONG] {
            assert!(matches!(tries(light), Came::NotYet { .. }), "{light:?}");
        }
        assert_eq!(tries(WRONG), Came::Rests);
        assert_eq!(tries(ZIP), Came::Rests, "however right it is now");
        // A new link is a new way in.
        let other = self::token(fresh, ada);
        assert!(matches!(by_link(&fresh.store, &other, ZIP, at(MORNING)).unwrap(), Came::In(_)));
    });
}

#[test]
fn tries_in_many_tabs_at_once_are_all_counted() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let token = token(fresh, ada);
        let rests = std::thread::scope(|scope| {
            let tabs: Vec<_> =
                (0..8).map(|_| scope.spawn(|| by_link(&fresh.store, &token, WRONG, at(MORNING)).unwrap())).collect();
            tabs.into_iter().map(|tab| tab.join().unwrap()).filter(|came| *came == Came::Rests).count()
        });
        assert_eq!(rests, 4, "{TRIES_MAX} tries, and the fifth says that it rests now");
    });
}

#[test]
fn the_link_that_stops_mails_opens_nothing() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let expires = days_after(at(MORNING), 5);
        let stop = |tx: &mut store::WriteTx| link::add(tx, ada, casework::deliver::STOP_EMAIL, at(MORNING), expires);
        let (_, stop) = fresh.store.write(stop).unwrap();
        assert!(!open(fresh, &stop, at(MORNING)));
        assert_eq!(by_link(&fresh.store, &stop, ZIP, at(MORNING)).unwrap(), Came::Nowhere);
    });
}

#[test]
fn the_code_of_a_letter_opens_the_page_of_whoever_it_was_given_to() {
    on_engines(|fresh| {
        let ben =
            "10000002,75.00,Ben Sample,NY,ben@example.com,2 Other Road,Sampleton,12207,1979-01-01,2026-08-31,75.00\n";
        fresh.place("both.csv", format!("{HEADER}{ADA}{ben}")).unwrap();
        let (ada, ben) = (fresh.people()[0], fresh.people()[1]);
        let shown =
            |person| fresh.store.read(|tx| Ok::<_, store::StoreError>(casework::house::code(tx, person))).unwrap();
        let come = |typed: &str, light| by_code(&fresh.store, typed, light, at(MORNING)).unwrap();
        // No message went out yet: the code is nobody's.
        assert!(matches!(come(&shown(ada), ZIP), Came::NotYet { .. }));
        assert_ne!(shown(ada), shown(ben));
        assert_eq!(fresh.round(at(MORNING)).queued.values().sum::<u64>(), 2);
        let mut courier = Memory::new(Mood::Takes);
        fresh.deliver(&mut courier, minutes_after(at(MORNING), 1));
        let code = courier.carried.values().find(|(p, _)| p.to_name == "Ada Sample").unwrap().0.code.clone();
        assert_eq!(code, shown(ada));
        let Came::In(visit) = come(&code.replace('-', " "), ZIP) else { panic!("her code, her ZIP code") };
        let who = fresh.store.read(|tx| guest::find(tx, &visit, IDLE, at(MORNING))).unwrap();
        assert_eq!(who.map(|guest| guest.dossier), Some(ada));
        for odd in ["", "12345", "0000000000000000000000", "abcdefghij", "<script>"] {
            assert!(matches!(come(odd, ZIP), Came::NotYet { .. } | Came::Rests), "{odd}");
        }
        for _ in 0..TRIES_MAX {
            come(&code, WRONG);
        }
        assert_eq!(come(&code, ZIP), Came::Rests);
        assert!(matches!(come(&shown(ben), born("1979-01-01")), Came::In(_)), "the others' are not touched");
    });
}

#[test]
fn every_message_brings_the_way_in_and_the_record_keeps_no_token() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 1)).sent, 1);
        assert_eq!(courier.only().page.as_deref(), Some("https://pages.kindly.example/code"), "on paper: the code");
        // She wrote from it and likes it: so the new link comes by e-mail.
        let wrote =
            json!({"event": {"event": "message", "at": MORNING, "by": "p1", "channel": "email", "from": "email"}});
        fresh.record(ada, at(MORNING), wrote);
        ask_link(&fresh.store, &house(), "ADA@example.com ", minutes_after(at(MORNING), 2)).unwrap();
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 3)).sent, 1);
        let parcel = courier.only();
        let page = parcel.page.clone().unwrap();
        let hex = page.strip_prefix("https://pages.kindly.example/p/").unwrap_or_else(|| panic!("{page}"));
        assert!(parcel.message.text().contains(&page), "{}", parcel.message.text());
        assert!(open(fresh, &bytes(hex), minutes_after(at(MORNING), 4)));
        let kept = serde_json::to_string(&fresh.log(ada)).unwrap();
        assert!(!kept.contains(hex) && kept.contains("the link to your page"), "{kept}");
        assert!(
            !fresh.outbox(ada).iter().any(|row| String::from_utf8_lossy(row.body.as_deref().unwrap()).contains(hex))
        );
    });
}

#[test]
fn a_new_link_is_sent_a_few_times_a_day_and_never_to_a_stranger() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        for address in ["someone@elsewhere.example", "ada@example.com@", "", "+1", "'; drop table link"] {
            ask_link(&fresh.store, &house(), address, at(MORNING)).unwrap();
        }
        assert_eq!(fresh.outbox(ada).len(), 0);
        let wrote =
            json!({"event": {"event": "message", "at": MORNING, "by": "p1", "channel": "email", "from": "email"}});
        fresh.record(ada, at(MORNING), wrote);
        for minute in 0..10 {
            ask_link(&fresh.store, &house(), "ada@example.com", minutes_after(at(MORNING), minute)).unwrap();
        }
        assert_eq!(fresh.outbox(ada).len(), 3);
    });
}
