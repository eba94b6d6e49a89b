//! The plan cases of the public corpus, answered to the penny.

use facts::{Ask, Case};

use crate::plan::answer_case;

fn cases() -> Vec<(String, Case)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/uk/plan");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            let case = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            (path.display().to_string(), case)
        })
        .collect()
}

#[test]
fn each_plan_case_of_the_corpus_comes_out_to_the_penny() {
    let mut answered = 0;
    for (path, case) in cases() {
        let Ask::Plan(ask) = &case.ask else { continue };
        let expect = case.expect.unwrap();
        let answer = answer_case(ask, &case.debts).unwrap();
        for (name, value) in &expect.values {
            assert_eq!(answer.values.get(name), Some(value), "{path}: {name}");
        }
        for finding in &expect.findings {
            assert!(answer.findings.contains(finding), "{path}: {}", finding.rule);
        }
        answered += 1;
    }
    assert!(answered >= 3, "only {answered} plan cases found");
}

#[test]
fn priority_repayments_come_first_and_weeks_count_in_her_favour() {
    let case = r#"{"kind": "plan", "debts": ["a", "b", "c"],
        "budget": {"income": [{"name": "wages", "amount": "301.00 GBP", "every": "week"}],
                   "spending": [{"name": "rent", "amount": "250.00 GBP", "every": "week", "category": "priority"}]},
        "detail": {"priority_repayment": {"a": "20.00 GBP"}}}"#;
    let Ask::Plan(ask) = serde_json::from_str(case).unwrap() else { panic!() };
    let debts = r#"[{"id": "a", "kind": "rent", "creditor": "x", "balance": "900.00 GBP"},
        {"id": "b", "kind": "credit_card", "creditor": "y", "balance": "100.00 GBP"},
        {"id": "c", "kind": "credit_card", "creditor": "z", "balance": "300.00 GBP"}]"#;
    let answer = answer_case(&ask, &serde_json::from_str::<Vec<_>>(debts).unwrap()).unwrap();
    // 301 × 52 ÷ 12 = 1,304.333 down; 250 × 52 ÷ 12 = 1,083.333 up; less 20 is 200.99.
    let values = serde_json::to_value(&answer.values).unwrap();
    let expected = serde_json::json!({
        "surplus": "220.99 GBP",
        "offers": {"b": "50.25 GBP", "c": "150.74 GBP"},
        "total_offered": "200.99 GBP"
    });
    assert_eq!(values, expected);
    let rules: Vec<_> = answer.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["priority first", "pro rata"]);
}
