//! The parts that a text carries: disclosures, names, numbers, sums.

use facts::{AmountOf, Assertion, Part, Reading, Tongue};

use super::names;
use super::read::{Words, carry};
use super::scan::Scan;
use crate::listen::token::Shape;

/// Parts that one section of the books tells by itself.
const BY_SECTION: &[(&str, Part)] = &[
    ("part_location", Part::LocationStatement),
    ("part_reply_request", Part::ReplyRequest),
    ("part_caller_role", Part::CallerRole),
    ("part_contact_purpose", Part::ContactPurpose),
    ("part_licence", Part::LicenceNumber),
    ("part_continuing", Part::ContinuingDebt),
    ("part_may_be_sold", Part::MayBeSold),
    ("part_rights", Part::RightsNotice),
    ("part_any_representative", Part::AnyRepresentative),
];

/// Reads the parts of a text.
pub(super) fn read(words: &Words, scan: &Scan, reading: &mut Reading) {
    disclosures(scan, reading);
    for (section, part) in BY_SECTION {
        if let Some(found) = scan.named(section).next() {
            carry(reading, *part, scan.span(found.first, found.last), Tongue::English);
        }
    }
    // A notice that a debt is too old to sue for is made of words that deny.
    if let Some(found) = scan.mentioned("part_time_barred").next() {
        carry(reading, Part::TimeBarredNotice, scan.span(found.first, found.last), Tongue::English);
    }
    if let Some(span) = words.names.licence.and_then(|number| names::find(words.text, number)) {
        carry(reading, Part::LicenceNumber, span, Tongue::English);
    }
    if let Some(span) = words.names.firm_in(words.text) {
        carry(reading, Part::CallerIdentity, span, Tongue::English);
        carry(reading, Part::CallerEmployer, span, Tongue::English);
        carry(reading, Part::BusinessName, span, Tongue::English);
    }
    if let Some(span) = speaker(words, scan) {
        carry(reading, Part::CallerName, span, Tongue::English);
    }
    if let Some(span) = telephone(words.text, scan) {
        carry(reading, Part::ReplyNumber, span, Tongue::English);
    }
    for amount in reading.amounts.clone() {
        match amount.of {
            AmountOf::Balance => carry(reading, Part::BalanceOwing, amount.span, Tongue::English),
            AmountOf::Arrears => carry(reading, Part::ArrearsAmount, amount.span, Tongue::English),
            _ => {}
        }
    }
    if let Some(span) = reading.assertions.iter().find(|a| a.what == Assertion::StatesDebt).map(|a| a.span) {
        carry(reading, Part::StatesDebt, span, Tongue::English);
    }
}

/// The words of 12 CFR 1006.18(e), in English and in Spanish.
fn disclosures(scan: &Scan, reading: &mut Reading) {
    let tongues = [
        (Tongue::English, "part_attempt", "part_information", "part_collector"),
        (Tongue::Spanish, "part_attempt_es", "part_information_es", "part_collector_es"),
    ];
    for (tongue, attempt, information, collector) in tongues {
        let attempts = scan.named(attempt).next();
        let used = scan.named(information).next();
        if let (Some(attempts), Some(used)) = (attempts, used) {
            let span = scan.span(attempts.first.min(used.first), attempts.last.max(used.last));
            carry(reading, Part::InitialDisclosure, span, tongue);
        }
        // Who says that they attempt to collect a debt says that they collect debts.
        if let Some(found) = scan.named(collector).next().or(attempts) {
            carry(reading, Part::CollectorDisclosure, scan.span(found.first, found.last), tongue);
        }
    }
}

/// Words after which a speaker gives a name.
const INTRODUCTIONS: &[&[&str]] = &[
    &["my", "name", "is"],
    &["name", "is"],
    &["this", "is"],
    &["here", "is"],
    &["it", "is"],
    &["i", "am"],
    &["im"],
    &["its"],
    &["soy"],
    &["me", "llamo"],
];

/// Where a natural person gives their name.
fn speaker(words: &Words, scan: &Scan) -> Option<(usize, usize)> {
    let tokens = &scan.tokens.list;
    let bytes = words.text.as_bytes();
    let capital = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| t.shape == Shape::Word && bytes.get(t.start as usize).is_some_and(u8::is_ascii_uppercase))
    };
    for at in 0..tokens.len() {
        for introduction in INTRODUCTIONS {
            let here = introduction
                .iter()
                .enumerate()
                .all(|(i, word)| tokens.get(at + i).is_some_and(|t| scan.tokens.letters_of(t) == word.as_bytes()));
            let next = at + introduction.len();
            if here && capital(next) && !is_other_name(words, scan, next) {
                let last = if capital(next + 1) && !is_other_name(words, scan, next + 1) { next + 1 } else { next };
                return Some(scan.span(next, last));
            }
        }
    }
    full_name(words, scan, &capital)
}

/// `Robin Smith, Northway Services`: two capital words and a comma, that name nobody of the dossier.
fn full_name(words: &Words, scan: &Scan, capital: &dyn Fn(usize) -> bool) -> Option<(usize, usize)> {
    let tokens = &scan.tokens.list;
    let bytes = words.text.as_bytes();
    let follows = |at: usize| tokens.get(at).and_then(|t| bytes.get(t.end as usize)).copied();
    let called = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| matches!(scan.tokens.letters_of(t), b"here" | b"from" | b"of" | b"calling" | b"speaking"))
    };
    let firm_next = |at: usize| {
        let Some(token) = tokens.get(at) else { return false };
        let rest = words.text.get(token.start as usize..).unwrap_or_default();
        words.names.firm_in(rest).is_some_and(|(start, _)| start == 0)
    };
    (0..tokens.len()).find_map(|at| {
        let named = capital(at) && capital(at + 1) && !is_other_name(words, scan, at);
        let told = called(at + 2) || follows(at + 1) == Some(b',') && firm_next(at + 2);
        (named && told).then(|| scan.span(at, at + 1))
    })
}

/// Does the name of a firm, a creditor or a known person begin here?
fn is_other_name(words: &Words, scan: &Scan, at: usize) -> bool {
    let start = scan.span(at, at).0;
    let rest = words.text.get(start..).unwrap_or_default();
    let begins = |name: &str| names::find(rest, names::bare(name)).is_some_and(|(from, _)| from == 0);
    let firms = words.names.firm.iter().chain(&words.names.creditors);
    let short = words
        .names
        .firm
        .iter()
        .filter_map(|n| names::short(n))
        .any(|n| names::find(rest, n).is_some_and(|(from, _)| from == 0));
    short || firms.chain(&words.names.people).any(|name| begins(name))
}

const DIGITS_MIN: usize = 7;

/// A telephone number: seven digits or more that are no sum, no date and no account.
pub(super) fn telephone(text: &str, scan: &Scan) -> Option<(usize, usize)> {
    let tokens = &scan.tokens.list;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < tokens.len() {
        let run = tokens.get(at..).unwrap_or_default().iter().take_while(|t| t.shape == Shape::Number).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let (start, end) = scan.span(at, at + run - 1);
        let written = bytes.get(start..end).unwrap_or_default();
        let digits = written.iter().filter(|b| b.is_ascii_digit()).count();
        let date = written.iter().any(|b| matches!(b, b'/' | b':'));
        let money = matches!(bytes.get(..start), Some([.., b'$'] | [.., 0xc2, 0xa3]));
        if digits >= DIGITS_MIN && !date && !money {
            return Some((start, end));
        }
        at += run;
    }
    None
}
