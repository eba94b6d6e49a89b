//! append: one event, durable and chained, with the standing saved in the same transaction; the raw engine beside it.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use store::event::{NewEvent, Recorded};
use store::{DossierId, MasterKey, Store, StoreError, dossier, event, standing};

use crate::ROUNDS;
use crate::report::{Figure, Report};
use crate::turns::median;

const WRITERS: [usize; 3] = [1, 8, 32];
const PEOPLE: usize = 64;
const ROUND: Duration = Duration::from_millis(500);
const BODY: &[u8] =
    br#"{"event":"call","by":"collector","to":"cell","person":"ana","debts":["card"],"outcome":"no_answer"}"#;
const STANDING: [u8; 900] = [42; 900];

pub fn run() -> Result<Report, String> {
    let mut report =
        Report::new("append", "one event, durable, chained, standing saved", "≥ 0.8 of the raw engine (ratio ≥ 0.8×)");
    let folder = tempfile::Builder::new().prefix("append").tempdir_in(disk()).map_err(|e| e.to_string())?;
    let ours = Ours::open(&folder.path().join("ours.db"))?;
    let raw = Raw::open(&folder.path().join("raw.db"))?;
    for writers in WRITERS {
        let (mut our_rates, mut raw_rates) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let (a, b) = (rate(writers, |n| ours.append(n))?, rate(writers, |n| raw.append(n))?);
            // The first round warms up.
            if round > 0 {
                our_rates.push(a);
                raw_rates.push(b);
            }
        }
        let name = |who: &str| format!("{who}, {writers} writer{}", if writers == 1 { "" } else { "s" });
        report.ours(name("ours"), Figure::PerSecond(median(our_rates)));
        report.peer(name("raw rusqlite, the same rows"), Figure::PerSecond(median(raw_rates)));
    }
    report.note("both with a write-ahead log and full synchronisation, one transaction an event, wall clock");
    report.note("peer PostgreSQL is missing here: this command starts no server");
    Ok(report)
}

/// A folder on a disk, and not in memory: that of the program itself.
fn disk() -> std::path::PathBuf {
    let me = std::env::current_exe().unwrap_or_default();
    me.parent().map(Path::to_owned).unwrap_or_default()
}

/// Appends a second by so many threads.
fn rate(writers: usize, append: impl Fn(usize) -> Result<(), String> + Sync) -> Result<f64, String> {
    let count = AtomicU64::new(0);
    let failed: Mutex<Option<String>> = Mutex::new(None);
    let start = Instant::now();
    thread::scope(|scope| {
        for writer in 0..writers {
            let (count, failed, append) = (&count, &failed, &append);
            scope.spawn(move || {
                let mut n = writer;
                while start.elapsed() < ROUND {
                    match append(n) {
                        Ok(()) => count.fetch_add(1, Ordering::Relaxed),
                        Err(why) => {
                            *failed.lock().unwrap_or_else(|e| e.into_inner()) = Some(why);
                            return;
                        }
                    };
                    n += writers;
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(|e| e.into_inner()) {
        Some(why) => Err(why),
        None => Ok(count.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()),
    }
}

static SERIAL: AtomicU64 = AtomicU64::new(0);

struct Ours {
    store: Store,
    people: Vec<DossierId>,
}

impl Ours {
    fn open(path: &Path) -> Result<Ours, String> {
        let store =
            Store::open(&format!("sqlite:{}", path.display()), &MasterKey::new([7; 32])).map_err(|e| e.to_string())?;
        let new = dossier::NewDossier {
            creditor: "northwind",
            state: "open",
            due_at: None,
            profile: b"{}",
            standing: &STANDING,
            standing_version: 1,
            events: &[],
        };
        let recorded = Recorded { at: Timestamp::UNIX_EPOCH, by: "bench" };
        let people = store
            .write::<_, StoreError>(|tx| dossier::create_many(tx, &[new; PEOPLE], recorded))
            .map_err(|e| e.to_string())?;
        Ok(Ours { store, people })
    }

    fn append(&self, n: usize) -> Result<(), String> {
        let id = format!("evt_{}", SERIAL.fetch_add(1, Ordering::Relaxed));
        let at = Timestamp::UNIX_EPOCH;
        let new = NewEvent { id: &id, at, known: at, kind: "call", body: BODY };
        let person = self.people[n % PEOPLE];
        self.store
            .write::<_, StoreError>(|tx| {
                event::append(tx, person, &[new], Recorded { at, by: "bench" })?;
                standing::save(tx, person, 1, &STANDING, Some(at))
            })
            .map_err(|e| e.to_string())
    }
}

struct Raw {
    connection: Mutex<Connection>,
}

impl Raw {
    fn open(path: &Path) -> Result<Raw, String> {
        let connection = Connection::open(path).map_err(|e| e.to_string())?;
        connection
            .execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full;
                 create table person (id integer primary key, standing blob, due_at integer);
                 create index due on person (due_at);
                 create table event (person integer, seq integer, id text, at integer, known integer, recorded integer,
                    kind text, body blob, hash blob, primary key (person, seq)) without rowid;
                 create unique index event_id on event (person, id);",
            )
            .map_err(|e| e.to_string())?;
        for n in 0..PEOPLE {
            connection
                .execute("insert into person values (?1, ?2, 0)", params![n as i64, &STANDING[..]])
                .map_err(|e| e.to_string())?;
        }
        Ok(Raw { connection: Mutex::new(connection) })
    }

    fn append(&self, n: usize) -> Result<(), String> {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed) as i64;
        let id = format!("evt_{serial}");
        let person = (n % PEOPLE) as i64;
        let write =
            |connection: &mut Connection| -> rusqlite::Result<()> {
                let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                tx.prepare_cached("insert into event values (?1, ?2, ?3, 0, 0, 0, 'call', ?4, ?5)")?
                    .execute(params![person, serial, id, BODY, &STANDING[..32]])?;
                tx.prepare_cached("update person set standing = ?2, due_at = ?3 where id = ?1")?.execute(params![
                    person,
                    &STANDING[..],
                    serial
                ])?;
                tx.commit()
            };
        let mut connection = self.connection.lock().unwrap_or_else(|e| e.into_inner());
        write(&mut connection).map_err(|e| e.to_string())
    }
}
