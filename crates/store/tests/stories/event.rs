//! The log: added to, recognised, chained, checked, forgotten.

use store::event::{self, Appended, Fault, NewEvent, Order};
use store::testing::on_both;
use store::{DossierId, StoreError, dossier, standing};

use super::{ada, at, bodies, new_dossier, new_event, recorded};

#[test]
fn events_are_kept_in_order_and_sealed() {
    on_both(|fresh| {
        let person = ada(fresh);
        let said = "she said: the summer was hard";
        let events = [new_event("e1", 10, said), new_event("e2", 20, "second")];
        let answers = fresh.store.write(|tx| event::append(tx, person, &events, recorded(30))).unwrap();
        assert_eq!(answers, [Appended::New(2), Appended::New(3)]);
        let log = fresh.store.read(|tx| event::list(tx, person)).unwrap();
        assert_eq!(log.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
        let second = &log[1];
        assert_eq!((second.id.as_str(), second.kind.as_str(), second.recorded_by.as_str()), ("e1", "call", "story"));
        assert_eq!((second.at, second.known, second.recorded), (at(10), at(10), at(30)));
        assert_eq!(second.body.as_deref(), Some(said.as_bytes()));
        assert!(!second.sealed.windows(8).any(|part| part == b"she said"));
        let found = fresh.store.read(|tx| event::find(tx, person, "e2")).unwrap();
        assert_eq!(found.as_ref(), Some(&log[2]));
        assert_eq!(fresh.store.read(|tx| event::find(tx, person, "e3")).unwrap(), None);
    });
}

#[test]
fn the_same_event_twice_is_one_event() {
    on_both(|fresh| {
        let person = ada(fresh);
        let events = [new_event("e1", 10, "one")];
        let append = |events: &[NewEvent<'_>]| fresh.store.write(|tx| event::append(tx, person, events, recorded(30)));
        assert_eq!(append(&events).unwrap(), [Appended::New(2)]);
        let head = fresh.store.read(|tx| dossier::get(tx, person)).unwrap();
        assert_eq!(append(&events).unwrap(), [Appended::Known(2)]);
        assert_eq!(fresh.store.read(|tx| dossier::get(tx, person)).unwrap(), head);
        // Twice in one go, and the first event of all.
        let twice = [new_event("e2", 20, "two"), new_event("e2", 20, "two"), new_event("placed", 0, "{}")];
        assert_eq!(append(&twice).unwrap(), [Appended::New(3), Appended::Known(3), Appended::Known(1)]);
        assert_eq!(bodies(fresh, person), ["{}", "one", "two"]);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}

#[test]
fn the_same_id_with_other_content_is_refused_and_changes_nothing() {
    on_both(|fresh| {
        let person = ada(fresh);
        let first = new_event("e1", 10, "one");
        fresh.store.write(|tx| event::append(tx, person, &[first], recorded(30))).unwrap();
        let others = [
            NewEvent { body: b"two", ..first },
            NewEvent { kind: "message", ..first },
            NewEvent { at: at(11), ..first },
            NewEvent { known: at(11), ..first },
        ];
        for other in others {
            let events = [new_event("before", 5, "never kept"), other];
            let error = fresh.store.write(|tx| event::append(tx, person, &events, recorded(30))).unwrap_err();
            assert_eq!(error, StoreError::Conflict { what: "event", id: "e1".to_owned() });
        }
        assert_eq!(bodies(fresh, person), ["{}", "one"]);
        let new = [first, NewEvent { body: b"two", ..first }];
        let error = fresh.store.write(|tx| dossier::create(tx, &new_dossier(&new), recorded(0))).unwrap_err();
        assert_eq!(error, StoreError::Conflict { what: "event", id: "e1".to_owned() });
    });
}

#[test]
fn a_caller_may_go_on_after_a_conflict() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh
            .store
            .write(|tx| {
                event::append(tx, person, &[new_event("placed", 0, "other")], recorded(1)).unwrap_err();
                event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))
            })
            .unwrap();
        assert_eq!(bodies(fresh, person), ["{}", "one"]);
    });
}

#[test]
fn what_came_late_is_folded_in_the_order_it_became_known() {
    on_both(|fresh| {
        let person = ada(fresh);
        let late = NewEvent { known: at(50), ..new_event("late", 5, "late") };
        let events = [late, new_event("e1", 20, "one"), new_event("e2", 20, "two")];
        fresh.store.write(|tx| event::append(tx, person, &events, recorded(60))).unwrap();
        let mut order = Vec::new();
        fresh
            .store
            .read(|tx| {
                order.clear();
                event::for_each(tx, person, Order::Known, |event| {
                    order.push(event.id);
                    Ok::<_, StoreError>(())
                })
            })
            .unwrap();
        assert_eq!(order, ["placed", "e1", "e2", "late"]);
    });
}

#[test]
fn reading_can_stop_at_any_event() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh.store.write(|tx| event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))).unwrap();
        let mut seen = 0;
        let stopped = fresh.store.read(|tx| {
            event::for_each(tx, person, Order::Recorded, |_| {
                seen += 1;
                Err(super::StoryError::Stop)
            })
        });
        assert_eq!((stopped, seen), (Err(super::StoryError::Stop), 1));
    });
}

#[test]
fn words_that_cannot_be_ids_are_refused_alike() {
    on_both(|fresh| {
        let person = ada(fresh);
        let long = "x".repeat(201);
        for id in ["", long.as_str()] {
            let error = fresh.store.write(|tx| event::append(tx, person, &[new_event(id, 1, "")], recorded(1)));
            assert!(matches!(error, Err(StoreError::Refused { what: "event id", .. })), "{error:?}");
        }
        let error = fresh.store.write(|tx| event::append(tx, person, &[new_event("a\0b", 1, "")], recorded(1)));
        assert!(matches!(error, Err(StoreError::Refused { what: "text", .. })), "{error:?}");
        let longest = "x".repeat(200);
        fresh.store.write(|tx| event::append(tx, person, &[new_event(&longest, 1, "\0é")], recorded(1))).unwrap();
        assert_eq!(bodies(fresh, person), ["{}", "\0é"]);
    });
}

#[test]
fn there_is_nobody_to_append_to() {
    on_both(|fresh| {
        let nobody: DossierId = "pers_0000000000001".parse().unwrap();
        let error = fresh.store.write(|tx| event::append(tx, nobody, &[], recorded(1))).unwrap_err();
        assert_eq!(error, StoreError::Missing { what: "dossier", id: nobody.to_string() });
        let error = fresh.store.read(|tx| event::list(tx, nobody)).unwrap_err();
        assert_eq!(error, StoreError::Missing { what: "dossier", id: nobody.to_string() });
    });
}

#[test]
fn the_engine_refuses_to_change_or_delete_what_is_only_added_to() {
    on_both(|fresh| {
        ada(fresh);
        fresh.store.write(|tx| event::checkpoint(tx, at(1))).unwrap();
        for (table, column) in [("event", "kind"), ("checkpoint", "at"), ("decision", "verdict"), ("switch", "reason")]
        {
            for sql in [format!("update {table} set {column} = {column}"), format!("delete from {table}")] {
                match fresh.raw(&sql) {
                    Err(error) => assert!(error.contains("only ever added to"), "{error}"),
                    // SQLite's triggers ask about each row, and some tables have none yet.
                    Ok(()) => assert!(["decision", "switch"].contains(&table), "{sql}"),
                }
            }
        }
    });
}

#[test]
fn a_forgotten_person_leaves_a_whole_chain_and_no_words() {
    on_both(|fresh| {
        let person = ada(fresh);
        let other = ada(fresh);
        fresh.store.write(|tx| event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))).unwrap();
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        let log = fresh.store.read(|tx| event::list(tx, person)).unwrap();
        assert_eq!(log.iter().map(|event| event.body.clone()).collect::<Vec<_>>(), [None, None]);
        let record = fresh.store.read(|tx| dossier::get(tx, person)).unwrap().unwrap();
        assert_eq!((record.profile, record.due_at, record.state.as_str()), (None, None, "erased"));
        let forgotten = Err(StoreError::Forgotten(person));
        let appended = fresh.store.write(|tx| event::append(tx, person, &[new_event("e2", 2, "")], recorded(2)));
        assert_eq!(appended.map(|_| ()), forgotten);
        assert_eq!(fresh.store.write(|tx| standing::save(tx, person, 1, b"x", None)), forgotten);
        assert_eq!(fresh.store.read(|tx| standing::load(tx, person)).map(|_| ()), forgotten);
        assert_eq!(fresh.store.write(|tx| dossier::set_due(tx, person, Some(at(0)))), forgotten);
        assert_eq!(fresh.store.write(|tx| dossier::set_profile(tx, person, b"x")), forgotten);
        assert!(fresh.store.verify().unwrap().is_sound());
        assert_eq!(bodies(fresh, other), ["{}"]);
    });
}

#[test]
fn checkpoints_cover_what_changed_and_only_that() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        let first = fresh.store.write(|tx| event::checkpoint(tx, at(60))).unwrap().unwrap();
        assert_eq!((first.number, first.heads), (1, 2));
        assert_eq!(fresh.store.write(|tx| event::checkpoint(tx, at(120))).unwrap(), None);
        for (person, id) in [(two, "e1"), (two, "e2")] {
            fresh.store.write(|tx| event::append(tx, person, &[new_event(id, 130, "")], recorded(130))).unwrap();
        }
        let second = fresh.store.write(|tx| event::checkpoint(tx, at(180))).unwrap().unwrap();
        assert_eq!((second.number, second.heads), (2, 2));
        assert_ne!(first.hash, second.hash);
        assert_eq!(fresh.store.read(|tx| event::checkpoints(tx, 0, 10)).unwrap(), [first, second.clone()]);
        assert_eq!(fresh.store.read(|tx| event::checkpoints(tx, 1, 10)).unwrap(), [second]);
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound());
        assert_eq!((report.dossiers, report.events, report.checkpoints), (2, 4, 2));
        let mut heads = Vec::new();
        fresh
            .store
            .read(|tx| {
                heads.clear();
                dossier::for_each_head(tx, |head| {
                    heads.push((head.dossier, head.seq));
                    Ok::<_, StoreError>(())
                })
            })
            .unwrap();
        assert_eq!(heads, [(one, 1), (two, 3)]);
    });
}

#[test]
fn a_checkpoint_takes_no_more_than_its_load() {
    on_both(|fresh| {
        fresh.store.write(|tx| dossier::create_many(tx, &[], recorded(0))).unwrap();
        let event = [new_event("placed", 0, "{}")];
        let many = vec![new_dossier(&event); 2001];
        fresh.store.write(|tx| dossier::create_many(tx, &many, recorded(0))).unwrap();
        let mut covered = Vec::new();
        while let Some(made) = fresh.store.write(|tx| event::checkpoint(tx, at(60))).unwrap() {
            covered.push(made.heads);
        }
        assert_eq!(covered, [2000, 1]);
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound());
        assert_eq!((report.dossiers, report.events, report.checkpoints), (2001, 2001, 2));
    });
}

/// Whoever changes the database by hand is found out, at the place that was changed.
#[test]
fn verify_finds_the_first_broken_place() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        for person in [one, two] {
            let events = [new_event("e1", 1, "one"), new_event("e2", 2, "two")];
            fresh.store.write(|tx| event::append(tx, person, &events, recorded(3))).unwrap();
        }
        fresh.store.write(|tx| event::checkpoint(tx, at(60))).unwrap();
        assert!(fresh.store.verify().unwrap().is_sound());
        fresh.disarm("event");
        let id = two.number();
        let faults = |undo: &str, sql: &str| {
            fresh.raw(sql).unwrap();
            let faults = fresh.store.verify().unwrap().faults;
            let first = fresh.store.read(|tx| event::verify_dossier(tx, two)).unwrap();
            assert_eq!(fresh.store.read(|tx| event::verify_dossier(tx, one)).unwrap(), None);
            fresh.raw(undo).unwrap();
            assert!(fresh.store.verify().unwrap().is_sound(), "{undo}");
            (faults, first)
        };
        let changed = Fault::Changed { dossier: two, seq: 2 };
        for column in ["at", "known", "recorded"] {
            let sql = |sign| format!("update event set {column} = {column} {sign} 1 where dossier = {id} and seq = 2");
            assert_eq!(faults(&sql('-'), &sql('+')), (vec![changed.clone()], Some(changed.clone())));
        }
        let kind = |from, to| {
            format!("update event set kind = replace(kind, '{from}', '{to}') where dossier = {id} and seq = 2")
        };
        assert_eq!(
            faults(&kind("mail", "call"), &kind("call", "mail")),
            (vec![changed.clone()], Some(changed.clone()))
        );

        let swap = format!(
            "update event set seq = 9 where dossier = {id} and seq = 2; update event set seq = 2 where dossier = {id} \
             and seq = 3; update event set seq = 3 where dossier = {id} and seq = 9"
        );
        // It also takes the head away from under the checkpoint.
        assert_eq!(faults(&swap, &swap), (vec![changed.clone(), Fault::Checkpoint { number: 1 }], Some(changed)));

        // Moved out of the way instead of deleted, so that it can come back.
        let hide = |from, to| format!("update event set seq = {to} where dossier = {id} and seq = {from}");
        let gap = Fault::Gap { dossier: two, seq: 2 };
        assert_eq!(faults(&hide(9, 2), &hide(2, 9)).1, Some(gap));

        let head = Fault::Head { dossier: two, seq: 2 };
        let set = |seq| format!("update dossier set head_seq = {seq} where id = {id}");
        assert_eq!(faults(&set(3), &set(2)), (vec![head.clone()], Some(head)));
    });
}

#[test]
fn verify_finds_a_log_that_lost_its_end_its_beginning_or_its_dossier() {
    on_both(|fresh| {
        let people = [ada(fresh), ada(fresh), ada(fresh)];
        for person in people {
            let events = [new_event("e1", 1, "one"), new_event("e2", 2, "two")];
            fresh.store.write(|tx| event::append(tx, person, &events, recorded(3))).unwrap();
        }
        fresh.disarm("event");
        let [one, two, three] = people.map(DossierId::number);
        fresh.raw(&format!("delete from event where dossier = {one} and seq = 3")).unwrap();
        fresh.raw(&format!("delete from event where dossier = {two}")).unwrap();
        fresh.raw(&format!("delete from dossier where id = {three}")).unwrap();
        let report = fresh.store.verify().unwrap();
        let expected = [
            Fault::Head { dossier: people[0], seq: 3 },
            Fault::Head { dossier: people[1], seq: 3 },
            Fault::Stray { dossier: people[2], seq: 1 },
        ];
        assert_eq!(report.faults, expected);
    });
}

/// Rewriting a whole chain, hashes and head and all, still shows against the checkpoint.
#[test]
fn a_chain_that_was_rewritten_as_a_whole_does_not_fit_its_checkpoint() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        fresh.store.write(|tx| event::checkpoint(tx, at(60))).unwrap();
        fresh.disarm("event");
        // The other person's head event, in place of this one's: the checkpoint names a hash that is gone.
        let (one, two) = (one.number(), two.number());
        fresh
            .raw(&format!("update event set hash = (select hash from event where dossier = {two} and seq = 1) where dossier = {one}"))
            .unwrap();
        let faults = fresh.store.verify().unwrap().faults;
        assert!(faults.contains(&Fault::Checkpoint { number: 1 }), "{faults:?}");
    });
}

#[test]
fn verify_walks_over_many_pages() {
    on_both(|fresh| {
        let event = [new_event("placed", 0, "{}"), new_event("second", 0, "{}")];
        // Some have no events at all, at the end of a page too.
        let many: Vec<_> = (0..1203).map(|n| new_dossier(if n % 100 == 99 { &[] } else { &event })).collect();
        let people = fresh.store.write(|tx| dossier::create_many(tx, &many, recorded(0))).unwrap();
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
        assert_eq!((report.dossiers, report.events), (1203, 2 * (1203 - 12)));
        fresh.disarm("event");
        let broken = people[1100];
        fresh
            .raw(&format!("update event set recorded_by = 'x' where dossier = {} and seq = 2", broken.number()))
            .unwrap();
        assert_eq!(fresh.store.verify().unwrap().faults, [Fault::Changed { dossier: broken, seq: 2 }]);
    });
}
