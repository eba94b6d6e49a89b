//! The tiny town: fifty people, thirty days, through the binary; the auditor must find nothing.

use std::process::Command;

fn town(more: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_forbear"))
        .args(["town", "--people", "50", "--days", "30"])
        .args(more)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (text, output.status.success())
}

#[test]
fn a_month_in_a_tiny_town_gives_the_auditor_nothing_to_find() {
    let (text, well) = town(&["--seed", "7"]);
    assert!(well, "{text}");
    assert!(text.contains("auditors: 0 findings"), "{text}");
    assert!(text.contains("the chain is whole"), "{text}");
    // A town in which nothing happens would prove nothing.
    for happened in ["contacts by letter", "contacts by email", "acts of people: statement", "acts of people: hold"] {
        assert!(text.contains(happened), "{happened} is missing:\n{text}");
    }
}

#[test]
fn nor_does_it_when_couriers_fail() {
    let (text, well) = town(&["--seed", "11", "--faults"]);
    assert!(well, "{text}");
    assert!(text.contains("auditors: 0 findings"), "{text}");
}
