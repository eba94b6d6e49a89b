//! A composed message: its blocks, and the plain text and HTML that they make.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// A message that is ready to be checked and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub subject: String,
    pub blocks: Vec<Block>,
}

/// A part of a message, by the mark at the beginning of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// `# …`
    Heading(String),
    /// Lines without a mark, up to an empty one.
    Paragraph(String),
    /// `| what | amount`: rows of a table.
    Table(Vec<(String, String)>),
    /// `- …`: choices.
    Choices(Vec<String>),
    /// `> …`: words that law prescribes.
    Prescribed(String),
    /// `[ ] …`: boxes to tick and send back.
    Boxes(Vec<String>),
    /// `+ …`: free help that is not us.
    Help(Vec<String>),
    /// `~ …`: who writes and how to check it. On paper the letterhead and the page say it.
    Foot(String),
}

impl Message {
    pub(super) fn parse(subject: &str, body: &str) -> Message {
        let mut blocks: Vec<Block> = Vec::new();
        let mut fresh = true;
        for line in body.lines().map(str::trim) {
            if line.is_empty() {
                fresh = true;
                continue;
            }
            add_line(&mut blocks, line, fresh);
            fresh = false;
        }
        Message { subject: subject.trim().to_owned(), blocks }
    }

    /// As plain text, for e-mail and for reading aloud.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        for block in &self.blocks {
            parts.push(match block {
                Block::Heading(text) | Block::Paragraph(text) | Block::Prescribed(text) | Block::Foot(text) => {
                    text.clone()
                }
                Block::Table(rows) => {
                    rows.iter().map(|(what, amount)| row(what, amount)).collect::<Vec<_>>().join("\n")
                }
                Block::Choices(items) | Block::Help(items) => {
                    items.iter().map(|i| format!("- {i}")).collect::<Vec<_>>().join("\n")
                }
                Block::Boxes(items) => items.iter().map(|i| format!("[ ] {i}")).collect::<Vec<_>>().join("\n"),
            });
        }
        parts.join("\n\n") + "\n"
    }

    /// What we say in our own words: without the words that law prescribes, the sums, the names and numbers of those
    /// who help, and the foot. Each piece ends as a sentence does, so that it can be graded.
    pub fn own_words(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading(own) | Block::Paragraph(own) => ended(&mut text, own),
                Block::Choices(items) | Block::Boxes(items) => items.iter().for_each(|item| ended(&mut text, item)),
                Block::Table(rows) => rows.iter().for_each(|(what, _)| ended(&mut text, what)),
                Block::Prescribed(_) | Block::Help(_) | Block::Foot(_) => {}
            }
        }
        text
    }

    /// As HTML that any mail program shows: no images, no script, no links but those in the text.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for block in &self.blocks {
            // Writing into a string can't fail.
            let _ = match block {
                Block::Heading(text) => writeln!(html, "<h2>{}</h2>", escape(text)),
                Block::Paragraph(text) | Block::Foot(text) => writeln!(html, "<p>{}</p>", escape(text)),
                Block::Prescribed(text) => writeln!(html, "<p class=\"prescribed\">{}</p>", escape(text)),
                Block::Table(rows) => {
                    let rows: String = rows
                        .iter()
                        .map(|(what, amount)| {
                            format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escape(what), escape(amount))
                        })
                        .collect();
                    writeln!(html, "<table>{rows}</table>")
                }
                Block::Choices(items) | Block::Help(items) => writeln!(html, "<ul>{}</ul>", list(items, "")),
                Block::Boxes(items) => writeln!(html, "<ul class=\"boxes\">{}</ul>", list(items, "☐ ")),
            };
        }
        html
    }
}

fn ended(text: &mut String, piece: &str) {
    text.push_str(piece.trim_end_matches([':', ',']));
    text.push_str(if piece.ends_with(['.', '?', '!']) { "\n" } else { ".\n" });
}

/// One row in plain text; a label that ends with a colon has one already.
fn row(what: &str, amount: &str) -> String {
    let colon = if what.ends_with(':') { "" } else { ":" };
    format!("{what}{colon} {amount}")
}

fn list(items: &[String], mark: &str) -> String {
    items.iter().map(|item| format!("<li>{mark}{}</li>", escape(item))).collect()
}

fn add_line(blocks: &mut Vec<Block>, line: &str, fresh: bool) {
    if let Some(text) = line.strip_prefix("# ") {
        blocks.push(Block::Heading(text.to_owned()));
    } else if let Some(row) = line.strip_prefix("| ") {
        let (what, amount) = row.split_once(" | ").unwrap_or((row, ""));
        let row = (what.trim().to_owned(), amount.trim().to_owned());
        match blocks.last_mut() {
            Some(Block::Table(rows)) if !fresh => rows.push(row),
            _ => blocks.push(Block::Table(vec![row])),
        }
    } else if let Some(item) = line.strip_prefix("- ") {
        match blocks.last_mut() {
            Some(Block::Choices(items)) if !fresh => items.push(item.to_owned()),
            _ => blocks.push(Block::Choices(vec![item.to_owned()])),
        }
    } else if let Some(item) = line.strip_prefix("+ ") {
        match blocks.last_mut() {
            Some(Block::Help(items)) if !fresh => items.push(item.to_owned()),
            _ => blocks.push(Block::Help(vec![item.to_owned()])),
        }
    } else if let Some(text) = line.strip_prefix("~ ") {
        blocks.push(Block::Foot(text.to_owned()));
    } else if let Some(item) = line.strip_prefix("[ ] ") {
        match blocks.last_mut() {
            Some(Block::Boxes(items)) if !fresh => items.push(item.to_owned()),
            _ => blocks.push(Block::Boxes(vec![item.to_owned()])),
        }
    } else if let Some(text) = line.strip_prefix("> ") {
        match blocks.last_mut() {
            Some(Block::Prescribed(before)) if !fresh => {
                before.push(' ');
                before.push_str(text);
            }
            _ => blocks.push(Block::Prescribed(text.to_owned())),
        }
    } else {
        match blocks.last_mut() {
            Some(Block::Paragraph(before)) if !fresh => {
                before.push(' ');
                before.push_str(line);
            }
            _ => blocks.push(Block::Paragraph(line.to_owned())),
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_marks() {
        let message = Message::parse(
            "Hello",
            "# One\n\nTwo\nthree\n\n| a | $1.00\n| b | $2.00\n\n> law\n> says\n\n- x\n- y\n\n[ ] tick\n",
        );
        assert_eq!(
            message.blocks,
            [
                Block::Heading("One".into()),
                Block::Paragraph("Two three".into()),
                Block::Table(vec![("a".into(), "$1.00".into()), ("b".into(), "$2.00".into())]),
                Block::Prescribed("law says".into()),
                Block::Choices(vec!["x".into(), "y".into()]),
                Block::Boxes(vec!["tick".into()]),
            ]
        );
        assert!(message.text().contains("a: $1.00\nb: $2.00"));
    }

    #[test]
    fn html_is_escaped() {
        let message = Message::parse("s", "<script>alert(1)</script> & more");
        assert_eq!(message.html(), "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>\n");
    }
}
