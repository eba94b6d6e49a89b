//! Opening: what is refused, and what is the same after closing.

use store::testing::{Fresh, key, on_both, open, postgres_address_sorted_by_language, sqlite};
use store::{MasterKey, OpenError, Store, StoreError, dossier, event};

use super::{ada, bodies, new_dossier, new_event, recorded};

#[test]
fn everything_is_the_same_after_reopening() {
    on_both(|fresh| {
        let person = ada(fresh);
        fresh.store.write(|tx| event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))).unwrap();
        let before = fresh.store.read(|tx| event::list(tx, person)).unwrap();
        let again = fresh.reopen();
        assert_eq!(again.read(|tx| event::list(tx, person)).unwrap(), before);
        assert!(again.verify().unwrap().is_sound());
        let other = again.write(|tx| dossier::create(tx, &new_dossier(&[]), recorded(2))).unwrap();
        assert!(other > person);
        let third = fresh.store.write(|tx| dossier::create(tx, &new_dossier(&[]), recorded(2))).unwrap();
        assert_ne!(third, other, "two openings never mint the same id");
    });
}

#[test]
fn another_key_is_refused() {
    on_both(|fresh| {
        let other = Store::open(&fresh.address, &MasterKey::new([8; 32]));
        assert!(matches!(other, Err(OpenError::WrongKey)));
        assert!(Store::open(&fresh.address, &key()).is_ok());
    });
}

#[test]
fn a_newer_or_changed_schema_is_refused_with_the_remedy() {
    on_both(|fresh| {
        fresh.raw("insert into migration (number, checksum) values (999, 'x')").unwrap();
        let newer = open(&fresh.address).unwrap_err();
        assert!(matches!(newer, OpenError::Newer { found: 999, .. }));
        assert!(newer.to_string().contains("use the newer program"), "{newer}");
        fresh
            .raw("delete from migration where number = 999; update migration set checksum = 'x' where number = 1")
            .unwrap();
        let changed = open(&fresh.address).unwrap_err();
        assert!(matches!(changed, OpenError::Changed { number: 1 }));
        assert!(changed.to_string().contains("export"), "{changed}");
    });
}

#[test]
fn a_database_out_of_reach_says_so_without_its_password() {
    let error = Store::open("postgres://me:secret@127.0.0.1:1/x", &key()).unwrap_err().to_string();
    assert!(error.contains("postgres://me@127.0.0.1:1/x"), "{error}");
    assert!(!error.contains("secret"), "{error}");
    let error = Store::open("sqlite:/no/such/folder/x.db", &key()).unwrap_err();
    assert!(matches!(error, OpenError::Unreachable { .. }), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Dear Ada, ".repeat(200);
    std::fs::write(&path, &text).unwrap();
    let error = Store::open(&format!("sqlite:{}", path.display()), &key()).unwrap_err();
    assert!(error.to_string().contains("not a database"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_server_that_sorts_by_language_is_refused() {
    let error = Store::open(&postgres_address_sorted_by_language(), &key()).unwrap_err();
    assert!(matches!(error, OpenError::Locale), "{error}");
    assert!(error.to_string().contains("locale 'C'"), "{error}");
}

#[test]
fn several_programs_may_open_a_new_database_at_once() {
    on_both(|fresh| {
        let fresh_again: Fresh = match fresh.store.engine() {
            store::Engine::Sqlite => sqlite(),
            store::Engine::Postgres => store::testing::postgres(),
        };
        let address = &fresh_again.address;
        std::thread::scope(|scope| {
            let openers: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(move || {
                        let store = open(address)?;
                        Ok::<_, OpenError>(store.write(|tx| dossier::create(tx, &new_dossier(&[]), recorded(0)))?)
                    })
                })
                .collect();
            let mut ids: Vec<_> = openers.into_iter().map(|opener| opener.join().unwrap().unwrap()).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), 4);
        });
    });
}

#[test]
fn memory_keeps_nothing_and_is_its_own() {
    let store = open("sqlite::memory:").unwrap();
    let other = open("sqlite::memory:").unwrap();
    let event = [new_event("e1", 0, "one")];
    let person = store.write(|tx| dossier::create(tx, &new_dossier(&event), recorded(0))).unwrap();
    assert_eq!(store.read(|tx| event::list(tx, person)).unwrap().len(), 1);
    let missing = other.read(|tx| event::list(tx, person));
    assert!(matches!(missing, Err(StoreError::Missing { .. })));
    assert!(store.verify().unwrap().is_sound());
}

#[test]
fn the_same_run_keeps_the_same_bytes() {
    let run = || {
        let fresh = sqlite();
        let person = ada(&fresh);
        fresh.store.write(|tx| event::append(tx, person, &[new_event("e1", 1, "one")], recorded(1))).unwrap();
        assert_eq!(bodies(&fresh, person), ["{}", "one"]);
        fresh.store.read(|tx| event::list(tx, person)).unwrap()
    };
    assert_eq!(run(), run());
}
