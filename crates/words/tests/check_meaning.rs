//! Meaning, both ways: what a line says, and lines that use the same words to say the opposite.

use facts::{Assertion, Channel};
use words::check::{Words, read};

/// What a sentence says, and the sentence: a line each.
const SAID: &str = include_str!("meaning/said.tsv");

/// Sentences that reassure, explain, deny or report.
const INNOCENT: &str = include_str!("meaning/innocent.txt");

/// What an innocent sentence may say: that there is a debt, a day, a way to pay.
const HARMLESS: &[Assertion] = &[
    Assertion::DetailsOfDebt,
    Assertion::StatesDebt,
    Assertion::ShowsCollection,
    Assertion::DisclaimsSuit,
    Assertion::AffirmsDispute,
    Assertion::SaysCreditFile,
    Assertion::StatesDeadline,
    Assertion::DemandsPayment,
    Assertion::NamesFirm,
];

#[test]
fn what_is_said_is_read() {
    let missed: Vec<&str> = SAID
        .lines()
        .filter(|row| {
            let (what, line) = row.split_once('\t').unwrap();
            let what: Assertion = serde_json::from_value(what.into()).unwrap();
            !read(&Words::of(line, Channel::Letter)).asserts(what)
        })
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_is_denied_is_not_taken_as_said() {
    let wrong: Vec<String> = INNOCENT
        .lines()
        .flat_map(|line| {
            let reading = read(&Words::of(line, Channel::Letter));
            let loud = reading.assertions.into_iter().map(|a| a.what).find(|what| !HARMLESS.contains(what));
            loud.map(|what| format!("{what:?}: {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn spans_are_of_the_words() {
    let text = "Good morning. We will sue you on Monday.";
    let reading = read(&Words::of(text, Channel::Letter));
    let threat = reading.assertions.iter().find(|a| a.what == Assertion::ThreatensSuit).unwrap();
    assert!(text.get(threat.span.0..threat.span.1).unwrap().contains("sue"));
}
