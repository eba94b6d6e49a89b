//! The tiny town: fifty people, thirty days, through the binary; the auditor must find nothing.

use std::process::Command;

fn town(more: &[&str]) -> std::io::Result<(String, bool)> {
    let fixed = ["town", "--people", "50", "--days", "30"];
    let output = Command::new(env!("CARGO_BIN_EXE_forbear")).args(fixed).args(more).output()?;
    let text = [output.stdout, output.stderr].concat();
    Ok((String::from_utf8_lossy(&text).into_owned(), output.status.success()))
}

#[test]
fn a_month_in_a_tiny_town_gives_the_auditor_nothing_to_find() {
    let (text, well) = town(&["--seed", "7"]).unwrap();
    assert!(well, "{text}");
    assert!(text.contains("auditors: 0 findings"), "{text}");
    assert!(text.contains("the chain is whole"), "{text}");
    // A town in which nothing happens would prove nothing.
    for happened in [
        "contacts by letter",
        "contacts by email",
        "contacts by call",
        "acts of people: statement",
        "acts of people: hold",
        "acts of people: message",
        "acts of people: payment",
        "made and reported",
    ] {
        assert!(text.contains(happened), "{happened} is missing:\n{text}");
    }
    assert!(!text.contains(" 0 made and reported"), "no call was made:\n{text}");
}

#[test]
fn nor_on_postgresql_and_the_same_happens_there() {
    let fresh = store::testing::postgres();
    fresh.raw("drop schema public cascade").unwrap();
    fresh.raw("create schema public").unwrap();
    let (there, well) = town(&["--seed", "7", "--engine", "postgres", "--database", &fresh.address]).unwrap();
    assert!(well, "{there}");
    let (here, _) = town(&["--seed", "7"]).unwrap();
    assert_eq!(there, here, "both engines tell one story");
}

#[test]
fn nor_does_it_when_couriers_fail() {
    let (text, well) = town(&["--seed", "11", "--faults"]).unwrap();
    assert!(well, "{text}");
    assert!(text.contains("auditors: 0 findings"), "{text}");
}
