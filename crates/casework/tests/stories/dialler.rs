//! Calls by a dialler: listed as the gate permits, recalled by what comes after, and reported once.

use casework::dialler::{Dialler, DiallerError, Exported, Imported, Recalled, export, recall, results};
use casework::house::House;
use casework::place::{Map, place_file};
use casework::ports::{Call, CallList, CourierError, Recall};
use casework::round::{self, RoundReport};
use conduct::Permit;
use facts::{CallOutcome, Event, Fact, Meaning};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::DossierId;
use store::dialler::State;

use crate::support::{Fresh, MORNING, Memory, Mood, at, days_after, house, minutes_after, on_engines};

const NUMBER: &str = "+12125550123";

/// A list in memory.
#[derive(Default)]
struct Paper {
    calls: Vec<Call>,
    recalls: Vec<Recall>,
}

impl CallList for Paper {
    fn call(&mut self, _permit: Permit, call: &Call) -> Result<(), CourierError> {
        self.calls.push(call.clone());
        Ok(())
    }

    fn recall(&mut self, recall: &Recall) -> Result<(), CourierError> {
        self.recalls.push(recall.clone());
        Ok(())
    }
}

fn calling() -> House {
    House { dialler: Dialler { lists: true }, ..house() }
}

impl Fresh<'_> {
    fn calling_round(&self, now: Timestamp) -> RoundReport {
        round::run(&self.store, &calling(), now, false).unwrap()
    }

    fn listed(&self, now: Timestamp) -> (Exported, Paper) {
        let mut paper = Paper::default();
        let done = export(&self.store, &calling(), &mut paper, "calls.csv", now).unwrap();
        (done, paper)
    }

    fn recalled(&self, now: Timestamp) -> (Recalled, Paper) {
        let mut paper = Paper::default();
        let done = recall(&self.store, &calling(), &mut paper, now).unwrap();
        (done, paper)
    }

    fn results(&self, lines: &str, now: Timestamp) -> Imported {
        let path = self.file("results.csv", format!("row,started,outcome,seconds,agent,note,number\n{lines}"));
        results(&self.store, &path, now).unwrap()
    }

    fn calls(&self, person: DossierId) -> Vec<facts::Call> {
        let call = |entry: facts::Entry| match entry.fact {
            Fact::Event(Event::Call(call)) => Some(call),
            _ => None,
        };
        self.log(person).into_iter().filter_map(call).collect()
    }
}

/// Somebody with a mobile who likes calls best and has had the first letter; and the morning, two weeks later, on
/// which a call is due.
fn ready(fresh: &Fresh) -> (DossierId, Timestamp) {
    let map = r#"
[file]
currency = "USD"
country = "US"
packs = ["us"]
[columns]
account = "Acct"
balance = "Owed"
name = "Name"
region = "State"
street = "Street"
city = "City"
postcode = "Zip"
mobile = "Mobile"
itemization_date = "Since"
itemization_amount = "Owed"
[constants]
kind = "credit_card"
"#;
    let path = fresh.file(
        "ada.csv",
        format!("Acct,Owed,Name,State,Street,City,Zip,Mobile,Since\n10000001,120.50,Ada Sample,NY,1 Example Street,Sampleton,12207,{NUMBER},2026-08-31\n"),
    );
    let map = Map::parse(map).unwrap();
    place_file(&fresh.store, &path, &map, ("mockbank", "Mockbank"), at(MORNING), false, &|_| {}).unwrap();
    let ada = fresh.people()[0];
    let now = at(MORNING);
    let report = fresh.calling_round(now);
    assert_eq!(report.queued.get("letter"), Some(&1), "the first word is never a call: {report:?}");
    fresh.deliver(&mut Memory::new(Mood::Takes), minutes_after(now, 1));
    let fond = json!({"house": {"event": "preference", "at": "2026-11-25T10:00:00-05:00", "channel": "call"}});
    fresh.record(ada, days_after(now, 1), fond);
    (ada, days_after(now, 15))
}

#[test]
fn nobody_is_called_by_a_list_unless_the_card_says_so() {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        let report = fresh.round(now);
        assert_eq!(report.queued.get("call"), None, "{report:?}");
        assert!(fresh.outbox(ada).iter().all(|row| row.channel != "call"));
        let off = export(&fresh.store, &house(), &mut Paper::default(), "calls.csv", now).unwrap_err();
        assert!(matches!(off, DiallerError::Off) && off.to_string().contains("lists = true"), "{off}");
    });
}

#[test]
fn a_call_is_listed_with_its_window_and_decided_twice() {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        let report = fresh.calling_round(now);
        assert_eq!(report.queued.get("call"), Some(&1), "{report:?}");
        let (done, paper) = fresh.listed(minutes_after(now, 5));
        assert_eq!(done, Exported { calls: 1, ..Exported::default() });
        let call = &paper.calls[0];
        assert_eq!((call.number.as_str(), call.name.as_str()), (NUMBER, "Ada Sample"));
        assert_eq!(call.opens, minutes_after(now, 5));
        // The house calls until seven in the evening where she lives: that is midnight in UTC.
        assert_eq!(call.closes, at("2026-12-10T00:00:00Z"));
        assert_eq!(call.time_zone, "America/New_York");
        assert!(!format!("{call:?}").contains("120.50"), "a list says nothing of what is owed");
        let permits = fresh.decisions(ada).iter().filter(|d| d.verdict == "permit").count();
        assert_eq!(permits, 3, "the letter, and the call when it was queued and when it was listed");
        // The same again lists nothing twice, and nothing else goes out until its result is known.
        let (again, paper) = fresh.listed(minutes_after(now, 6));
        assert_eq!((again, paper.calls.len()), (Exported::default(), 0));
        let next = fresh.calling_round(days_after(now, 1));
        let why = "a call to them is on a list, and nobody has said yet what became of it";
        assert_eq!(next.waiting.get(why), Some(&1), "{next:?}");
        // A day after its window a human asks the dialler.
        fresh.recalled(days_after(now, 2));
        assert_eq!(fresh.tasks(ada), ["call_result_missing"]);
        fresh.recalled(days_after(now, 2));
        assert_eq!(fresh.tasks(ada), ["call_result_missing"]);
    });
}

#[test]
fn what_was_not_listed_in_its_hours_never_is() {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        fresh.calling_round(now);
        let row = fresh.outbox(ada).into_iter().find(|row| row.channel == "call").unwrap();
        assert_eq!(row.expires, at("2026-12-10T00:00:00Z"), "a row expires with its permitted window");
        let (done, paper) = fresh.listed(row.expires);
        assert_eq!((done, paper.calls.len()), (Exported { expired: 1, ..Exported::default() }, 0));
        assert_eq!(fresh.outbox(ada)[0].state, store::outbox::State::Expired);
    });
}

/// Queues a call, lets `fact` happen, asks for a list; then the other way round.
fn taken_back_by(fact: &Value) {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        fresh.calling_round(now);
        fresh.record(ada, minutes_after(now, 2), fact.clone());
        let (done, paper) = fresh.listed(minutes_after(now, 5));
        assert_eq!((done.calls, done.refused, paper.calls.len()), (0, 1, 0), "{fact}: {done:?}");
    });
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        fresh.calling_round(now);
        let (_, paper) = fresh.listed(minutes_after(now, 1));
        let row = paper.calls[0].row;
        assert_eq!(fresh.recalled(minutes_after(now, 2)).0, Recalled::default(), "nothing happened yet");
        fresh.record(ada, minutes_after(now, 2), fact.clone());
        let decided = fresh.decisions(ada).len();
        let (done, paper) = fresh.recalled(minutes_after(now, 3));
        assert_eq!(done, Recalled { recalled: 1, kept: 0 }, "{fact}");
        assert_eq!((paper.recalls[0].row, paper.recalls[0].number.as_str()), (row, NUMBER));
        assert_eq!(fresh.decisions(ada).len(), decided + 1, "why it was recalled is on record");
        assert_eq!(fresh.recalled(minutes_after(now, 4)), (Recalled::default(), Paper::default()), "it is told once");
    });
}

impl PartialEq for Paper {
    fn eq(&self, other: &Paper) -> bool {
        (&self.calls, &self.recalls) == (&other.calls, &other.recalls)
    }
}

impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.calls, self.recalls)
    }
}

#[test]
fn a_stop_of_calls_takes_a_call_back() {
    taken_back_by(
        &json!({"event": {"event": "statement", "at": "2026-12-09T10:02:00-05:00", "by": "p1", "via": "text",
        "means": "stop_channel", "channel": "call"}}),
    );
}

#[test]
fn a_hold_takes_a_call_back() {
    taken_back_by(
        &json!({"house": {"event": "hold", "at": "2026-12-09T10:02:00-05:00", "hold": "h1", "cause": "health"}}),
    );
}

#[test]
fn a_message_of_theirs_takes_a_call_back() {
    taken_back_by(&json!({"event": {"event": "message", "at": "2026-12-09T10:02:00-05:00", "by": "p1",
        "channel": "email", "outcome": "delivered"}}));
}

#[test]
fn hours_that_they_take_out_of_the_window_take_a_call_back() {
    taken_back_by(
        &json!({"event": {"event": "statement", "at": "2026-12-09T10:02:00-05:00", "by": "p1", "via": "text",
        "means": "inconvenient", "times": [{"from": "09:00", "to": "22:00"}]}}),
    );
}

#[test]
fn a_fact_that_changes_nothing_takes_nothing_back() {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        fresh.calling_round(now);
        fresh.listed(minutes_after(now, 1));
        let need = json!({"house": {"event": "preference", "at": "2026-12-09T10:02:00-05:00", "week_max": 2}});
        fresh.record(ada, minutes_after(now, 2), need);
        assert_eq!(fresh.recalled(minutes_after(now, 3)).0, Recalled { recalled: 0, kept: 1 });
        assert_eq!(fresh.recalled(minutes_after(now, 4)).0, Recalled::default(), "it is looked at once");
    });
}

#[test]
fn everything_stopped_takes_every_call_back() {
    on_engines(|fresh| {
        let (_, now) = ready(fresh);
        fresh.calling_round(now);
        fresh.listed(minutes_after(now, 1));
        fresh.store.write(|tx| casework::switch::stop(tx, "amara", "a wrong file", minutes_after(now, 2))).unwrap();
        let (done, paper) = fresh.recalled(minutes_after(now, 3));
        assert_eq!((done.recalled, paper.recalls.len()), (1, 1));
        assert!(export(&fresh.store, &calling(), &mut Paper::default(), "x", minutes_after(now, 4)).is_err());
    });
}

/// A person whose call is on a list, and its row.
fn out(fresh: &Fresh) -> (DossierId, Timestamp, String) {
    let (ada, now) = ready(fresh);
    fresh.calling_round(now);
    let (_, paper) = fresh.listed(minutes_after(now, 1));
    (ada, now, paper.calls[0].row.to_string())
}

#[test]
fn a_result_is_a_fact_once() {
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        let line = format!("{row},2026-12-09T10:30:00-05:00,conversation,240,Sam,She pays on Friday,\n");
        let done = fresh.results(&line, minutes_after(now, 60));
        assert_eq!(done, Imported { lines: 1, recorded: 1, ..Imported::default() });
        let calls = fresh.calls(ada);
        assert_eq!((calls.len(), calls[0].outcome), (1, CallOutcome::Conversation));
        assert_eq!(calls[0].to.as_ref().unwrap().as_str(), "mobile");
        let last = fresh.log(ada).pop().unwrap();
        assert_eq!((last.fact.kind(), last.words.as_deref()), ("note", Some("She pays on Friday")));
        assert_eq!(last.document, Some(format!("dialler row {row}, agent Sam, 240 seconds")));
        let before = fresh.census();
        let again = fresh.results(&line, minutes_after(now, 90));
        assert_eq!((again.known, again.recorded, fresh.census() == before), (1, 0, true), "{again:?}");
        let other = line.replace("conversation", "no_answer");
        let conflict = fresh.results(&other, minutes_after(now, 91));
        assert!(conflict.rejected[0].to_string().contains("reported before with another outcome"), "{conflict:?}");
        assert_eq!(fresh.calls(ada).len(), 1);
        // The gate knows of the talk: there is no second call that week, and the person isn't stuck.
        let next = fresh.calling_round(days_after(now, 1));
        assert_eq!(next.waiting.get("we wrote, and give them time"), Some(&1), "{next:?}");
    });
}

#[test]
fn what_the_list_had_not_allowed_is_recorded_and_the_compliance_officer_told() {
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        let lines =
            format!("{row},2026-12-09T21:30:00-05:00,no_answer,,,,\n{row},2026-12-09T21:40:00-05:00,no_answer,,,,\n");
        let done = fresh.results(&lines, days_after(now, 1));
        assert_eq!((done.recorded, done.rejected.len()), (2, 0), "a call that happened is a fact: {done:?}");
        let said: Vec<String> = done.not_allowed.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].starts_with("line 2, started: a call was made outside the hours that its list gave"),
            "{said:?}"
        );
        assert!(said.iter().any(|s| s.starts_with("line 3, row: a call was made more than once")), "{said:?}");
        assert_eq!(fresh.calls(ada).len(), 2);
        assert_eq!(fresh.tasks(ada), ["call_not_allowed"; 3]);
    });
}

#[test]
fn a_call_after_its_recall_is_told_and_one_before_is_fine() {
    for (minute, flaws) in [("10:01", 0), ("10:59", 1)] {
        on_engines(|fresh| {
            let (ada, now, row) = out(fresh);
            fresh.record(
                ada,
                minutes_after(now, 2),
                json!({"house": {"event": "hold", "at": "2026-12-09T10:02:00-05:00", "hold": "h1", "cause": "health"}}),
            );
            fresh.recalled(minutes_after(now, 3));
            let done = fresh.results(&format!("{row},2026-12-09T{minute}:00-05:00,busy,,,,\n"), days_after(now, 1));
            assert_eq!((done.recorded, done.not_allowed.len()), (1, flaws), "{done:?}");
        });
    }
}

#[test]
fn a_row_that_no_list_has_is_recorded_by_its_number_or_reported() {
    on_engines(|fresh| {
        let (ada, now, _) = out(fresh);
        let lines = format!(
            "x17,2026-12-09T10:30:00-05:00,no_answer,,,,{NUMBER}\nx18,2026-12-09T10:31:00-05:00,no_answer,,,,+12125550199\nx19,2026-12-09T10:32:00-05:00,no_answer,,,,\n"
        );
        let done = fresh.results(&lines, days_after(now, 1));
        assert_eq!((done.recorded, done.not_allowed.len(), done.rejected.len()), (1, 1, 2), "{done:?}");
        assert_eq!(fresh.calls(ada).len(), 1);
        assert_eq!(fresh.tasks(ada), ["call_not_allowed"]);
        assert!(done.rejected[0].to_string().starts_with("line 3, row: no list of ours has the row `x18`"), "{done:?}");
        assert!(done.rejected[1].remedy.contains("add the number"), "{done:?}");
    });
}

#[test]
fn a_wrong_number_is_never_called_again_and_a_stop_is_heard() {
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        let done =
            fresh.results(&format!("{row},2026-12-09T10:30:00-05:00,wrong_number,20,,,\n"), minutes_after(now, 60));
        assert_eq!((done.recorded, done.wrong_numbers), (1, 1), "{done:?}");
        let says = |entry: &facts::Entry| matches!(&entry.fact, Fact::Event(Event::Statement(s)) if matches!(&s.means, Meaning::WrongNumber { endpoint: Some(e) } if e.as_str() == "mobile"));
        assert!(fresh.log(ada).iter().any(says));
        for weeks in [2, 4, 6] {
            let report = fresh.calling_round(days_after(now, weeks * 7));
            assert_eq!(report.queued.get("call"), None, "{report:?}");
            fresh.deliver(&mut Memory::new(Mood::Takes), minutes_after(days_after(now, weeks * 7), 1));
        }
    });
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        fresh.results(&format!("{row},2026-12-09T10:30:00-05:00,stop_calls,20,,,\n"), minutes_after(now, 60));
        let stops = |entry: &facts::Entry| matches!(&entry.fact, Fact::Event(Event::Statement(s)) if matches!(s.means, Meaning::StopChannel { channel: Some(facts::Channel::Call), .. }));
        assert!(fresh.log(ada).iter().any(stops));
    });
}

#[test]
fn a_note_that_binds_fetches_a_human() {
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        let note = "I want to kill myself she said";
        fresh.results(&format!("{row},2026-12-09T10:30:00-05:00,conversation,20,,{note},\n"), minutes_after(now, 60));
        assert_eq!(fresh.tasks(ada), ["care"]);
        assert!(fresh.kinds(ada).contains(&"safety"));
    });
    on_engines(|fresh| {
        let (ada, now, row) = out(fresh);
        let note = "Please stop calling me";
        fresh.results(&format!("{row},2026-12-09T10:30:00-05:00,conversation,20,,{note},\n"), minutes_after(now, 60));
        assert_eq!(fresh.tasks(ada), ["call_note"]);
        assert!(fresh.kinds(ada).contains(&"handover"), "until a human has read it, nothing goes out");
    });
}

#[test]
fn bad_lines_are_named_with_what_to_do() {
    on_engines(|fresh| {
        let (_, now, row) = out(fresh);
        let lines = [
            format!("{row},2026-12-09 10:30,busy,,,,"),
            format!("{row},2026-12-09T10:30:00-05:00,answered,,,,"),
            format!("{row},2027-12-09T10:30:00-05:00,busy,,,,"),
            format!("{row},2026-12-09T10:30:00-05:00,busy,long,,,"),
            format!("{row},,busy,,,,"),
            format!("{row},2026-12-09T10:30:00-05:00,busy"),
            "x9,,not_called,,,,".to_owned(),
        ];
        let before = fresh.census();
        let done = fresh.results(&lines.join("\n"), days_after(now, 1));
        let fields: Vec<&str> = done.rejected.iter().map(|r| r.field).collect();
        assert_eq!(fields, ["started", "outcome", "started", "seconds", "started", "line", "row"], "{done:?}");
        assert!(done.rejected.iter().all(|r| !r.remedy.is_empty()));
        assert_eq!(fresh.census(), before);
        let closed = fresh.results(&format!("{row},,not_called,,,,\n"), days_after(now, 1));
        assert_eq!((closed.not_called, closed.rejected.len()), (1, 0));
        let id = row.parse().unwrap();
        assert_eq!(fresh.store.read(|tx| store::dialler::get(tx, id)).unwrap().unwrap().state, State::Done);
        let missing = fresh.file("short.csv", "row,outcome\n");
        let error = results(&fresh.store, &missing, now).unwrap_err().to_string();
        assert!(error.contains("`started`") && error.contains("row, outcome"), "{error}");
    });
}

#[test]
fn a_window_never_passes_their_midnight_nor_the_gate() {
    on_engines(|fresh| {
        let (ada, now) = ready(fresh);
        let early = json!({"event": {"event": "statement", "at": "2026-12-08T10:02:00-05:00", "by": "p1", "via": "text",
            "means": "inconvenient", "times": [{"from": "11:10", "to": "12:00"}]}});
        fresh.record(ada, now - SignedDuration::from_hours(2), early);
        fresh.calling_round(now);
        let (_, paper) = fresh.listed(minutes_after(now, 1));
        assert_eq!(paper.calls[0].closes, at("2026-12-09T16:10:00Z"), "until ten past eleven where she lives");
    });
}
