//! What goes wrong outside: a full disk, a killed process, a lost connection, writers that meet.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::event::{self, Fault};
use store::testing::{Fresh, on_both, open, postgres, sqlite};
use store::{DossierId, StoreError, dossier, setting, standing};

use super::{StoryError, ada, at, bodies, new_dossier, new_event, recorded};

fn append(fresh: &Fresh, person: DossierId, id: &str, body: &str) -> Result<(), StoreError> {
    fresh.store.write(|tx| event::append(tx, person, &[new_event(id, 1, body)], recorded(1)).map(|_| ()))
}

#[test]
fn a_full_disk_keeps_nothing_of_a_write_and_all_of_those_before() {
    let fresh = sqlite();
    let person = ada(&fresh);
    append(&fresh, person, "before", "kept").unwrap();
    fresh.limit_growth(20);
    let large = "x".repeat(40_000);
    let full = fresh.store.write(|tx| {
        event::append(tx, person, &[new_event("small", 1, "not kept")], recorded(1))?;
        for n in 0..10 {
            event::append(tx, person, &[new_event(&n.to_string(), 1, &large)], recorded(1))?;
        }
        Ok::<_, StoreError>(())
    });
    assert_eq!(full, Err(StoreError::FullDisk));
    assert!(full.unwrap_err().to_string().contains("free space"));
    assert_eq!(bodies(&fresh, person), ["{}", "kept"]);
    fresh.limit_growth(10_000);
    append(&fresh, person, "after", "kept too").unwrap();
    assert_eq!(bodies(&fresh, person), ["{}", "kept", "kept too"]);
    assert!(fresh.store.verify().unwrap().is_sound());
}

#[test]
fn a_closure_that_hides_the_engines_error_keeps_nothing() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh.raw("drop table link").unwrap();
        let hidden = fresh.store.write(|tx| {
            event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))?;
            let refused = store::access::link::revoke_all(tx, person, at(1));
            assert!(matches!(refused, Err(StoreError::Engine { .. })));
            // From here on nothing is done any more.
            assert_eq!(setting::set(tx, "a", "b", recorded(1)), refused.map(|_| ()));
            Ok::<_, StoreError>(())
        });
        assert!(matches!(hidden, Err(StoreError::Engine { .. })), "{hidden:?}");
        assert_eq!(bodies(fresh, person), ["{}"]);
    });
}

#[test]
fn a_panic_takes_its_write_back_and_harms_nobody_else() {
    on_both(|fresh| {
        let person = ada(fresh);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            fresh.store.write(|tx| -> Result<(), StoreError> {
                event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))?;
                panic!("as told");
            })
        }));
        assert!(panicked.is_err());
        append(fresh, person, "e2", "two").unwrap();
        assert_eq!(bodies(fresh, person), ["{}", "two"]);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            fresh.store.read(|_| -> Result<(), StoreError> { panic!("as told") })
        }));
        assert!(panicked.is_err());
        assert_eq!(bodies(fresh, person), ["{}", "two"]);
    });
}

#[test]
fn a_transaction_inside_another_is_refused_and_does_not_wait() {
    on_both(|fresh| {
        let inner = |_: &mut store::ReadTx<'_>| Ok::<_, StoreError>(());
        let outer = fresh.store.write(|tx| {
            assert_eq!(fresh.store.read(inner), Err(StoreError::Nested));
            assert_eq!(fresh.store.write(|_| Ok::<_, StoreError>(())), Err(StoreError::Nested));
            setting::set(tx, "a", "b", recorded(1))
        });
        assert_eq!(outer, Ok(()));
        assert_eq!(fresh.store.read(|_| fresh.store.read(inner)), Err(StoreError::Nested));
        assert_eq!(fresh.store.read(inner), Ok(()));
    });
}

#[test]
fn a_reader_sees_one_moment_and_never_waits() {
    on_both(|fresh| {
        let person = ada(fresh);
        let (started, written) = (Barrier::new(2), Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                started.wait();
                append(fresh, person, "e1", "one").unwrap();
                written.wait();
            });
            fresh
                .store
                .read(|tx| {
                    assert_eq!(event::list(tx, person)?.len(), 1);
                    started.wait();
                    written.wait();
                    assert_eq!(event::list(tx, person)?.len(), 1);
                    Ok::<_, StoreError>(())
                })
                .unwrap();
        });
        assert_eq!(bodies(fresh, person), ["{}", "one"]);
    });
}

#[test]
fn writers_that_wait_share_one_commit_and_fail_alone() {
    const WRITERS: usize = 8;
    let fresh = sqlite();
    let people: Vec<DossierId> = (0..WRITERS).map(|_| ada(&fresh)).collect();
    let commits = fresh.count_commits();
    let first = AtomicUsize::new(0);
    let results: Vec<Result<(), StoryError>> = std::thread::scope(|scope| {
        let writer = |n: usize| {
            let (fresh, person, first) = (&fresh, people[n], &first);
            move || {
                fresh.store.write(|tx| {
                    if first.fetch_add(1, Ordering::SeqCst) == 0 {
                        // Holds the others back until all of them are waiting.
                        while fresh.waiting() < WRITERS - 1 {
                            std::thread::yield_now();
                        }
                    }
                    event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))?;
                    if n % 3 == 1 { Err(StoryError::Stop) } else { Ok(()) }
                })
            }
        };
        let writers: Vec<_> = (0..WRITERS).map(|n| scope.spawn(writer(n))).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    // One if the first to come is kept; if it fails it takes itself back before the others begin.
    assert_eq!(commits.load(Ordering::SeqCst), 1);
    for (n, result) in results.into_iter().enumerate() {
        let fails = n % 3 == 1;
        assert_eq!(result, if fails { Err(StoryError::Stop) } else { Ok(()) });
        assert_eq!(bodies(&fresh, people[n]).len(), if fails { 1 } else { 2 });
    }
    assert!(fresh.store.verify().unwrap().is_sound());
}

#[test]
fn a_group_whose_disk_is_full_is_told_as_one() {
    let fresh = sqlite();
    let people: Vec<DossierId> = (0..4).map(|_| ada(&fresh)).collect();
    fresh.limit_growth(4);
    let large = "x".repeat(400_000);
    let order = AtomicUsize::new(0);
    let results: Vec<Result<usize, StoreError>> = std::thread::scope(|scope| {
        let writer = |n: usize| {
            let (fresh, person, order, large) = (&fresh, people[n], &order, &large);
            move || {
                fresh.store.write(|tx| {
                    let place = order.fetch_add(1, Ordering::SeqCst);
                    if place == 0 {
                        while fresh.waiting() < 3 {
                            std::thread::yield_now();
                        }
                    }
                    let body = if place == 2 { large.as_str() } else { "small" };
                    event::append(tx, person, &[new_event("e1", 1, body)], recorded(1))?;
                    Ok(place)
                })
            }
        };
        let writers: Vec<_> = (0..4).map(|n| scope.spawn(writer(n))).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    // What was confirmed is kept, and what was refused is not: that is all that a caller may rely on.
    for (person, result) in people.iter().zip(&results) {
        assert_eq!(bodies(&fresh, *person).len(), if result.is_ok() { 2 } else { 1 }, "{results:?}");
    }
    assert!(results.contains(&Err(StoreError::FullDisk)), "{results:?}");
    assert!(fresh.store.verify().unwrap().is_sound());
}

#[test]
fn many_writers_on_one_person_lose_nothing() {
    on_both(|fresh| {
        let person = ada(fresh);
        std::thread::scope(|scope| {
            for writer in 0..6 {
                scope.spawn(move || {
                    for n in 0..10 {
                        append(fresh, person, &format!("{writer}-{n}"), "x").unwrap();
                    }
                });
            }
        });
        assert_eq!(bodies(fresh, person).len(), 61);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn two_that_add_the_same_event_at_once_add_one() {
    on_both(|fresh| {
        let person = ada(fresh);
        let barrier = Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for n in 0..8 {
                        barrier.wait();
                        append(fresh, person, &format!("webhook-{n}"), "the same").unwrap();
                    }
                });
            }
        });
        assert_eq!(bodies(fresh, person).len(), 9);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn checkpoints_and_writers_go_on_together() {
    on_both(|fresh| {
        let people: Vec<DossierId> = (0..4).map(|_| ada(fresh)).collect();
        let done = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for person in &people {
                let done = &done;
                scope.spawn(move || {
                    for n in 0..15 {
                        append(fresh, *person, &n.to_string(), "x").unwrap();
                    }
                    done.fetch_add(1, Ordering::SeqCst);
                });
            }
            while done.load(Ordering::SeqCst) < people.len() {
                fresh.store.write(|tx| event::checkpoint(tx, at(60))).unwrap();
            }
        });
        fresh.store.write(|tx| event::checkpoint(tx, at(120))).unwrap();
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
        assert_eq!(report.events, 4 * 16);
        // Each head is covered by some checkpoint: the last state of every chain is sealed.
        let covered: usize =
            fresh.store.read(|tx| event::checkpoints(tx, 0, 1000)).unwrap().iter().map(|made| made.heads).sum();
        assert_eq!(covered, 4 * 16);
    });
}

#[test]
fn a_connection_that_breaks_in_mid_transaction_loses_that_write_alone() {
    let fresh = postgres();
    let person = ada(&fresh);
    let mut cut = true;
    let lost = fresh.store.write(|tx| {
        event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))?;
        if std::mem::take(&mut cut) {
            fresh.cut_connections();
        }
        event::append(tx, person, &[new_event("e2", 1, "two")], recorded(1))
    });
    let error = lost.unwrap_err();
    assert!(matches!(error, StoreError::Lost { .. }), "{error:?}");
    assert!(error.may_retry() && error.to_string().contains("repeating is safe"), "{error}");
    assert_eq!(bodies(&fresh, person), ["{}"]);
    append(&fresh, person, "e1", "one").unwrap();
    assert_eq!(bodies(&fresh, person), ["{}", "one"]);
}

#[test]
fn connections_that_died_while_idle_are_replaced_unseen() {
    let fresh = postgres();
    let person = ada(&fresh);
    fresh.cut_connections();
    append(&fresh, person, "e1", "one").unwrap();
    fresh.cut_connections();
    assert_eq!(bodies(&fresh, person), ["{}", "one"]);
}

#[test]
fn more_threads_than_connections_take_turns() {
    let fresh = postgres();
    let person = ada(&fresh);
    std::thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| assert_eq!(bodies(&fresh, person), ["{}"]));
        }
    });
}

/// Not a test: the process that [`a_process_that_is_killed_loses_nothing_it_confirmed`] starts and kills. It is told on
/// its input where to write; run by hand it finds none and ends.
#[test]
#[ignore = "run by another test, in a process of its own"]
fn the_writer_that_is_killed() {
    let mut input = BufReader::new(std::io::stdin());
    let mut address = String::new();
    if input.read_line(&mut address).unwrap() == 0 {
        return;
    }
    let store = open(address.trim()).unwrap();
    let event = [new_event("placed", 0, "{}")];
    let person = store.write(|tx| dossier::create(tx, &new_dossier(&event), recorded(0))).unwrap();
    // The test harness buffers what is printed, so this goes straight to the pipe.
    let mut output = std::io::stderr();
    writeln!(output, "person {person}").unwrap();
    for n in 0.. {
        store.write(|tx| event::append(tx, person, &[new_event(&format!("e{n}"), 1, "x")], recorded(1))).unwrap();
        writeln!(output, "confirmed e{n}").unwrap();
        if n == 20 {
            let inside = store.write(|tx| {
                event::append(tx, person, &[new_event("inside", 1, "x")], recorded(1))?;
                standing::save(tx, person, 9, b"inside", None)?;
                writeln!(output, "inside").unwrap();
                // Until killed.
                input.read_to_string(&mut String::new()).unwrap();
                Ok::<_, StoreError>(())
            });
            inside.unwrap();
        }
    }
}

#[test]
fn a_process_that_is_killed_loses_nothing_it_confirmed() {
    on_both(|fresh| {
        for stop_at in ["confirmed e7", "inside"] {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["anomalies::the_writer_that_is_killed", "--exact", "--ignored", "--nocapture"])
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = child.stdin.take().unwrap();
            writeln!(input, "{}", fresh.address).unwrap();
            let mut person = None;
            let mut confirmed = Vec::new();
            for line in BufReader::new(child.stderr.take().unwrap()).lines() {
                let line = line.unwrap();
                match line.split_once(' ') {
                    Some(("person", id)) => person = Some(id.parse::<DossierId>().unwrap()),
                    Some(("confirmed", id)) => confirmed.push(id.to_owned()),
                    _ => {}
                }
                if line == stop_at {
                    break;
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let person = person.unwrap();
            assert!(!confirmed.is_empty());
            let store = fresh.reopen();
            let kept: Vec<String> =
                store.read(|tx| event::list(tx, person)).unwrap().into_iter().map(|event| event.id).collect();
            assert_eq!(kept[0], "placed");
            assert!(kept[1..].starts_with(&confirmed), "{confirmed:?} {kept:?}");
            assert!(kept.len() <= 1 + confirmed.len() + 40 && !kept.contains(&"inside".to_owned()), "{kept:?}");
            assert_eq!(store.read(|tx| standing::load(tx, person)).unwrap().version, 1);
            assert!(store.verify().unwrap().is_sound());
            store.write(|tx| event::append(tx, person, &[new_event("after", 1, "")], recorded(1))).unwrap();
        }
    });
}

#[test]
fn a_row_that_rots_is_named_and_not_shown() {
    on_both(|fresh| {
        let (person, other) = (ada(fresh), ada(fresh));
        fresh.disarm("event");
        let rot = match fresh.store.engine() {
            store::Engine::Sqlite => "x'0102'",
            store::Engine::Postgres => "'\\x0102'",
        };
        fresh.raw(&format!("update event set body = {rot} where dossier = {}", person.number())).unwrap();
        let error = fresh.store.read(|tx| event::list(tx, person)).unwrap_err();
        assert_eq!(error, StoreError::Corrupt { what: "event", id: format!("{person} 1") });
        assert_eq!(fresh.store.verify().unwrap().faults, [Fault::Changed { dossier: person, seq: 1 }]);
        assert_eq!(bodies(fresh, other), ["{}"]);
    });
}

#[test]
fn a_sealed_value_moved_to_another_row_does_not_open() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        let (from, to) = (one.number(), two.number());
        let sql =
            format!("update dossier set profile = (select profile from dossier where id = {from}) where id = {to}");
        fresh.raw(&sql).unwrap();
        let error = fresh.store.read(|tx| dossier::get(tx, two)).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { what: "profile", .. }), "{error:?}");
        // The key moved along with it does not help: it is bound to its row as well.
        let sql = format!(
            "update dossier set sealed_key = (select sealed_key from dossier where id = {from}) where id = {to}"
        );
        fresh.raw(&sql).unwrap();
        let error = fresh.store.read(|tx| dossier::get(tx, two)).unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { what: "the key of", .. }), "{error:?}");
    });
}
