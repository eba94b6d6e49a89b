//! The program as others call it: what it prints, what it keeps, and how it ends.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use store::dossier::Which;
use store::{DecisionId, DossierId, MasterKey, Store};

/// How a command ended, and what it said.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The output as JSON, a value a line.
    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn forbear(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_forbear"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Bad use ends the program before it reads anything; what it says is judged, not whether it read.
    let written = child.stdin.take().unwrap().write_all(input.as_bytes());
    assert!(written.is_ok() || written.is_err_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe));
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An installation in a folder that goes with the test.
struct Installed {
    folder: tempfile::TempDir,
}

impl Installed {
    fn empty() -> Installed {
        Installed { folder: tempfile::tempdir().unwrap() }
    }

    /// With thirty invented people and their first day.
    fn demo() -> Installed {
        let installed = Installed::empty();
        let ran = installed.run(&["demo", "--once", "--people", "30"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        installed
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut with_folder = arguments.to_vec();
        with_folder.extend(["--dir", "here"]);
        forbear(self.folder.path(), &with_folder, "")
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn store(&self) -> Store {
        let here = self.folder.path().join("here");
        let key = MasterKey::read_or_create(&here.join("master.key")).unwrap();
        Store::open(&format!("sqlite:{}", here.join("forbear.db").display()), &key).unwrap()
    }

    /// Everybody with their decisions and how many messages were queued for them.
    fn people(&self) -> BTreeMap<DossierId, (i64, Vec<DecisionId>, usize)> {
        let read = self.store().read(|tx| {
            let mut people = BTreeMap::new();
            for row in store::dossier::list(tx, Which::All, None, 1_000)? {
                let decisions = store::decision::of_dossier(tx, row.id, None, 1_000)?;
                let messages = store::outbox::of_dossier(tx, row.id, None, 1_000)?.len();
                people.insert(row.id, (row.events, decisions.into_iter().map(|d| d.id).collect(), messages));
            }
            Ok::<_, store::StoreError>(people)
        });
        read.unwrap()
    }

    /// The names of what lies in the outbox.
    fn outbox(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.folder.path().join("here/outbox")).unwrap();
        let mut names: Vec<String> = folder.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn the_demonstration_shows_a_first_day_and_told_again_changes_nothing() {
    let installed = Installed::empty();
    let first = installed.run(&["demo", "--once", "--people", "30"]);
    assert_eq!(first.code, 0, "{first:?}");
    for said in ["placement", "30 accepted", "today's round", "people looked at", "decisions", "the chain is whole"] {
        assert!(first.out.contains(said), "`{said}` is missing:\n{}", first.out);
    }
    let (people, outbox) = (installed.people(), installed.outbox());
    assert!((2..=30).contains(&people.len()), "{}", people.len());
    assert!(outbox.len() > 1, "something was sent: {outbox:?}");

    let second = installed.run(&["demo", "--once", "--people", "30"]);
    assert_eq!(second.code, 0, "{second:?}");
    assert!(second.out.contains("30 placed before, unchanged"), "{}", second.out);
    assert!(second.out.contains("0 sent"), "{}", second.out);
    assert_eq!(installed.people(), people);
    assert_eq!(installed.outbox(), outbox);
}

const MAP: &str = "[file]\ncurrency = \"USD\"\ncountry = \"US\"\npacks = [\"us\"]\n[columns]\naccount = \"Acct\"\n\
    balance = \"Owed\"\nname = \"Name\"\nregion = \"State\"\n";

fn place(installed: &Installed, map: &str, csv: &str, more: &[&str]) -> Ran {
    installed.file("map.toml", map);
    installed.file("file.csv", csv);
    let mut arguments = vec!["place", "file.csv", "--creditor", "mockbank", "--map", "map.toml"];
    arguments.extend(more);
    installed.run(&arguments)
}

#[test]
fn place_says_what_came_of_each_line() {
    let installed = Installed::empty();
    let csv = "Acct,Owed,Name,State\n10000001,12.50,Ada Sample,NY\n10000002,twelve,Ben Example,CA\n";
    let dry = place(&installed, MAP, csv, &["--dry-run"]);
    assert_eq!(dry.code, 1, "a line was rejected: {dry:?}");
    assert_eq!(installed.people().len(), 0, "a dry run writes nothing");
    let ran = place(&installed, MAP, csv, &["--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let report = &ran.lines()[0];
    assert_eq!((&report["accepted"], &report["rejected"]), (&1.into(), &1.into()), "{report}");
    assert_eq!((&report["rejections"][0]["line"], &report["rejections"][0]["field"]), (&3.into(), &"balance".into()));
    assert_eq!(installed.people().len(), 1);
    let again = place(&installed, MAP, csv, &[]);
    assert!(again.out.contains("placed before: nothing changed"), "{again:?}");
    assert_eq!(installed.people().len(), 1);
}

#[test]
fn a_bad_map_or_file_is_an_error_with_its_remedy() {
    let csv = "Acct,Owed,Name,State\n10000001,12.50,Ada Sample,NY\n";
    let installed = Installed::empty();
    for (map, says) in [
        (MAP.replace("balance = \"Owed\"\n", ""), "names no column for `balance`"),
        (MAP.replace("Owed", "Amount"), "column `Amount`"),
        (MAP.replace("[columns]", "[collumns]"), "collumns"),
        (MAP.replace("USD", "DOLLARS"), "DOLLARS"),
        (MAP.replace("account =", "acount ="), "acount"),
    ] {
        let ran = place(&installed, &map, csv, &[]);
        assert!([1, 2].contains(&ran.code), "{ran:?}");
        assert!(ran.err.contains(says), "`{says}` is missing: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    let ran = installed.run(&["place", "nowhere.csv", "--creditor", "mockbank", "--map", "map.toml"]);
    assert_eq!(ran.code, 1);
    let ran = installed.run(&["place", "file.csv", "--creditor", "mockbank", "--map", "nowhere.toml"]);
    assert!(ran.code == 1 && ran.err.contains("nowhere.toml"), "{ran:?}");
    assert_eq!(installed.people().len(), 0);
}

fn corpus(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/us/1006.14").join(name);
    std::fs::read_to_string(path).unwrap()
}

const DENIED: &str = "b2-she-called-wednesday-august-19.json";

/// A case of the corpus as a question: one line, without its answer.
fn question() -> String {
    let mut case: Value = serde_json::from_str(&corpus(DENIED)).unwrap();
    case.as_object_mut().unwrap().remove("expect");
    case.to_string()
}

#[test]
fn decide_answers_each_line_and_a_bad_one_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = question().replacen("\"ask\"", "\"aks\"", 1);
    let input = format!("{}\nnot json\n\n{unknown}\n{}\n", question(), question());
    let ran = forbear(folder.path(), &["decide"], &input);
    assert_eq!(ran.code, 1, "{ran:?}");
    let answers = ran.lines();
    assert_eq!(answers.len(), 4, "an answer for each line that isn't empty");
    assert_eq!((&answers[0]["verdict"], &answers[3]), (&"deny".into(), &answers[0]));
    assert_eq!(answers[1]["line"], 2);
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["line"], 4);
    assert!(answers[2]["error"].as_str().unwrap().contains("aks"), "{}", answers[2]);

    let ran = forbear(folder.path(), &["decide", "--explain", "person"], &question());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.lines()[0]["explanation"].as_str().unwrap().starts_with("We may not"), "{ran:?}");
    let ran = forbear(folder.path(), &["decide", "--explain", "nobody"], &question());
    assert!(ran.code == 2 && ran.err.contains("person, agent or officer"), "{ran:?}");
}

#[test]
fn every_case_of_the_repository_passes() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let ran = forbear(&cases, &["check", "."], "");
    let last = ran.out.lines().last().unwrap();
    let passed: u32 = last.split(' ').next().unwrap().parse().unwrap();
    assert!(last.ends_with(" passed, 0 failed") && passed > 0, "{}", ran.out);
    assert_eq!(ran.code, 0);
}

#[test]
fn check_runs_a_folder_and_says_what_falls_short() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases/deeper");
    std::fs::create_dir_all(&cases).unwrap();
    std::fs::write(cases.join("one.json"), corpus(DENIED)).unwrap();
    std::fs::write(folder.path().join("cases/two.json"), corpus("h1-stop-calling-then-limited-content-message.json"))
        .unwrap();
    let ran = forbear(folder.path(), &["check", "cases"], "");
    assert_eq!((ran.code, ran.out.trim()), (0, "2 passed, 0 failed"), "{ran:?}");

    let mut wrong: Value = serde_json::from_str(&corpus(DENIED)).unwrap();
    wrong["expect"]["verdict"] = "permit".into();
    std::fs::write(cases.join("one.json"), wrong.to_string()).unwrap();
    let ran = forbear(folder.path(), &["check", "cases", "--json"], "");
    assert_eq!(ran.code, 1, "{ran:?}");
    let lines = ran.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[2]["passed"], &lines[2]["failed"]), (&1.into(), &1.into()));
    assert!(lines.iter().any(|l| l["passed"] == false && !l["shortfalls"].as_array().unwrap().is_empty()), "{lines:?}");

    std::fs::create_dir(folder.path().join("none")).unwrap();
    assert_eq!(forbear(folder.path(), &["check", "none"], "").code, 2);
    assert_eq!(forbear(folder.path(), &["check"], "").code, 2);
}

#[test]
fn listen_and_plan_answer_a_line_with_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let said = "{\"id\": 7, \"text\": \"Please stop calling me, I lost my job.\"}\n{\"id\": \"b\", \"text\": \"\"}\n";
    let ran = forbear(folder.path(), &["listen"], said);
    assert_eq!(ran.code, 0, "{ran:?}");
    let heard = ran.lines();
    assert_eq!((heard.len(), &heard[0]["id"], &heard[1]["id"]), (2, &7.into(), &"b".into()));
    assert_ne!(heard[0], heard[1]);

    let plan = "{\"id\": \"h1\", \"budget\": {\"income\": [{\"name\": \"pay\", \"amount\": \"2000.00 USD\", \"every\": \"month\"}], \
        \"spending\": [{\"name\": \"rent\", \"amount\": \"1500.00 USD\", \"every\": \"month\", \"category\": \"priority\"}]}, \
        \"debts\": [], \"rules\": {\"today\": \"2026-11-24\"}}\n";
    let ran = forbear(folder.path(), &["plan"], &format!("{plan}{{}}\n{plan}"));
    assert_eq!(ran.code, 1, "the second line is no household: {ran:?}");
    let plans = ran.lines();
    assert_eq!((plans.len(), &plans[1]["line"]), (3, &2.into()), "{ran:?}");
    assert_eq!(plans[0], plans[2]);
    assert!(plans[0].get("error").is_none(), "{}", plans[0]);
}

#[test]
fn a_dry_round_changes_nothing_and_says_what_would_be() {
    let installed = Installed::demo();
    let before = installed.people();
    let later = ["round", "--on", "2031-03-04"];
    let dry = installed.run(&[&later[..], &["--dry-run"]].concat());
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(!dry.out.contains(" 0 people looked at"), "{}", dry.out);
    assert_eq!(installed.people(), before);
    let again = installed.run(&[&later[..], &["--dry-run"]].concat());
    assert_eq!(again.out, dry.out);
    let wet = installed.run(&later);
    assert_eq!(wet.out, dry.out, "what a dry round says is what a round does");
    assert_ne!(installed.people(), before);
}

#[test]
fn every_decision_of_the_demonstration_is_explained_and_replayed() {
    let installed = Installed::demo();
    let mut seen = 0;
    for id in installed.people().values().flat_map(|(_, decisions, _)| decisions).take(6) {
        let id = id.to_string();
        let explained = installed.run(&["explain", &id]);
        assert_eq!(explained.code, 0, "{explained:?}");
        for reader in ["for the person", "for the agent", "for the officer"] {
            assert!(explained.out.contains(reader), "{}", explained.out);
        }
        let one = installed.run(&["explain", &id, "--for", "agent"]);
        assert!(!one.out.contains("for the person") && one.out.contains("for the agent"), "{}", one.out);
        let replayed = installed.run(&["replay", &id]);
        assert!(replayed.code == 0 && replayed.out.starts_with("the same bytes: {"), "{replayed:?}");
        seen += 1;
    }
    assert_eq!(seen, 6);
    let unknown = installed.run(&["replay", "deci_zzzzzzzzzzzzz"]);
    assert!(unknown.code != 0 && unknown.err.contains("deci_zzzzzzzzzzzzz"), "{unknown:?}");
    let malformed = installed.run(&["explain", "17"]);
    assert!(malformed.code == 2 && malformed.err.contains("`17`"), "{malformed:?}");
}

#[test]
fn the_log_is_verified_and_a_person_exported() {
    let installed = Installed::demo();
    let people = installed.people();
    let verified = installed.run(&["verify"]);
    assert!(verified.code == 0 && verified.out.contains("the chain is whole"), "{verified:?}");
    let events: i64 = people.values().map(|(events, ..)| events).sum();
    assert!(verified.out.contains(&format!("{} people, {events} events", people.len())), "{}", verified.out);
    let (person, (events, decisions, _)) = people.first_key_value().unwrap();
    let exported = installed.run(&["export", &person.to_string()]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let file: Value = serde_json::from_str(&exported.out).unwrap();
    assert_eq!(file["person"], person.to_string());
    for (part, count) in [
        ("log", usize::try_from(*events).unwrap()),
        ("chain", usize::try_from(*events).unwrap()),
        ("decisions", decisions.len()),
    ] {
        assert_eq!(file[part].as_array().unwrap().len(), count, "{part}");
    }
}

#[test]
fn everything_stops_at_once_and_two_people_with_passwords_let_it_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let ran = |arguments: &[&str], input: &str| forbear(folder.path(), arguments, input);
    assert_eq!(ran(&["init"], "").code, 0);
    for name in ["amara", "bo"] {
        let added = ran(&["user", "add", name, "--role", "lead"], &format!("{name} likes long walks"));
        assert_eq!(added.code, 0, "{added:?}");
    }
    let stopped = ran(&["stop", "--by", "amara", "--reason", "a wrong amount"], "");
    assert_eq!(stopped.code, 0, "{stopped:?}");
    let work = ran(&["work"], "");
    assert!(work.code == 1 && work.err.contains("everything is stopped by amara: a wrong amount"), "{work:?}");
    let resume = |by: &str, password: &str| ran(&["resume", "--by", by, "--reason", "it is mended"], password);
    assert_eq!(resume("bo", "a guess").code, 2);
    assert_eq!(resume("bo", "bo likes long walks").code, 0);
    assert_eq!(resume("bo", "bo likes long walks").code, 1, "a second, different person");
    assert_eq!(resume("amara", "amara likes long walks\n").code, 0);
    assert_eq!(ran(&["work"], "").code, 0);
}

#[test]
fn bad_use_ends_with_two_and_says_why() {
    let installed = Installed::empty();
    assert_eq!(installed.run(&["no-such-command"]).code, 2);
    let ran = installed.run(&["round", "--house", "other.toml"]);
    assert!(ran.code == 2 && ran.err.contains("--dry-run"), "{ran:?}");
    let ran = installed.run(&["verify", "--database", "mysql://somewhere"]);
    assert!(ran.code == 1 && ran.err.contains("mysql"), "{ran:?}");
}
