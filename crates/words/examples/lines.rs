//! Measures the check of words on labelled lines: `cargo run -p words --example lines < lines.jsonl`.

use std::collections::BTreeSet;
use std::io::BufRead;

use facts::Channel;
use words::check::{TextToCheck, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut right, mut all) = (0, 0);
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row.get("text").and_then(|t| t.as_str()).unwrap_or_default();
        let wanted: BTreeSet<&str> =
            row.get("labels").and_then(|l| l.as_array()).into_iter().flatten().filter_map(|l| l.as_str()).collect();
        let checked = check(&TextToCheck { text, channel: Channel::Call, purpose: None, claims: None, requires: &[] });
        let plain = ["long_sentence", "hard_to_read"];
        let found: BTreeSet<&str> = checked.findings.iter().map(|f| f.label).filter(|l| !plain.contains(l)).collect();
        all += 1;
        let clean = wanted.contains("clean");
        let good = if clean { found.is_empty() } else { wanted.is_subset(&found) };
        right += usize::from(good);
        println!("{} {wanted:?} {found:?} {text}", if good { "ok  " } else { "MISS" });
    }
    println!("{right} of {all}");
    Ok(())
}
