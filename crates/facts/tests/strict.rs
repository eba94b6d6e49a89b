//! Unknown keys and words are errors that name them.

#![expect(clippy::unwrap_used, reason = "helpers of tests: facts that can't be read are a failed test")]

use facts::{Case, Event};

fn refusal(json: &str) -> String {
    serde_json::from_str::<Event>(json).unwrap_err().to_string()
}

#[test]
fn names_the_unknown_key() {
    let text = refusal(r#"{"at":"2026-08-13","event":"call","by":"ana","outcome":"conversation","mood":"calm"}"#);
    assert!(text.contains("mood"), "{text}");
    let text = refusal(
        r#"{"at":"2026-08-13","event":"statement","by":"ana","via":"call","means":"cease","until":"2026-09-01"}"#,
    );
    assert!(text.contains("until"), "{text}");
}

#[test]
fn names_the_unknown_word() {
    let text = refusal(r#"{"at":"2026-08-13","event":"call","by":"ana","outcome":"chatted"}"#);
    assert!(text.contains("chatted"), "{text}");
    let text = refusal(r#"{"at":"2026-08-13","event":"statement","by":"ana","via":"pigeon","means":"cease"}"#);
    assert!(text.contains("pigeon"), "{text}");
    let text = refusal(r#"{"at":"2026-08-13","event":"message","by":"ana","channel":"call"}"#);
    assert!(text.contains("call"), "{text}");
}

#[test]
fn refuses_what_is_not_a_case() {
    assert!(serde_json::from_str::<Case>("{}").is_err());
}
