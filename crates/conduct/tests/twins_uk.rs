//! Twins of UK cases: one fact is moved, and the text then says something else.
//!
//! Each entry of `twins_uk_acts.json` (with dates and notices) and `twins_uk_contact.json` names a case of `cases/`, the facts that are set or (by null) taken away, and the
//! answer.

use std::fs;
use std::path::Path;

use conduct::{Packs, Question, Standing, decide};
use facts::{Case, Expect, Reading};
use serde::Deserialize;
use serde_json::Value;

/// A file that is emptied must not pass for one that succeeds.
const ACTS_AT_LEAST: usize = 180;
const CONTACTS_AT_LEAST: usize = 115;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Twin {
    base: String,
    note: String,
    set: Vec<(String, Value)>,
    expect: Expect,
}

/// Sets the value at a JSON pointer, making objects on the way and adding to the end of lists; null takes it away.
fn set(document: &mut Value, pointer: &str, value: &Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    if document.pointer(parent).is_none() {
        set(document, parent, &Value::Object(serde_json::Map::new()));
    }
    match document.pointer_mut(parent) {
        Some(Value::Object(fields)) if value.is_null() => {
            fields.remove(key);
        }
        Some(Value::Object(fields)) => {
            fields.insert(key.to_owned(), value.clone());
        }
        Some(Value::Array(items)) => {
            let index: usize = key.parse().unwrap_or(items.len());
            match items.get_mut(index) {
                Some(item) => *item = value.clone(),
                None => items.push(value.clone()),
            }
        }
        _ => {}
    }
}

fn twin(root: &Path, twin: &Twin) -> Result<Case, Box<dyn std::error::Error>> {
    let mut document: Value = serde_json::from_str(&fs::read_to_string(root.join(format!("{}.json", twin.base)))?)?;
    for (pointer, value) in &twin.set {
        set(&mut document, pointer, value);
    }
    if let Some(history) = document.get_mut("history").and_then(Value::as_array_mut) {
        history.retain(|event| !event.is_null());
    }
    Ok(serde_json::from_value(document)?)
}

/// Decides every twin, and tells of each that does not come out as its entry says.
fn check(twins: &str, at_least: usize) -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let twins: Vec<Twin> = serde_json::from_str(twins)?;
    let mut failures = Vec::new();
    for entry in &twins {
        let case = twin(&root, entry)?;
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
        let reading = Reading::default();
        let question = Question::with(&case.ask, &reading);
        let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &question);
        let short = decision.falls_short_of(&entry.expect);
        if !short.is_empty() {
            let short: Vec<String> = short.iter().map(ToString::to_string).collect();
            failures.push(format!("{}, {}: {}", entry.base, entry.note, short.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), twins.len(), failures.join("\n"));
    assert!(twins.len() >= at_least);
    Ok(())
}

#[test]
fn a_moved_fact_moves_the_answer_on_acts() -> Result<(), Box<dyn std::error::Error>> {
    check(include_str!("twins_uk_acts.json"), ACTS_AT_LEAST)
}

#[test]
fn a_moved_fact_moves_the_answer_on_contacts() -> Result<(), Box<dyn std::error::Error>> {
    check(include_str!("twins_uk_contact.json"), CONTACTS_AT_LEAST)
}
