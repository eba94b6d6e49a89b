//! A person's words come in: found, listened to, on record at once, answered by a human who is named.

use casework::handover;
use casework::hear::{Inbound, Outcome, Sender, Taken, hear};
use facts::{Channel, Fact, HouseEvent};
use jiff::Timestamp;
use store::inbox;

use crate::support::{ADA, Fresh, HEADER, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};
use store::DossierId;

const STORY: &str = "this isn't mine and stop texting me, I lost my job";

fn inbound<'a>(channel: Channel, from: &'a str, id: &'a str, text: &'a str) -> Inbound<'a> {
    Inbound { channel, from: Sender::Address(from), id, text, received: at(MORNING), answers: None, document: None }
}

fn bring(fresh: &Fresh, inbound: &Inbound) -> Outcome {
    hear(&fresh.store, &house(), inbound).unwrap()
}

fn taken(outcome: Outcome) -> Taken {
    match outcome {
        Outcome::Taken(taken) => *taken,
        other => panic!("{other:?}"),
    }
}

fn by_email(fresh: &Fresh, id: &str, text: &str) -> Taken {
    taken(bring(fresh, &inbound(Channel::Email, "Ada@Example.com", id, text)))
}

fn handed_over(fresh: &Fresh, person: DossierId) -> Vec<String> {
    let why = |fact: &Fact| match fact {
        Fact::House(HouseEvent::Handover(e)) => Some(e.why.clone()),
        _ => None,
    };
    fresh.log(person).iter().filter_map(|entry| why(&entry.fact)).collect()
}

#[test]
fn it_is_not_mine_stop_texting_i_lost_my_job() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        // A first letter waits in the outbox.
        assert_eq!(fresh.round(at(MORNING)).queued.values().sum::<u64>(), 1);
        let taken = by_email(fresh, "<a1@example.com>", STORY);
        assert_eq!(taken.recorded, ["message", "dispute", "hold", "stop_channel", "handover"]);
        assert_eq!(taken.recalled, 1, "the letter is taken back");
        assert!(taken.offered_for_consent.contains(&"job_loss"), "{taken:?}");
        assert_eq!(taken.answer_by, Some("2026-11-25".parse().unwrap()), "{taken:?}");
        let log = fresh.log(ada);
        let told = serde_json::to_string(&log).unwrap();
        assert!(told.contains(r#""means":"stop_channel","channel":"text""#), "{told}");
        assert!(told.contains(r#""cause":"dispute""#), "{told}");
        assert!(!told.contains("job_loss"), "what happened to her is recorded only if she agrees");
        assert!(!told.contains(r#""means":"circumstance""#), "{told}");
        let words = log.iter().find(|e| e.fact.kind() == "statement").unwrap().words.clone();
        assert_eq!(words.as_deref(), Some(STORY), "in her own words");
        assert_eq!(fresh.tasks(ada), ["care", "confirm", "consent"]);
        // The reply: who, and by when; nothing of money but the disclosure that law prescribes.
        let reply = fresh.outbox(ada).into_iter().find(|row| Some(row.id) == taken.reply).unwrap();
        let body = String::from_utf8(reply.body.unwrap()).unwrap();
        assert!(body.contains("Amara reads what you wrote and answers you by November 25, 2026"), "{body}");
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert_eq!((promises.len(), promises[0].owner.as_str()), (1, "Amara"));
        // The reply leaves the house, and then she is left in peace: tomorrow, and all week.
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 1)).sent, 1);
        assert_eq!(courier.only().message.subject, "We have your message");
        for day in 1..8 {
            let report = fresh.round(days_after(at(MORNING), day));
            assert_eq!(report.queued.len(), 0, "day {day}: {report:?}");
        }
        assert_eq!(fresh.deliver(&mut courier, days_after(at(MORNING), 8)).sent, 0);
    });
}

#[test]
fn the_same_message_twice_is_one() {
    on_engines(|fresh| {
        fresh.place_ada();
        by_email(fresh, "<a1@example.com>", STORY);
        let before = fresh.census();
        let again = bring(fresh, &inbound(Channel::Email, "ada@example.com", "<a1@example.com>", STORY));
        assert_eq!(again, Outcome::Before);
        assert_eq!(fresh.census(), before);
    });
}

#[test]
fn the_words_of_a_stranger_change_nobodys_record() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let before = fresh.census();
        let stranger = inbound(Channel::Email, "someone@elsewhere.example", "<b1@x>", "Ada Sample: stop writing to me");
        let Outcome::Waits { inbox, why } = bring(fresh, &stranger) else { panic!("a stranger is not guessed") };
        assert!(why.contains("guess nothing"), "{why}");
        assert_eq!(fresh.census(), before);
        // A human finds out that it is Ada's new address: then it binds.
        let moment = minutes_after(at(MORNING), 30);
        let taken = casework::hear::claim(&fresh.store, &house(), inbox, ada, moment).unwrap().unwrap();
        assert!(taken.recorded.contains(&"message".to_owned()), "{taken:?}");
        let row = fresh.store.read(|tx| inbox::get(tx, inbox)).unwrap().unwrap();
        assert_eq!((row.state, row.body.len()), (inbox::State::Taken, 0));
    });
}

#[test]
fn of_several_at_one_address_nobody_is_written_to_until_a_human_knows() {
    on_engines(|fresh| {
        let ben =
            "10000002,75.00,Ben Sample,NY,ada@example.com,2 Other Road,Sampleton,12207,1979-01-01,2026-08-31,75.00\n";
        fresh.place("both.csv", format!("{HEADER}{ADA}{ben}")).unwrap();
        let people = fresh.people();
        assert_eq!(people.len(), 2);
        let outcome = bring(fresh, &inbound(Channel::Email, "ada@example.com", "<c1@x>", "Stop writing to me."));
        assert!(matches!(outcome, Outcome::Waits { .. }), "{outcome:?}");
        for person in &people {
            assert_eq!(fresh.tasks(*person), ["whose_words"]);
            assert!(!fresh.kinds(*person).contains(&"statement"), "nothing is guessed");
        }
        let report = fresh.round(at(MORNING));
        assert_eq!(report.queued.len(), 0, "{report:?}");
    });
}

#[test]
fn a_bare_stop_is_confirmed_and_closes_the_channel_in_which_it_was_said() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        for (n, word) in ["STOP", "Stop please", "PARA", "unsubscribe"].into_iter().enumerate() {
            let taken = by_email(fresh, &format!("<d{n}@x>"), word);
            assert_eq!(taken.recorded, ["message", "stop_channel"], "{word}");
            assert_eq!(taken.handed_over, Vec::<&str>::new(), "{word}");
        }
        let told = serde_json::to_string(&fresh.log(ada)).unwrap();
        assert!(told.contains(r#""means":"stop_channel","channel":"email""#), "{told}");
        let mut courier = Memory::new(Mood::Takes);
        fresh.deliver(&mut courier, minutes_after(at(MORNING), 1));
        let subjects: Vec<_> = courier.carried.values().map(|(p, _)| p.message.subject.clone()).collect();
        assert!(subjects.iter().all(|s| s == "You have opted out"), "{subjects:?}");
        assert!(!subjects.is_empty(), "the first stop is confirmed");
    });
}

#[test]
fn who_may_be_in_danger_reaches_a_human_within_minutes_and_no_machine_answers() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let taken = by_email(fresh, "<e1@x>", "I can't do this any more. I want to kill myself tonight.");
        assert_eq!(taken.recorded[..2], ["message", "safety"]);
        assert_eq!((taken.reply, taken.recalled), (None, 1));
        let tasks = fresh.store.read(|tx| store::task::of_dossier(tx, ada)).unwrap();
        let care = tasks.iter().find(|t| t.kind == "care").unwrap();
        assert!(care.due <= minutes_after(at(MORNING), 5));
        let story = String::from_utf8(care.facts.clone().unwrap()).unwrap();
        assert!(story.contains("are you safe"), "{story}");
        for word in ["pay", "debt", "owe", "$"] {
            assert!(!care.why.contains(word), "{}", care.why);
        }
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 1)).sent, 0);
        assert_eq!(fresh.round(days_after(at(MORNING), 5)).queued.len(), 0);
    });
}

#[test]
fn each_word_with_legal_weight_binds_at_once() {
    for (text, kinds) in [
        ("Stop all contact with me.", &["cease"][..]),
        ("Do not call me after 6pm please, I work then.", &["inconvenient"]),
        ("Please stop calling me at work, my boss forbids it.", &["employer_forbids", "inconvenient"]),
        ("My lawyer is Jane Doe, talk to her.", &["represented"]),
        ("I filed for Chapter 7 bankruptcy in May.", &["status", "hold"]),
        ("I already paid this in full last year.", &["dispute", "hold"]),
        ("Someone stole my identity and opened this account.", &["dispute", "hold"]),
        ("The amount is wrong, I never owed that much.", &["dispute", "hold"]),
    ] {
        on_engines(|fresh| {
            fresh.place_ada();
            let taken = by_email(fresh, "<f1@x>", text);
            for kind in kinds {
                assert!(
                    taken.recorded.iter().any(|r| r == kind),
                    "`{text}`: {kind} is missing from {:?}",
                    taken.recorded
                );
            }
            let wider = taken.recorded.iter().filter(|r| matches!(r.as_str(), "cease" | "stop_channel")).count();
            let expected = usize::from(kinds.contains(&"cease"));
            assert_eq!(wider, expected, "`{text}`: {:?}", taken.recorded);
            assert!(!taken.to_confirm.is_empty(), "an agent sees that it was understood");
        });
    }
}

#[test]
fn a_human_takes_over_and_hands_back() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        by_email(fresh, "<g1@x>", "Can I please talk to a person about this?");
        assert_eq!(handed_over(fresh, ada).len(), 1);
        // A second message while an answer is promised is not acknowledged again: no machine talks in circles.
        let again = by_email(fresh, "<g2@x>", "Hello? Can I talk to a person?");
        assert_eq!((again.reply, again.no_reply.as_deref()), (None, Some("an answer is promised already")));
        let later = days_after(at(MORNING), 1);
        fresh.store.write(|tx| handover::done(tx, ada, "Amara spoke with her", "amara", later)).unwrap();
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert!(promises.iter().all(|p| p.state == store::promise::State::Kept), "{promises:?}");
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        assert_eq!((standing.house().handover.clone(), standing.house().promises.len()), (None, 0));
    });
}

#[test]
fn what_was_heard_is_kept_as_a_whole_or_not_at_all() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let twice: Timestamp = at(MORNING);
        by_email(fresh, "<h1@x>", STORY);
        let log = fresh.log(ada);
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound());
        assert!(log.iter().all(|entry| entry.recorded.instant() <= Some(twice)));
    });
}

#[test]
fn an_address_from_which_our_mail_came_back_is_not_used_again() {
    use casework::hear::{came_back, went};
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        by_email(fresh, "<i1@x>", "Can I talk to a person?");
        let mut courier = Memory::new(Mood::Takes);
        fresh.deliver(&mut courier, minutes_after(at(MORNING), 1));
        let row = fresh.outbox(ada)[0].id;
        let went = went(&fresh.store, row).unwrap().unwrap();
        assert_eq!(went.address, "ada@example.com");
        let later = minutes_after(at(MORNING), 9);
        let back = || came_back(&fresh.store, &went, "<bounce1>", "550 no such user", later).unwrap();
        assert!(matches!(back(), Outcome::Taken(_)));
        assert_eq!(back(), Outcome::Before);
        assert!(fresh.tasks(ada).contains(&"undeliverable".to_owned()));
        assert_eq!(fresh.kinds(ada).iter().filter(|kind| **kind == "notice").count(), 1);
    });
}

#[test]
fn one_click_stops_e_mails_and_sends_nothing_in_answer() {
    use casework::hear::{Button, stop_channel};
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let press = || stop_channel(&fresh.store, ada, Channel::Email, Button::OneClick, "click", at(MORNING)).unwrap();
        assert_eq!(taken(press()).recorded, ["stop_channel"]);
        assert_eq!(press(), Outcome::Before);
        let report = fresh.round(at(MORNING));
        assert_eq!(report.queued.get("email"), None, "{report:?}");
    });
}
