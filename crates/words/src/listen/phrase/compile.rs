//! Compiles the text of phrase books: classes, alternatives, gaps, and the word at which each phrase is looked for.

use std::collections::HashMap;

use super::super::token::hash_word;
use super::{Book, DECIDES, HashTable, Optional, Part, Pattern, SPELT_LETTERS, SPELT_LETTERS_RIGHT};

/// Words so common that looking for a phrase should not begin at them.
const COMMON: &[&str] = &[
    "i", "a", "an", "the", "my", "me", "we", "us", "our", "to", "of", "in", "on", "at", "is", "are", "was", "were",
    "am", "be", "been", "has", "have", "had", "not", "no", "and", "or", "for", "it", "this", "that", "they", "them",
    "their", "you", "your", "he", "she", "his", "her", "with", "do", "does", "did", "dont", "any", "from", "by", "im",
    "ive", "so", "as", "if", "all", "will", "can", "cant", "could", "would", "get", "got", "de", "la", "el", "en",
    "que", "no", "mi", "me", "se", "un", "una", "y", "yn", "i", "fy", "dw", "account", "debt", "credit", "report", "#",
];

/// Gathers the lines of the books, then compiles them.
#[derive(Default)]
pub(super) struct Builder {
    classes: HashMap<String, Vec<String>>,
    sections: Vec<String>,
    pub(super) section: Option<(u16, bool)>,
    words: HashMap<String, u16>,
    raw: Vec<RawPattern>,
    faults: Vec<String>,
    lines: u16,
}

struct RawPattern {
    section: u16,
    line: u16,
    weight: u16,
    looks_back: bool,
    parts: Vec<RawPart>,
}

enum RawPart {
    Words(Vec<String>, Optional),
    Gap(usize),
    NotBefore(Vec<String>),
    NotAfter(Vec<String>),
    Start,
    End,
}

impl Builder {
    pub(super) const NUMBER: u16 = 1;
    pub(super) const REDACTED: u16 = 2;
    const NEGATION: &'static str = "negation";
    /// Words that are nobody's slip of the pen.
    const REAL: &'static str = "real";

    /// Reads the classes of words of a book.
    pub(super) fn classes(&mut self, text: &str) {
        for line in text.lines() {
            if let Some((name, words)) = line.strip_prefix('@').and_then(|rest| rest.split_once('=')) {
                let words = self.alternatives(words.trim());
                self.classes.entry(name.trim().to_owned()).or_default().extend(words);
            }
        }
    }

    /// The words of `a|b|@class`.
    fn alternatives(&mut self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for word in text.split('|') {
            match word.strip_prefix('@') {
                Some(class) => match self.classes.get(class) {
                    Some(known) => words.extend(known.iter().cloned()),
                    None => self.faults.push(format!("no class `@{class}` before its use")),
                },
                None if word.is_empty() => self.faults.push(format!("empty word in `{text}`")),
                None => words.push(word.to_owned()),
            }
        }
        words
    }

    /// Reads a line of a book.
    pub(super) fn line(&mut self, line: &str) {
        let line = line.split(" //").next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with('@') && line.contains(" = ") || line.starts_with("//") {
            return;
        }
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            self.open(header);
            return;
        }
        let Some((section, plain)) = self.section else {
            self.faults.push(format!("`{line}` stands in no section"));
            return;
        };
        self.lines += 1;
        for variant in variants(&pieces(line)) {
            self.pattern(&variant, section, plain);
        }
    }

    fn pattern(&mut self, pieces: &[String], section: u16, plain: bool) {
        let mut looks_back = !plain;
        let mut weight = DECIDES;
        let mut parts = Vec::new();
        for (place, piece) in pieces.iter().enumerate() {
            match piece.as_str() {
                "=" if place < 2 => looks_back = false,
                "+" if place < 2 => looks_back = true,
                _ => match piece.parse::<u16>() {
                    Ok(number) if place == 0 => weight = number,
                    _ => parts.push(self.part(piece)),
                },
            }
        }
        self.raw.push(RawPattern { section, line: self.lines, weight, looks_back, parts });
    }

    fn open(&mut self, header: &str) {
        let (name, plain) = match header.strip_suffix(" plain") {
            Some(name) => (name, true),
            None => (header, false),
        };
        let known = self.sections.iter().position(|section| section == name);
        let number = known.unwrap_or(self.sections.len());
        if known.is_none() {
            self.sections.push(name.to_owned());
        }
        self.section = Some((u16::try_from(number).unwrap_or(u16::MAX), plain));
    }

    fn part(&mut self, piece: &str) -> RawPart {
        if piece == "^" {
            return RawPart::Start;
        }
        if piece == "$" {
            return RawPart::End;
        }
        if let Some(width) = piece.strip_prefix('~').and_then(|width| width.parse().ok()) {
            return RawPart::Gap(width);
        }
        if let Some(words) = piece.strip_prefix("<!") {
            return RawPart::NotBefore(self.alternatives(words));
        }
        if let Some(words) = piece.strip_prefix(">!") {
            return RawPart::NotAfter(self.alternatives(words));
        }
        let (words, optional) = match piece.strip_suffix('?') {
            Some(words) => (words, Optional::MayLack),
            None => (piece, Optional::Required),
        };
        let words = words.trim_start_matches('(').trim_end_matches(')');
        RawPart::Words(self.alternatives(words), optional)
    }

    fn intern(&mut self, word: &str) -> u16 {
        match word {
            "#" => return Self::NUMBER,
            "~" => return Self::REDACTED,
            _ => {}
        }
        let next = u16::try_from(self.words.len() + 3).unwrap_or(u16::MAX);
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    /// The book of all lines read.
    pub(super) fn finish(mut self) -> Book {
        let raw = std::mem::take(&mut self.raw);
        let negation_words = self.classes.get(Self::NEGATION).cloned().unwrap_or_default();
        for pattern in &raw {
            for part in &pattern.parts {
                if let RawPart::Words(words, _) | RawPart::NotBefore(words) | RawPart::NotAfter(words) = part {
                    for word in words {
                        self.intern(word);
                    }
                }
            }
        }
        for word in self.classes.get(Self::REAL).cloned().unwrap_or_default() {
            self.intern(&word);
        }
        for word in &negation_words {
            self.intern(word);
        }
        let mut sets = Sets::new(&self.words);
        let negation = sets.intern(&negation_words);
        let mut patterns = Vec::new();
        for pattern in raw {
            match compile(pattern, &mut sets) {
                Ok(pattern) => patterns.push(pattern),
                Err(line) => self.faults.push(format!("phrase {line} has no word to begin at")),
            }
        }
        let anchored = anchors(&patterns, &sets, self.words.len() + 3);
        let table = |prefix: bool| {
            let entries: Vec<(u64, u16)> = self
                .words
                .iter()
                .filter(|(word, _)| word.ends_with('*') == prefix)
                .map(|(word, number)| (hash_word(word.trim_end_matches('*').as_bytes()), *number))
                .collect();
            HashTable::with(&entries)
        };
        Book {
            exact: table(false),
            clipped: HashTable::with(&clipped(&self.words)),
            prefixes: table(true),
            sections: self.sections,
            patterns,
            anchored,
            sets: sets.bits,
            negation,
            faults: self.faults,
        }
    }
}

/// Each long word with one letter left out, the first two kept; what two words share, and what is a word itself, is left out.
fn clipped(words: &HashMap<String, u16>) -> Vec<(u64, u16)> {
    let mut ways: HashMap<String, Option<u16>> = HashMap::new();
    for (word, number) in words.iter().filter(|(word, _)| word.len() > *SPELT_LETTERS.start() && word.is_ascii()) {
        for place in SPELT_LETTERS_RIGHT..word.len() - 1 {
            let mut short = word.clone();
            short.remove(place);
            ways.entry(short).and_modify(|way| *way = way.filter(|way| way == number)).or_insert(Some(*number));
        }
    }
    let mut found: Vec<(u64, u16)> = ways
        .into_iter()
        .filter(|(short, _)| !words.contains_key(short) && !short.ends_with('*'))
        .filter_map(|(short, number)| Some((hash_word(short.as_bytes()), number?)))
        .collect();
    found.sort_unstable();
    found
}

/// Cuts a line at its spaces, but not inside brackets.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0usize;
    for letter in line.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter.is_whitespace() && depth == 0 {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Writes `(out of|without)` as two lines, since a part of a pattern is one word.
fn variants(pieces: &[String]) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = vec![Vec::new()];
    for piece in pieces {
        let choices = choices(piece);
        lines = lines
            .iter()
            .flat_map(|line| {
                choices.iter().map(move |choice| {
                    let mut longer = line.clone();
                    longer.extend(choice.iter().cloned());
                    longer
                })
            })
            .collect();
    }
    lines
}

fn choices(piece: &str) -> Vec<Vec<String>> {
    if !piece.contains(' ') {
        return vec![vec![piece.to_owned()]];
    }
    let optional = piece.ends_with('?');
    let inner = piece.trim_end_matches('?').trim_start_matches('(').trim_end_matches(')');
    let (long, short): (Vec<&str>, Vec<&str>) = inner.split('|').partition(|choice| choice.contains(' '));
    let mut choices: Vec<Vec<String>> =
        long.iter().map(|choice| choice.split_whitespace().map(str::to_owned).collect()).collect();
    if !short.is_empty() {
        choices.push(vec![short.join("|")]);
    }
    if optional {
        choices.push(Vec::new());
    }
    choices
}

/// Sets of words, each kept once, as bits.
struct Sets {
    words: Vec<(String, u16)>,
    known: HashMap<Vec<String>, usize>,
    members: Vec<Vec<u16>>,
    common: Vec<bool>,
    bits: Vec<Vec<u64>>,
}

impl Sets {
    fn new(words: &HashMap<String, u16>) -> Self {
        let mut words: Vec<(String, u16)> = words.iter().map(|(word, number)| (word.clone(), *number)).collect();
        words.sort();
        Self { words, known: HashMap::new(), members: Vec::new(), common: Vec::new(), bits: Vec::new() }
    }

    fn intern(&mut self, words: &[String]) -> usize {
        if let Some(known) = self.known.get(words) {
            return *known;
        }
        let mut members = Vec::new();
        for wanted in words {
            match wanted.as_str() {
                "#" => members.push(Builder::NUMBER),
                "~" => members.push(Builder::REDACTED),
                _ => self.collect(wanted, &mut members),
            }
        }
        members.sort_unstable();
        members.dedup();
        let mut bits = vec![0u64; self.words.len() / 64 + 1];
        for member in &members {
            let member = usize::from(*member);
            if let Some(word) = bits.get_mut(member / 64) {
                *word |= 1 << (member % 64);
            }
        }
        self.bits.push(bits);
        self.members.push(members);
        self.common.push(words.iter().any(|word| COMMON.contains(&word.as_str())));
        self.known.insert(words.to_vec(), self.bits.len() - 1);
        self.bits.len() - 1
    }

    /// A word, and for `begin*` all known words and beginnings that begin so.
    fn collect(&self, wanted: &str, members: &mut Vec<u16>) {
        let prefix = wanted.strip_suffix('*');
        for (word, number) in &self.words {
            let same = word == wanted;
            let under = prefix.is_some_and(|prefix| word.starts_with(prefix));
            if same || under {
                members.push(*number);
            }
        }
    }
}

fn compile(raw: RawPattern, sets: &mut Sets) -> Result<Pattern, u16> {
    let mut parts = Vec::new();
    for part in raw.parts {
        parts.push(match part {
            RawPart::Words(words, optional) => Part::Words { set: sets.intern(&words), optional },
            RawPart::Gap(width) => Part::Gap(width),
            RawPart::NotBefore(words) => Part::NotBefore(sets.intern(&words)),
            RawPart::NotAfter(words) => Part::NotAfter(sets.intern(&words)),
            RawPart::Start => Part::Start,
            RawPart::End => Part::End,
        });
    }
    let mut required = parts.iter().enumerate().filter_map(|(place, part)| match part {
        Part::Words { set, optional: Optional::Required } => Some((place, *set)),
        _ => None,
    });
    let first = required.clone().next();
    let rare = required.find(|(_, set)| !sets.common.get(*set).copied().unwrap_or(true));
    let Some((anchor, _)) = rare.or(first) else {
        return Err(raw.line);
    };
    Ok(Pattern { section: raw.section, line: raw.line, weight: raw.weight, looks_back: raw.looks_back, parts, anchor })
}

fn anchors(patterns: &[Pattern], sets: &Sets, words: usize) -> Vec<Vec<u16>> {
    let mut anchored = vec![Vec::new(); words + 1];
    for (number, pattern) in patterns.iter().enumerate() {
        let Some(Part::Words { set, .. }) = pattern.parts.get(pattern.anchor) else {
            continue;
        };
        for member in sets.members.get(*set).into_iter().flatten() {
            if let Some(list) = anchored.get_mut(usize::from(*member)) {
                list.push(u16::try_from(number).unwrap_or(u16::MAX));
            }
        }
    }
    anchored
}
