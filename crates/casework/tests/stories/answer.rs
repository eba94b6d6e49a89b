//! A person acts on their own page: it binds at once, a form sent twice is one, and who answers by when is promised.

use casework::answer::{
    AnswerError, AskPerson, CallBack, Done, Form, NeedWish, WORDS_MAX, Way, Wishes, Wrong, allow, answer_due,
    ask_person, details, dispute, prefer, prefers, slots, stop, stopped, tell, told,
};
use casework::dossier::standing;
use conduct::Standing;
use facts::{Channel, Day, Fact, HouseEvent};
use jiff::civil::time;
use store::DossierId;

use crate::support::{Fresh, MORNING, at, days_after, house, minutes_after, on_engines};

fn form(dossier: DossierId, id: &str) -> Form<'_> {
    Form { dossier, id, now: at(MORNING) }
}

fn of(fresh: &Fresh, person: DossierId) -> Standing {
    fresh.store.read(|tx| standing(tx, person)).unwrap()
}

#[test]
fn what_is_not_right_rests_at_once_and_an_answer_is_promised() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        let words = "I never had a card with them, this isn't mine.";
        let done = dispute(&fresh.store, &house(), &form(ada, "f1"), Wrong::NotMine, &[], words).unwrap();
        assert_eq!(done, Done::Now);
        // The letter that waited is taken back, nothing is sent, and the page says who answers by when.
        let rows = fresh.outbox(ada);
        assert!(rows.iter().all(|row| row.state == store::outbox::State::Recalled), "{rows:?}");
        let key = form(ada, "f1").key();
        let kinds: Vec<_> = fresh.store.read(|tx| told(tx, ada, &key)).unwrap();
        let kinds: Vec<_> = kinds.iter().map(|entry| entry.fact.kind()).collect();
        assert_eq!(kinds, ["message", "statement", "hold", "handover", "promise"], "the words repeat what was ticked");
        let due = fresh.store.read(|tx| answer_due(tx, ada)).unwrap().unwrap();
        assert_eq!(due.day_as_written().to_string(), "2026-11-25");
        assert_eq!(fresh.tasks(ada), ["care", "confirm"]);
        for day in 1..5 {
            assert_eq!(fresh.round(days_after(at(MORNING), day)).queued.len(), 0, "day {day}");
        }
    });
}

#[test]
fn a_form_sent_twice_is_one_whatever_it_was() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let (store, house) = (&fresh.store, house());
        let slot = slots(&house, &of(fresh, ada), at(MORNING))[0];
        let asked = AskPerson { back: CallBack::At(slot), words: "" };
        let wishes = Wishes { week_max: Some(1), ..Wishes::default() };
        let all = |now| {
            let form = |id| Form { dossier: ada, id, now };
            [
                dispute(store, &house, &form("a"), Wrong::Paid, &[], "").unwrap(),
                tell(store, &house, &form("b"), "My hours were cut.").unwrap(),
                stop(store, &form("c"), Way::Texts).unwrap(),
                ask_person(store, &house, &form("d"), &asked).unwrap(),
                prefer(store, &form("e"), &wishes).unwrap(),
                allow(store, &form("f"), Way::Texts).unwrap(),
            ]
        };
        assert_eq!(all(at(MORNING)), [Done::Now; 6]);
        let before = fresh.census();
        let promises = |fresh: &Fresh| fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap().len();
        let promised = promises(fresh);
        // Even much later, when the time that was chosen has passed: another tab, sent again.
        assert_eq!(all(days_after(at(MORNING), 3)), [Done::Before; 6]);
        assert_eq!(fresh.census(), before);
        assert_eq!(promises(fresh), promised);
    });
}

#[test]
fn a_stop_closes_one_way_and_is_taken_back_and_everything_stays_closed() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        fresh.round(at(MORNING));
        assert_eq!(stop(&fresh.store, &form(ada, "s1"), Way::Emails).unwrap(), Done::Now);
        assert_eq!(stopped(&of(fresh, ada)), [Way::Emails]);
        let rows = fresh.outbox(ada);
        assert!(rows.iter().all(|row| row.state == store::outbox::State::Recalled), "{rows:?}");
        let later = Form { now: minutes_after(at(MORNING), 5), ..form(ada, "s2") };
        allow(&fresh.store, &later, Way::Emails).unwrap();
        assert_eq!(stopped(&of(fresh, ada)), []);
        let last = Form { now: minutes_after(at(MORNING), 9), ..form(ada, "s3") };
        stop(&fresh.store, &last, Way::Everything).unwrap();
        assert_eq!(stopped(&of(fresh, ada)), [Way::Everything]);
        for way in [Way::Everything, Way::Emails] {
            let refused = allow(&fresh.store, &form(ada, "s4"), way);
            assert!(matches!(refused, Err(AnswerError::ByHand)), "{refused:?}");
        }
        for day in 1..40 {
            let report = fresh.round(days_after(at(MORNING), day));
            assert_eq!(report.queued.len(), 0, "day {day}: {report:?}");
        }
    });
}

#[test]
fn wishes_are_noted_shown_and_taken_back() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let today = "2026-11-24".parse().unwrap();
        let wishes = Wishes {
            channel: Some(Channel::Letter),
            days: vec![Day::Mon, Day::Tue],
            hours: Some((time(10, 0, 0, 0), time(16, 0, 0, 0))),
            week_max: Some(1),
            not_at_work: true,
            language: Some("es".to_owned()),
            needs: vec![NeedWish { code: "comm.large_print", detail: Some("16 point is enough".to_owned()) }],
        };
        prefer(&fresh.store, &form(ada, "w1"), &wishes).unwrap();
        let noted = prefers(&of(fresh, ada), today);
        let without = Wishes { needs: vec![NeedWish { code: "comm.large_print", detail: None }], ..wishes.clone() };
        assert_eq!(noted, without);
        assert_eq!(details(&fresh.log(ada)), [("comm.large_print", "16 point is enough")]);
        // The same page sent from another tab changes nothing.
        let before = fresh.log(ada).len();
        prefer(&fresh.store, &form(ada, "w2"), &without).unwrap();
        assert_eq!(fresh.log(ada).len(), before);
        // All of it taken back: as if it had never been said.
        let later = Form { now: minutes_after(at(MORNING), 5), ..form(ada, "w3") };
        let nothing = Wishes { language: Some("en".to_owned()), ..Wishes::default() };
        prefer(&fresh.store, &later, &nothing).unwrap();
        assert_eq!(prefers(&of(fresh, ada), today), nothing);
        let again = Standing::fold_log(&fresh.log(ada), None).unwrap();
        assert_eq!(prefers(&again, today), nothing, "folded anew it is the same");
    });
}

#[test]
fn a_call_is_promised_for_the_time_that_was_chosen_and_kept_by_the_hand_back() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let slots = slots(&house(), &of(fresh, ada), at(MORNING));
        // Ten in the morning in New York: today from noon, and no holiday (26 November 2026 is Thanksgiving).
        assert_eq!(slots[0].word(), "2026-11-24T12");
        assert!(slots.iter().all(|s| s.day.to_string() != "2026-11-26" && s.day.to_string() != "2026-11-28"));
        let asked = AskPerson { back: CallBack::At(slots[0]), words: "It is about the amount of the fees." };
        ask_person(&fresh.store, &house(), &form(ada, "p1"), &asked).unwrap();
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert_eq!(promises.len(), 1, "the call is the answer: {promises:?}");
        assert_eq!((promises[0].owner.as_str(), promises[0].due), ("Amara", at("2026-11-24T20:00:00Z")));
        let gone = AskPerson { back: CallBack::At(slots[0]), words: "" };
        let late = Form { now: days_after(at(MORNING), 1), ..form(ada, "p2") };
        let refused = ask_person(&fresh.store, &house(), &late, &gone);
        assert!(matches!(refused, Err(AnswerError::NoSlot)), "{refused:?}");
        fresh.store.write(|tx| casework::handover::done(tx, ada, "called", "amara", late.now)).unwrap();
        let promises = fresh.store.read(|tx| store::promise::of_dossier(tx, ada)).unwrap();
        assert_eq!(promises[0].state, store::promise::State::Kept);
    });
}

#[test]
fn a_story_is_heard_with_all_that_hangs_on_it() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let words = "I lost my job in May and I don't want to live any more.";
        tell(&fresh.store, &house(), &form(ada, "t1"), words).unwrap();
        assert!(of(fresh, ada).house().safety.is_some());
        assert_eq!(fresh.outbox(ada).len(), 0, "no machine answers");
        let log = fresh.log(ada);
        assert!(log.iter().any(|e| e.words.as_deref() == Some(words)), "in her own words");
        let is_care = |fact: &Fact| matches!(fact, Fact::House(HouseEvent::Safety(_)));
        assert_eq!(log.iter().filter(|e| is_care(&e.fact)).count(), 1);
        let empty = tell(&fresh.store, &house(), &form(ada, "t2"), " \n ");
        assert!(matches!(empty, Err(AnswerError::Empty)), "{empty:?}");
        let long = tell(&fresh.store, &house(), &form(ada, "t3"), &"word ".repeat(WORDS_MAX));
        assert!(matches!(long, Err(AnswerError::TooLong(_))), "{long:?}");
    });
}
