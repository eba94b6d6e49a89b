//! What a letter may not hold, found before any page is laid out, with the field to change.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::fonts::FACES;
use crate::letter::{Block, Lang, Letter, Paper, Style};
use crate::limits::{
    ADDRESS_LINES_MAX, BLOCKS_MAX, EASY_LINE_CHARS_MAX, SENDER_LINES_MAX, TEXT_CHARS_MAX, WORD_CHARS_MAX,
};
use crate::render::LetterError;

/// Lines to write on in a reply form.
const REPLY_LINES_MAX: u8 = 10;

pub(crate) fn check(letter: &Letter) -> Result<(), LetterError> {
    whole(letter)?;
    let tree = serde_json::to_value(letter).map_err(|error| LetterError::Unreadable(error.to_string()))?;
    texts("", &tree)?;
    if letter.style == Style::EasyRead {
        for (index, block) in letter.blocks.iter().enumerate() {
            easy(index, block)?;
        }
    }
    Ok(())
}

fn whole(letter: &Letter) -> Result<(), LetterError> {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if letter.kind.is_empty() || letter.kind.len() > 60 || !letter.kind.chars().all(word) {
        return field("kind", "is one word of lower-case letters, digits, `-` and `_`");
    }
    if letter.blocks.len() > BLOCKS_MAX {
        return field("blocks", &format!("has more than {BLOCKS_MAX} blocks; send several letters"));
    }
    if letter.blocks.is_empty() && letter.notice.is_none() {
        return field("blocks", "is empty; a letter says something");
    }
    if letter.to.lines.is_empty() || letter.to.lines.len() > ADDRESS_LINES_MAX {
        return field(
            "to.lines",
            &format!("has 1 to {ADDRESS_LINES_MAX} lines: more do not fit in the envelope's window"),
        );
    }
    if letter.from.lines.is_empty() || letter.from.lines.len() > SENDER_LINES_MAX {
        return field("from.lines", &format!("has 1 to {SENDER_LINES_MAX} lines"));
    }
    if letter.blocks.iter().filter(|block| matches!(block, Block::ReplyForm { .. })).count() > 1 {
        return field("blocks", "has more than one reply form; put the questions into one");
    }
    for (index, block) in letter.blocks.iter().enumerate() {
        if let Block::ReplyForm { lines, .. } = block
            && *lines > REPLY_LINES_MAX
        {
            return field(
                &format!("blocks[{index}].lines"),
                &format!("has at most {REPLY_LINES_MAX} lines to write on"),
            );
        }
    }
    if letter.notice.is_some() {
        notice(letter)?;
    }
    Ok(())
}

/// What Model Form B-1 can't be.
fn notice(letter: &Letter) -> Result<(), LetterError> {
    if letter.blocks.iter().any(|block| matches!(block, Block::ReplyForm { .. })) {
        return field("blocks", "has a reply form beside the notice's own; leave it out");
    }
    if letter.paper != Paper::UsLetter {
        return field("paper", "is `us_letter` for a US validation notice");
    }
    if letter.lang == Lang::Cy {
        return field("lang", "is `en` or `es` for a US validation notice");
    }
    if letter.style == Style::EasyRead {
        return field(
            "style",
            "can't be `easy_read` for a US validation notice, whose words are prescribed; send an Easy Read letter beside it",
        );
    }
    Ok(())
}

/// Every string of the letter: not blank, not endless, and of characters that we can show.
fn texts(path: &str, tree: &Value) -> Result<(), LetterError> {
    match tree {
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            texts(&at, value)
        }),
        Value::Array(list) => {
            list.iter().enumerate().try_for_each(|(index, value)| texts(&format!("{path}[{index}]"), value))
        }
        Value::String(text) => shown(path, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn shown(path: &str, text: &str) -> Result<(), LetterError> {
    if text.trim().is_empty() {
        return field(path, "is empty; give it a text or leave it out");
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return field(path, &format!("has more than {TEXT_CHARS_MAX} characters; cut it in pieces"));
    }
    let parts = text.split(|sign: char| sign.is_whitespace() || sign == '/' || sign == '-');
    if parts.into_iter().any(|part| part.chars().count() > WORD_CHARS_MAX) {
        return field(path, &format!("has a word of more than {WORD_CHARS_MAX} characters; break it up"));
    }
    let may_break =
        path.ends_with(".text") || path.contains(".text[") || path.contains(".items[") && path.ends_with(']');
    if text.contains('\n') && !may_break {
        return field(path, "has a line feed; write it on one line");
    }
    let hidden: BTreeSet<char> = text.chars().filter(|sign| *sign != '\n' && !FACES.show(*sign)).collect();
    if hidden.is_empty() {
        return Ok(());
    }
    let signs = hidden.into_iter().flat_map(spelled).collect();
    Err(LetterError::Signs { field: path.to_owned(), signs })
}

/// A character as an error may show it: control characters by their code.
fn spelled(sign: char) -> Vec<char> {
    if sign.is_control() { sign.escape_unicode().collect() } else { vec![sign] }
}

/// Easy Read: one idea a line. Whoever composes the text breaks it with line feeds.
fn easy(index: usize, block: &Block) -> Result<(), LetterError> {
    match block {
        Block::Lead { text } | Block::Paragraph { text, .. } => short(&format!("blocks[{index}].text"), text),
        Block::Choices { items } => items
            .iter()
            .enumerate()
            .try_for_each(|(item, choice)| short(&format!("blocks[{index}].items[{item}].text"), &choice.text)),
        Block::List { items } => items
            .iter()
            .enumerate()
            .try_for_each(|(item, text)| short(&format!("blocks[{index}].items[{item}].text"), text)),
        Block::Heading { .. }
        | Block::Table { .. }
        | Block::Boxed { .. }
        | Block::Help { .. }
        | Block::Signature { .. }
        | Block::ReplyForm { .. }
        | Block::PageBreak => Ok(()),
    }
}

fn short(path: &str, text: &str) -> Result<(), LetterError> {
    match text.lines().find(|line| line.chars().count() > EASY_LINE_CHARS_MAX) {
        None => Ok(()),
        Some(_) => field(
            path,
            &format!(
                "has a line of more than {EASY_LINE_CHARS_MAX} characters; in Easy Read break it into one idea a line"
            ),
        ),
    }
}

fn field(path: &str, reason: &str) -> Result<(), LetterError> {
    Err(LetterError::Field { field: path.to_owned(), reason: reason.to_owned() })
}
