//! place, round, start: measured by command, on the program that was built for release.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::dice::Dice;
use crate::report::{Figure, Report};

const PLACED: usize = 100_000;

pub(super) const MAP: &str = r#"
[file]
currency = "USD"
country = "US"
packs = ["us"]

[columns]
account = "account"
first_name = "first_name"
last_name = "last_name"
birth_date = "birth_date"
kind = "kind"
creditor = "creditor"
balance = "balance"
itemization_basis = "basis"
itemization_date = "itemization_date"
itemization_amount = "itemization_amount"
interest = "interest"
fees = "fees"
payments = "payments"
credits = "credits"
street = "street"
city = "city"
region = "region"
postcode = "postcode"
mobile = "mobile"
email = "email"
"#;

const HEADER: &str = "account,first_name,last_name,birth_date,kind,creditor,balance,basis,itemization_date,\
itemization_amount,interest,fees,payments,credits,street,city,region,postcode,mobile,email";

/// The program that is measured: given, or built for distribution or for release beside us.
fn program() -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("FORBEAR") {
        return Ok(given.into());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    ["target/dist/forbear", "target/release/forbear"]
        .iter()
        .map(|path| root.join(path))
        .find(|path| path.exists())
        .ok_or_else(|| "the program is missing: cargo build --profile dist, or say where it is in FORBEAR".to_owned())
}

/// What one run of the program took.
pub(super) struct Ran {
    pub(super) seconds: f64,
    pub(super) said: String,
}

pub(super) fn forbear(arguments: &[&str], folder: &Path) -> Result<Ran, String> {
    let mut command = Command::new(program()?);
    command.args(arguments).arg("--dir").arg(folder).stdin(Stdio::null());
    let start = Instant::now();
    let output = command.output().map_err(|e| e.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // 1 is an answer too: something fell short.
    if output.status.code().is_none_or(|code| code > 1) {
        return Err(format!("`{}` failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)));
    }
    Ok(Ran { seconds, said })
}

/// The most memory that any child of this process held, in bytes.
pub(super) fn peak_of_children() -> f64 {
    // SAFETY: the structure is plain numbers and valid for writing.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    usage.ru_maxrss as f64 * 1024.0
}

pub fn place() -> Result<Report, String> {
    let mut report = Report::new(
        "place",
        "accounts of 20 columns: parsed, validated, matched, durable",
        "≥ 300 k a second, ≤ 300 MB",
    );
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let one = |accounts: usize| -> Result<f64, String> {
        let file = folder.path().join(format!("{accounts}.csv"));
        write(&file, accounts).map_err(|e| e.to_string())?;
        let map = folder.path().join("map.toml");
        fs::write(&map, MAP).map_err(|e| e.to_string())?;
        let (file, map) = (file.display().to_string(), map.display().to_string());
        let place = ["place", &file, "--creditor", "northwind", "--map", &map];
        let mut seconds = Vec::new();
        for round in 0..3 {
            let dir = folder.path().join(format!("{accounts}-{round}"));
            let ran = forbear(&place, &dir)?;
            if !ran.said.contains(&format!(" {accounts} accepted")) {
                return Err(format!("it said: {}", ran.said));
            }
            seconds.push(ran.seconds);
            fs::remove_dir_all(&dir).map_err(|e| e.to_string())?;
        }
        Ok(accounts as f64 / crate::turns::median(seconds))
    };
    let rate = one(PLACED)?;
    report.ours(format!("ours, {PLACED} accounts"), Figure::PerSecond(rate));
    report.ours("ours, the most memory", Figure::Bytes(peak_of_children()));
    report.growth = Some((Some(rate / one(PLACED / 10)?), Some(rate / one(PLACED * 10)?)));
    report.ours("ours, the most memory with ten times as many", Figure::Bytes(peak_of_children()));
    report.note("medians of 3 runs of the command, its start and the hash of the file included");
    report.note(
        "peers pandas, Polars, DuckDB and PostgreSQL's COPY are missing here: they are not started by this command",
    );
    Ok(report)
}

pub fn round() -> Result<Report, String> {
    let mut report = Report::new(
        "round",
        "the daily round: considered, composed, checked, queued, durable",
        "≥ 50 k people a second considered, ≥ 5 k contacted",
    );
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let file = folder.path().join("placed.csv");
    write(&file, PLACED / 10).map_err(|e| e.to_string())?;
    let map = folder.path().join("map.toml");
    fs::write(&map, MAP).map_err(|e| e.to_string())?;
    let dir = folder.path().join("round");
    let (file, map) = (file.display().to_string(), map.display().to_string());
    forbear(&["place", &file, "--creditor", "northwind", "--map", &map], &dir)?;
    let first = forbear(&["round"], &dir)?;
    let again = forbear(&["round"], &dir)?;
    let people = (PLACED / 10) as f64;
    report.ours("ours, the first round after placing, of all people", Figure::PerSecond(people / first.seconds));
    report.ours("ours, the same again at once (only those due are read)", Figure::PerSecond(people / again.seconds));
    report.ours("ours, the most memory", Figure::Bytes(peak_of_children()));
    let said: Vec<&str> = first.said.lines().map(str::trim).filter(|l| !l.is_empty()).take(6).collect();
    report.note(format!("the first round said: {}", said.join("; ")));
    report.note("one run each: a round changes what the next one finds");
    Ok(report)
}

pub fn start() -> Result<Report, String> {
    let mut report = Report::new("start", "cold start to the first answer", "≤ 150 ms");
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases/us/1006.14/b2-she-called-wednesday-august-19.json");
    let case = case.display().to_string();
    let mut seconds = Vec::new();
    for _ in 0..15 {
        let mut command = Command::new(program()?);
        let begin = Instant::now();
        command.args(["check", &case]).output().map_err(|e| e.to_string())?;
        seconds.push(begin.elapsed().as_secs_f64() * 1_000.0);
    }
    report.ours("ours, one case decided", Figure::Millis(crate::turns::median(seconds)));
    let mut seconds = Vec::new();
    for n in 0..7 {
        let dir = folder.path().join(format!("{n}"));
        seconds.push(forbear(&["init"], &dir)?.seconds * 1_000.0);
    }
    report.ours("ours, a new installation made", Figure::Millis(crate::turns::median(seconds)));
    report.ours("ours, the most memory", Figure::Bytes(peak_of_children()));
    Ok(report)
}

/// Accounts by chance, each of another person.
pub(super) fn write(file: &Path, accounts: usize) -> std::io::Result<()> {
    const FIRST: [&str; 8] = ["Ana", "Ben", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hugo"];
    const LAST: [&str; 8] = ["Ruiz", "Okafor", "Smith", "Nguyen", "Haddad", "Kowalski", "Brown", "Silva"];
    const PLACES: [(&str, &str, &str, &str); 4] = [
        ("New York", "NY", "10001", "212"),
        ("Chicago", "IL", "60601", "312"),
        ("Denver", "CO", "80202", "303"),
        ("San Diego", "CA", "92101", "619"),
    ];
    let mut dice = Dice::new(accounts as u64);
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "{HEADER}")?;
    for n in 0..accounts {
        let first = FIRST[dice.below(8) as usize];
        let last = LAST[dice.below(8) as usize];
        let (city, region, postcode, area) = PLACES[dice.below(4) as usize];
        let principal = 2_000 + dice.below(500_000);
        let (interest, fees, payments) = (dice.below(5_000), dice.below(2_000), dice.below(1_000));
        let balance = principal + interest + fees - payments;
        let cents = |amount: u64| format!("{}.{:02}", amount / 100, amount % 100);
        writeln!(
            out,
            "A{n:09},{first},{last}{n},19{:02}-{:02}-{:02},credit_card,First Bank,{},last_statement,2026-0{}-01,{},{},{},{},0.00,\
             {} Main Street,{city},{region},{postcode},+1{area}{:07},p{n}@example.com",
            50 + dice.below(50),
            1 + dice.below(12),
            1 + dice.below(28),
            cents(balance),
            1 + dice.below(9),
            cents(principal),
            cents(interest),
            cents(fees),
            cents(payments),
            1 + dice.below(999),
            2_000_000 + dice.below(7_999_999),
        )?;
    }
    out.flush()
}
