//! A creditor's file comes in: what is placed, what isn't and why, and nothing twice.

use std::io::Write;

use casework::place::{PlaceError, place_file};
use store::account;
use store::review::State as ReviewState;

use crate::support::{ADA, Fresh, HEADER, MORNING, at, map, on_engines};

const BEN: &str = "10000002,80.00,Ben Example,CA,,2 Sample Avenue,Sampleton,90001,,2026-08-31,80.00\n";

fn whole() -> String {
    let odd =
        "A3,twelve,Cleo Testwell,NY,,,,,,,\n,5.00,Dan Demoson,NY,,,,,,,\nA5,-1.00,Eli Fabler,NY,,,,,,,\nA6,5.00\n";
    format!("{HEADER}{ADA}{BEN}{odd}")
}

fn two(fresh: &Fresh) {
    fresh.place("one.csv", whole()).unwrap();
}

#[test]
fn a_file_is_placed_and_bad_lines_say_why() {
    on_engines(|fresh| {
        let report = fresh.place("one.csv", whole()).unwrap();
        assert_eq!((report.lines, report.accepted, report.rejected, report.duplicates), (6, 2, 4, 0));
        assert_eq!(report.accepted_totals["USD"].minor(), 20_050);
        let said: Vec<(u64, &str)> = report.rejections.iter().map(|r| (r.line, r.field)).collect();
        assert_eq!(said, [(4, "balance"), (5, "account"), (6, "balance"), (7, "line")]);
        assert!(report.rejections.iter().all(|r| !r.reason.is_empty() && !r.remedy.is_empty()));
        let people = fresh.people();
        assert_eq!(people.len(), 2);
        for person in people {
            assert_eq!(fresh.kinds(person), ["recorded", "itemized", "status"]);
            assert_eq!(fresh.due(person), Some(at(MORNING)), "the next round looks at them");
            let document = fresh.log(person)[0].document.clone().unwrap();
            assert!(document.starts_with(&report.file_hash), "{document}");
        }
    });
}

#[test]
fn the_same_file_again_changes_nothing() {
    on_engines(|fresh| {
        two(fresh);
        let before = fresh.census();
        let again = fresh.place("a-copy-of-one.csv", whole()).unwrap();
        assert!(again.seen_before);
        assert_eq!((again.accepted, again.duplicates, again.rejected), (0, 2, 4));
        assert!(again.accepted_totals.values().all(|total| total.minor() == 0));
        assert_eq!(fresh.census(), before);
    });
}

#[test]
fn an_account_in_another_file_is_known_again() {
    on_engines(|fresh| {
        two(fresh);
        let before = fresh.census();
        let report = fresh.place("two.csv", format!("{HEADER}{BEN}")).unwrap();
        assert!(!report.seen_before);
        assert_eq!((report.accepted, report.duplicates, report.matched), (0, 1, 0));
        assert_eq!(report.accepted_totals["USD"].minor(), 0);
        assert_eq!(fresh.census(), before);
    });
}

#[test]
fn an_account_twice_in_one_file_is_one_debt() {
    on_engines(|fresh| {
        let report = fresh.place("one.csv", format!("{HEADER}{ADA}{ADA}")).unwrap();
        assert_eq!((report.accepted, report.duplicates), (1, 1));
        assert_eq!(report.accepted_totals["USD"].minor(), 12_050);
        assert_eq!(fresh.people().len(), 1);
        assert_eq!(fresh.kinds(fresh.people()[0]), ["recorded", "itemized", "status"]);
    });
}

#[test]
fn a_second_account_of_a_person_joins_the_first() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let second = ADA.replace("10000001,120.50", "20000007,30.00").replace(",120.50\n", ",30.00\n");
        let report = fresh.place_as("otherbank", "other.csv", format!("{HEADER}{second}")).unwrap();
        assert_eq!((report.accepted, report.matched, report.doubtful), (1, 1, 0));
        assert_eq!(fresh.people(), [ada], "one person");
        let debts = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap().debts().to_vec();
        let told: Vec<_> = debts.iter().map(|d| (d.id.as_str(), d.balance.unwrap().minor())).collect();
        assert_eq!(told, [("d1", 12_050), ("d2", 3_000)], "two debts");
        let found = fresh.store.read(|tx| account::find(tx, "otherbank", "20000007")).unwrap().unwrap();
        assert_eq!((found.dossier, found.debt.as_str()), (ada, "d2"));
        // Two creditors that use one number mean two accounts.
        let same_number = ADA.replace("120.50", "44.00");
        let report = fresh.place_as("otherbank", "third.csv", format!("{HEADER}{same_number}")).unwrap();
        assert_eq!((report.accepted, report.duplicates, report.matched), (1, 0, 1));
        let debts = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap().debts().len();
        assert_eq!(debts, 3);
    });
}

#[test]
fn a_doubtful_match_is_for_a_human() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let other = "30000001,60.00,Alma Sample,NY,,1 Example Street,Sampleton,12207,,2026-08-31,60.00\n";
        let report = fresh.place("other.csv", format!("{HEADER}{other}")).unwrap();
        assert_eq!((report.accepted, report.matched, report.doubtful), (1, 0, 1));
        let people = fresh.people();
        assert_eq!(people.len(), 2, "until a human has looked, they are two");
        let reviews = fresh.store.read(|tx| store::review::list(tx, ReviewState::Open, None, 10)).unwrap();
        assert_eq!(reviews.len(), 1);
        assert_eq!((reviews[0].one, reviews[0].other), (ada, people[1]));
        assert!(!reviews[0].why.contains("Sample"), "a review names nobody: {}", reviews[0].why);
    });
}

#[test]
fn an_address_that_many_share_makes_nobody_doubtful_but_a_name_there_is_known() {
    on_engines(|fresh| {
        let row =
            |i: u32, name: &str| format!("3{i:07},60.00,{name},NY,,9 Shelter Road,Sampleton,12207,,2026-08-31,60.00\n");
        let mut report = None;
        for i in 0..6 {
            report =
                Some(fresh.place(&format!("{i}.csv"), format!("{HEADER}{}", row(i, &format!("Guest {i}")))).unwrap());
        }
        assert_eq!(report.unwrap().doubtful, 0, "five share it already");
        assert_eq!(fresh.store.read(store::review::open_count).unwrap(), 10, "one to four others each, until then");
        let again = fresh.place("again.csv", format!("{HEADER}{}", row(9, "guest 2"))).unwrap();
        assert_eq!((again.matched, again.doubtful), (1, 0), "name and address together are one person");
    });
}

#[test]
fn a_packed_file_that_breaks_off_places_nothing() {
    on_engines(|fresh| {
        let mut text = HEADER.to_owned();
        for i in 0..20_000_u32 {
            let owed = i.wrapping_mul(2_654_435_761) % 90_000 + 100;
            text.push_str(&format!("G{i},{owed}.00,Ada {i},NY,,,,,,,\n"));
        }
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        let packed = encoder.finish().unwrap();
        let error = fresh.place("broken.csv.gz", &packed[..packed.len() * 2 / 3]).unwrap_err();
        assert!(matches!(error, PlaceError::File(_)), "{error:?}");
        assert!(error.to_string().contains("Nothing was placed"), "{error}");
        assert_eq!(fresh.people(), []);
    });
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    on_engines(|fresh| {
        let path = fresh.file("one.csv", whole());
        let now = at(MORNING);
        let dry = place_file(&fresh.store, &path, &map(), ("mockbank", "Mockbank"), now, true, &|_| {}).unwrap();
        assert_eq!(fresh.people(), []);
        let wet = place_file(&fresh.store, &path, &map(), ("mockbank", "Mockbank"), now, false, &|_| {}).unwrap();
        assert!(!wet.seen_before, "the dry run left no trace of the file");
        assert_eq!((dry.accepted, dry.rejected), (wet.accepted, wet.rejected));
        assert_eq!(dry.accepted_totals, wet.accepted_totals);
        assert_eq!(dry.rejections, wet.rejections);
        assert_eq!(dry.not_contactable, wet.not_contactable);
    });
}
