//! What a manager looks at: figures that can be counted by hand, and nobody's name.

use casework::hear::{Inbound, Sender, hear};
use casework::payment::{From, Method, NewPayment, TakenBack, Wish, receive, reverse};
use casework::report::{Figures, Period, ReportError, report};
use facts::{Channel, Currency, Money};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::support::{ADA, Fresh, HEADER, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

fn period(from: Date, to: Date) -> Period {
    Period { from, to, zone: TimeZone::UTC }
}

impl Fresh<'_> {
    fn figures(&self, from: Date, to: Date) -> Figures {
        report(&self.store, &period(from, to)).unwrap()
    }
}

/// The rows of a table, each as one line.
fn rows(figures: &Figures, name: &str) -> Vec<String> {
    let table = figures.tables().into_iter().find(|table| table.name == name).unwrap();
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()), "{name}");
    table.rows.iter().map(|row| row.join(",")).collect()
}

#[test]
fn a_week_is_counted_as_it_was() {
    on_engines(|fresh| {
        let people = format!(
            "{HEADER}{ADA}{}",
            ADA.replace("10000001", "10000002").replace("ada@", "ben@").replace("Ada", "Ben")
        );
        fresh.place("people.csv", people).unwrap();
        let (ada, ben) = (fresh.people()[0], fresh.people()[1]);
        let now = at(MORNING);
        let mut courier = Memory::new(Mood::Takes);
        // Tuesday: two first letters.
        fresh.round(now);
        fresh.deliver(&mut courier, minutes_after(now, 1));
        // Wednesday: Ada complains, and is told within half an hour that somebody answers; Ben says stop to e-mails.
        let wednesday = days_after(now, 1);
        let inbound = Inbound {
            channel: Channel::Email,
            from: Sender::Address("ada@example.com"),
            id: "m1",
            text: "I want to make a formal complaint about the way you treated me.",
            received: wednesday,
            answers: None,
            document: None,
        };
        hear(&fresh.store, &house(), &inbound).unwrap();
        assert_eq!(fresh.deliver(&mut courier, minutes_after(wednesday, 30)).sent, 1);
        let stop = json!({"event": {"event": "statement", "at": "2026-11-25T10:00:00-05:00", "by": "p1", "via": "email",
            "written": true, "means": "stop_channel", "channel": "email"}});
        fresh.record(ben, wednesday, stop);
        let rest = |day: u32, hold: &str, cause: &str, until: &str| json!({"house": {"event": "hold", "at": format!("2026-11-{day}"), "hold": hold, "cause": cause, "until": until}});
        fresh.record(ben, wednesday, rest(25, "h1", "health", "2027-01-31"));
        fresh.record(ben, wednesday, rest(25, "h2", "asked", "2026-11-26"));
        // Thursday: Ada pays twice, and the bank takes one of them back.
        let thursday = days_after(now, 2);
        for (key, minor) in [("one", 2_000), ("two", 3_050)] {
            let new = NewPayment {
                key,
                dossier: ada,
                amount: Money::new(minor, Currency::USD),
                on: date(2026, 11, 26),
                method: Method::Card,
                reference: None,
                wish: Wish::default(),
                from: From::Outside,
                by: "story",
            };
            fresh.store.write(|tx| receive(tx, &new, thursday)).unwrap();
        }
        let payments = fresh.store.read(|tx| store::payment::of_dossier(tx, ada)).unwrap();
        take_back(fresh, &payments);

        let figures = fresh.figures(date(2026, 11, 23), date(2026, 11, 29));
        let contacts = rows(&figures, "contacts");
        assert!(contacts.contains(&"ours,letter,notice validation,2,2".to_owned()), "{contacts:#?}");
        assert!(contacts.contains(&"ours,email,delivered,1,1".to_owned()), "{contacts:#?}");
        assert!(contacts.contains(&"theirs,email,delivered,1,1".to_owned()), "{contacts:#?}");
        assert_eq!(contacts.len(), 3, "{contacts:#?}");
        assert_eq!(rows(&figures, "complaints"), ["mockbank,1,1"]);
        assert_eq!(rows(&figures, "stops"), ["email,1,0"], "nobody was written to after that");
        assert_eq!(rows(&figures, "holds"), ["asked,1,0,0", "health,1,0,1"]);
        assert_eq!(rows(&figures, "money"), ["mockbank,USD,50.50,0.00,20.00,0.00,0.00,0.00"]);
        let answers = rows(&figures, "answers");
        assert!(answers.contains(&"first_word,1,0,30,30,30".to_owned()), "{answers:?}");
        let promises = rows(&figures, "promises");
        assert_eq!(promises, ["ours,1,0,0,0,0"], "the answer to the complaint is promised, and not due yet");
        let decisions = rows(&figures, "decisions");
        assert!(decisions.contains(&"letter,permit,2".to_owned()), "{decisions:?}");
        // Of another week nothing is told, and no name of anybody's in any.
        assert!(rows(&fresh.figures(date(2026, 11, 30), date(2026, 12, 6)), "contacts").is_empty());
        let all = format!("{:?}", figures.tables());
        for name in ["Ada", "Ben", "example.com", "10000001"] {
            assert!(!all.contains(name), "{name}: {all}");
        }
        // Long after its day, the promise that nobody kept is overdue.
        let later = fresh.figures(date(2026, 11, 23), date(2027, 3, 31));
        assert_eq!(rows(&later, "promises"), ["ours,1,0,0,0,1"]);
    });
}

/// The bank takes the first of two payments back.
fn take_back(fresh: &Fresh, payments: &[store::payment::Payment]) {
    let first = payments.iter().find(|payment| payment.key == "one").unwrap();
    let thursday = days_after(at(MORNING), 2);
    let day = date(2026, 11, 26);
    fresh.store.write(|tx| reverse(tx, first.id, TakenBack::Chargeback, day, thursday, "story")).unwrap();
}

#[test]
fn a_contact_after_a_stop_and_a_refusal_are_seen() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        let fact = |what: &str| {
            let mut fact = json!({"event": {"event": what, "at": "2026-11-24T10:00:00-05:00"}});
            let more = match what {
                "statement" => json!({"by": "p1", "via": "call", "means": "stop_channel", "channel": "call"}),
                _ => json!({"at": "2026-11-24T10:05:00-05:00", "by": "collector", "person": "p1", "debts": ["d1"],
                    "purpose": "collect", "outcome": "no_answer"}),
            };
            let event = fact["event"].as_object_mut().unwrap();
            event.extend(more.as_object().unwrap().clone());
            fact
        };
        fresh.record(ada, now, fact("statement"));
        fresh.record(ada, minutes_after(now, 5), fact("call"));
        fresh.record(
            ada,
            minutes_after(now, 6),
            json!({"event": {"event": "statement", "at": "2026-11-24T10:06:00-05:00", "by": "p1", "via": "letter",
                "written": true, "means": "cease"}}),
        );
        fresh.round(days_after(now, 20));
        let figures = fresh.figures(date(2026, 11, 24), date(2026, 12, 31));
        assert_eq!(rows(&figures, "stops"), ["call,1,1", "everything,1,0"], "a call after a stop of calls is a fault");
        let refusals = rows(&figures, "refusals");
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert!(refusals[0].ends_with(",deny,1,1"), "{refusals:?}");
    });
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    on_engines(|fresh| {
        let error = report(&fresh.store, &period(date(2026, 11, 2), date(2026, 11, 1))).unwrap_err();
        assert!(matches!(error, ReportError::Backwards { .. }), "{error}");
    });
}
