//! Every statement is prepared on both engines, and means the same on both.

use std::collections::BTreeMap;
use std::path::Path;

use store::testing::{columns, on_both, postgres, sqlite};

#[test]
fn every_statement_takes_and_gives_the_same_on_both_engines() {
    let ours = columns(&sqlite());
    let theirs = columns(&postgres());
    assert_eq!(ours.len(), theirs.len());
    for (sqlite, postgres) in ours.iter().zip(&theirs) {
        let name = sqlite.statement;
        assert_eq!(name, postgres.statement);
        assert_eq!(sqlite.parameters, postgres.parameters, "parameters of {name}");
        assert_eq!(sqlite.answer.len(), postgres.answer.len(), "columns of {name}");
        for kind in &postgres.parameter_types {
            assert!(["int8", "text", "bytea"].contains(&kind.as_str()), "a parameter of {name} is {kind}");
        }
        for ((our_name, our_kind), (their_name, their_kind)) in sqlite.answer.iter().zip(&postgres.answer) {
            assert_eq!(our_name, their_name, "column of {name}");
            assert!(["int8", "text", "bytea"].contains(&their_kind.as_str()), "{their_name} of {name} is {their_kind}");
            // SQLite knows no type for what is computed.
            assert!(our_kind.is_empty() || our_kind == their_kind, "{our_name} of {name}: {our_kind}, {their_kind}");
        }
    }
}

#[test]
fn every_declared_statement_is_in_the_list() {
    fn declared(folder: &Path, count: &mut BTreeMap<String, usize>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                declared(&path, count);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                if let Some((_, block)) = text.split_once("\nstatements! {") {
                    let block = block.split("\n}").next().unwrap();
                    let names = block.lines().filter(|line| {
                        let name = line.trim_start().split(" =").next().unwrap_or_default();
                        line.contains(" =")
                            && !name.is_empty()
                            && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
                    });
                    count.insert(path.display().to_string(), names.count());
                }
            }
        }
    }
    let mut count = BTreeMap::new();
    declared(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut count);
    let listed = columns(&sqlite());
    assert_eq!(count.values().sum::<usize>(), listed.len(), "{count:#?}");
    let mut names: Vec<&str> = listed.iter().map(|statement| statement.statement).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), listed.len());
}

#[test]
fn a_store_can_check_its_own_statements() {
    on_both(|fresh| {
        assert!(fresh.store.check_statements().unwrap() > 50);
        fresh.raw("drop table setting").unwrap();
        let error = fresh.store.check_statements().unwrap_err().to_string();
        assert!(error.contains("setting"), "{error}");
    });
}
