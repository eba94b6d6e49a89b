//! What stands on an envelope, line by line: 12 CFR 1006.22(f)(2) and comment 22(f)(2)-1.

use facts::{Assertion, Part, Reading, Tongue};

use super::names;
use super::read::{Words, assert_that, carry};

/// Words that serve the mail.
const POSTAL: &[&str] = &[
    "forwarding",
    "address",
    "correction",
    "requested",
    "return",
    "service",
    "us",
    "usps",
    "u",
    "s",
    "postage",
    "paid",
    "first",
    "class",
    "mail",
    "presorted",
    "permit",
    "no",
    "intelligent",
    "barcode",
    "bar",
    "code",
    "postmark",
    "stamp",
    "if",
    "undelivered",
    "undeliverable",
    "please",
    "to",
    "sender",
    "royal",
    "post",
    "office",
    "electronic",
    "change",
    "change-service",
    "temp",
    "certified",
    "registered",
    "priority",
    "standard",
    "indicia",
    "meter",
    "metered",
    "zip",
    "delivered",
    "by",
    "and",
    "the",
    "or",
    "current",
    "resident",
    "special",
    "handling",
    "do",
    "not",
    "bend",
    "forward",
    "airmail",
    "signature",
    "imb",
    "postnet",
    "facing",
    "identification",
    "mark",
    "qr",
];

/// Words of addresses beside names and numbers.
const ADDRESS: &[&str] = &[
    "p.o",
    "po",
    "box",
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "dr",
    "court",
    "ct",
    "boulevard",
    "blvd",
    "way",
    "place",
    "pl",
    "suite",
    "ste",
    "apt",
    "apartment",
    "unit",
    "floor",
    "fl",
    "square",
    "terrace",
    "close",
    "building",
    "house",
    "flat",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "circle",
    "north",
    "south",
    "east",
    "west",
    "plaza",
    "room",
    "rr",
    "pmb",
];

/// Reads an envelope. A line that is no name, no address and none of the mail's own is beyond what may stand there.
pub(super) fn read(words: &Words, reading: &mut Reading) {
    let mut start = 0;
    let mut addressed = false;
    for line in words.text.split_inclusive('\n') {
        let span = (start, start + line.trim_end().len());
        start += line.len();
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if firm_line(words, line) {
            carry(reading, Part::SenderNameOnEnvelope, span, Tongue::English);
        } else if private_line(line) {
            carry(reading, Part::PrivateAndConfidential, span, Tongue::English);
            assert_that(reading, Assertion::BeyondEnvelope, span);
        } else if person_line(words, line) {
            addressed = true;
        } else if !(postal_line(line) || address_line(line) || name_line(line, addressed)) {
            assert_that(reading, Assertion::BeyondEnvelope, span);
        }
    }
    if !reading.asserts(Assertion::BeyondEnvelope) && !reading.asserts(Assertion::ShowsCollection) {
        carry(reading, Part::PlainEnvelope, (0, words.text.len()), Tongue::English);
    }
}

fn tokens(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty())
}

/// The firm's name, alone or with its form or a return address.
fn firm_line(words: &Words, line: &str) -> bool {
    words.names.firm.iter().any(|name| {
        names::find(line, names::bare(name)).is_some_and(|(from, to)| {
            let rest = format!("{} {}", line.get(..from).unwrap_or_default(), line.get(to..).unwrap_or_default());
            rest.trim().is_empty() || tokens(&rest).all(|w| is_form(w) || postal(w) || address_word(w))
        })
    })
}

fn is_form(word: &str) -> bool {
    ["llc", "inc", "ltd", "limited", "plc", "llp", "corp", "co", "from"].iter().any(|f| word.eq_ignore_ascii_case(f))
}

fn postal(word: &str) -> bool {
    POSTAL.iter().any(|p| word.eq_ignore_ascii_case(p))
}

fn address_word(word: &str) -> bool {
    let state = word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase());
    state || word.chars().any(|c| c.is_ascii_digit()) || ADDRESS.iter().any(|a| word.eq_ignore_ascii_case(a))
}

fn private_line(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["private", "confidential", "personal"].iter().any(|word| lower.contains(word)) && tokens(line).count() <= 6
}

/// A person of the dossier, with or without a title.
fn person_line(words: &Words, line: &str) -> bool {
    words.names.people.iter().any(|name| {
        let last = name.rsplit(' ').next().unwrap_or(name);
        names::find(line, last).is_some() && tokens(line).count() <= 6 && tokens(line).all(capital)
    })
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

fn postal_line(line: &str) -> bool {
    let mut any = false;
    let known = [
        "forward",
        "return",
        "address",
        "postage",
        "mail",
        "barcode",
        "permit",
        "presorted",
        "undeliver",
        "post",
        "usps",
    ];
    let lower = line.to_lowercase();
    for word in tokens(line) {
        any = true;
        if !(postal(word) || word.chars().all(|c| c.is_ascii_digit())) {
            return false;
        }
    }
    any && known.iter().any(|k| lower.contains(k))
}

/// A line with a number, a box, or a town with its state or code.
fn address_line(line: &str) -> bool {
    let words: Vec<&str> = tokens(line).collect();
    let numbered = words.iter().any(|w| w.chars().any(|c| c.is_ascii_digit()));
    let street = words.iter().any(|w| ADDRESS.iter().any(|a| w.eq_ignore_ascii_case(a)));
    let money = line.contains('$') || line.contains('£');
    let shouting = words.iter().filter(|w| w.len() > 3).all(|w| w.chars().all(|c| c.is_uppercase()));
    (numbered || street)
        && !money
        && words.len() <= 8
        && !tells(line)
        && (words.iter().all(|w| capital(w)) || !shouting && street)
}

/// A town or country alone below the addressee; anything else is more than an address.
fn name_line(line: &str, addressed: bool) -> bool {
    addressed
        && tokens(line).count() <= 3
        && tokens(line).all(capital)
        && !tells(line)
        && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '\''))
}

/// Words that make a line a message.
fn tells(line: &str) -> bool {
    const TELLING: &[&str] = &[
        "past",
        "due",
        "open",
        "urgent",
        "final",
        "notice",
        "important",
        "immediate",
        "legal",
        "debt",
        "collection",
        "overdue",
        "reply",
        "account",
        "action",
        "attention",
        "time",
        "sensitive",
        "response",
        "court",
        "warning",
        "deadline",
        "pay",
        "payment",
        "owe",
        "balance",
        "confidential",
        "private",
        "documents",
        "enclosed",
        "days",
        "within",
        "last",
        "now",
        "picture",
        "image",
        "logo",
        "symbol",
        "seal",
        "inside",
        "save",
        "offer",
        "demand",
        "credit",
    ];
    tokens(line).any(|w| TELLING.iter().any(|t| w.eq_ignore_ascii_case(t)))
}
