//! Reads a text into what it says and what it carries.

use facts::{
    Ask, AskContent, Asserted, Assertion, Channel, Debt, Firm, Part, PartRead, Person, Purpose, Reading, TextField,
    Tongue,
};

use super::scan::{Found, Scan, Topic};
use super::scope::Polarity;
use super::{amounts, envelope, names, optout, parts, voicemail};

/// A text to read, with what the reader may know of it.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    pub text: &'a str,
    /// The subject line of an e-mail.
    pub subject: Option<&'a str>,
    pub channel: Channel,
    pub purpose: Option<Purpose>,
    pub names: Names<'a>,
}

/// Names by which a reader tells who is who.
#[derive(Debug, Clone, Default)]
pub struct Names<'a> {
    /// The firm's name, and the other names that it does business under.
    pub firm: Vec<&'a str>,
    /// The creditors, then and now.
    pub creditors: Vec<&'a str>,
    /// The people of the dossier.
    pub people: Vec<&'a str>,
    /// The firm's licence number.
    pub licence: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// A text alone, of which nothing else is known.
    pub fn of(text: &'a str, channel: Channel) -> Words<'a> {
        Words { text, subject: None, channel, purpose: None, names: Names::default() }
    }
}

impl<'a> Names<'a> {
    /// The names that a dossier holds.
    pub fn of(firm: &'a Firm, people: &'a [Person], debts: &'a [Debt]) -> Names<'a> {
        let mut all: Vec<&str> = vec![firm.name.as_str()];
        all.extend(firm.business_names.iter().map(String::as_str));
        let mut creditors: Vec<&str> = debts.iter().map(|d| d.creditor.as_str()).collect();
        creditors.extend(debts.iter().filter_map(|d| d.original_creditor.as_deref()));
        Names {
            firm: all,
            creditors,
            people: people.iter().map(|p| p.name.as_str()).collect(),
            licence: firm.licence.as_deref(),
        }
    }

    /// Where the firm is named, by any of its names.
    pub(super) fn firm_in(&self, text: &str) -> Option<(usize, usize)> {
        let whole = self.firm.iter().find_map(|name| names::find(text, names::bare(name)));
        whole.or_else(|| self.firm.iter().filter_map(|n| names::short(n)).find_map(|name| names::find(text, name)))
    }
}

/// Reads the words of a content question.
pub fn read_content(ask: &AskContent, firm: &Firm, people: &[Person], debts: &[Debt]) -> Reading {
    read(&Words {
        text: &ask.text,
        subject: ask.subject.as_deref(),
        channel: ask.channel,
        purpose: ask.purpose,
        names: Names::of(firm, people, debts),
    })
}

/// Reads the words of a question; nothing where it has none, and nothing said where none came with it.
pub fn read_ask(ask: &Ask, firm: &Firm, people: &[Person], debts: &[Debt]) -> Option<Reading> {
    match ask {
        Ask::Content(ask) => Some(read_content(ask, firm, people, debts)),
        Ask::Contact(ask) => Some(ask.text.as_deref().map_or_else(Reading::default, |text| {
            read(&Words {
                text,
                subject: None,
                channel: ask.channel,
                purpose: Some(ask.purpose),
                names: Names::of(firm, people, debts),
            })
        })),
        Ask::Notice(_) | Ask::Act(_) | Ask::Date(_) | Ask::Plan(_) => None,
    }
}

/// Reads a text: what it says, the sums that it names, and the parts that it carries.
pub fn read(words: &Words) -> Reading {
    read_scanned(words, &Scan::of(words.text))
}

/// Reads a text whose phrases were found already.
pub(super) fn read_scanned(words: &Words, scan: &Scan) -> Reading {
    let mut reading = Reading { amounts: amounts::read(words.text, scan), ..Reading::default() };
    said(scan, words.text, TextField::Text, &mut reading);
    if let Some(subject) = words.subject {
        said(&Scan::of(subject), subject, TextField::Subject, &mut reading);
    }
    named(words, &mut reading);
    parts::read(words, scan, &mut reading);
    optout::read(scan, &mut reading);
    match words.channel {
        Channel::Voicemail | Channel::RinglessVoicemail => voicemail::read(words, scan, &mut reading),
        Channel::Envelope => envelope::read(words, &mut reading),
        _ => {}
    }
    reading.assertions.sort_by_key(|a| (a.field as u8, a.span));
    reading
}

/// Adds what the phrases say, as far as the rest of the text bears it out.
fn said(scan: &Scan, text: &str, field: TextField, reading: &mut Reading) {
    for found in &scan.found {
        if found.polarity == Polarity::Denied {
            if found.topic == Topic::Says(Assertion::ThreatensSuit) {
                add(reading, Assertion::DisclaimsSuit, scan.span(found.first, found.last), field);
            }
            continue;
        }
        let span = scan.span(found.first, found.last);
        match found.topic {
            Topic::Says(what) if borne_out(scan, what) => add(reading, what, span, field),
            Topic::Named("claims_attorney_title") if signs_as_title(text, scan, found) => {
                add(reading, Assertion::ClaimsAttorney, span, field);
            }
            Topic::Named("looks_official_caps") if in_capitals(text, span) => {
                add(reading, Assertion::LooksOfficial, span, field);
            }
            _ => {}
        }
    }
    for span in masked_oaths(text) {
        add(reading, Assertion::Profane, span, field);
    }
}

/// Some phrases mean what they seem to only beside others.
fn borne_out(scan: &Scan, what: Assertion) -> bool {
    match what {
        Assertion::SaysDefensesEnd | Assertion::ThreatensTransferee => scan.mentioned("ctx_sale").next().is_some(),
        Assertion::DeniesLegalProcess => scan.mentioned("ctx_papers").next().is_some(),
        _ => true,
    }
}

fn add(reading: &mut Reading, what: Assertion, span: (usize, usize), field: TextField) {
    let known = reading.assertions.iter().any(|a| a.what == what && a.span == span && a.field == field);
    if !known {
        reading.assertions.push(Asserted { what, span, field });
    }
}

/// `J Cole, Solicitor`: a title after a name, with a capital letter.
fn signs_as_title(text: &str, scan: &Scan, found: &Found) -> bool {
    let (start, end) = scan.span(found.first, found.last);
    let bytes = text.as_bytes();
    let capital = bytes.get(start).is_some_and(u8::is_ascii_uppercase);
    let Some(before) = found.first.checked_sub(1).and_then(|at| scan.tokens.list.get(at)) else { return false };
    let named = bytes.get(before.start as usize).is_some_and(u8::is_ascii_uppercase);
    let between = bytes.get(before.end as usize..start).unwrap_or_default();
    let follows = between.contains(&b',') || between.contains(&b'\n') || between.contains(&b'(');
    let after = bytes.get(end).is_none_or(|b| matches!(b, b'.' | b',' | b'\n' | b')' | b';'));
    capital && named && follows && after
}

fn in_capitals(text: &str, span: (usize, usize)) -> bool {
    let words = text.get(span.0..span.1).unwrap_or_default();
    words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase)
}

/// Oaths with their letters starred out: `f***`, `s**t`.
fn masked_oaths(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    for (at, pair) in bytes.windows(3).enumerate() {
        let begins = matches!(pair, [b'f' | b'F' | b's' | b'S' | b'b' | b'B' | b'a' | b'A' | b'c' | b'C', b'*', b'*']);
        let alone = at.checked_sub(1).and_then(|b| bytes.get(b)).is_none_or(|b| !b.is_ascii_alphanumeric());
        if begins && alone {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest.iter().position(|b| !(b.is_ascii_alphabetic() || *b == b'*')).unwrap_or(rest.len());
            spans.push((at, at + length));
        }
    }
    spans
}

/// What the names tell: who writes, and whether the name shows debt collection.
fn named(words: &Words, reading: &mut Reading) {
    if let Some(span) = words.names.firm_in(words.text) {
        add(reading, Assertion::NamesFirm, span, TextField::Text);
    }
    for name in &words.names.firm {
        let bare = names::bare(name);
        if names::shows_collection(bare)
            && let Some(span) = names::find(words.text, bare)
        {
            add(reading, Assertion::ShowsCollection, span, TextField::Text);
        }
    }
    for name in &words.names.creditors {
        let own = words.names.firm.iter().any(|firm| names::bare(firm).eq_ignore_ascii_case(names::bare(name)));
        if !own && let Some(span) = names::find(words.text, names::bare(name)) {
            add(reading, Assertion::DetailsOfDebt, span, TextField::Text);
        }
    }
    for amount in reading.amounts.clone() {
        add(reading, Assertion::DetailsOfDebt, amount.span, TextField::Text);
    }
}

/// Adds a part, once.
pub(super) fn carry(reading: &mut Reading, part: Part, span: (usize, usize), tongue: Tongue) {
    if !reading.parts.iter().any(|p| p.part == part && p.tongue == tongue) {
        reading.parts.push(PartRead { part, span, tongue });
    }
}

/// Adds an assertion about the text as a whole.
pub(super) fn assert_that(reading: &mut Reading, what: Assertion, span: (usize, usize)) {
    add(reading, what, span, TextField::Text);
}
