//! A human reaches out: the gate answers, its permit shows the number, and what came of it stands in the record once.

use casework::contact::{Attempt, Begun, Ended, How, Judged, NotEnded, NotJudged, Refused, Wanted};
use casework::contact::{begin, ended, judge, questions, under_way};
use casework::promise::{Given, NotGiven, NotSettled, give, settle};
use casework::safety::{NotReleased, Released, release};
use facts::{CallOutcome, Event, Fact, JudgementAnswer, Part, PromiseOutcome, Purpose, Verdict};
use jiff::Timestamp;
use serde_json::json;
use store::DossierId;

use crate::support::{Fresh, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

/// Half past nine in the evening in New York.
const NIGHT: &str = "2026-11-25T02:30:00Z";

/// Ada, with a mobile number that she gave.
fn ada_with_number(fresh: &Fresh) -> DossierId {
    let ada = fresh.place_ada();
    let number = json!({"house": {"event": "recorded", "at": "2026-11-20", "endpoints": [{"id": "mobile",
        "kind": "mobile", "value": "+12125550142", "person": "p1", "time_zone": "America/New_York", "source": "consumer"}]}});
    fresh.record(ada, at("2026-11-20T15:00:00Z"), number);
    ada
}

fn call(fresh: &Fresh, ada: DossierId, purpose: Purpose, by: &str, now: Timestamp) -> Attempt {
    let to = "mobile".parse().unwrap();
    fresh.store.write(|tx| begin(tx, &house(), &Wanted { dossier: ada, to: &to, purpose, by, now })).unwrap()
}

fn go(attempt: Attempt) -> Begun {
    match attempt {
        Attempt::Go(begun) => *begun,
        other => panic!("{other:?}"),
    }
}

fn no(attempt: Attempt) -> Refused {
    match attempt {
        Attempt::No(refused) => *refused,
        other => panic!("{other:?}"),
    }
}

fn calls(fresh: &Fresh, ada: DossierId) -> Vec<facts::Call> {
    let call = |fact: Fact| match fact {
        Fact::Event(Event::Call(call)) => Some(call),
        _ => None,
    };
    fresh.log(ada).into_iter().filter_map(|entry| call(entry.fact)).collect()
}

#[test]
fn a_permit_shows_the_number_and_the_call_is_written_down_once() {
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        let begun = go(call(fresh, ada, Purpose::Collect, "Amara", at(MORNING)));
        assert_eq!(begun.number, "+12125550142");
        let said: Vec<Part> = begun.opening.iter().map(|line| line.part).collect();
        assert!(said.contains(&Part::InitialDisclosure) && said.contains(&Part::CallerIdentity), "{said:?}");
        // Nobody else calls meanwhile, and nobody else writes it down.
        let busy = call(fresh, ada, Purpose::Reply, "Ben", minutes_after(at(MORNING), 1));
        assert!(matches!(&busy, Attempt::Busy { by, .. } if by == "Amara"), "{busy:?}");
        let how = Ended { how: How::Talked, said: &[Part::CallerIdentity], note: "she was calm" };
        let end =
            |by: &str, how: &Ended<'_>| fresh.store.write(|tx| ended(tx, ada, how, by, minutes_after(at(MORNING), 9)));
        assert!(matches!(end("Ben", &how), Err(NotEnded::Anothers(by)) if by == "Amara"));
        assert!(matches!(end("Amara", &Ended { note: " ", ..how }), Err(NotEnded::NoNote)));
        end("Amara", &how).unwrap();
        assert!(matches!(end("Amara", &how), Err(NotEnded::None)), "once");
        let calls = calls(fresh, ada);
        assert_eq!((calls.len(), calls[0].outcome), (1, CallOutcome::Conversation));
        assert_eq!(calls[0].contains, [Part::CallerIdentity], "what was not said does not count as said");
        assert!(fresh.store.read(|tx| under_way(tx, ada)).unwrap().is_none());
        // Within seven days of a conversation there is no other call about the debt (12 CFR 1006.14(b)(2)(i)(B)).
        let refused = no(call(fresh, ada, Purpose::Collect, "Amara", days_after(at(MORNING), 2)));
        assert_eq!(refused.verdict, Verdict::Deny);
        assert!(refused.why.contains("1006.14(b)(2)"), "{}", refused.why);
    });
}

#[test]
fn at_night_there_is_no_number_and_another_way_is_named() {
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        let refused = no(call(fresh, ada, Purpose::Collect, "Amara", at(NIGHT)));
        assert_eq!(refused.verdict, Verdict::Deny);
        assert!(refused.why.contains("1006.6(b)(1)"), "{}", refused.why);
        assert!(refused.instead.iter().any(|way| way.channel == facts::Channel::Letter), "{:?}", refused.instead);
        assert!(calls(fresh, ada).is_empty() && fresh.tasks(ada).is_empty(), "nothing began");
        assert_eq!(fresh.decisions(ada).len(), 1, "and the answer is kept");
    });
}

#[test]
fn a_wrong_number_is_not_called_again() {
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        go(call(fresh, ada, Purpose::Collect, "Amara", at(MORNING)));
        let how = Ended { how: How::WrongNumber, said: &[], note: "a kind man" };
        fresh.store.write(|tx| ended(tx, ada, &how, "Amara", minutes_after(at(MORNING), 2))).unwrap();
        let refused = call(fresh, ada, Purpose::Collect, "Amara", days_after(at(MORNING), 30));
        assert!(matches!(refused, Attempt::No(_)), "{refused:?}");
    });
}

#[test]
fn while_everything_is_stopped_nobody_calls() {
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        fresh.store.write(|tx| casework::switch::stop(tx, "Ben", "wrong template", at(MORNING))).unwrap();
        let to = "mobile".parse().unwrap();
        let wanted = Wanted { dossier: ada, to: &to, purpose: Purpose::Reply, by: "Amara", now: at(MORNING) };
        let refused = fresh.store.write(|tx| begin(tx, &house(), &wanted)).unwrap_err();
        assert!(refused.to_string().contains("stopped by Ben"), "{refused}");
    });
}

#[test]
fn a_promise_leads_until_it_is_settled() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let due = "2026-11-26T12:00:00".parse().unwrap();
        let given = Given { dossier: ada, what: "send the statement", due, by: "Amara", id: "form1" };
        let give = |given: &Given<'_>| fresh.store.write(|tx| give(tx, given, at(MORNING)));
        let id = give(&given).unwrap().unwrap();
        assert_eq!(give(&given).unwrap(), None, "the same form is the same promise");
        let past = Given { due: "2026-11-20T12:00:00".parse().unwrap(), id: "form2", ..given };
        assert!(matches!(give(&past), Err(NotGiven::Due)));
        assert!(matches!(give(&Given { what: " ", id: "form3", ..given }), Err(NotGiven::What)));
        // Overdue, it comes before anything else.
        fresh.round(days_after(at(MORNING), 3));
        assert_eq!(fresh.tasks(ada), ["our_promise"]);
        let settle = |now| fresh.store.write(|tx| settle(tx, ada, id, PromiseOutcome::Kept, "Amara", now));
        settle(days_after(at(MORNING), 3)).unwrap();
        assert!(matches!(settle(days_after(at(MORNING), 4)), Err(NotSettled::None)));
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        assert!(standing.house().promises.is_empty(), "{:?}", standing.house().promises);
    });
}

#[test]
fn two_different_people_find_somebody_safe() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let release = |by: &str, why: &str| fresh.store.write(|tx| release(tx, ada, by, why, at(MORNING)));
        assert!(matches!(release("Amara", "she is well"), Err(NotReleased::NotMarked)));
        fresh.record(
            ada,
            at(MORNING),
            json!({"house": {"event": "safety", "at": "2026-11-24T14:00:00Z", "level": "alert"}}),
        );
        assert!(matches!(release("Amara", "ok"), Err(NotReleased::NoReason)));
        assert_eq!(release("Amara", "her sister is with her").unwrap(), Released::First);
        assert!(matches!(release("Amara", "her sister is with her"), Err(NotReleased::SamePerson(_))));
        let marked = |fresh: &Fresh| {
            fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap().house().safety.is_some()
        };
        assert!(marked(fresh));
        assert_eq!(release("Ben", "I spoke with both of them").unwrap(), Released::Both);
        assert!(!marked(fresh));
        // And one press marks them again: what was to be sent stays here, and somebody is called, once.
        for _ in 0..2 {
            let mark = casework::safety::mark;
            fresh.store.write(|tx| mark(tx, ada, ("form9", "Amara"), minutes_after(at(MORNING), 5))).unwrap();
        }
        assert!(marked(fresh));
        assert_eq!(fresh.tasks(ada).iter().filter(|kind| *kind == "care").count(), 1);
        assert_eq!(fresh.kinds(ada).iter().filter(|kind| **kind == "safety").count(), 2);
    });
}

#[test]
fn a_judgement_settles_what_a_rule_refers_and_nothing_that_the_law_denies() {
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        let lead = |decision, rule: &str, why: &str, until: &str, id: &str| {
            let until = until.parse().unwrap();
            let judged = Judged { decision, rule, answer: JudgementAnswer::MayBeDone, why, until };
            fresh.store.write(|tx| judge(tx, &house(), &judged, (id, "Lee"), at(MORNING)))
        };
        let denied = no(call(fresh, ada, Purpose::Collect, "Amara", at(NIGHT)));
        let refused = lead(denied.decision, "1006.6(b)(1)(i)", "it seems kind to me", "2026-12-20", "f1");
        assert!(matches!(refused, Err(NotJudged::NotReferred(_))), "{refused:?}");
        // Five calls on one morning: within the seven of the rule, and so close that a human looks (comment 14(b)(2)(i)-2.i).
        for minute in 0..5 {
            let event = json!({"event": {"event": "call", "at": format!("2026-11-24T14:{minute}0:00Z"), "by": "collector",
                "to": "mobile", "person": "p1", "outcome": "no_answer"}});
            fresh.record(ada, at(MORNING), event);
        }
        let referred = no(call(fresh, ada, Purpose::Reply, "Amara", at(MORNING)));
        assert_eq!(referred.verdict, Verdict::Refer, "{}", referred.why);
        assert_eq!(fresh.tasks(ada), ["judge"]);
        let asked = fresh.store.read(|tx| questions(tx, &house(), referred.decision, at(MORNING))).unwrap();
        let rule = asked[0].rule;
        let why = "she asked us to try again this morning";
        assert!(matches!(lead(referred.decision, rule, "ok", "2026-12-20", "f2"), Err(NotJudged::NoReason)));
        assert!(matches!(lead(referred.decision, rule, why, "2027-12-20", "f3"), Err(NotJudged::Until)));
        assert!(matches!(lead(referred.decision, rule, why, "2026-11-01", "f4"), Err(NotJudged::Until)));
        for question in &asked {
            lead(referred.decision, question.rule, why, "2026-12-01", question.rule).unwrap();
        }
        lead(referred.decision, rule, why, "2026-12-01", rule).unwrap();
        let judgements = fresh.kinds(ada).into_iter().filter(|kind| *kind == "judgement").count();
        assert_eq!((judgements, fresh.tasks(ada).len()), (asked.len(), 0), "the same form judges once");
        go(call(fresh, ada, Purpose::Reply, "Amara", at(MORNING)));
    });
}

#[test]
fn what_they_say_in_a_talk_binds_as_if_they_had_written_it() {
    use casework::hear::{Inbound, Outcome, Sender, hear};
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        for (channel, text) in [
            (facts::Channel::Call, "Please stop texting me."),
            (facts::Channel::InPerson, "This is not mine, I never had that card."),
        ] {
            let inbound = Inbound {
                channel,
                from: Sender::Person(ada),
                id: "form",
                text,
                received: at(MORNING),
                answers: None,
                document: None,
            };
            let outcome = hear(&fresh.store, &house(), &inbound).unwrap();
            assert!(matches!(outcome, Outcome::Taken(_)), "{outcome:?}");
        }
        // The whole log can be read again, and says what she wants.
        let kinds = fresh.kinds(ada);
        assert_eq!(kinds.iter().filter(|kind| **kind == "note").count(), 2, "{kinds:?}");
        assert!(kinds.contains(&"hold"), "{kinds:?}");
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        let stops = standing.said().iter().filter(|s| matches!(s.means, facts::Meaning::StopChannel { .. })).count();
        assert_eq!(stops, 1);
    });
}

#[test]
fn own_words_go_out_once_and_never_with_a_threat_or_a_sum_that_nobody_knows() {
    use casework::contact::{NotWritten, OwnWords, write};
    use casework::letter::Said;
    on_engines(|fresh| {
        let ada = ada_with_number(fresh);
        let send = |text: &str, id: &str| {
            let own = OwnWords { dossier: ada, subject: "Your question", text, channel: None, id };
            fresh.store.write(|tx| write(tx, &house(), &own, at(MORNING)))
        };
        for (text, why) in [
            ("Pay now or we will take you to court.", "do not pass our own check"),
            ("You owe $999.99 more.", "none of the figures"),
            ("  \n\n ", "no words"),
        ] {
            let refused = send(text, text).unwrap_err();
            assert!(!matches!(refused, NotWritten::Round(_)), "{refused}");
            assert!(refused.to_string().contains(why), "{text}: {refused}");
        }
        assert!(fresh.outbox(ada).is_empty(), "nothing of it waits");
        let text = "Thank you for your call.\n\nThe balance of $120.50 is what the bank gave us. I ask them how it came about.";
        let first = send(text, "form1").unwrap();
        assert!(matches!(first, Said::Queued(_)), "{first:?}");
        assert_eq!(send(text, "form1").unwrap(), first, "the same form is the same message");
        assert_eq!(fresh.outbox(ada).len(), 1);
        let mut courier = Memory::new(Mood::Takes);
        assert_eq!(fresh.deliver(&mut courier, minutes_after(at(MORNING), 1)).sent, 1);
        let sent = courier.only().message.text();
        assert!(sent.contains("The balance of $120.50 is what the bank gave us"), "{sent}");
        assert!(sent.contains("Thank you for your call.\n"), "paragraphs stay apart: {sent}");
    });
}
