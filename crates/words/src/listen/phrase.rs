//! The phrase book: patterns of words, compiled once, matched in one pass over the tokens.
//!
//! A book is text, so that people who don't write Rust can read and correct it:
//!
//! ```text
//! @call = call|calls|calling          a class of words, used as @call
//! [stop_contact]                      what the lines below speak for; `plain` turns the look-back off
//! stop|quit @call (me|us)?            words, alternatives, one that may be left out
//! lost ~2 job                         up to two words between
//! unemploy*                           any word that begins so
//! call after #                        a number
//! <!no|not sue me                     not right after one of these words; >! looks ahead
//! ^ stop $                            begins and ends a sentence
//! = not my debt                       looks back for no negation
//! 50 notice                           speaks half as loud; two such lines together decide
//! ```

mod compile;

use super::token::{Shape, Token, Tokens, hash_start, step};
use compile::Builder;

/// Weight with which one phrase alone decides.
pub const DECIDES: u16 = 100;
const NEGATION_REACH: usize = 3;
/// Words of so many letters may be misspelt by one slip; a shorter word is too often another word.
const SPELT_LETTERS: std::ops::RangeInclusive<usize> = 6..=14;
const SPELT_LETTERS_RIGHT: usize = 2;
const PREFIX_LETTERS_MIN: usize = 3;
const DEPTH_MAX: usize = 24;

/// One phrase found.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Which section of the book, by its number in [`Book::sections`].
    pub section: u16,
    /// Which line.
    pub line: u16,
    /// How loud it speaks; [`DECIDES`] is enough alone.
    pub weight: u16,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// A part of a pattern.
#[derive(Clone, Debug)]
enum Part {
    Words { set: usize, optional: Optional },
    Gap(usize),
    NotBefore(usize),
    NotAfter(usize),
    Start,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Optional {
    Required,
    MayLack,
}

#[derive(Debug)]
struct Pattern {
    section: u16,
    line: u16,
    weight: u16,
    looks_back: bool,
    parts: Vec<Part>,
    anchor: usize,
}

/// A compiled phrase book.
#[derive(Debug)]
pub struct Book {
    sections: Vec<String>,
    patterns: Vec<Pattern>,
    /// For each word number, the patterns anchored on it.
    anchored: Vec<Vec<u16>>,
    sets: Vec<Vec<u64>>,
    exact: HashTable,
    prefixes: HashTable,
    /// Long words of the book with one letter left out.
    clipped: HashTable,
    negation: usize,
    faults: Vec<String>,
}

/// Open addressing from a word's hash to its number; a hash map of the library would hash again.
#[derive(Debug, Default)]
struct HashTable {
    slots: Vec<(u64, u16)>,
    mask: usize,
}

impl HashTable {
    fn with(entries: &[(u64, u16)]) -> Self {
        let size = (entries.len() * 4).next_power_of_two().max(16);
        let mut table = Self { slots: vec![(0, 0); size], mask: size - 1 };
        for (hash, word) in entries {
            let mut at = fold(*hash) & table.mask;
            while table.slots.get(at).is_some_and(|slot| slot.1 != 0) {
                at = (at + 1) & table.mask;
            }
            if let Some(slot) = table.slots.get_mut(at) {
                *slot = (*hash, *word);
            }
        }
        table
    }

    fn find(&self, hash: u64) -> u16 {
        let mut at = fold(hash) & self.mask;
        while let Some(&(key, word)) = self.slots.get(at) {
            if word == 0 || key == hash {
                return word;
            }
            at = (at + 1) & self.mask;
        }
        0
    }
}

fn fold(hash: u64) -> usize {
    usize::try_from((hash ^ (hash >> 29)) & 0xffff_ffff).unwrap_or(0)
}

impl Book {
    /// Compiles a book. Lines that make no sense are left out and named in [`Book::faults`].
    #[must_use]
    pub fn read(texts: &[&str]) -> Self {
        let mut builder = Builder::default();
        for text in texts {
            builder.classes(text);
        }
        for text in texts {
            builder.section = None;
            for line in text.lines() {
                builder.line(line);
            }
        }
        builder.finish()
    }

    /// The names of the sections, in the order of their numbers.
    #[must_use]
    pub fn sections(&self) -> &[String] {
        &self.sections
    }

    /// Lines that could not be understood.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Numbers the words of a text.
    pub fn number(&self, tokens: &mut Tokens) {
        let letters = &tokens.letters;
        for token in &mut tokens.list {
            token.word = match token.shape {
                Shape::Word => self.word(token, letters),
                Shape::Number => match self.exact.find(token.hash) {
                    0 => Builder::NUMBER,
                    known => known,
                },
                Shape::Redacted => Builder::REDACTED,
                Shape::Break => 0,
            };
        }
    }

    fn word(&self, token: &Token, letters: &[u8]) -> u16 {
        let exact = self.exact.find(token.hash);
        if exact != 0 {
            return exact;
        }
        let from = token.from as usize;
        let written = letters.get(from..from + usize::from(token.length)).unwrap_or_default();
        if SPELT_LETTERS.contains(&written.len()) {
            let meant = self.misspelt(token.hash, written);
            if meant != 0 {
                return meant;
            }
        }
        let mut hash = hash_start();
        let mut found = 0;
        for (place, letter) in written.iter().enumerate() {
            hash = step(hash, *letter);
            if place + 1 >= PREFIX_LETTERS_MIN {
                let prefix = self.prefixes.find(hash);
                if prefix != 0 {
                    found = prefix;
                }
            }
        }
        found
    }

    /// The long word of the book that is one slip away: a letter left out, one too many, or two in the wrong order.
    /// The first two letters must be right.
    fn misspelt(&self, hash: u64, written: &[u8]) -> u16 {
        let clipped = self.clipped.find(hash);
        if clipped != 0 {
            return clipped;
        }
        let mut before = hash_start();
        for (place, letter) in written.iter().enumerate() {
            let rest = written.get(place + 1..).unwrap_or_default();
            // A letter more or less at the end is another form of a word, not a slip.
            if place >= SPELT_LETTERS_RIGHT && !rest.is_empty() {
                let without = rest.iter().fold(before, |hash, letter| step(hash, *letter));
                let swapped = rest.split_first().map_or(without, |(next, rest)| {
                    let turned = step(step(before, *next), *letter);
                    rest.iter().fold(turned, |hash, letter| step(hash, *letter))
                });
                let found = match self.exact.find(without) {
                    0 => self.exact.find(swapped),
                    found => found,
                };
                if found != 0 {
                    return found;
                }
            }
            before = step(before, *letter);
        }
        0
    }

    /// Finds the phrases of a text whose words are numbered.
    pub fn find(&self, tokens: &[Token], hits: &mut Vec<Hit>) {
        hits.clear();
        for (at, token) in tokens.iter().enumerate() {
            let Some(anchored) = self.anchored.get(usize::from(token.word)) else {
                continue;
            };
            for number in anchored {
                if let Some(pattern) = self.patterns.get(usize::from(*number)) {
                    self.try_pattern(pattern, tokens, at, hits);
                }
            }
        }
    }

    fn try_pattern(&self, pattern: &Pattern, tokens: &[Token], at: usize, hits: &mut Vec<Hit>) {
        let behind = pattern.parts.get(..pattern.anchor).unwrap_or_default();
        let ahead = pattern.parts.get(pattern.anchor + 1..).unwrap_or_default();
        let Some(last) = self.ahead(ahead, tokens, at + 1, at, DEPTH_MAX) else {
            return;
        };
        let Some(first) = self.behind(behind, tokens, at, at, DEPTH_MAX) else {
            return;
        };
        if pattern.looks_back && self.negated(tokens, first) {
            return;
        }
        let place = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        hits.push(Hit {
            section: pattern.section,
            line: pattern.line,
            weight: pattern.weight,
            first: place(first),
            last: place(last),
        });
    }

    /// Whether a negation stands shortly before, in the same sentence.
    fn negated(&self, tokens: &[Token], first: usize) -> bool {
        let from = first.saturating_sub(NEGATION_REACH);
        let before = tokens.get(from..first).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(|token| token.shape != Shape::Break)
            .any(|token| self.holds(self.negation, token.word))
    }

    fn holds(&self, set: usize, word: u16) -> bool {
        let Some(bits) = self.sets.get(set) else {
            return false;
        };
        let word = usize::from(word);
        bits.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// Matches parts from token `at` onwards; the last matched token.
    fn ahead(&self, parts: &[Part], tokens: &[Token], at: usize, last: usize, depth: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_first() else {
            return Some(last);
        };
        let depth = depth.checked_sub(1)?;
        let token = tokens.get(at);
        let stopped = token.is_none_or(|token| token.shape == Shape::Break);
        match part {
            Part::Words { set, optional } => {
                if let Some(token) = token
                    && self.holds(*set, token.word)
                    && let Some(end) = self.ahead(rest, tokens, at + 1, at, depth)
                {
                    return Some(end);
                }
                (*optional == Optional::MayLack).then(|| self.ahead(rest, tokens, at, last, depth)).flatten()
            }
            Part::Gap(width) => {
                for skip in 0..=*width {
                    if let Some(end) = self.ahead(rest, tokens, at + skip, last, depth) {
                        return Some(end);
                    }
                    if tokens.get(at + skip).is_none_or(|token| token.shape == Shape::Break) {
                        return None;
                    }
                }
                None
            }
            Part::NotAfter(set) => {
                if token.is_some_and(|token| self.holds(*set, token.word)) {
                    return None;
                }
                self.ahead(rest, tokens, at, last, depth)
            }
            Part::End => stopped.then(|| self.ahead(rest, tokens, at, last, depth)).flatten(),
            Part::NotBefore(set) => {
                let before = at.checked_sub(1).and_then(|before| tokens.get(before));
                if before.is_some_and(|token| self.holds(*set, token.word)) {
                    return None;
                }
                self.ahead(rest, tokens, at, last, depth)
            }
            Part::Start => self.ahead(rest, tokens, at, last, depth),
        }
    }

    /// Matches parts backwards from the token before `at`; the first matched token.
    fn behind(&self, parts: &[Part], tokens: &[Token], at: usize, first: usize, depth: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_last() else {
            return Some(first);
        };
        let depth = depth.checked_sub(1)?;
        let before = at.checked_sub(1);
        let token = before.and_then(|before| tokens.get(before));
        match part {
            Part::Words { set, optional } => {
                if let (Some(token), Some(before)) = (token, before)
                    && self.holds(*set, token.word)
                    && let Some(start) = self.behind(rest, tokens, before, before, depth)
                {
                    return Some(start);
                }
                (*optional == Optional::MayLack).then(|| self.behind(rest, tokens, at, first, depth)).flatten()
            }
            Part::Gap(width) => {
                for skip in 0..=*width {
                    let from = at.checked_sub(skip)?;
                    if let Some(start) = self.behind(rest, tokens, from, first, depth) {
                        return Some(start);
                    }
                    let next = from.checked_sub(1).and_then(|next| tokens.get(next));
                    if next.is_none_or(|token| token.shape == Shape::Break) {
                        return None;
                    }
                }
                None
            }
            Part::NotBefore(set) => {
                if token.is_some_and(|token| self.holds(*set, token.word)) {
                    return None;
                }
                self.behind(rest, tokens, at, first, depth)
            }
            Part::Start => token
                .is_none_or(|token| token.shape == Shape::Break)
                .then(|| self.behind(rest, tokens, at, first, depth))
                .flatten(),
            Part::NotAfter(set) => {
                if tokens.get(at).is_some_and(|token| self.holds(*set, token.word)) {
                    return None;
                }
                self.behind(rest, tokens, at, first, depth)
            }
            Part::End => self.behind(rest, tokens, at, first, depth),
        }
    }
}
