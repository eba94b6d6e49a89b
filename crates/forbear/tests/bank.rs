//! A bank file by the real program, killed in its middle: the books balance at once, and the same file again does the rest.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use store::{DossierId, MasterKey, Store};

const PEOPLE: usize = 40;
/// Two steps of a bank file and a bit.
const LINES: usize = 1_100;

const MAP: &str = "[file]\ncurrency = \"USD\"\ncountry = \"US\"\npacks = [\"us\"]\n[columns]\naccount = \"Acct\"\n\
    balance = \"Owed\"\nname = \"Name\"\nregion = \"State\"\n[constants]\nkind = \"credit_card\"\n";
const BANK_MAP: &str = "currency = \"USD\"\ndate_format = \"%Y-%m-%d\"\naccount = \"trust\"\n[columns]\ndate = \"date\"\n\
    reference = \"reference\"\nbank_reference = \"id\"\n[columns.money]\nsigned = \"amount\"\n";

struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forbear"));
        command.args(arguments).args(["--dir", &self.path("dir")]);
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn store(&self) -> Store {
        let dir = self.path("dir");
        let key = MasterKey::read_or_create(&Path::new(&dir).join("master.key")).unwrap();
        Store::open(&format!("sqlite:{dir}/forbear.db"), &key).unwrap()
    }
}

/// What the trust account holds, once it is seen that all accounts together hold nothing.
fn in_trust(store: &Store) -> i64 {
    let trial = store.read(store::journal::trial).unwrap();
    assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0, "{trial:?}");
    trial.iter().filter(|row| row.part.as_deref() == Some("trust")).map(|row| row.minor).sum()
}

#[test]
fn a_bank_file_that_is_killed_in_its_middle_is_finished_by_the_same_file_again() {
    let office = Office { folder: tempfile::tempdir().unwrap() };
    let mut accounts = "Acct,Owed,Name,State\n".to_owned();
    for i in 0..PEOPLE {
        writeln!(accounts, "{i},9000.00,Kit Sample{i},NY").unwrap();
    }
    let (accounts, map) = (office.write("accounts.csv", &accounts), office.write("map.toml", MAP));
    office.run(&["place", &accounts, "--creditor", "mock", "--map", &map]);
    let store = office.store();
    let rows = store.read(|tx| store::dossier::list(tx, store::dossier::Which::All, None, 100)).unwrap();
    let people: Vec<DossierId> = rows.iter().map(|row| row.id).collect();
    let mut lines = "date,amount,reference,id\n".to_owned();
    for (i, person) in people.iter().cycle().take(LINES).enumerate() {
        // Every hundredth says nothing of whose it is.
        let reference = if i % 100 == 99 { String::new() } else { casework::bank::payment_reference(*person) };
        writeln!(lines, "2026-11-{:02},{}.{:02},{reference},T{i}", i % 20 + 1, i % 7 + 1, i % 100).unwrap();
    }
    let whole: i64 = (0..LINES).map(|i| i64::try_from((i % 7 + 1) * 100 + i % 100).unwrap()).sum();
    let (file, map) = (office.write("bank.csv", &lines), office.write("bank.toml", BANK_MAP));
    let mut child =
        office.command(&["bank", &file, "--map", &map]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // As soon as one step is in the books, and at the latest when all are.
    while in_trust(&store) == 0 && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap();
    let half = in_trust(&store);
    assert!(half > 0 && half < whole, "{half} of {whole}");
    assert!(store.verify().unwrap().is_sound());

    let report: serde_json::Value =
        serde_json::from_str(&office.run(&["bank", &file, "--map", &map, "--json"])).unwrap();
    assert_eq!(in_trust(&store), whole, "each line once");
    assert_eq!(report["lines"], LINES);
    assert!(report["duplicates"].as_u64().unwrap() > 0, "{report}");
    office.run(&["bank", &file, "--map", &map]);
    assert_eq!(in_trust(&store), whole, "and the same file again changes nothing");
    let waiting = store.read(store::journal::trial).unwrap();
    let suspense: i64 = waiting.iter().filter(|row| row.account == "suspense").map(|row| -row.minor).sum();
    let unknown: i64 =
        (0..LINES).filter(|i| i % 100 == 99).map(|i| i64::try_from((i % 7 + 1) * 100 + 99).unwrap()).sum();
    assert_eq!(suspense, unknown, "what is nobody's waits");
    assert!(store.verify().unwrap().is_sound());
}
