//! What happened calls for a letter: it is owed with it, once, written by the worker, and goes through the gate.

use casework::letter::{ByHandError, Said as Sent, by_hand};
use casework::payment::{From, Method, NewPayment, Wish, receive};
use casework::plan::{NewPlan, agree};
use casework::{budget, hear};
use facts::{Channel, Currency, Money};
use jiff::civil::date;
use money::budget::{Change, Edit, Every, IncomeKind, Item, Said};
use money::plan::{Proposal, Proposer, StressSaid, Towards};
use serde_json::json;
use store::DossierId;
use store::letter::State;
use words::compose::Kind;

use crate::support::{Fresh, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

/// The letters that leave the house within the hour: subject and text.
fn leaves(fresh: &Fresh, days: i64) -> Vec<(String, String)> {
    let mut courier = Memory::new(Mood::Takes);
    fresh.deliver(&mut courier, minutes_after(days_after(at(MORNING), days), 1));
    courier.carried.values().map(|(p, _)| (p.message.subject.clone(), p.message.text())).collect()
}

fn the_one(left: Vec<(String, String)>) -> (String, String) {
    assert_eq!(left.len(), 1, "{left:#?}");
    left.into_iter().next().unwrap()
}

fn states(fresh: &Fresh, person: DossierId) -> Vec<(String, State)> {
    let letters = fresh.store.read(|tx| store::letter::of_dossier(tx, person)).unwrap();
    letters.into_iter().map(|letter| (letter.kind, letter.state)).collect()
}

fn pause(id: &str, until: &str) -> serde_json::Value {
    json!({"house": {"event": "hold", "at": "2026-11-24T09:55:00-05:00", "hold": id, "cause": "asked", "until": until}})
}

fn write(fresh: &Fresh, id: &str, text: &str) -> hear::Taken {
    let inbound = hear::Inbound {
        channel: Channel::Email,
        from: hear::Sender::Address("ada@example.com"),
        id,
        text,
        received: at(MORNING),
        answers: None,
        document: None,
    };
    match hear::hear(&fresh.store, &house(), &inbound).unwrap() {
        hear::Outcome::Taken(taken) => *taken,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_pause_is_said_when_it_begins_and_before_it_ends() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.record(ada, at(MORNING), pause("p1", "2026-12-20"));
        let (subject, text) = the_one(leaves(fresh, 0));
        assert_eq!(subject, "We have paused");
        assert!(text.contains("Until December 20, 2026 nothing is due"), "{text}");
        assert_eq!(leaves(fresh, 0), [], "once");
        // She needs longer: the first end is not spoken of any more.
        fresh.record(ada, days_after(at(MORNING), 2), pause("p1", "2027-01-10"));
        let (subject, text) = the_one(leaves(fresh, 2));
        assert!(subject == "We have paused" && text.contains("January 10, 2027"), "{text}");
        assert_eq!(leaves(fresh, 20), [], "nothing was promised for December any more");
        let (subject, text) = the_one(leaves(fresh, 41));
        assert_eq!(subject, "Your pause ends on January 10, 2027");
        assert!(text.contains("Nothing is due until January 18, 2027"), "{text}");
        let states = states(fresh, ada);
        let dropped = ("thaw".to_owned(), State::Dropped);
        assert_eq!((states.len(), states.contains(&dropped)), (4, true), "{states:?}");
        // And until that day she is asked for nothing.
        for day in 48..55 {
            assert_eq!(fresh.round(days_after(at(MORNING), day)).queued.len(), 0, "day {day}");
        }
    });
}

#[test]
fn a_pause_that_ends_early_is_said() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.record(ada, at(MORNING), pause("p1", "2026-12-20"));
        leaves(fresh, 0);
        let released = json!({"house": {"event": "hold_released", "at": "2026-11-26T10:00:00-05:00", "hold": "p1",
            "why": "she asked to go on"}});
        fresh.record(ada, days_after(at(MORNING), 2), released);
        assert_eq!(the_one(leaves(fresh, 2)).0, "Your pause ends on November 26, 2026");
        assert_eq!(leaves(fresh, 20), [], "its old end is not spoken of");
    });
}

#[test]
fn a_hold_for_a_dispute_or_by_law_is_for_humans_to_speak_of() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        for cause in ["dispute", "breathing_space", "death", "bankruptcy"] {
            let hold = json!({"house": {"event": "hold", "at": "2026-11-24T09:55:00-05:00", "hold": cause,
                "cause": cause, "until": "2026-12-20"}});
            fresh.record(ada, at(MORNING), hold);
        }
        assert_eq!(leaves(fresh, 0), []);
        assert_eq!(states(fresh, ada), []);
    });
}

#[test]
fn a_last_payment_gets_its_receipt_and_the_letter_that_it_is_finished() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let new = |key: &'static str, minor: i64| NewPayment {
            key,
            dossier: ada,
            amount: Money::new(minor, Currency::USD),
            on: date(2026, 11, 24),
            method: Method::BankTransfer,
            reference: None,
            wish: Wish::default(),
            from: From::Outside,
            by: "bank",
        };
        let pay = |new: &NewPayment<'_>| fresh.store.write(|tx| receive(tx, new, at(MORNING))).unwrap();
        pay(&new("k1", 2_050));
        let (subject, text) = the_one(leaves(fresh, 0));
        assert_eq!(subject, "Your receipt for November 24, 2026");
        for words in [
            "by bank transfer",
            "Mockbank: $20.50",
            "Open before: $120.50",
            "Your payment: − $20.50",
            "Open now: $100.00",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        for _ in 0..2 {
            pay(&new("k2", 10_000));
        }
        let left = leaves(fresh, 0);
        let subjects: Vec<&str> = left.iter().map(|(subject, _)| subject.as_str()).collect();
        assert_eq!(subjects, ["Your receipt for November 24, 2026", "It is finished: your account is closed"]);
        assert!(left[1].1.contains("We told no credit bureau about this account."), "{}", left[1].1);
    });
}

#[test]
fn what_nobody_knows_fetches_a_human_with_the_fact_named() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let paid = json!({"event": {"event": "status", "at": "2026-11-24", "kind": "paid", "debts": ["d1"]}});
        fresh.record(ada, at(MORNING), paid);
        let mut silent = house();
        silent.head.reports = None;
        let written = casework::letter::write_owed(&fresh.store, &silent, at(MORNING)).unwrap();
        assert_eq!((written.queued, written.for_humans), (0, 1));
        let tasks = fresh.store.read(|tx| store::task::of_dossier(tx, ada)).unwrap();
        let task = tasks.iter().find(|task| task.kind == "say_closed").unwrap();
        assert!(task.why.contains("`reports` in firm.toml"), "{}", task.why);
        // A correction of ours: what they get is for a human to say.
        let wrong = fresh.log(ada)[0].id.clone();
        let correction = json!({"house": {"event": "correction", "at": "2026-11-24T10:00:00-05:00", "of": wrong,
            "why": "it was another's"}});
        fresh.record(ada, at(MORNING), correction);
        assert_eq!(leaves(fresh, 0), []);
        assert!(fresh.tasks(ada).contains(&"say_our_mistake".to_owned()), "{:?}", fresh.tasks(ada));
    });
}

#[test]
fn a_plan_that_was_agreed_is_written_to_them() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let income = Edit::AddIncome {
            line: "pay".into(),
            name: "pay".to_owned(),
            kind: IncomeKind::Wages,
            said: Said::Exactly(Money::new(300_000, Currency::USD)),
            every: Every::Month,
        };
        let rent = Edit::AddSpending {
            line: "rent".into(),
            name: "rent".to_owned(),
            item: Item::Rent,
            said: Said::Exactly(Money::new(150_000, Currency::USD)),
            every: Every::Month,
        };
        for (nth, what) in (0..).zip([income, rent]) {
            let one = Change { who: "ada".to_owned(), at: at(MORNING), nth, what };
            fresh.store.write(|tx| budget::change(tx, ada, Currency::USD, &one)).unwrap();
        }
        let first = Some(date(2026, 12, 1));
        let proposal =
            Proposal { amount: Money::new(5_000, Currency::USD), every: Every::Month, first, towards: Towards::Whole };
        let new = NewPlan { dossier: ada, proposal, proposer: Proposer::Person, said: StressSaid::Yes, by: "amara" };
        fresh.store.write(|tx| agree(tx, &house(), &new, at(MORNING))).unwrap();
        let (subject, text) = the_one(leaves(fresh, 0));
        assert_eq!(subject, "Your plan with Kindly Recoveries");
        for words in
            ["You pay $50.00 every month, from December 1, 2026.", "How many payments: 3", "All of it: $120.50"]
        {
            assert!(text.contains(words), "{words}\n{text}");
        }
        assert_eq!(leaves(fresh, 1), [], "once");
    });
}

#[test]
fn each_matter_gets_the_reply_that_fits_it() {
    on_engines(|fresh| {
        for (n, (words, subject, says)) in [
            (
                "The amount is wrong. I never paid those fees and the balance is not right.",
                "We have stopped, and look into it",
                "I write to you by December 9, 2026",
            ),
            (
                "I am behind on everything and can't pay right now.",
                "Thank you for telling us",
                "I have paused this until December 24, 2026",
            ),
            ("I want to make a complaint about how I was treated.", "We have your complaint", "answers you by"),
            // In the United States the law wants its disclosure in whatever we write: the plain reply has it.
            (
                "This is not my debt, you have the wrong person.",
                "We have your message",
                "answers you by November 25, 2026",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let name = format!("Person {n}");
            let line = crate::support::ADA
                .replace("10000001", &format!("1000010{n}"))
                .replace("Ada Sample", &name)
                .replace("ada@", &format!("p{n}@"));
            fresh.place(&format!("{n}.csv"), format!("{}{line}", crate::support::HEADER)).unwrap();
            let address = format!("p{n}@example.com");
            let inbound = hear::Inbound {
                channel: Channel::Email,
                from: hear::Sender::Address(&address),
                id: &format!("<m{n}@x>"),
                text: words,
                received: at(MORNING),
                answers: None,
                document: None,
            };
            let hear::Outcome::Taken(taken) = hear::hear(&fresh.store, &house(), &inbound).unwrap() else { panic!() };
            let (said, text) = the_one(leaves(fresh, 0));
            assert_eq!(said, subject, "{words}: {taken:?}");
            assert!(text.contains(says), "{says}\n{text}");
            let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, taken.dossier)).unwrap();
            assert_eq!(promises.len(), 1, "{words}: what was promised is kept in mind");
        }
    });
}

#[test]
fn a_complaint_that_an_agent_wrote_down_is_acknowledged_with_a_day() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let one = facts::Entry {
            id: "evt_desk_1".to_owned(),
            recorded: facts::When::utc(at(MORNING)),
            by: "amara".to_owned(),
            words: Some("You called while I was at the hospital.".to_owned()),
            document: None,
            fact: serde_json::from_value(json!({"event": {"event": "statement", "at": "2026-11-24T10:00:00-05:00",
                "by": "p1", "via": "call", "means": "complaint"}}))
            .unwrap(),
        };
        for _ in 0..2 {
            fresh
                .store
                .write(|tx| {
                    let entries = std::slice::from_ref(&one);
                    casework::dossier::record(tx, ada, entries, at(MORNING), "amara", Some(at(MORNING))).map(|_| ())
                })
                .unwrap();
        }
        let (subject, text) = the_one(leaves(fresh, 0));
        assert_eq!(subject, "We have your complaint");
        assert!(text.contains("You called while I was at the hospital."), "{text}");
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert_eq!(promises.len(), 1);
        assert_eq!(promises[0].what.as_deref(), Some(b"answer their complaint".as_slice()));
    });
}

#[test]
fn who_reads_another_language_gets_english_only_until_that_is_approved_and_a_human_knows() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let need = |code: &str| json!({"house": {"event": "need", "at": "2026-11-24T09:00:00-05:00", "code": code, "until": "2027-11-24"}});
        fresh.record(ada, at(MORNING), need("comm.language.es"));
        fresh.record(ada, at(MORNING), need("comm.large_print"));
        fresh.record(ada, at(MORNING), pause("p1", "2026-12-20"));
        let mut courier = Memory::new(Mood::Takes);
        fresh.deliver(&mut courier, minutes_after(at(MORNING), 1));
        let parcel = courier.only();
        assert_eq!((parcel.language.as_str(), parcel.style), ("en", casework::ports::Style::LargePrint));
        assert!(fresh.tasks(ada).contains(&"their_language".to_owned()), "{:?}", fresh.tasks(ada));
        let taken = write(fresh, "<s1@x>", "Gracias");
        assert_eq!(taken.dossier, ada);
    });
}

#[test]
fn a_complaint_is_answered_by_hand_once_and_the_promise_is_kept() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        write(fresh, "<c1@x>", "I want to make a complaint about how I was treated.");
        leaves(fresh, 0);
        let open = |fresh: &Fresh| {
            let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
            promises.iter().filter(|p| p.state == store::promise::State::Open).count()
        };
        assert_eq!(open(fresh), 1);
        let facts = "got_on = 2026-11-24\nfound = [\"We called you at a bad time.\"]\n\
                     changed = [\"We do not call you any more.\"]\nstate_body = \"The Attorney General of New York\"\n\
                     state_body_web = \"ag.ny.gov\"";
        let say = |kind: Kind, facts: &str| {
            fresh.store.write(|tx| by_hand(tx, &house(), (ada, kind), (facts, "c1"), at(MORNING)))
        };
        assert!(matches!(say(Kind::Reminder, facts), Err(ByHandError::NotByHand(_))));
        let said = say(Kind::ComplaintAnswerUs, facts).unwrap();
        assert!(matches!(said, Sent::Queued(_)), "{said:?}");
        assert_eq!(say(Kind::ComplaintAnswerUs, facts).unwrap(), said, "once");
        assert_eq!(open(fresh), 0, "the answer keeps what was promised");
        let (subject, text) = the_one(leaves(fresh, 0));
        assert_eq!(subject, "Our answer to your complaint");
        assert!(text.contains("We called you at a bad time.") && text.contains("ag.ny.gov"), "{text}");
        // What the template needs and nobody gave is named.
        let lacks = say(Kind::AfterCall, "talked_on = 2026-11-24").unwrap();
        assert!(matches!(&lacks, Sent::Unsaid(why) if why.contains("after_call")), "{lacks:?}");
    });
}

const UK: &str = "[file]\ncurrency = \"GBP\"\ncountry = \"GB\"\npacks = [\"uk\"]\n[columns]\naccount = \"Acct\"\n\
    balance = \"Owed\"\nname = \"Name\"\nregion = \"Nation\"\nemail = \"Email\"\nstreet = \"Street\"\ncity = \"City\"\n\
    postcode = \"Post\"\nitemization_date = \"Since\"\nitemization_amount = \"Then\"\n[constants]\nkind = \"utility\"\n";
const GWEN: &str = "Acct,Owed,Name,Nation,Email,Street,City,Post,Since,Then\n\
    30000001,312.40,Gwen Sample,wales,gwen@example.com,14 Invented Row,Anytown,ZZ9 9ZZ,2026-08-31,312.40\n";

/// A person in Wales.
fn place_gwen(fresh: &Fresh) -> DossierId {
    let path = fresh.file("gwen.csv", GWEN);
    let map = casework::place::Map::parse(UK).unwrap();
    let creditor = ("sample-energy", "Sample Energy");
    casework::place::place_file(&fresh.store, &path, &map, creditor, at(MORNING), false, &|_| {}).unwrap();
    fresh.people()[0]
}

#[test]
fn in_wales_the_first_letter_and_the_reply_to_a_stranger() {
    on_engines(|fresh| {
        let gwen = place_gwen(fresh);
        let report = fresh.round(at(MORNING));
        assert_eq!(report.queued.values().sum::<u64>(), 1, "{report:?}");
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 1)).sent, 1);
        let parcel = courier.only();
        assert_eq!(
            (parcel.country.as_str(), parcel.message.subject.as_str()),
            ("GB", "Your account with Sample Energy: choices for you")
        );
        let text = parcel.message.text();
        for words in ["£312.40 is open", "31 August 2026", "StepChange", "If you do nothing, we write once more."] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        // Whoever says that it is not theirs may be a stranger: the reply speaks of no debt and of nobody.
        let inbound = hear::Inbound {
            channel: Channel::Email,
            from: hear::Sender::Address("gwen@example.com"),
            id: "<g1@x>",
            text: "This is not my debt, you have the wrong person.",
            received: days_after(at(MORNING), 1),
            answers: None,
            document: None,
        };
        let hear::Outcome::Taken(taken) = hear::hear(&fresh.store, &house(), &inbound).unwrap() else { panic!() };
        assert_eq!(taken.dossier, gwen);
        let (subject, text) = the_one(leaves(fresh, 1));
        assert_eq!(subject, "We have stopped writing to you", "{taken:?}");
        for told in ["Gwen", "Sample Energy", "£", "debt", "account"] {
            assert!(!text.contains(told), "{told}\n{text}");
        }
    });
}
