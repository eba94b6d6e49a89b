//! The table: each paragraph of each text, the row that answers it, and how many rules and cases cite it.

use std::fmt::Write;

use super::rows::{Row, answering};
use super::{Seen, Text};

const HEAD: &str = "\
# Coverage

Each paragraph of the texts that we read is decided by a rule, or is left to a person, with the reason why facts can't decide
it and what the desk asks instead. This page is written by `cargo xtask coverage`; the reasons stand in the pages that it leads
to. `cargo xtask tidy` complains of a paragraph without a row, of a citation without a case, and when this page is stale.

- *rule*: a function in `crates/conduct/src` decides it. *person*: it refers. *word*: a definition or a heading, with nothing to
  decide by itself. *refused*: nothing is permitted there.
- *citations* are those in the rules at or within the paragraph; *cases* are the cases of the corpus and twins of ours that cite
  it or one within it. A rule may decide a comment under its paragraph's name.

";

pub fn written(seen: &Seen) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("| text | paragraphs | rule | person | word | refused | rows | cases that cite them |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for text in &seen.texts {
        let rows = rows_of(seen, text);
        let count = |how: &str| {
            let answered = |p: &&String| answering(&rows, text, p).is_some_and(|row| row.how.starts_with(how));
            text.paragraphs.iter().filter(answered).count()
        };
        let cited = text.paragraphs.iter().filter(|p| seen.cited.cases_within(p) > 0).count();
        let _ = writeln!(
            out,
            "| [{}](#{}) | {} | {} | {} | {} | {} | {} | {cited} |",
            text.name,
            text.name,
            text.paragraphs.len(),
            count("rule"),
            count("person"),
            count("word"),
            count("refused"),
            rows.len(),
        );
    }
    let _ = writeln!(
        out,
        "\nThe rules cite {} paragraphs; each is shown by at least one of {} cases or by a twin.",
        seen.cited.by_rules.len(),
        seen.cited.cases.len()
    );
    for text in &seen.texts {
        let _ = writeln!(out, "\n## {}\n\n{}\n", text.name, text.says);
        out.push_str("| paragraph | how | page | citations | cases |\n|---|---|---|--:|--:|\n");
        let rows = rows_of(seen, text);
        for paragraph in &text.paragraphs {
            let row = answering(&rows, text, paragraph);
            let how = row.map_or("–", |row| row.how.split([' ', ',']).next().unwrap_or_default());
            let page = row.map_or_else(String::new, |row| format!("[{0}](coverage/{0})", row.page));
            let (rules, cases) = (seen.cited.rules_within(paragraph), seen.cited.cases_within(paragraph));
            let _ = writeln!(out, "| {paragraph} | {how} | {page} | {rules} | {cases} |");
        }
    }
    out
}

fn rows_of<'a>(seen: &'a Seen, text: &Text) -> Vec<&'a Row> {
    seen.rows.iter().filter(|row| row.text == text.name).collect()
}
