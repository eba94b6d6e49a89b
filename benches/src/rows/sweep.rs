//! sweep: permit or not yet, for every stored person at one instant.

use std::hint::black_box;
use std::time::Instant;

use conduct::{EndpointIx, Gate, Question, Standing, decide};
use facts::Ask;
use jiff::Timestamp;
use store::{MasterKey, Store, StoreError, dossier, standing};

use crate::dice::Dice;
use crate::gate::facts::Facts;
use crate::gate::{firm, packs};
use crate::report::{Figure, Report};
use crate::turns::{Side, per_cpu_second, per_second};

const PEOPLE: usize = 1_000_000;
/// Different people; the others are like one of them.
const KINDS: usize = 2_000;

/// One instant for everybody: 25 November 2026, 10:30 in New York.
const NOW: i64 = 1_795_620_600;

/// From memory: the column of first moments, the rows, the whole decision.
pub fn memory() -> Result<Report, String> {
    let mut report = Report::new(
        "sweep/memory",
        "permit or not yet for a million people at one instant",
        "≥ 30 M prefiltered, ≥ 1 M decided a cpu-second",
    );
    let few = people();
    let rows = rows(&few);
    let first: Vec<i64> = rows.iter().map(|row| row.not_before(NOW - 3 * 86_400).unwrap_or(i64::MAX)).collect();
    let many_first: Vec<i64> = first.iter().copied().cycle().take(PEOPLE).collect();
    let many: Vec<Gate> = rows.iter().copied().cycle().take(PEOPLE).collect();
    let (firm, packs) = (firm(), packs());
    let due: Vec<usize> = (0..KINDS).filter(|n| rows[*n].answer(NOW).is_no()).collect();
    let rates = per_cpu_second(&mut [
        Side::new("column", || column(&many_first)),
        Side::new("rows", || row_by_row(&many)),
        Side::new("decision", || {
            for (standing, ask) in &few {
                black_box(decide(&packs, &firm, black_box(standing), &Question::new(ask)));
            }
            few.len() as u64
        }),
        Side::new("both", || {
            for ((standing, ask), row) in few.iter().zip(&rows) {
                if !row.answer(NOW).is_no() {
                    black_box(decide(&packs, &firm, black_box(standing), &Question::new(ask)));
                }
            }
            few.len() as u64
        }),
    ]);
    let [by_column, by_row, whole, both] = rates[..] else { return Err("a side is missing".to_owned()) };
    report.ours("ours, the column of first moments", Figure::PerCpuSecond(by_column));
    report.ours("ours, rows", Figure::PerCpuSecond(by_row));
    report.ours("ours, the whole decision with its earliest moment", Figure::PerCpuSecond(whole));
    report.ours("ours, rows and then the decision where they say perhaps", Figure::PerCpuSecond(both));
    report.note(format!("{} of {KINDS} kinds of people are refused by the row alone", due.len()));
    report.note(
        "whole decisions were measured over the kinds, each once in a pass, and not over a million different standings",
    );
    let tenth: Vec<Gate> = many.iter().copied().take(PEOPLE / 10).collect();
    let tenfold: Vec<Gate> = many.iter().copied().cycle().take(PEOPLE * 10).collect();
    let rates =
        per_cpu_second(&mut [Side::new("tenth", || row_by_row(&tenth)), Side::new("tenfold", || row_by_row(&tenfold))]);
    report.growth = Some((Some(by_row / rates[0]), Some(by_row / rates[1])));
    report.note("peers PostgreSQL, DuckDB and OpenFisca are missing here: they are not started by this command");
    Ok(report)
}

fn column(first: &[i64]) -> u64 {
    let due = black_box(first).iter().filter(|first| **first <= NOW).count();
    black_box(due);
    first.len() as u64
}

fn row_by_row(rows: &[Gate]) -> u64 {
    let due = black_box(rows).iter().filter(|row| !row.answer(NOW).is_no()).count();
    black_box(due);
    rows.len() as u64
}

fn people() -> Vec<(Standing, Ask)> {
    let mut dice = Dice::new(99);
    (0..KINDS)
        .map(|_| {
            let mut facts = Facts::by_chance(&mut dice);
            facts.at = NOW;
            (facts.standing(), facts.question())
        })
        .collect()
}

/// A row a person: of their first contact point and first debt.
fn rows(few: &[(Standing, Ask)]) -> Vec<Gate> {
    let (firm, packs) = (firm(), packs());
    few.iter().map(|(standing, _)| Gate::of(&packs, &firm, standing, EndpointIx(0), 0, NOW - 4 * 86_400)).collect()
}

/// From SQLite: those due by the index, and every standing read and decided.
pub fn sqlite() -> Result<Report, String> {
    let mut report =
        Report::new("sweep/sqlite", "100,000 stored people at one instant", "≥ 1.5 M prefiltered a cpu-second");
    let full = Stored::with(100_000)?;
    let rates = full.rates()?;
    report.ours("ours, counting those due by the index, of all", Figure::PerSecond(rates[0]));
    report.ours("ours, reading those due (one in ten), of all", Figure::PerSecond(rates[1]));
    report.ours("ours, reading every standing's bytes", Figure::PerSecond(rates[2]));
    report.ours("ours, reading, unfolding and deciding everybody", Figure::PerSecond(rates[3]));
    report.note(format!(
        "placed through `store` at {:.0} people a second with {} bytes of standing each",
        full.placed, full.bytes
    ));
    let tenth = Stored::with(10_000)?;
    let few = tenth.rates()?;
    report.growth = Some((Some(rates[1] / few[1]), None));
    Ok(report)
}

struct Stored {
    _folder: tempfile::TempDir,
    store: Store,
    people: u64,
    asks: Vec<Ask>,
    placed: f64,
    bytes: usize,
}

impl Stored {
    fn with(people: usize) -> Result<Stored, String> {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        let address = format!("sqlite:{}", folder.path().join("sweep.db").display());
        let store = Store::open(&address, &MasterKey::new([7; 32])).map_err(|e| e.to_string())?;
        let few = self::people();
        let bytes: Vec<Vec<u8>> = few.iter().map(|(standing, _)| standing.to_bytes()).collect();
        let now = Timestamp::from_second(NOW).map_err(|e| e.to_string())?;
        let start = Instant::now();
        let numbers: Vec<usize> = (0..people).collect();
        for some in numbers.chunks(500) {
            let made = |tx: &mut store::WriteTx<'_>| {
                let new: Vec<dossier::NewDossier<'_>> = some
                    .iter()
                    .map(|n| dossier::NewDossier {
                        creditor: "northwind",
                        state: "open",
                        due_at: Timestamp::from_second(if n % 10 == 0 { NOW - 60 } else { NOW + 86_400 }).ok(),
                        profile: b"{}",
                        standing: &bytes[n % KINDS],
                        standing_version: i64::from(conduct::FOLD_VERSION),
                        events: &[],
                    })
                    .collect();
                dossier::create_many(tx, &new, store::event::Recorded { at: now, by: "bench" })
            };
            store.write::<_, StoreError>(made).map_err(|e| e.to_string())?;
        }
        let placed = people as f64 / start.elapsed().as_secs_f64();
        let size = bytes.iter().map(Vec::len).sum::<usize>() / bytes.len();
        let asks = few.into_iter().map(|(_, ask)| ask).collect();
        Ok(Stored { _folder: folder, store, people: people as u64, asks, placed, bytes: size })
    }

    fn rates(&self) -> Result<Vec<f64>, String> {
        let (firm, packs) = (firm(), packs());
        let now = Timestamp::from_second(NOW).map_err(|e| e.to_string())?;
        let read = |work: &dyn Fn(&mut store::ReadTx<'_>) -> Result<u64, StoreError>| {
            let found = self.store.read(|tx| work(tx));
            black_box(found).map_or(0, |_| self.people)
        };
        let due = |tx: &mut store::ReadTx<'_>| {
            let mut bytes = 0;
            dossier::for_each_due::<StoreError>(tx, now, |due| {
                bytes += due.standing.len() as u64;
                Ok(())
            })?;
            Ok(bytes)
        };
        let every = |tx: &mut store::ReadTx<'_>| {
            let mut bytes = 0;
            standing::for_each::<StoreError>(tx, |_, _, standing| {
                bytes += standing.len() as u64;
                Ok(())
            })?;
            Ok(bytes)
        };
        let decided = |tx: &mut store::ReadTx<'_>| {
            let mut n = 0;
            standing::for_each::<StoreError>(tx, |_, _, bytes| {
                if let Ok(standing) = Standing::from_bytes(bytes) {
                    black_box(decide(&packs, &firm, &standing, &Question::new(&self.asks[n % KINDS])));
                }
                n += 1;
                Ok(())
            })?;
            Ok(n as u64)
        };
        Ok(per_second(&mut [
            Side::new("count", || read(&|tx| dossier::due_count(tx, now).map(i64::unsigned_abs))),
            Side::new("due", || read(&due)),
            Side::new("every", || read(&every)),
            Side::new("decided", || read(&decided)),
        ]))
    }
}
