//! Finds out which payment is whose: by reference alone, once, and what is unclear is set aside.

use std::collections::{HashMap, HashSet};

use facts::{DebtId, Money, MoneyError, PersonId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::file::{BankFile, BankLine, Digest, LineFault, LineId, LineKind};

/// A payment that is awaited: an instalment, or what is owed on a debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The person's payment reference.
    pub reference: String,
    pub person: PersonId,
    pub debt: Option<DebtId>,
    pub due: Option<Date>,
    pub amount: Money,
}

/// What is known of all bank files so far. Kept between files, it makes each line count once.
#[derive(Debug, Clone, Default)]
pub struct BankBook {
    files: HashSet<Digest>,
    lines: HashMap<LineId, Known>,
    /// By the references of banks, under which an item may be taken back.
    by_bank: HashMap<String, Vec<LineId>>,
    /// By our own references, of the payments that were placed.
    by_ours: HashMap<String, Vec<LineId>>,
}

#[derive(Debug, Clone)]
struct Known {
    amount: Money,
    returned: bool,
}

/// Whether a file was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    New,
    /// Byte for byte: nothing of it was used again.
    SeenBefore,
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub file: FileState,
    pub matched: Vec<Match>,
    pub returned: Vec<Returned>,
    pub suspense: Vec<Suspended>,
    /// Lines that were known, or that the file holds twice.
    pub duplicates: Vec<Duplicate>,
    /// Money that went out, other than returned items: for a human's eye.
    pub out: Vec<LineId>,
    pub faults: Vec<LineFault>,
}

/// A payment with a known payer. Its line's id is the payment's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub line: LineId,
    pub at: u64,
    pub booked: Date,
    pub person: PersonId,
    pub reference: String,
    pub amount: Money,
    pub kind: MatchKind,
    /// What it covers, in the order in which it was awaited.
    pub covers: Vec<Covers>,
}

/// A part of a payment, and what it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covers {
    pub debt: Option<DebtId>,
    pub due: Option<Date>,
    pub amount: Money,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchKind {
    /// One or several awaited payments, to the penny.
    Whole,
    /// Less than what was awaited next.
    Part { short: Money },
    /// More than all that was awaited.
    Over { by: Money },
}

/// An item that was taken back, and the line that it takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub line: LineId,
    pub at: u64,
    pub booked: Date,
    pub of: LineId,
    pub amount: Money,
}

/// A line that nobody can place without a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspended {
    pub line: LineId,
    pub at: u64,
    pub booked: Date,
    pub amount: Money,
    pub why: SuspenseWhy,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspenseWhy {
    /// No reference of ours in it.
    UnknownReference,
    /// Two of our references in it.
    TwoReferences { first: String, second: String },
    /// The reference is awaited in another currency.
    OtherCurrency,
    /// An item was taken back of which we know nothing.
    UnknownReturn,
}

/// A line that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub line: LineId,
    pub at: u64,
    /// The amount that was booked under this reference first, where it is another: a human must look.
    pub booked_first: Option<Money>,
}

/// The longest reference that is put together from single words, in words.
const WORDS_MAX: usize = 4;
/// A bank's reference shorter than this names nothing for sure.
const BANK_NAME_MIN: usize = 4;

/// A reference as it is compared: capital letters and digits alone.
pub fn normal_reference(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_uppercase()))
            .collect();
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Reconciles a file with what is awaited. The same file, and the same line in another file, change nothing.
///
/// Payers are never guessed from names or amounts: money is better in suspense than with the wrong person.
pub fn reconcile(file: &BankFile, expected: &[Expected], book: &mut BankBook) -> Result<Report, MoneyError> {
    let mut report = Report {
        file: FileState::New,
        matched: Vec::new(),
        returned: Vec::new(),
        suspense: Vec::new(),
        duplicates: Vec::new(),
        out: Vec::new(),
        faults: file.faults.clone(),
    };
    if !book.files.insert(file.digest) {
        report.file = FileState::SeenBefore;
        return Ok(report);
    }
    let mut awaited = Awaited::new(expected);
    for line in &file.lines {
        if let Some(known) = book.lines.get(&line.id) {
            let booked_first = (known.amount != line.amount).then_some(known.amount);
            report.duplicates.push(Duplicate { line: line.id.clone(), at: line.at, booked_first });
            continue;
        }
        let known = Known { amount: line.amount, returned: false };
        book.lines.insert(line.id.clone(), known);
        match line.kind {
            LineKind::In => {
                book.remember(line);
                if let Some(reference) = awaited.place(line, &mut report)? {
                    book.by_ours.entry(reference).or_default().push(line.id.clone());
                }
            }
            LineKind::Out => report.out.push(line.id.clone()),
            LineKind::Returned => book.take_back(line, &mut report)?,
        }
    }
    Ok(report)
}

/// What is awaited, by reference, with what is still open of it.
struct Awaited<'a> {
    expected: &'a [Expected],
    by_reference: HashMap<String, Vec<(usize, Money)>>,
}

impl<'a> Awaited<'a> {
    fn new(expected: &'a [Expected]) -> Awaited<'a> {
        let mut by_reference: HashMap<String, Vec<(usize, Money)>> = HashMap::with_capacity(expected.len());
        for (i, one) in expected.iter().enumerate() {
            let reference = normal_reference(&one.reference);
            if !reference.is_empty() {
                by_reference.entry(reference).or_default().push((i, one.amount));
            }
        }
        for open in by_reference.values_mut().filter(|open| open.len() > 1) {
            open.sort_by_key(|(i, _)| expected.get(*i).and_then(|one| one.due));
        }
        Awaited { expected, by_reference }
    }

    /// Places a payment; the reference under which it was.
    fn place(&mut self, line: &BankLine, report: &mut Report) -> Result<Option<String>, MoneyError> {
        let found = references(&line.reference, &self.by_reference);
        let why = match found.as_slice() {
            [] => SuspenseWhy::UnknownReference,
            [reference] => match self.cover(line, reference)? {
                Some(matched) => {
                    report.matched.push(matched);
                    return Ok(Some(reference.clone()));
                }
                None => SuspenseWhy::OtherCurrency,
            },
            [first, second, ..] => SuspenseWhy::TwoReferences { first: first.clone(), second: second.clone() },
        };
        let (booked, amount) = (line.booked, line.amount);
        report.suspense.push(Suspended { line: line.id.clone(), at: line.at, booked, amount, why });
        Ok(None)
    }

    fn cover(&mut self, line: &BankLine, reference: &str) -> Result<Option<Match>, MoneyError> {
        let Some(open) = self.by_reference.get_mut(reference) else { return Ok(None) };
        let Some(first) = open.first().and_then(|(i, _)| self.expected.get(*i)) else { return Ok(None) };
        if first.amount.currency() != line.amount.currency() {
            return Ok(None);
        }
        let mut left = line.amount;
        let mut covers = Vec::new();
        let mut short = Money::zero(left.currency());
        for (i, rest) in open.iter_mut() {
            if left.is_zero() {
                break;
            }
            let (Some(one), true) = (self.expected.get(*i), rest.minor() > 0) else { continue };
            let amount = crate::ratio::least(left, *rest);
            *rest = rest.minus(amount)?;
            left = left.minus(amount)?;
            short = *rest;
            covers.push(Covers { debt: one.debt.clone(), due: one.due, amount });
        }
        let kind = match (left.is_zero(), short.is_zero()) {
            (false, _) => MatchKind::Over { by: left },
            (true, true) => MatchKind::Whole,
            (true, false) => MatchKind::Part { short },
        };
        Ok(Some(Match {
            line: line.id.clone(),
            at: line.at,
            booked: line.booked,
            person: first.person.clone(),
            reference: first.reference.clone(),
            amount: line.amount,
            kind,
            covers,
        }))
    }
}

/// Our references in a text: the whole of it, its words, or words in a row.
fn references<T>(text: &str, known: &HashMap<String, T>) -> Vec<String> {
    let whole = normal_reference(text);
    if known.contains_key(&whole) {
        return vec![whole];
    }
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '*' | '/' | '(' | ')'))
        .map(normal_reference)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let rest = words.get(next..).unwrap_or_default();
        let mut joined = String::with_capacity(32);
        let mut longest: Option<(usize, String)> = None;
        for (n, word) in rest.iter().take(WORDS_MAX).enumerate() {
            joined.push_str(word);
            if known.contains_key(&joined) {
                longest = Some((n + 1, joined.clone()));
            }
        }
        match longest {
            Some((n, reference)) => {
                if !found.contains(&reference) {
                    found.push(reference);
                }
                next += n;
            }
            None => next += 1,
        }
    }
    found
}

/// Whether a payment that is known still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Stands,
    Returned,
}

impl BankBook {
    /// A file that was reconciled before, as the store remembers it.
    pub fn know_file(&mut self, digest: Digest) {
        self.files.insert(digest);
    }

    /// A line that was reconciled before, with the reference of ours under which it was placed.
    pub fn know_line(&mut self, line: &BankLine, ours: Option<&str>, kept: Kept) {
        let returned = kept == Kept::Returned;
        self.lines.insert(line.id.clone(), Known { amount: line.amount, returned });
        if line.kind == LineKind::In {
            self.remember(line);
            if let Some(reference) = ours {
                self.by_ours.entry(normal_reference(reference)).or_default().push(line.id.clone());
            }
        }
    }

    /// Keeps the banks' names of a payment, under which it may later be taken back.
    fn remember(&mut self, line: &BankLine) {
        for name in [&line.bank_reference, &line.payment_reference].into_iter().flatten() {
            let name = normal_reference(name);
            if name.len() >= BANK_NAME_MIN {
                self.by_bank.entry(name).or_default().push(line.id.clone());
            }
        }
    }

    /// A returned item takes back the last payment of that name and amount that stands: by the banks'
    /// references, else by one single reference of ours in its words.
    fn take_back(&mut self, line: &BankLine, report: &mut Report) -> Result<(), MoneyError> {
        let amount = crate::ratio::negated(line.amount)?;
        let stands = |id: &&LineId| self.lines.get(*id).is_some_and(|k| !k.returned && k.amount == amount);
        let names = [&line.returns, &line.payment_reference, &line.bank_reference].into_iter().flatten();
        let by_bank = names
            .map(|name| normal_reference(name))
            .find_map(|name| self.by_bank.get(&name)?.iter().rev().find(stands).cloned());
        let by_ours = || match references(&line.reference, &self.by_ours).as_slice() {
            [ours] => self.by_ours.get(ours)?.iter().rev().find(stands).cloned(),
            _ => None,
        };
        let (id, at, booked) = (line.id.clone(), line.at, line.booked);
        match by_bank.or_else(by_ours) {
            Some(of) => {
                if let Some(known) = self.lines.get_mut(&of) {
                    known.returned = true;
                }
                report.returned.push(Returned { line: id, at, booked, of, amount });
            }
            None => {
                let why = SuspenseWhy::UnknownReturn;
                report.suspense.push(Suspended { line: id, at, booked, amount: line.amount, why });
            }
        }
        Ok(())
    }
}
