//! bank: a file of 100,000 lines reconciled and posted, by command, on the program that was built for release.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use store::dossier::Which;
use store::{DossierId, MasterKey, Store};

use super::command::{MAP, forbear, peak_of_children, write};
use crate::dice::Dice;
use crate::report::{Figure, Report};

const PEOPLE: usize = 10_000;
const LINES: usize = 100_000;
const PAGE: u32 = 1_000;

const BANK_MAP: &str = "currency = \"USD\"\ndate_format = \"%Y-%m-%d\"\naccount = \"trust\"\n[columns]\ndate = \"date\"\n\
    reference = \"reference\"\nbank_reference = \"id\"\n[columns.money]\nsigned = \"amount\"\n";

pub fn run() -> Result<Report, String> {
    let mut report = Report::new(
        "bank",
        "a bank file of 100,000 lines: matched, spread, posted, receipts owed, durable",
        "≤ 40 s on two cores",
    );
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let path = |name: &str| folder.path().join(name);
    write(&path("placed.csv"), PEOPLE).map_err(|e| e.to_string())?;
    fs::write(path("map.toml"), MAP).map_err(|e| e.to_string())?;
    fs::write(path("bank.toml"), BANK_MAP).map_err(|e| e.to_string())?;
    let (dir, text) = (path("dir"), |name: &str| path(name).display().to_string());
    forbear(&["place", &text("placed.csv"), "--creditor", "northwind", "--map", &text("map.toml")], &dir)?;
    let people = people(&dir)?;
    lines(&path("bank.csv"), &people).map_err(|e| e.to_string())?;
    let take = ["bank", &text("bank.csv"), "--map", &text("bank.toml")];
    let first = forbear(&take, &dir)?;
    let again = forbear(&take, &dir)?;
    report.ours("ours, all lines", Figure::Millis(first.seconds * 1_000.0));
    report.ours("ours, lines a second", Figure::PerSecond(LINES as f64 / first.seconds));
    report.ours("ours, the same file again", Figure::Millis(again.seconds * 1_000.0));
    report.ours("ours, the most memory", Figure::Bytes(peak_of_children()));
    let said: Vec<&str> = first.said.lines().map(str::trim).filter(|l| !l.is_empty()).take(4).collect();
    report.note(format!("it said: {}", said.join("; ")));
    report.note("one run: a file changes what the next one finds. Every fiftieth line says nothing of whose it is");
    report.note("peers: none reconciles and posts by one command");
    Ok(report)
}

fn people(dir: &Path) -> Result<Vec<DossierId>, String> {
    let key = MasterKey::read_or_create(&dir.join("master.key")).map_err(|e| e.to_string())?;
    let store =
        Store::open(&format!("sqlite:{}", dir.join("forbear.db").display()), &key).map_err(|e| e.to_string())?;
    let mut people = Vec::new();
    loop {
        let after = people.last().copied();
        let page = store.read(|tx| store::dossier::list(tx, Which::All, after, PAGE)).map_err(|e| e.to_string())?;
        if page.is_empty() {
            return Ok(people);
        }
        people.extend(page.iter().map(|row| row.id));
    }
}

fn lines(file: &Path, people: &[DossierId]) -> std::io::Result<()> {
    let mut dice = Dice::new(LINES as u64);
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "date,amount,reference,id")?;
    for n in 0..LINES {
        let person = people[dice.below(people.len() as u64) as usize];
        let reference = if n % 50 == 49 { String::new() } else { reference(person) };
        let cents = 500 + dice.below(3_500);
        let day = 1 + dice.below(20);
        writeln!(out, "2026-11-{day:02},{}.{:02},{reference},T{n}", cents / 100, cents % 100)?;
    }
    out.flush()
}

/// A person's reference: two letters, the digits of their id, and the remainder by 97.
fn reference(person: DossierId) -> String {
    const DIGITS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let id = person.to_string();
    let digits = id.rsplit('_').next().unwrap_or_default().trim_start_matches('0');
    let value = |digit: char| DIGITS.find(digit).unwrap_or(0) as u64;
    let remainder = digits.chars().fold(0, |sum: u64, digit| (sum * 32 + value(digit)) % 97);
    format!("FB{}{remainder:02}", digits.to_uppercase())
}
