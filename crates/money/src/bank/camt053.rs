//! Reads CAMT.053, the ISO 20022 bank statement, element by element.

use std::io::BufRead;

use facts::Currency;
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::amount;
use super::count::Counted;
use super::file::{BankFile, BankFileError, Found, Gather, clipped};

/// Deeper than any statement goes.
const DEPTH_MAX: usize = 64;
/// The longest text of one element, in bytes.
const TEXT_MAX: usize = 10_000;

/// Reads a statement, or several in one document. Entries that are only pending are left out.
///
/// # Errors
/// A [`BankFileError`] refuses the whole file: where it ends in the middle, is no such document, or
/// says of itself another total than its entries have.
pub fn read(input: impl BufRead) -> Result<BankFile, BankFileError> {
    let mut reader = Reader::from_reader(Counted::new(input));
    let mut document = Document::default();
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line();
        match event {
            Ok(Event::Start(start)) => document.open(&start, line)?,
            Ok(Event::Empty(start)) => {
                document.open(&start, line)?;
                document.close(line)?;
            }
            Ok(Event::End(_)) => document.close(line)?,
            Ok(Event::Text(text)) => match text.decode() {
                Ok(text) => document.text(&text),
                Err(error) => return Err(malformed(line, &error.to_string())),
            },
            Ok(Event::CData(text)) => match text.decode() {
                Ok(text) => document.text(&text),
                Err(error) => return Err(malformed(line, &error.to_string())),
            },
            Ok(Event::GeneralRef(reference)) => document.reference(&reference),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(std::io::Error::new(error.kind(), error.to_string()).into()),
            Err(quick_xml::Error::Syntax(_)) => return Err(document.truncated(line)),
            Err(error) => return Err(malformed(line, &error.to_string())),
        }
        buffer.clear();
    }
    let line = reader.get_ref().line();
    if !document.path.is_empty() {
        return Err(document.truncated(line));
    }
    if !document.is_statement {
        return Err(malformed(line, "no bank statement (BkToCstmrStmt) in it"));
    }
    let digest = reader.into_inner().digest()?;
    Ok(document.gather.file(digest))
}

fn malformed(line: u64, found: &str) -> BankFileError {
    let remedy = "send a CAMT.053 document";
    BankFileError::Malformed { line, found: clipped(found, 200).to_owned(), remedy }
}

#[derive(Debug, Default)]
struct Document {
    path: Vec<String>,
    text: String,
    currency: Option<String>,
    is_statement: bool,
    account: String,
    entry: Entry,
    gather: Gather,
}

/// One `Ntry` while it is read.
#[derive(Debug, Default)]
struct Entry {
    at: u64,
    amount: String,
    currency: String,
    sign: String,
    reversal: bool,
    status: String,
    booked: String,
    bank_reference: String,
    extra: String,
    parts: Vec<Part>,
}

/// One `TxDtls` of an entry.
#[derive(Debug, Clone, Default)]
struct Part {
    amount: String,
    currency: String,
    end_to_end: String,
    bank_reference: String,
    words: String,
    structured: String,
    name: String,
    returned: bool,
    returns: String,
}

impl Document {
    fn open(&mut self, start: &BytesStart<'_>, line: u64) -> Result<(), BankFileError> {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        if self.path.len() >= DEPTH_MAX {
            return Err(malformed(line, "elements within elements without end"));
        }
        self.text.clear();
        match name.as_str() {
            "BkToCstmrStmt" => self.is_statement = true,
            "Ntry" => self.entry = Entry { at: line, ..Entry::default() },
            "TxDtls" => self.entry.parts.push(Part::default()),
            "RtrInf" => {
                if let Some(part) = self.entry.parts.last_mut() {
                    part.returned = true;
                }
            }
            "Amt" | "TtlAmt" => {
                let currency = start.try_get_attribute("Ccy").ok().flatten();
                self.currency = currency.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned());
            }
            _ => {}
        }
        self.path.push(name);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.text.len() + text.len() <= TEXT_MAX {
            self.text.push_str(text);
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) {
        let known = match reference.resolve_char_ref() {
            Ok(Some(c)) => Some(c),
            _ => match reference.as_ref() {
                b"amp" => Some('&'),
                b"lt" => Some('<'),
                b"gt" => Some('>'),
                b"quot" => Some('"'),
                b"apos" => Some('\''),
                // No other entity is ever expanded.
                _ => None,
            },
        };
        if let Some(c) = known {
            self.text(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn close(&mut self, line: u64) -> Result<(), BankFileError> {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let path: Vec<&str> = self.path.iter().rev().take(5).map(String::as_str).collect();
        match path.as_slice() {
            ["IBAN", "Id", "Acct", "Stmt", ..] | ["Id", "Othr", "Id", "Acct", "Stmt"] => self.account = text.to_owned(),
            ["Ntry", "Stmt", ..] => {
                let entry = std::mem::take(&mut self.entry);
                self.entry(entry)?;
            }
            ["Amt", "Ntry", ..] => {
                self.entry.amount = text.to_owned();
                self.entry.currency = self.currency.take().unwrap_or_default();
            }
            ["CdtDbtInd", "Ntry", ..] => self.entry.sign = text.to_owned(),
            ["RvslInd", "Ntry", ..] => self.entry.reversal = text == "true" || text == "1",
            ["Sts", "Ntry", ..] if !text.is_empty() => self.entry.status = text.to_owned(),
            ["Cd", "Sts", "Ntry", ..] => self.entry.status = text.to_owned(),
            ["Dt" | "DtTm", "BookgDt", "Ntry", ..] => self.entry.booked = clipped(text, 10).to_owned(),
            ["Dt" | "DtTm", "ValDt", "Ntry", ..] if self.entry.booked.is_empty() => {
                self.entry.booked = clipped(text, 10).to_owned();
            }
            ["AcctSvcrRef", "Ntry", ..] => self.entry.bank_reference = text.to_owned(),
            ["AddtlNtryInf", "Ntry", ..] => self.entry.extra = text.to_owned(),
            path => {
                if let Some(part) = self.entry.parts.last_mut() {
                    part.set(path, text, &mut self.currency);
                }
            }
        }
        if self.path.pop().is_none() {
            return Err(malformed(line, "an end without a beginning"));
        }
        Ok(())
    }

    fn entry(&mut self, entry: Entry) -> Result<(), BankFileError> {
        if matches!(entry.status.as_str(), "PDNG" | "INFO") {
            return Ok(());
        }
        let at = entry.at;
        match entry.lines(&self.account) {
            Ok((lines, currency)) => lines.into_iter().try_for_each(|found| self.gather.line(found, currency)),
            Err(Fault { field, found, remedy }) => {
                self.gather.fault(at, field, &found, remedy);
                Ok(())
            }
        }
    }

    fn truncated(&self, line: u64) -> BankFileError {
        BankFileError::Truncated { line, inside: format!("inside `{}`", self.path.join("/")) }
    }
}

/// Why an entry is not used.
struct Fault {
    field: &'static str,
    found: String,
    remedy: &'static str,
}

impl Entry {
    /// The lines of an entry: one, or one for each of its parts where it is a batch.
    fn lines(self, account: &str) -> Result<(Vec<Found>, Currency), Fault> {
        let fault = |field, found: &str, remedy| Fault { field, found: found.to_owned(), remedy };
        let booked: Date =
            self.booked.parse().map_err(|_| fault("BookgDt", &self.booked, "give a date as 2027-03-01"))?;
        let sign = match self.sign.as_str() {
            "CRDT" => 1,
            "DBIT" => -1,
            other => return Err(fault("CdtDbtInd", other, "write CRDT or DBIT")),
        };
        let (total, currency) = amount_of(&self.amount, &self.currency)?;
        if self.parts.len() < 2 {
            let part = self.parts.first().cloned().unwrap_or_default();
            return Ok((vec![self.line(part, (account, booked), total * sign, None)], currency));
        }
        let mut lines = Vec::with_capacity(self.parts.len());
        let mut sum: i64 = 0;
        for (i, part) in self.parts.iter().enumerate() {
            let own = if part.currency.is_empty() { &self.currency } else { &part.currency };
            let (minor, same) = amount_of(&part.amount, own)?;
            if same != currency {
                return Err(fault("TxDtls/Amt", own, "use the currency of the entry"));
            }
            sum = sum.saturating_add(minor);
            lines.push(self.line(part.clone(), (account, booked), minor * sign, Some(i + 1)));
        }
        if sum != total {
            return Err(fault("NtryDtls", &sum.to_string(), "the parts must add up to the entry: ask the bank"));
        }
        Ok((lines, currency))
    }

    fn line(&self, part: Part, (account, booked): (&str, Date), minor: i64, nth: Option<usize>) -> Found {
        let bank_reference = match nth {
            _ if !part.bank_reference.is_empty() => part.bank_reference,
            Some(nth) if !self.bank_reference.is_empty() => format!("{}/{nth}", self.bank_reference),
            _ => self.bank_reference.clone(),
        };
        let mut reference = String::new();
        for words in [&part.structured, &part.words, &part.end_to_end, &self.extra] {
            if !words.is_empty() && !reference.contains(words.as_str()) {
                if !reference.is_empty() {
                    reference.push(' ');
                }
                reference.push_str(words);
            }
        }
        let returned = part.returned || (self.reversal && minor < 0);
        let first = if part.returns.is_empty() { part.end_to_end.clone() } else { part.returns };
        Found {
            at: self.at,
            account: account.to_owned(),
            booked,
            minor,
            returned,
            reference,
            bank_reference,
            name: part.name,
            payment_reference: part.end_to_end,
            returns: if returned { first } else { String::new() },
        }
    }
}

fn amount_of(text: &str, currency: &str) -> Result<(i64, Currency), Fault> {
    let wrong = |field, found: &str, remedy| Fault { field, found: found.to_owned(), remedy };
    let currency = currency.parse().map_err(|_| wrong("Amt/@Ccy", currency, "give a currency such as GBP"))?;
    let minor = amount::decimal(text, '.').filter(|minor| *minor >= 0);
    let minor = minor.ok_or_else(|| wrong("Amt", text, "give an amount such as 12.50, without a sign"))?;
    Ok((minor, currency))
}

impl Part {
    /// Takes the text of an element, by its path from the inside out.
    fn set(&mut self, path: &[&str], text: &str, currency: &mut Option<String>) {
        match path {
            ["Amt", "TxDtls", ..] | ["Amt", "TxAmt", "AmtDtls", "TxDtls", ..] => {
                self.amount = text.to_owned();
                self.currency = currency.take().unwrap_or_default();
            }
            ["EndToEndId", "Refs", "TxDtls", ..] if text != "NOTPROVIDED" => self.end_to_end = text.to_owned(),
            ["AcctSvcrRef", "Refs", "TxDtls", ..] => self.bank_reference = text.to_owned(),
            ["TxId", "Refs", "TxDtls", ..] if self.bank_reference.is_empty() => self.bank_reference = text.to_owned(),
            ["Ustrd", "RmtInf", "TxDtls", ..] => {
                if !self.words.is_empty() {
                    self.words.push(' ');
                }
                self.words.push_str(text);
            }
            ["Ref", "CdtrRefInf", "Strd", "RmtInf", "TxDtls"] => self.structured = text.to_owned(),
            ["Nm", "Dbtr", "RltdPties", ..] | ["Nm", "Pty", "Dbtr", "RltdPties", ..] => self.name = text.to_owned(),
            ["InstrId", "Refs", "TxDtls", ..] => self.returns = text.to_owned(),
            _ => {}
        }
    }
}
