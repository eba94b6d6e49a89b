//! decide/us, decide/uk, decide/cold: the whole decision, on the corpus' own cases and from JSON to JSON.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use conduct::{Packs, Question, Standing, decide};
use facts::{Ask, Case, Reading};

use crate::allocations;
use crate::dice::Dice;
use crate::gate::facts::Facts;
use crate::report::{Figure, Report};
use crate::turns::{Side, micros, per_cpu_second, percentile};

const GOAL: &str = "p50 ≤ 1 µs, p99 ≤ 5 µs";
/// Decisions timed together, so that the clock's own cost doesn't count.
const TOGETHER: u32 = 200;

pub fn us() -> Result<Report, String> {
    corpus("decide/us", "us")
}

pub fn uk() -> Result<Report, String> {
    corpus("decide/uk", "uk")
}

/// A contact case with its facts folded.
struct Folded {
    name: String,
    packs: Packs,
    firm: facts::Firm,
    standing: Standing,
    ask: Ask,
    reading: Reading,
}

fn corpus(row: &str, folder: &str) -> Result<Report, String> {
    let mut report = Report::new(row, "the whole pack, all findings, from folded standings", GOAL);
    let cases = contact_cases(folder)?;
    let mut all: Vec<(f64, &str)> = cases.iter().map(|case| (time(case), case.name.as_str())).collect();
    let mut permitted: Vec<f64> = Vec::new();
    let mut allocations = Vec::new();
    for (case, (time, _)) in cases.iter().zip(&all) {
        let count = allocations::during(|| {
            black_box(ask(case));
        });
        allocations.push(count as f64);
        if ask(case).verdict == Some(facts::Verdict::Permit) {
            permitted.push(*time);
        }
    }
    let mut times: Vec<f64> = all.iter().map(|(time, _)| *time).collect();
    report.ours(format!("p50 of {} contact cases", times.len()), Figure::Micros(percentile(&mut times, 50)));
    report.ours("p99", Figure::Micros(percentile(&mut times, 99)));
    report.ours(format!("p50 of the {} permitted", permitted.len()), Figure::Micros(percentile(&mut permitted, 50)));
    report.ours("p99 of the permitted", Figure::Micros(percentile(&mut permitted, 99)));
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let slowest: Vec<String> = all.iter().take(3).map(|(time, name)| format!("{name} {time:.1} µs")).collect();
    report.note(format!(
        "allocations in a decision: p50 {}, p99 {}; slowest: {}; the earliest moment is looked for where the answer isn't yes",
        percentile(&mut allocations, 50),
        percentile(&mut allocations, 99),
        slowest.join(", "),
    ));
    report.note("peers: no other program decides this law");
    Ok(report)
}

fn ask(case: &Folded) -> conduct::Decision {
    decide(&case.packs, &case.firm, &case.standing, &Question::with(&case.ask, &case.reading))
}

fn time(case: &Folded) -> f64 {
    micros(TOGETHER, || {
        black_box(ask(black_box(case)));
    })
}

fn contact_cases(folder: &str) -> Result<Vec<Folded>, String> {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases").join(folder), &mut paths);
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let case: Case = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        if !matches!(case.ask, Ask::Contact(_)) {
            continue;
        }
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at());
        found.push(Folded {
            name: case.case.clone(),
            packs: Packs::of(&case.regime),
            firm: case.collector,
            standing: standing.map_err(|e| e.to_string())?,
            ask: case.ask,
            reading: Reading::default(),
        });
    }
    Ok(found)
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}

/// A case of twenty events: parsed, folded, decided, written.
pub fn cold() -> Result<Report, String> {
    let mut report =
        Report::new("decide/cold", "parse a JSON case of 20 events, fold, decide, write JSON", "≥ 50 k a cpu-second");
    let mut dice = Dice::new(20);
    let texts: Vec<String> = (0..500).map(|_| case(&Facts::by_chance(&mut dice)).to_string()).collect();
    let packs = Packs::of(&[facts::Pack::Us]);
    let whole = |text: &str| -> Result<String, String> {
        let case: Case = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())
            .map_err(|e| e.to_string())?;
        let decision = decide(&packs, &case.collector, &standing, &Question::new(&case.ask));
        serde_json::to_string(&decision).map_err(|e| e.to_string())
    };
    for text in &texts {
        whole(text)?;
    }
    let all = |work: &dyn Fn(&str)| {
        texts.iter().for_each(|text| work(text));
        texts.len() as u64
    };
    let rates = per_cpu_second(&mut [
        Side::new("all", || all(&|text| drop(black_box(whole(text))))),
        Side::new("facts", || all(&|text| drop(black_box(serde_json::from_str::<Case>(text))))),
        Side::new("json", || all(&|text| drop(black_box(serde_json::from_str::<serde_json::Value>(text))))),
    ]);
    let [ours, into_facts, json] = rates[..] else { return Err("a side is missing".to_owned()) };
    report.ours("ours", Figure::PerCpuSecond(ours));
    report.peer("limit: serde_json into our strict facts alone", Figure::PerCpuSecond(into_facts));
    report.peer("limit: serde_json into untyped values alone", Figure::PerCpuSecond(json));
    let bytes: usize = texts.iter().map(String::len).sum();
    report.note(format!("{} bytes of JSON in a case, on average", bytes / texts.len()));
    Ok(report)
}

fn case(facts: &Facts) -> serde_json::Value {
    let mut case = facts.dossier();
    case["case"] = "bench".into();
    case["regime"] = serde_json::json!(["us"]);
    case["collector"] = serde_json::json!({"name": "Northway Services LLC"});
    case["history"] = facts.history().into();
    case["ask"] = facts.ask();
    case
}
