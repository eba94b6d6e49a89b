//! `forbear plan` over a thousand invented households: no plan above what they can spare, worked out here by other means.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "../../money/examples/households.rs"]
#[expect(dead_code, reason = "the example's own start")]
mod generator;

const HOUSEHOLDS: u64 = 1_000;
const SEED: u64 = 20_261_124;

/// An amount as minor units.
fn minor(amount: &Value) -> i128 {
    let text = amount.as_str().unwrap().split(' ').next().unwrap();
    text.replace('.', "").parse().unwrap()
}

fn times_a_year(every: &Value) -> i128 {
    match every.as_str().unwrap() {
        "week" => 52,
        "two_weeks" => 26,
        "four_weeks" => 13,
        "month" => 12,
        other => panic!("{other}"),
    }
}

/// What a household has over in a year, exactly.
fn surplus_a_year(budget: &Value) -> i128 {
    let sum = |lines: &Value| -> i128 {
        lines.as_array().unwrap().iter().map(|line| minor(&line["amount"]) * times_a_year(&line["every"])).sum()
    };
    sum(&budget["income"]) - sum(&budget["spending"])
}

#[test]
fn no_plan_is_above_the_ceiling_in_a_thousand_households() {
    let lines = generator::households(HOUSEHOLDS, SEED);
    let mut child = Command::new(env!("CARGO_BIN_EXE_forbear"))
        .arg("plan")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = lines.clone();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), lines.lines().count());
    let (mut plans, mut refused, mut without) = (0, 0, 0);
    for (line, answer) in lines.lines().zip(&answers) {
        let asked: Value = serde_json::from_str(line).unwrap();
        assert_eq!(asked["id"], answer["id"]);
        let over = surplus_a_year(&asked["budget"]);
        let available = minor(&answer["available"]);
        assert!(available == 0 || 12 * available <= over, "{asked}\n{answer}");
        for option in answer["options"].as_array().unwrap() {
            let amount = minor(&option["amount"]);
            if option["every"].is_null() {
                assert_eq!(amount, 0);
                continue;
            }
            plans += 1;
            let a_year = amount * times_a_year(&option["every"]);
            assert!(a_year <= 12 * available, "{option}\n{asked}");
            if option["kind"] != "yours" {
                assert!(a_year * 5 <= 12 * available * 4, "what we ask is at most four fifths: {option}\n{asked}");
            }
        }
        refused += answer["refused"].as_array().unwrap().len();
        without += usize::from(available == 0);
        if let Some(proposal) = asked.get("proposal") {
            let theirs = minor(&proposal["amount"]) * times_a_year(&proposal["every"]);
            let yours = answer["options"].as_array().unwrap().iter().any(|option| option["kind"] == "yours");
            assert!(!yours || theirs <= 12 * available, "{answer}");
            assert_eq!(yours, answer["refused"].as_array().unwrap().is_empty(), "{answer}");
        }
    }
    assert!(
        plans > 1_000 && refused > 100 && without > 100,
        "{plans} plans, {refused} refused, {without} with nothing"
    );
}
