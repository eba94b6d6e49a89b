//! Finds the phrases of the books in a text, each said or denied.

use std::sync::OnceLock;

use facts::Assertion;

use super::scope::{Polarity, Scope, Signal};
use crate::listen::phrase::{Book, Hit};
use crate::listen::token::Tokens;

const BOOKS: &[&str] = &[
    include_str!("book/classes.txt"),
    include_str!("book/threats.txt"),
    include_str!("book/claims.txt"),
    include_str!("book/pressure.txt"),
    include_str!("book/debt.txt"),
    include_str!("book/parts.txt"),
    include_str!("book/lint.txt"),
];

/// What a section of the books speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SpeaksFor {
    Signal(Signal),
    /// Said or denied, as the words around it and in its gaps tell.
    Claim(Topic),
    /// The phrase has a negation of its own: only the words around it can deny it.
    OwnNegation(Topic),
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Says(Assertion),
    /// A section that another part of the reader asks for, by its name.
    Named(&'static str),
}

/// A phrase found in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) topic: Topic,
    pub(super) polarity: Polarity,
    /// First and last token.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The books, compiled once.
#[derive(Debug)]
struct Books {
    book: Book,
    sections: Vec<SpeaksFor>,
}

const SIGNALS: &[(&str, Signal)] = &[
    ("scope_negator", Signal::Negator),
    ("scope_noun_negator", Signal::NounNegator),
    ("scope_pseudo", Signal::Pseudo),
    ("scope_shield", Signal::Shield),
    ("scope_after_shield", Signal::AfterShield),
    ("scope_condition", Signal::Condition),
    ("scope_turn", Signal::Turn),
    ("scope_joiner", Signal::Joiner),
    ("scope_subject", Signal::Subject),
    ("scope_auxiliary", Signal::Auxiliary),
    ("scope_answer", Signal::Answer),
];

fn books() -> &'static Books {
    static BOOKS_READ: OnceLock<Books> = OnceLock::new();
    BOOKS_READ.get_or_init(|| {
        let marked: Vec<String> = BOOKS.iter().map(|text| mark_own_negation(text)).collect();
        let book = Book::read(&marked.iter().map(String::as_str).collect::<Vec<_>>());
        let sections = book.sections().iter().map(|name| speaks_for(name)).collect();
        Books { book, sections }
    })
}

/// Compiles the books now, so that the first text isn't the one that waits.
pub fn warm_up() {
    let _ = books();
}

fn speaks_for(name: &str) -> SpeaksFor {
    if let Some((_, signal)) = SIGNALS.iter().find(|(known, _)| *known == name) {
        return SpeaksFor::Signal(*signal);
    }
    let (bare, own_negation) = match name.strip_suffix('!') {
        Some(bare) => (bare, true),
        None => (name, false),
    };
    let topic = match serde_json::from_value::<Assertion>(serde_json::Value::String(bare.to_owned())) {
        Ok(assertion) => Topic::Says(assertion),
        // A section lives as long as the program: there are a few dozen, read once.
        Err(_) => Topic::Named(Box::leak(bare.to_owned().into_boxed_str())),
    };
    if own_negation { SpeaksFor::OwnNegation(topic) } else { SpeaksFor::Claim(topic) }
}

/// Words that negate, as a line of a book may have them.
const NEGATIONS: &[&str] = &[
    "no", "not", "wont", "never", "cannot", "cant", "dont", "doesnt", "nothing", "nobody", "without", "isnt", "arent",
    "didnt", "needless", "neednt", "nor", "havent", "hasnt", "wouldnt",
];

/// Puts each line that has a negation of its own into a section that says so: `[name!]`.
fn mark_own_negation(book: &str) -> String {
    let mut marked = String::with_capacity(book.len() * 2);
    let mut section = "";
    for line in book.lines() {
        if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(" plain]")) {
            section = header;
        }
        let ordinary = !(section.starts_with("scope_") || section.ends_with('!') || line.starts_with(['[', '@', '/']));
        if ordinary && has_negation(line) {
            marked.push_str(&format!("[{section}! plain]\n{line}\n[{section} plain]\n"));
        } else {
            marked.push_str(line);
            marked.push('\n');
        }
    }
    marked
}

/// Does a pattern ask for a word that negates? What it forbids (`<!`, `>!`) doesn't count.
fn has_negation(line: &str) -> bool {
    line.split_whitespace()
        .filter(|piece| !(piece.starts_with("<!") || piece.starts_with(">!")))
        .any(|piece| piece.split(['|', '(', ')', '?']).any(|word| NEGATIONS.contains(&word)))
}

/// A text with its words and what was found in it.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Tokens,
    pub(super) found: Vec<Found>,
    scope: Scope,
}

impl Scan {
    pub(super) fn of(text: &str) -> Scan {
        let books = books();
        let mut scan = Scan::default();
        scan.tokens.read(text);
        books.book.number(&mut scan.tokens);
        let mut hits: Vec<Hit> = Vec::new();
        books.book.find(&scan.tokens.list, &mut hits);
        scan.scope.begin(text, &scan.tokens.list);
        for hit in &hits {
            if let Some(SpeaksFor::Signal(signal)) = books.sections.get(usize::from(hit.section)) {
                scan.scope.mark(hit, *signal);
            }
        }
        for hit in &hits {
            let (first, last) = (hit.first as usize, hit.last as usize);
            let (topic, polarity) = match books.sections.get(usize::from(hit.section)) {
                Some(SpeaksFor::Claim(topic)) => (*topic, scan.scope.polarity(&scan.tokens.list, first, last)),
                Some(SpeaksFor::OwnNegation(topic)) => (*topic, scan.scope.around(&scan.tokens.list, first, last)),
                _ => continue,
            };
            scan.found.push(Found { topic, polarity, first, last });
        }
        scan
    }

    /// What was said, and not denied, under this topic.
    pub(super) fn said(&self, topic: Topic) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |f| f.topic == topic && f.polarity == Polarity::Said)
    }

    /// The sections that are asked for by name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Found> {
        self.found
            .iter()
            .filter(move |f| f.polarity == Polarity::Said && matches!(f.topic, Topic::Named(known) if known == name))
    }

    /// Named sections, whether said or denied.
    pub(super) fn mentioned(&self, name: &str) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |f| matches!(f.topic, Topic::Named(known) if known == name))
    }

    /// The bytes of some words.
    pub(super) fn span(&self, first: usize, last: usize) -> (usize, usize) {
        let start = self.tokens.list.get(first).map_or(0, |t| t.start as usize);
        let end = self.tokens.list.get(last).map_or(start, |t| t.end as usize);
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_books_have_no_faults() {
        assert_eq!(super::books().book.faults(), &[] as &[String]);
    }
}
