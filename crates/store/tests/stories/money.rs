//! The books and what hangs on them: balanced, once, never edited; payments, plans, sheets and bank lines.

use jiff::civil::{Date, date};
use store::journal::{self, NewEntry, NewPosting, Posted};
use store::payment::{self, NewPayment};
use store::sheet::{Added, NewChange};
use store::testing::{Fresh, on_both};
use store::{DossierId, StoreError, bank, checkout, plan, sheet};

use super::{ada, at, recorded};

const DAY: Date = date(2027, 4, 1);

fn two(person: DossierId, minor: i64) -> [NewPosting<'static>; 2] {
    let owed = NewPosting {
        account: "owed",
        creditor: Some("northwind"),
        dossier: Some(person),
        debt: Some("d1"),
        part: Some("principal"),
        currency: facts::Currency::USD,
        minor,
    };
    let placed = NewPosting { account: "placed", dossier: None, debt: None, part: None, minor: -minor, ..owed };
    [owed, placed]
}

fn entry<'a>(person: DossierId, key: &'a str, postings: &'a [NewPosting<'a>]) -> NewEntry<'a> {
    NewEntry {
        dossier: Some(person),
        key,
        digest: &[1; 32],
        on: DAY,
        kind: "placement",
        reverses: None,
        postings,
        body: b"why",
    }
}

fn post(fresh: &Fresh, new: &NewEntry<'_>) -> Result<Posted, StoreError> {
    fresh.store.write(|tx| journal::post(tx, new, recorded(0)))
}

#[test]
fn an_entry_is_posted_once_and_taken_back_once() {
    on_both(|fresh| {
        let person = ada(fresh);
        let postings = two(person, 12_050);
        let new = entry(person, "place/1", &postings);
        let posted = post(fresh, &new).unwrap();
        assert_eq!(post(fresh, &new).unwrap(), Posted::Again(posted.id()));
        let other = post(fresh, &NewEntry { digest: &[2; 32], ..new });
        assert_eq!(other, Err(StoreError::Conflict { what: "entry", id: "place/1".to_owned() }));
        let owed = fresh.store.read(|tx| journal::owed(tx, person)).unwrap();
        assert_eq!((owed.len(), owed[0].minor, owed[0].creditor.as_str()), (1, 12_050, "northwind"));
        let back = two(person, -12_050);
        let reversal = NewEntry { reverses: Some(posted.id()), kind: "reversal", ..entry(person, "back/1", &back) };
        post(fresh, &reversal).unwrap();
        let twice = post(fresh, &NewEntry { key: "back/2", ..reversal });
        assert!(matches!(&twice, Err(StoreError::Stale { state, .. }) if state == "taken back by back/1"), "{twice:?}");
        assert_eq!(fresh.store.read(|tx| journal::owed(tx, person)).unwrap()[0].minor, 0);
        let all = fresh.store.read(|tx| journal::of_dossier(tx, person)).unwrap();
        let told: Vec<_> = all.iter().map(|e| (e.key.as_str(), e.on, e.body.as_slice())).collect();
        assert_eq!(told, [("place/1", DAY, &b"why"[..]), ("back/1", DAY, b"why")]);
        let trial = fresh.store.read(journal::trial).unwrap();
        assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0);
        let period = fresh.store.read(|tx| journal::of_creditor(tx, "northwind", (DAY, DAY))).unwrap();
        assert_eq!(period.len(), 2);
        assert_eq!(fresh.store.read(|tx| journal::of_creditor(tx, "other", (DAY, DAY))).unwrap(), []);
    });
}

#[test]
fn what_does_not_balance_is_refused_by_us_and_by_the_engine() {
    on_both(|fresh| {
        let person = ada(fresh);
        let [owed, mut placed] = two(person, 100);
        placed.minor = -99;
        let lame = [owed, placed];
        assert!(matches!(post(fresh, &entry(person, "lame", &lame)), Err(StoreError::Refused { .. })));
        assert!(matches!(post(fresh, &entry(person, "one", &lame[..1])), Err(StoreError::Refused { .. })));
        let postings = two(person, 100);
        let good = post(fresh, &entry(person, "good", &postings)).unwrap().id().number();
        let blob = match fresh.store.engine() {
            store::Engine::Sqlite => "x'00'",
            store::Engine::Postgres => "'\\x00'::bytea",
        };
        let into_posting = |entry: i64, number: i64, minor: i64| {
            format!(
                "insert into posting (entry, number, account, currency, minor) \
                 values ({entry}, {number}, 'bank', 'USD', {minor});"
            )
        };
        let into_entry = |id: i64, count: i64| {
            format!(
                "insert into entry (id, key, digest, on_day, kind, recorded, recorded_by, postings, body) \
                 values ({id}, 'intruder{id}', {blob}, 1, 'payment', 1, 'intruder', {count}, {blob});"
            )
        };
        for (sql, why) in [
            ("update posting set minor = 1".to_owned(), "only ever added to"),
            ("delete from posting".to_owned(), "only ever added to"),
            ("update entry set on_day = 1".to_owned(), "only ever added to"),
            ("delete from entry".to_owned(), "only ever added to"),
            (into_posting(good, 3, 0), "posted whole"),
            (into_entry(7, 0), "must balance"),
            (
                format!("begin; {} {} {}", into_posting(8, 1, 5), into_posting(8, 2, -4), into_entry(8, 2)),
                "must balance",
            ),
            (
                format!("begin; {} {} {}", into_posting(9, 1, 5), into_posting(9, 2, -5), into_entry(9, 3)),
                "must balance",
            ),
        ] {
            let refused = fresh.raw(&sql).unwrap_err();
            assert!(refused.contains(why), "{sql}: {refused}");
        }
        let orphan = fresh.raw(&into_posting(10, 1, 5)).unwrap_err().to_lowercase();
        assert!(orphan.contains("foreign key"), "{orphan}");
        assert_eq!(fresh.store.read(|tx| journal::of_dossier(tx, person)).unwrap().len(), 1);
    });
}

#[test]
fn a_payment_is_known_by_its_key_and_by_the_banks_name() {
    on_both(|fresh| {
        let person = ada(fresh);
        let postings = two(person, -500);
        let posted = post(fresh, &entry(person, "pay/1", &postings)).unwrap().id();
        let new = NewPayment {
            dossier: person,
            key: "form-1",
            digest: &[3; 32],
            method: "card",
            reference: Some("pi_1"),
            on: DAY,
            currency: "USD",
            minor: 500,
            entry: posted,
            received: at(0),
            body: b"answer",
        };
        let id = fresh.store.write(|tx| payment::add(tx, &new)).unwrap();
        let known = fresh.store.read(|tx| payment::find(tx, "form-1")).unwrap().unwrap();
        assert_eq!((known.id, known.minor, known.state, known.on), (id, 500, payment::State::Received, DAY));
        assert_eq!(known.body.as_deref(), Some(&b"answer"[..]));
        fresh.store.write(|tx| payment::reverse(tx, id, at(5))).unwrap();
        let again = fresh.store.write(|tx| payment::reverse(tx, id, at(6)));
        assert!(matches!(again, Err(StoreError::Stale { state, .. }) if state == "reversed"));
        let by = fresh.store.read(|tx| payment::by_reference(tx, "pi_1")).unwrap().unwrap();
        assert_eq!((by.state, by.changed), (payment::State::Reversed, at(5)));
        assert_eq!(fresh.store.read(|tx| payment::of_dossier(tx, person)).unwrap(), [by]);
    });
}

#[test]
fn a_payment_page_and_what_a_processor_told_are_kept_once() {
    on_both(|fresh| {
        let person = ada(fresh);
        let new = checkout::NewCheckout {
            dossier: person,
            key: "form-1",
            digest: &[4; 32],
            processor: "stripe",
            currency: "USD",
            minor: 500,
            created: at(0),
            body: b"to d1",
        };
        let begun = fresh.store.write(|tx| checkout::begin(tx, &new)).unwrap();
        assert_eq!(fresh.store.write(|tx| checkout::begin(tx, &new)).unwrap(), begun);
        let other = checkout::NewCheckout { digest: &[5; 32], ..new };
        assert!(matches!(fresh.store.write(|tx| checkout::begin(tx, &other)), Err(StoreError::Conflict { .. })));
        fresh.store.write(|tx| checkout::refer(tx, begun.id, "cs_1", at(1))).unwrap();
        fresh.store.write(|tx| checkout::settle(tx, begun.id, checkout::State::Paid, at(2))).unwrap();
        let known = fresh.store.read(|tx| checkout::get(tx, begun.id)).unwrap().unwrap();
        assert_eq!((known.reference.as_deref(), known.state), (Some("cs_1"), checkout::State::Paid));
        let told = ("evt_1", &[6; 32]);
        assert_eq!(fresh.store.read(|tx| checkout::was_told(tx, told.0, told.1)).unwrap(), None);
        fresh.store.write(|tx| checkout::told(tx, told, "paid", "done", at(3))).unwrap();
        assert_eq!(fresh.store.read(|tx| checkout::was_told(tx, told.0, told.1)).unwrap().as_deref(), Some("done"));
        let lie = fresh.store.read(|tx| checkout::was_told(tx, "evt_1", &[7; 32]));
        assert!(matches!(lie, Err(StoreError::Conflict { .. })));
    });
}

#[test]
fn a_sheet_grows_by_small_named_changes() {
    on_both(|fresh| {
        let person = ada(fresh);
        let add = |key: &'static str, body: &'static [u8]| {
            fresh
                .store
                .write(|tx| sheet::add(tx, person, "budget", &NewChange { key, kind: "spend", body }, recorded(0)))
        };
        assert_eq!(add("c1", b"rent 600"), Ok(Added::New(1)));
        assert_eq!(add("c2", b"food 200"), Ok(Added::New(2)));
        assert_eq!(add("c1", b"rent 600"), Ok(Added::Again(1)));
        assert!(matches!(add("c1", b"rent 500"), Err(StoreError::Conflict { .. })));
        let all = fresh.store.read(|tx| sheet::list(tx, person, "budget")).unwrap();
        let told: Vec<_> = all.iter().map(|c| (c.number, c.by.as_str(), c.body.as_slice())).collect();
        assert_eq!(told, [(1, "story", &b"rent 600"[..]), (2, "story", b"food 200")]);
        let id = fresh.store.write(|tx| plan::add(tx, person, Some(at(10)), at(0))).unwrap();
        let due = |now| fresh.store.read(|tx| plan::due(tx, at(now), None, 9)).unwrap().len();
        assert_eq!((due(9), due(10)), (0, 1));
        fresh.store.write(|tx| plan::set(tx, id, plan::State::Finished, None, at(11))).unwrap();
        assert_eq!(due(99), 0);
        assert_eq!(fresh.store.read(|tx| plan::of_dossier(tx, person)).unwrap()[0].state, plan::State::Finished);
    });
}

#[test]
fn a_bank_line_counts_once_and_waits_until_somebody_knows_it() {
    on_both(|fresh| {
        let names = ["NTRF1".to_owned()];
        let line = bank::NewLine {
            id: "ref/1/in/A",
            file: &[8; 32],
            at_line: 3,
            booked: DAY,
            currency: "GBP",
            minor: 500,
            state: bank::State::Waits,
            payment: None,
            names: &names,
            body: b"a line",
        };
        fresh
            .store
            .write(|tx| {
                bank::add_file(tx, &[8; 32], "a.xml", "{}", recorded(0))?;
                bank::add_lines(tx, &[line, bank::NewLine { id: "sum/1", names: &[], ..line }], at(0))
            })
            .unwrap();
        assert_eq!(fresh.store.read(|tx| bank::find_file(tx, &[8; 32])).unwrap().as_deref(), Some("{}"));
        let found = fresh.store.read(|tx| bank::find_many(tx, &["none", "sum/1", "ref/1/in/A"])).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(fresh.store.read(|tx| bank::by_name(tx, "NTRF1")).unwrap().len(), 1);
        let settle = |to| fresh.store.write(|tx| bank::settle(tx, "sum/1", (bank::State::Waits, to), None, at(1)));
        settle(bank::State::Closed).unwrap();
        assert!(matches!(settle(bank::State::Placed), Err(StoreError::Stale { .. })));
        let waiting = fresh.store.read(|tx| bank::waiting(tx, 9)).unwrap();
        assert_eq!((waiting.len(), waiting[0].body.as_slice(), waiting[0].booked), (1, &b"a line"[..], DAY));
    });
}
