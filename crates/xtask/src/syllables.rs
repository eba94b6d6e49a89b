//! `cargo xtask syllables`: the list of words whose syllables the rules get wrong, and how well both do.

use std::fs;
use std::path::Path;

use words::check::{by_rule, grade};

/// Writes the list from `DATA/reading/syllables.tsv`, and prints how well rules and grades agree with the reference.
///
/// # Errors
/// Files that can't be read or written.
pub fn run(data: &Path, list: &Path) -> Result<String, String> {
    measured(data, list).map_err(|why| why.to_string())
}

fn measured(data: &Path, list: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let rows = fs::read_to_string(data.join("reading/syllables.tsv"))?;
    let mut wrong: Vec<String> = Vec::new();
    let mut all = 0usize;
    for row in rows.lines().skip(1) {
        let mut cells = row.split('\t');
        let (Some(word), Some(count)) = (cells.next(), cells.next()) else { continue };
        all += 1;
        let plain: String = word.chars().filter(char::is_ascii_alphabetic).collect();
        if by_rule(&plain).to_string() != count {
            wrong.push(format!("{plain} {count}"));
        }
    }
    wrong.sort();
    wrong.dedup();
    fs::write(list, wrong.join("\n") + "\n")?;
    let texts = fs::read_to_string(data.join("reading/texts.jsonl"))?;
    let (mut near, mut read) = (0usize, 0usize);
    for line in texts.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let cell = |name: &str| row.get(name);
        let (Some(text), Some(reference)) =
            (cell("text").and_then(|t| t.as_str()), cell("flesch_kincaid").and_then(serde_json::Value::as_f64))
        else {
            continue;
        };
        read += 1;
        near += usize::from((grade(text).flesch_kincaid - reference).abs() <= 0.5);
    }
    Ok(format!(
        "{all} words, {} break the rules; {near} of {read} texts within half a grade (with the list that was built in)",
        wrong.len()
    ))
}
