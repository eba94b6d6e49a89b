//! Cut-over: what another system knew becomes facts, and what nobody knows closes its channels.

use casework::cutover::{HistoryMap, Report, import, missing, state_known};
use casework::place::{Map, place_file};
use facts::{Channel, Event, Fact, HouseEvent};
use jiff::Timestamp;
use store::DossierId;

use crate::support::{Fresh, MORNING, Memory, Mood, at, days_after, minutes_after, on_engines};

const ACCOUNTS: &str = r#"
[file]
currency = "USD"
country = "US"
packs = ["us"]
history = "unknown"
[columns]
account = "Acct"
name = "Name"
street = "Street"
city = "City"
region = "State"
postcode = "Zip"
mobile = "Mobile"
balance = "Owed"
itemization_amount = "Owed"
itemization_date = "Since"
[constants]
kind = "credit_card"
"#;

const HISTORY: &str = r#"
[file]
complete = ["call", "letter"]
zone = "America/New_York"
currency = "USD"
[columns]
account = "account"
at = "at"
what = "what"
channel = "channel"
outcome = "outcome"
endpoint = "endpoint"
amount = "amount"
until = "until"
code = "code"
words = "words"
"#;

const NAME: &str = "old desk, November";

impl Fresh<'_> {
    /// Ada and Ben, worked before.
    fn worked_before(&self) -> (DossierId, DossierId) {
        let lines = "Acct,Name,Street,City,State,Zip,Mobile,Owed,Since\n\
            10000001,Ada Sample,1 Example Street,Sampleton,NY,12207,+12125550123,120.50,2026-08-31\n\
            10000002,Ben Sample,2 Example Street,Sampleton,NY,12207,+12125550124,80.00,2026-08-31\n";
        let path = self.file("accounts.csv", lines);
        let map = Map::parse(ACCOUNTS).unwrap();
        let now = at(MORNING);
        let report = place_file(&self.store, &path, &map, ("mockbank", "Mockbank"), now, false, &|_| {}).unwrap();
        let unknown = "what was done before, by each channel: import it with `forbear history`";
        assert_eq!(report.not_contactable.get(unknown), Some(&2), "{report:?}");
        let people = self.people();
        (people[0], people[1])
    }

    fn history(&self, name: &str, lines: &str, now: Timestamp) -> Report {
        let header = "account,at,what,channel,outcome,endpoint,amount,until,code,words\n";
        // The stories say `1` for Ada's account, `2` for Ben's.
        let full = |line: &str| if line.starts_with(',') { line.to_owned() } else { format!("1000000{line}") };
        let lines: Vec<String> = lines.lines().map(|line| full(line.trim_start())).collect();
        let path = self.file(name, format!("{header}{}\n", lines.join("\n")));
        let map = HistoryMap::parse(HISTORY).unwrap();
        import(&self.store, &path, &map, ("mockbank", NAME), now, false).unwrap()
    }

    fn missing(&self, person: DossierId) -> Vec<String> {
        missing(&self.store.read(|tx| casework::dossier::standing(tx, person)).unwrap())
    }
}

#[test]
fn nobody_is_contacted_by_a_channel_of_which_nothing_is_known() {
    on_engines(|fresh| {
        let (ada, ben) = fresh.worked_before();
        let now = at(MORNING);
        let report = fresh.round(now);
        assert_eq!(report.queued.len(), 0, "{report:?}");
        assert_eq!(report.decisions.get(&("deny", "house history".to_owned())), Some(&2), "{report:?}");
        assert_eq!(fresh.missing(ada).len(), 4, "by name and by person: {:?}", fresh.missing(ada));
        // Ada's history is imported, and Ben's is not.
        let done = fresh.history("h.csv", "1,2026-09-10,contact_out,letter,,,,,,\n", minutes_after(now, 1));
        assert_eq!((done.accepted, done.people, done.unknown.get("letter")), (1, 1, None), "{done:?}");
        assert_eq!(done.unknown.get("text"), Some(&1), "the file says nothing of texts: {done:?}");
        assert!(
            fresh.missing(ada).iter().all(|m| m.contains("text") || m.contains("email")),
            "{:?}",
            fresh.missing(ada)
        );
        let report = fresh.round(minutes_after(now, 10));
        assert_eq!(report.queued.get("letter"), Some(&1), "{report:?}");
        assert_eq!((fresh.outbox(ada).len(), fresh.outbox(ben).len()), (1, 0));
        // A human answers for Ben.
        fresh
            .store
            .write(|tx| state_known(tx, ben, &[Channel::Letter], "asked the old desk", "amara", minutes_after(now, 20)))
            .unwrap();
        assert_eq!(fresh.missing(ben).len(), 3);
        let report = fresh.round(minutes_after(now, 30));
        assert_eq!(fresh.outbox(ben).len(), 1, "{report:?}");
    });
}

#[test]
fn calls_of_the_other_system_count_and_its_stops_bind() {
    on_engines(|fresh| {
        let (ada, _) = fresh.worked_before();
        let now = at(MORNING);
        let lines = "1,2026-10-01,notice,letter,,,,,validation,\n\
            1,2026-11-23T10:15:00-05:00,contact_out,call,conversation,2125550123,,,,\n\
            1,2026-11-22,stop,letter,,,,,,no more letters please\n";
        let done = fresh.history("h.csv", lines, now);
        assert_eq!((done.accepted, done.rejected), (3, 0), "{done:?}");
        let log = fresh.log(ada);
        let before: Vec<_> =
            log.iter().filter(|e| e.id.starts_with("evt_before_") && e.fact.kind() != "history").collect();
        let kinds: Vec<_> = before.iter().map(|e| e.fact.kind()).collect();
        assert_eq!(kinds, ["notice", "statement", "call"], "in the order of time");
        assert!(before.iter().all(|e| e.by == NAME), "the import's name stands with each");
        assert_eq!(before[1].words.as_deref(), Some("no more letters please"));
        let Fact::Event(Event::Call(call)) = &before[2].fact else { panic!("{:?}", before[2]) };
        assert_eq!(call.to.as_ref().unwrap().as_str(), "mobile");
        let report = fresh.round(minutes_after(now, 5));
        assert_eq!(
            report.waiting.get("we wrote, and give them time"),
            Some(&1),
            "the talk of yesterday counts: {report:?}"
        );
        let later = days_after(now, 20);
        let report = fresh.round(later);
        assert_eq!(report.queued.get("letter"), None, "and the stop binds: {report:?}");
    });
}

#[test]
fn the_same_again_changes_nothing_and_two_alike_are_two() {
    on_engines(|fresh| {
        let (ada, _) = fresh.worked_before();
        let now = at(MORNING);
        let twice = "1,2026-11-20,contact_out,call,no_answer,,,,,\n1,2026-11-20,contact_out,call,no_answer,,,,,\n";
        let done = fresh.history("one.csv", twice, now);
        assert_eq!((done.accepted, done.duplicates), (2, 0), "{done:?}");
        let before = fresh.census();
        for name in ["one.csv", "another.csv"] {
            let done = fresh.history(name, twice, minutes_after(now, 30));
            assert_eq!((done.accepted, done.duplicates), (0, 2), "{done:?}");
        }
        assert_eq!(fresh.census(), before);
        let more = format!("1,2026-11-19,contact_out,call,busy,,,,,\n{twice}");
        let done = fresh.history("more.csv", &more, minutes_after(now, 40));
        assert_eq!((done.accepted, done.duplicates), (1, 2), "{done:?}");
        assert_eq!(fresh.kinds(ada).iter().filter(|kind| **kind == "call").count(), 3);
    });
}

#[test]
fn a_dispute_rests_a_plan_waits_for_a_human_a_need_holds() {
    on_engines(|fresh| {
        let (ada, ben) = fresh.worked_before();
        let now = at(MORNING);
        let lines = "1,2026-11-02,dispute,,,,,,,not mine\n1,2026-11-02,need,,,,,,comm.large_print,\n\
            2,2026-11-02,plan,,,,20.00,,,\n2,2026-11-03,payment,,,,20.00,,,\n2,2026-11-03,promise,,,,5.00,2026-12-24,,\n";
        let done = fresh.history("h.csv", lines, now);
        assert_eq!((done.accepted, done.plans), (5, 1), "{done:?}");
        assert_eq!(fresh.tasks(ben), ["carry_over_plan"]);
        let holds = |e: &facts::Entry| matches!(e.fact, Fact::House(HouseEvent::Hold(_)));
        assert!(fresh.log(ada).iter().any(holds));
        let report = fresh.round(minutes_after(now, 5));
        assert_eq!(report.queued.len(), 0, "{report:?}");
        assert_eq!((report.waiting.get("it rests"), report.for_humans.get("care")), (Some(&1), Some(&1)), "{report:?}");
    });
}

#[test]
fn a_bad_line_is_named_and_keeps_its_person_unknown() {
    on_engines(|fresh| {
        let (ada, ben) = fresh.worked_before();
        let now = at(MORNING);
        let lines = "1,2026-11-02,contact_out,letter,,,,,,\n1,2026-11-03,contact_out,call,,,,,,\n\
            1,2027-11-03,contact_out,letter,,,,,,\n1,2026-11-03,called,call,,,,,,\n\
            2,2026-11-02,contact_out,letter,,,,,,\n9,2026-11-02,contact_out,letter,,,,,,\n\
            2,2026-12-01,payment,,,,5.00,,,\n";
        let done = fresh.history("h.csv", lines, now);
        let said: Vec<String> = done.rejections.iter().map(ToString::to_string).collect();
        let lines: Vec<u64> = done.rejections.iter().map(|r| r.line).collect();
        assert_eq!(lines, [3, 4, 5, 7, 8], "{said:#?}");
        assert!(said[0].contains("outcome") && said[0].contains("conversation"), "{said:#?}");
        assert!(said[1].contains("lies in the future"), "{said:#?}");
        assert!(said[2].contains("`called`") && said[2].contains("[whats]"), "{said:#?}");
        assert!(said[3].contains("no account `10000009`"), "{said:#?}");
        assert_eq!((done.accepted, fresh.missing(ada).len()), (2, 4), "what was good is on record: {done:?}");
        assert_eq!(fresh.missing(ben).len(), 4, "a line that lies in the future is a line that is missing");
        assert!(done.incomplete.contains_key("10000001"), "{done:?}");
        // Mended, the file does the rest.
        let done = fresh.history("h.csv", "1,2026-11-02,contact_out,letter,,,,,,\n", minutes_after(now, 1));
        assert_eq!((done.accepted, done.duplicates, fresh.missing(ada).len()), (0, 1, 2), "{done:?}");
    });
}

#[test]
fn a_line_that_names_nobody_may_be_anybodys() {
    on_engines(|fresh| {
        let (ada, _) = fresh.worked_before();
        let lines = "1,2026-11-02,contact_out,letter,,,,,,\n,2026-11-03,contact_out,call,busy,,,,,\n";
        let done = fresh.history("h.csv", lines, at(MORNING));
        assert_eq!((done.accepted, done.rejected, done.nameless), (1, 1, 1), "{done:?}");
        assert_eq!(fresh.missing(ada).len(), 4);
    });
}

#[test]
fn nothing_is_a_thing_to_say() {
    on_engines(|fresh| {
        let (ada, ben) = fresh.worked_before();
        let now = at(MORNING);
        let done = fresh.history("h.csv", "1,2026-11-02,nothing,,,,,,,\n2,2026-11-02,nothing,email,,,,,,\n", now);
        assert_eq!((done.accepted, done.known), (2, 1), "{done:?}");
        assert_eq!((fresh.missing(ada).len(), fresh.missing(ben).len()), (0, 1));
        let report = fresh.round(minutes_after(now, 1));
        assert_eq!(report.queued.get("letter"), Some(&2), "{report:?}");
        let done = fresh.deliver(&mut Memory::new(Mood::Takes), minutes_after(now, 2));
        assert_eq!(done.sent, 2, "both can be written to");
    });
}

#[test]
fn a_map_says_what_is_wrong_with_it() {
    let wrong = |from: &str, to: &str| HistoryMap::parse(&HISTORY.replace(from, to)).unwrap_err().to_string();
    assert!(wrong("America/New_York", "Mars/Base").contains("Mars/Base"));
    assert!(wrong("what = \"what\"\n", "").contains("`what`"));
    assert!(wrong("\"call\", \"letter\"", "\"portal\"").contains("portal"));
    assert!(wrong("zone", "zones").contains("zones"));
}
