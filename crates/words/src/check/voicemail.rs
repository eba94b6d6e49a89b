//! The limited-content message of 12 CFR 1006.2(j): its parts, and whether it says anything else.

use facts::{Assertion, Part, Reading, Tongue};

use super::names;
use super::read::{Words, assert_that, carry};
use super::scan::Scan;
use crate::listen::token::Shape;

/// Words that greet.
const GREETING: &[&str] = &["hi", "hello", "good", "morning", "afternoon", "evening", "day", "dear"];

/// Words of the listed content: who calls, the request to reply, whom to ask for, the day and hour, and thanks.
const LISTED: &[&str] = &[
    "this",
    "is",
    "its",
    "it",
    "my",
    "name",
    "i",
    "am",
    "im",
    "calling",
    "call",
    "called",
    "from",
    "of",
    "with",
    "at",
    "please",
    "contact",
    "me",
    "or",
    "and",
    "any",
    "one",
    "our",
    "other",
    "representatives",
    "representative",
    "associates",
    "associate",
    "agents",
    "agent",
    "colleagues",
    "colleague",
    "back",
    "return",
    "reach",
    "us",
    "we",
    "number",
    "the",
    "a",
    "an",
    "to",
    "you",
    "your",
    "can",
    "could",
    "may",
    "will",
    "would",
    "by",
    "between",
    "until",
    "till",
    "before",
    "after",
    "pm",
    "p",
    "m",
    "am",
    "noon",
    "today",
    "tomorrow",
    "tonight",
    "weekday",
    "weekdays",
    "weekends",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "fridays",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "eastern",
    "central",
    "mountain",
    "pacific",
    "standard",
    "daylight",
    "time",
    "times",
    "et",
    "ct",
    "mt",
    "pt",
    "est",
    "pst",
    "cst",
    "edt",
    "pdt",
    "on",
    "in",
    "if",
    "that",
    "suits",
    "convenient",
    "convenience",
    "earliest",
    "when",
    "works",
    "best",
    "for",
    "have",
    "nice",
    "great",
    "thank",
    "thanks",
    "very",
    "much",
    "phone",
    "telephone",
    "ring",
    "reply",
    "respond",
    "speak",
    "talk",
    "ask",
    "asking",
    "either",
    "oclock",
    "o",
    "clock",
    "hours",
    "hour",
    "any",
    "day",
    "days",
    "every",
    "through",
    "thru",
    "here",
    "again",
    "that's",
    "thats",
    "toll",
    "free",
    "extension",
    "ext",
    "be",
    "reached",
    "get",
    "touch",
    "give",
    "up",
    "bye",
    "goodbye",
    "are",
    "available",
    "message",
    "leave",
    "left",
    "just",
    "now",
    "so",
    "kindly",
    "look",
    "forward",
    "hearing",
    "hear",
    "there",
    "open",
    "office",
    "s",
];

/// Reads the parts of a limited-content message, and what goes beyond it.
pub(super) fn read(words: &Words, scan: &Scan, reading: &mut Reading) {
    let mut people = 0usize;
    let tokens = &scan.tokens.list;
    let bytes = words.text.as_bytes();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let span = (token.start as usize, token.end as usize);
        at += 1;
        match token.shape {
            Shape::Break => continue,
            Shape::Number => continue,
            Shape::Word | Shape::Redacted => {}
        }
        let letters = scan.tokens.letters_of(token);
        let is = |list: &[&str]| list.iter().any(|w| w.as_bytes() == letters);
        if is(GREETING) {
            if matches!(letters, b"hi" | b"hello" | b"good") {
                carry(reading, Part::Salutation, span, Tongue::English);
            }
            continue;
        }
        if let Some(end) = known_name(words, span.0) {
            while tokens.get(at).is_some_and(|t| (t.start as usize) < end) {
                at += 1;
            }
            continue;
        }
        if is(LISTED) {
            continue;
        }
        if bytes.get(span.0).is_some_and(u8::is_ascii_uppercase) && !begins_sentence(scan, at - 1) {
            people += 1;
            continue;
        }
        assert_that(reading, Assertion::BeyondLimitedContent, span);
    }
    for extra in ["message is for", "message for", "is for"] {
        if let Some(span) = names::find(words.text, extra) {
            assert_that(reading, Assertion::BeyondLimitedContent, span);
        }
    }
    numbers(words, scan, reading);
    if people > 0 || reading.carries(Part::CallerName) {
        carry(reading, Part::ContactName, (0, words.text.len()), Tongue::English);
    }
}

/// Numbers that are no telephone number, hour or date: a reference, an account, a sum.
fn numbers(words: &Words, scan: &Scan, reading: &mut Reading) {
    let tokens = &scan.tokens.list;
    let telephone = super::parts::telephone(words.text, scan);
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.shape == Shape::Number) {
        let span = (token.start as usize, token.end as usize);
        if telephone.is_some_and(|(start, end)| span.0 >= start && span.1 <= end) {
            continue;
        }
        let written = words.text.get(span.0..span.1).unwrap_or_default();
        let money = matches!(words.text.as_bytes().get(..span.0), Some([.., b'$'] | [.., 0xc2, 0xa3]));
        let small = written.bytes().filter(u8::is_ascii_digit).count() <= 2 || written.contains(':');
        let near = |word: &[u8]| {
            let from = at.saturating_sub(3);
            tokens.get(from..at).unwrap_or_default().iter().any(|t| scan.tokens.letters_of(t) == word)
        };
        let referenced = near(b"reference") || near(b"account") || near(b"file") || near(b"case");
        let year = written.len() == 4 && written.starts_with("20");
        let spoken_number = written.bytes().filter(u8::is_ascii_digit).count() >= 7;
        if money || referenced || !(small || year || spoken_number) {
            assert_that(reading, Assertion::BeyondLimitedContent, span);
        } else if small {
            carry(reading, Part::DateTime, span, Tongue::English);
        }
    }
}

/// The end of a name of the dossier that begins here.
fn known_name(words: &Words, start: usize) -> Option<usize> {
    let rest = words.text.get(start..)?;
    let firms = words.names.firm.iter().flat_map(|n| [*n, names::bare(n)]);
    let people = words.names.people.iter().flat_map(|n| std::iter::once(*n).chain(n.split(' ')));
    firms
        .chain(people)
        .filter_map(|name| names::find(rest, name).filter(|(from, _)| *from == 0).map(|(_, to)| start + to))
        .max()
}

fn begins_sentence(scan: &Scan, at: usize) -> bool {
    super::scope::sentence_start(&scan.tokens.list, at) == at
}
