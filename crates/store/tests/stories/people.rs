//! Records: made, listed, due, found, changed.

use store::dossier::{self, NewDossier, Which};
use store::lookup::{self, Kind};
use store::testing::on_both;
use store::{DossierId, StoreError, standing};

use super::{ada, at, new_dossier, new_event, recorded};

#[test]
fn a_record_reads_back() {
    on_both(|fresh| {
        let person = ada(fresh);
        let record = fresh.store.read(|tx| dossier::get(tx, person)).unwrap().unwrap();
        assert_eq!((record.id, record.created, record.due_at), (person, at(0), Some(at(0))));
        assert_eq!((record.creditor.as_str(), record.state.as_str(), record.events), ("northwind", "open", 1));
        assert_eq!(record.profile.as_deref(), Some(&b"{\"name\":\"Ada Quill\"}"[..]));
        let nobody: DossierId = "pers_0000000000001".parse().unwrap();
        assert_eq!(fresh.store.read(|tx| dossier::get(tx, nobody)).unwrap(), None);
    });
}

#[test]
fn records_are_listed_in_pages_and_counted() {
    on_both(|fresh| {
        let states = ["open", "closed", "open", "open", "closed"];
        let new: Vec<NewDossier<'_>> = states.iter().map(|state| NewDossier { state, ..new_dossier(&[]) }).collect();
        let people = fresh.store.write(|tx| dossier::create_many(tx, &new, recorded(0))).unwrap();
        assert!(people.is_sorted());
        let ids = |which, after, limit| -> Vec<DossierId> {
            let page = fresh.store.read(|tx| dossier::list(tx, which, after, limit)).unwrap();
            page.iter().map(|record| record.id).collect()
        };
        assert_eq!(ids(Which::All, None, 3), people[..3]);
        assert_eq!(ids(Which::All, Some(people[2]), 3), people[3..]);
        let open = Which::In { creditor: "northwind", state: "open" };
        assert_eq!(ids(open, None, 2), [people[0], people[2]]);
        assert_eq!(ids(open, Some(people[2]), 2), [people[3]]);
        let counts = fresh.store.read(dossier::counts).unwrap();
        let counts: Vec<_> = counts.iter().map(|c| (c.creditor.as_str(), c.state.as_str(), c.dossiers)).collect();
        assert_eq!(counts, [("northwind", "closed", 2), ("northwind", "open", 3)]);
        fresh.store.write(|tx| dossier::set_state(tx, people[0], "closed")).unwrap();
        assert_eq!(ids(open, None, 9), [people[2], people[3]]);
    });
}

#[test]
fn those_whose_moment_has_come_are_read_in_order_without_gaps() {
    on_both(|fresh| {
        let due = [Some(at(20)), None, Some(at(10)), Some(at(10)), Some(at(99)), Some(at(-5))];
        let new: Vec<NewDossier<'_>> =
            due.iter().map(|due_at| NewDossier { due_at: *due_at, ..new_dossier(&[]) }).collect();
        let people = fresh.store.write(|tx| dossier::create_many(tx, &new, recorded(0))).unwrap();
        let expected = [people[5], people[2], people[3], people[0]];
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let page = fresh.store.read(|tx| dossier::due(tx, at(20), after, 1)).unwrap();
            let Some(one) = page.first() else { break };
            assert_eq!((one.standing.as_slice(), one.standing_version), (&b"standing"[..], 1));
            after = Some((one.due_at, one.dossier));
            paged.push(one.dossier);
        }
        assert_eq!(paged, expected);
        let mut streamed = Vec::new();
        fresh
            .store
            .read(|tx| {
                streamed.clear();
                dossier::for_each_due(tx, at(20), |due| {
                    streamed.push(due.dossier);
                    Ok::<_, StoreError>(())
                })
            })
            .unwrap();
        assert_eq!(streamed, expected);
        assert_eq!(fresh.store.read(|tx| dossier::due_count(tx, at(20))).unwrap(), 4);
        fresh.store.write(|tx| dossier::set_due(tx, people[5], Some(at(30)))).unwrap();
        fresh.store.write(|tx| dossier::set_due(tx, people[2], None)).unwrap();
        assert_eq!(fresh.store.read(|tx| dossier::due_count(tx, at(20))).unwrap(), 2);
    });
}

#[test]
fn a_standing_is_kept_sealed_at_its_row() {
    let fresh = store::testing::sqlite();
    let person = ada(&fresh);
    let folded = b"the husband is called Bertrand, and she works nights";
    fresh.store.write(|tx| standing::save(tx, person, 2, folded, None)).unwrap();
    let other = ada(&fresh);
    let raw = rusqlite::Connection::open(fresh.path()).unwrap();
    let kept: Vec<u8> =
        raw.query_row("select standing from dossier where standing_version = 2", [], |row| row.get(0)).unwrap();
    assert!(!kept.windows(8).any(|part| part == b"Bertrand"));
    let moved = raw.execute("update dossier set standing = ?1 where standing_version = 1", [&kept]).unwrap();
    assert_eq!(moved, 1);
    assert!(fresh.store.read(|tx| standing::load(tx, other)).is_err(), "a standing moved to another row opened");
}

#[test]
fn a_standing_is_replaced_with_its_due_moment() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh.store.write(|tx| standing::save(tx, person, 2, b"\x00newer", Some(at(500)))).unwrap();
        let kept = fresh.store.read(|tx| standing::load(tx, person)).unwrap();
        assert_eq!((kept.version, kept.bytes.as_slice()), (2, &b"\x00newer"[..]));
        assert_eq!(fresh.store.read(|tx| dossier::get(tx, person)).unwrap().unwrap().due_at, Some(at(500)));
        let other = ada(fresh);
        let sweep = |from, last| {
            let mut seen = Vec::new();
            fresh
                .store
                .read(|tx| {
                    seen.clear();
                    let each = |id, version, bytes: &[u8]| {
                        seen.push((id, version, bytes.len()));
                        Ok::<_, StoreError>(())
                    };
                    match from {
                        None => standing::for_each(tx, each),
                        Some(from) => standing::for_each_in(tx, from, last, each),
                    }
                })
                .unwrap();
            seen
        };
        assert_eq!(sweep(None, other), [(person, 2, 6), (other, 1, 8)]);
        assert_eq!(sweep(Some(person), other), [(other, 1, 8)]);
        assert_eq!(sweep(Some("pers_0000000000000".parse().unwrap()), person), [(person, 2, 6)]);
        let nobody: DossierId = "pers_0000000000001".parse().unwrap();
        let missing = StoreError::Missing { what: "dossier", id: nobody.to_string() };
        assert_eq!(fresh.store.write(|tx| standing::save(tx, nobody, 1, b"", None)), Err(missing));
    });
}

#[test]
fn people_are_found_by_values_that_are_not_kept() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        let entries = [
            (one, Kind::Telephone, "+12025550143"),
            (two, Kind::Telephone, "+12025550143"),
            (two, Kind::Email, "quill@example.org"),
            (two, Kind::Email, "quill@example.org"),
        ];
        fresh.store.write(|tx| lookup::add(tx, &entries)).unwrap();
        let find = |kind, value: &str| fresh.store.read(|tx| lookup::find(tx, kind, value, 10)).unwrap();
        assert_eq!(find(Kind::Telephone, "+12025550143"), [one, two]);
        assert_eq!(find(Kind::Email, "quill@example.org"), [two]);
        assert_eq!(find(Kind::Email, "+12025550143"), []);
        assert_eq!(fresh.store.read(|tx| lookup::find(tx, Kind::Telephone, "+12025550143", 1)).unwrap(), [one]);
        fresh.store.write(|tx| lookup::set(tx, two, Kind::Telephone, &["+12025550199"])).unwrap();
        assert_eq!(find(Kind::Telephone, "+12025550143"), [one]);
        assert_eq!(find(Kind::Telephone, "+12025550199"), [two]);
        assert_eq!(find(Kind::Email, "quill@example.org"), [two]);
        fresh.store.write(|tx| dossier::forget(tx, two, "erased")).unwrap();
        assert_eq!(find(Kind::Email, "quill@example.org"), []);
        let names =
            [(one, Kind::Name, "ada quill"), (one, Kind::Address, "1 elm street"), (one, Kind::NationalNumber, "7")];
        fresh.store.write(|tx| lookup::add(tx, &names)).unwrap();
        for (_, kind, value) in names {
            assert_eq!(find(kind, value), [one]);
        }
    });
}

#[test]
fn all_of_a_transaction_is_kept_or_none() {
    on_both(|fresh| {
        let person = ada(fresh);
        let stopped = fresh.store.write(|tx| {
            store::event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))?;
            standing::save(tx, person, 9, b"new", None)?;
            dossier::create(tx, &new_dossier(&[]), recorded(1))?;
            Err::<(), _>(super::StoryError::Stop)
        });
        assert_eq!(stopped, Err(super::StoryError::Stop));
        assert_eq!(super::bodies(fresh, person), ["{}"]);
        assert_eq!(fresh.store.read(|tx| standing::load(tx, person)).unwrap().version, 1);
        assert_eq!(fresh.store.read(|tx| dossier::list(tx, Which::All, None, 9)).unwrap().len(), 1);
    });
}

#[test]
fn a_profile_is_replaced() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh.store.write(|tx| dossier::set_profile(tx, person, b"new")).unwrap();
        let record = fresh.store.read(|tx| dossier::get(tx, person)).unwrap().unwrap();
        assert_eq!(record.profile.as_deref(), Some(&b"new"[..]));
    });
}
