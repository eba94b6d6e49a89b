//! Bank files: by reference, once, and what nobody can place waits.

use std::io::Cursor;

use casework::bank::{BankReport, payment_reference, place_waiting, take};
use casework::books;
use money::bank::{BankFile, ColumnMap, read_csv};
use store::DossierId;

use crate::support::{ADA, Fresh, HEADER, MORNING, at, on_engines};

const MAP: &str = r#"{"columns": {"date": "Date", "money": {"signed": "Amount"}, "reference": "Text",
    "bank_reference": "Ref", "kind": "Kind"}, "currency": "USD", "date_format": "%Y-%m-%d", "return_words": ["RETURN"]}"#;

fn file(rows: &[String]) -> BankFile {
    let map: ColumnMap = serde_json::from_str(MAP).unwrap();
    read_csv(Cursor::new(format!("Date,Amount,Text,Ref,Kind\n{}\n", rows.join("\n"))), &map).unwrap()
}

fn row(amount: &str, text: &str, reference: &str) -> String {
    let kind = if amount.starts_with('-') { "RETURN" } else { "CREDIT" };
    format!("2026-11-23,{amount},{text},{reference},{kind}")
}

fn bring(fresh: &Fresh, rows: &[String]) -> BankReport {
    take(&fresh.store, &file(rows), "bank.csv", at(MORNING)).unwrap()
}

fn owes(fresh: &Fresh, person: DossierId) -> i64 {
    let trial = fresh.store.read(store::journal::trial).unwrap();
    assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0, "{trial:?}");
    fresh.store.read(|tx| books::balance(tx, person)).unwrap().unwrap().minor()
}

fn suspense(fresh: &Fresh) -> i64 {
    let trial = fresh.store.read(store::journal::trial).unwrap();
    trial.iter().filter(|row| row.account == "suspense").map(|row| -row.minor).sum()
}

#[test]
fn a_messy_file_is_posted_once_and_what_is_unclear_waits() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let ours = payment_reference(ada);
        let rows = [
            row("20.00", &format!("rent {ours} thanks"), "B0001"),
            row("5.50", "my payment", "B0002"),
            row("10.00", &format!("{ours}x"), "B0003"),
            row("-20.00", "unpaid", "B0001"),
            row("7.00", &ours, "B0004"),
            row("7.00", &ours, "B0004"),
        ];
        let report = bring(fresh, &rows);
        assert_eq!((report.placed, report.waiting, report.returned, report.duplicates), (2, 2, 1, 1));
        assert_eq!((owes(fresh, ada), suspense(fresh)), (12_050 - 700, 1_550));
        let before = fresh.census();
        let again = bring(fresh, &rows);
        assert!(again.seen_before && again.placed == 2);
        // The same lines in another file, with one more.
        let mut more = rows.to_vec();
        more.push(row("1.00", &ours, "B0005"));
        more.push(row("99.00", &ours, "B0004"));
        let next = bring(fresh, &more);
        assert_eq!((next.placed, next.waiting, next.returned, next.duplicates), (1, 0, 0, 7));
        assert_eq!(next.contradicted, [9]);
        assert_eq!(owes(fresh, ada), 12_050 - 800);
        assert_ne!(fresh.census(), before);
        // The next day the bank takes back what came today, by our reference alone.
        let back = bring(fresh, &[row("-7.00", &format!("{ours} no funds"), "B0099")]);
        assert_eq!((back.returned, back.waiting), (1, 0));
        assert_eq!(owes(fresh, ada), 12_050 - 100);
    });
}

#[test]
fn a_human_places_what_waited_and_it_may_still_be_taken_back() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        bring(fresh, &[row("5.50", "my payment", "B0002"), row("3.00", "who am I", "B0007")]);
        let waiting = fresh.store.read(|tx| store::bank::waiting(tx, 9)).unwrap();
        assert_eq!(waiting.len(), 2);
        let line = waiting.iter().find(|line| line.minor == 550).unwrap().id.clone();
        let place = || fresh.store.write(|tx| place_waiting(tx, &line, ada, at(MORNING), "amara").map(|_| ()));
        place().unwrap();
        assert!(place().is_err(), "it waits no longer");
        assert_eq!((owes(fresh, ada), suspense(fresh)), (12_050 - 550, 300));
        let back = bring(fresh, &[row("-5.50", "unpaid", "B0002"), row("-3.00", "unpaid", "B0007")]);
        assert_eq!((back.returned, back.waiting), (2, 0));
        assert_eq!((owes(fresh, ada), suspense(fresh)), (12_050, 0));
        let trial = fresh.store.read(store::journal::trial).unwrap();
        assert!(trial.iter().filter(|row| row.account == "bank").all(|row| row.minor == 0), "{trial:?}");
    });
}

#[test]
fn half_a_file_posts_nothing() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let map: ColumnMap = serde_json::from_str(MAP).unwrap();
        let half = format!("Date,Amount,Text,Ref,Kind\n{}\n2026-11-23,5", row("20.00", &payment_reference(ada), "B1"));
        assert!(read_csv(Cursor::new(half), &map).is_err());
        assert_eq!(owes(fresh, ada), 12_050);
    });
}

#[test]
fn many_people_pay_by_one_file() {
    on_engines(|fresh| {
        let mut text = HEADER.to_owned();
        for n in 0..200 {
            let one = ADA.replace("10000001", &format!("{}", 40_000_000 + n));
            let one = one.replace("Ada Sample", &format!("Ada Sample{n}")).replace("ada@", &format!("ada{n}@"));
            text.push_str(&one.replace("1 Example Street", &format!("{n} Example Street")));
        }
        fresh.place("many.csv", text).unwrap();
        let people = fresh.people();
        assert!(people.len() > 100, "{}", people.len());
        let rows: Vec<String> =
            people.iter().enumerate().map(|(n, p)| row("1.25", &payment_reference(*p), &format!("M{n:05}"))).collect();
        let report = bring(fresh, &rows);
        assert_eq!((report.placed, report.waiting), (people.len(), 0));
        let held = fresh.store.read(store::journal::trial).unwrap();
        let trust: i64 = held.iter().filter(|row| row.account == "trust").map(|row| -row.minor).sum();
        assert_eq!(usize::try_from(trust).unwrap(), 125 * people.len());
    });
}
