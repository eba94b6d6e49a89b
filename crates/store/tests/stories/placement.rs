//! Placing a file: recognised by its bytes, its accounts by their numbers.

use store::account::{self, Account, NewAccount};
use store::batch::{self, Outcome, State};
use store::testing::on_both;
use store::{StoreError, dossier};

use super::{ada, new_dossier, new_event, recorded};

#[test]
fn the_same_file_is_one_placement() {
    on_both(|fresh| {
        let begin = |creditor, hash: u8, name| {
            fresh.store.write(|tx| batch::begin(tx, creditor, &[hash; 32], name, recorded(0))).unwrap()
        };
        let first = begin("northwind", 1, "april.csv");
        assert_eq!(
            (first.state, first.file_name.as_str(), &first.outcome),
            (State::Open, "april.csv", &Outcome::default())
        );
        assert_eq!(begin("northwind", 1, "copy.csv"), first);
        assert_ne!(begin("northwind", 2, "may.csv").id, first.id);
        assert_ne!(begin("southwind", 1, "april.csv").id, first.id);
        let outcome = Outcome { accepted: 3, rejected: 2, duplicate: 1, report: "{\"lines\":6}".to_owned() };
        fresh.store.write(|tx| batch::finish(tx, first.id, &outcome)).unwrap();
        let done = begin("northwind", 1, "april.csv");
        assert_eq!((done.state, &done.outcome), (State::Done, &outcome));
        let again = fresh.store.write(|tx| batch::finish(tx, first.id, &outcome)).unwrap_err();
        assert!(matches!(&again, StoreError::Stale { state, .. } if state == "done"), "{again:?}");
        assert_eq!(fresh.store.read(|tx| batch::list(tx, 2)).unwrap().len(), 2);
        assert_eq!(fresh.store.read(|tx| batch::find(tx, "northwind", &[1; 32])).unwrap(), Some(done));
        assert_eq!(fresh.store.read(|tx| batch::find(tx, "northwind", &[9; 32])).unwrap(), None);
    });
}

#[test]
fn accounts_are_recognised_by_their_numbers() {
    on_both(|fresh| {
        let person = ada(fresh);
        let file = fresh.store.write(|tx| batch::begin(tx, "northwind", &[1; 32], "a.csv", recorded(0))).unwrap();
        let numbers: Vec<String> = (0..40).map(|n| format!("NW-{n:04}")).collect();
        let new = |reference| NewAccount {
            creditor: "northwind",
            reference,
            dossier: person,
            debt: "debt-1",
            batch: file.id,
        };
        let accounts: Vec<NewAccount<'_>> = numbers.iter().step_by(2).map(|number| new(number.as_str())).collect();
        fresh.store.write(|tx| account::add(tx, &accounts)).unwrap();
        let known = Account { dossier: person, debt: "debt-1".to_owned(), batch: file.id };
        let find = |creditor, number| fresh.store.read(|tx| account::find(tx, creditor, number)).unwrap();
        assert_eq!(find("northwind", "NW-0002"), Some(known.clone()));
        assert_eq!(find("northwind", "NW-0001"), None);
        assert_eq!(find("southwind", "NW-0002"), None);
        let asked: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let found = fresh.store.read(|tx| account::find_many(tx, "northwind", &asked)).unwrap();
        let expected: Vec<Option<Account>> = (0..40).map(|n| (n % 2 == 0).then(|| known.clone())).collect();
        assert_eq!(found, expected);
        let mut of_file = 0;
        fresh
            .store
            .read(|tx| {
                of_file = 0;
                account::for_each_of_batch(tx, file.id, |_| {
                    of_file += 1;
                    Ok::<_, StoreError>(())
                })
            })
            .unwrap();
        assert_eq!(of_file, 20);
        // Placed once more by a caller who did not ask first: refused by the engine, and nothing is kept.
        let again = fresh.store.write(|tx| {
            dossier::create(tx, &new_dossier(&[]), recorded(0))?;
            account::add(tx, &[new("NW-0000")])
        });
        assert!(matches!(again, Err(StoreError::Engine { .. })), "{again:?}");
        assert_eq!(fresh.store.read(|tx| dossier::list(tx, dossier::Which::All, None, 9)).unwrap().len(), 1);
    });
}

#[test]
fn a_large_file_fits_one_transaction() {
    on_both(|fresh| {
        let count = 3000;
        let numbers: Vec<String> = (0..count).map(|n| format!("{n}")).collect();
        let file = fresh.store.write(|tx| batch::begin(tx, "northwind", &[1; 32], "a.csv", recorded(0))).unwrap();
        fresh
            .store
            .write(|tx| {
                for chunk in numbers.chunks(700) {
                    let events = [new_event("person", 0, "{}"), new_event("debt", 0, "{}")];
                    let people = dossier::create_many(tx, &vec![new_dossier(&events); chunk.len()], recorded(0))?;
                    let accounts: Vec<NewAccount<'_>> = people
                        .iter()
                        .zip(chunk)
                        .map(|(person, number)| NewAccount {
                            creditor: "northwind",
                            reference: number,
                            dossier: *person,
                            debt: number,
                            batch: file.id,
                        })
                        .collect();
                    account::add(tx, &accounts)?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let report = fresh.store.verify().unwrap();
        assert!(report.is_sound());
        assert_eq!((report.dossiers, report.events), (3000, 6000));
        let last = fresh.store.read(|tx| account::find(tx, "northwind", "2999")).unwrap().unwrap();
        assert_eq!(last.debt, "2999");
    });
}
