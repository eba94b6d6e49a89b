//! Reads BAI2, the cash-management file of American banks: records by number, continued by 88.

use std::io::BufRead;

use facts::Currency;
use jiff::civil::Date;

use super::amount;
use super::count::Counted;
use super::file::{BankFile, BankFileError, Found, Gather, clipped};

/// The longest logical record, continuations and all, in bytes.
const RECORD_MAX: usize = 64 * 1024;

/// Reads a file. Its trailers are checked: a file whose totals differ is refused as a whole.
pub fn read(input: impl BufRead) -> Result<BankFile, BankFileError> {
    let mut input = Counted::new(input);
    let mut statement = Statement::default();
    let mut record = String::new();
    let mut began = 1;
    let mut raw = Vec::new();
    loop {
        let line = input.line();
        raw.clear();
        let length = input.read_until(b'\n', &mut raw)?;
        let text = String::from_utf8_lossy(&raw);
        let text = text.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
        if let Some(more) = text.strip_prefix("88,") {
            continue_record(&mut record, more, line)?;
            statement.records += 1;
        } else if length == 0 || !text.trim().is_empty() {
            let finished = std::mem::take(&mut record);
            if !finished.is_empty() {
                statement.record(&finished, began)?;
            }
            record = text.to_owned();
            began = line;
        }
        if length == 0 {
            break;
        }
    }
    if !statement.ended {
        let inside = statement.last.map_or("before any record".to_owned(), |code| format!("after a record {code}"));
        return Err(BankFileError::Truncated { line: began, inside });
    }
    Ok(statement.gather.file(input.digest()?))
}

fn continue_record(record: &mut String, more: &str, line: u64) -> Result<(), BankFileError> {
    if record.is_empty() || record.len() + more.len() > RECORD_MAX {
        return Err(malformed(line, "88", "a continuation (88) must follow the record that it continues"));
    }
    if let Some(cut) = record.strip_suffix('/') {
        *record = format!("{cut},{more}");
    } else {
        record.push(' ');
        record.push_str(more);
    }
    Ok(())
}

fn malformed(line: u64, found: &str, remedy: &'static str) -> BankFileError {
    BankFileError::Malformed { line, found: format!("`{}`", clipped(found, 80)), remedy }
}

#[derive(Debug, Default)]
struct Statement {
    last: Option<u8>,
    records: u64,
    ended: bool,
    as_of: Option<Date>,
    group_currency: String,
    account: String,
    currency: String,
    account_sum: i128,
    group_sum: i128,
    file_sum: i128,
    gather: Gather,
}

impl Statement {
    fn record(&mut self, record: &str, line: u64) -> Result<(), BankFileError> {
        self.records += 1;
        if self.ended {
            return Err(malformed(line, record, "nothing may follow the file trailer (99)"));
        }
        let fields: Vec<&str> = record.trim_end_matches('/').split(',').map(str::trim).collect();
        let code: u8 = fields.first().and_then(|code| code.parse().ok()).unwrap_or(0);
        let field = |n: usize| fields.get(n).copied().unwrap_or_default();
        if self.last.is_none() && code != 1 {
            return Err(malformed(line, record, "a BAI2 file begins with a record 01"));
        }
        match code {
            1 => {}
            2 => {
                self.as_of = date(field(4));
                if self.as_of.is_none() {
                    return Err(malformed(line, field(4), "the group's as-of date (02, fifth field) is YYMMDD"));
                }
                self.group_currency = field(6).to_owned();
                self.group_sum = 0;
            }
            3 => self.account(&fields, line)?,
            16 => self.transaction(record, line)?,
            49 => self.total(field(1), self.account_sum, line)?,
            98 => self.total(field(1), self.group_sum, line)?,
            99 => {
                self.total(field(1), self.file_sum, line)?;
                self.ended = true;
            }
            _ => return Err(malformed(line, record, "records are 01, 02, 03, 16, 49, 88, 98 and 99")),
        }
        match code {
            49 => self.group_sum += std::mem::take(&mut self.account_sum),
            98 => self.file_sum += std::mem::take(&mut self.group_sum),
            _ => {}
        }
        self.last = Some(code);
        Ok(())
    }

    /// 03: account, currency, then type code, amount, count and funds type, again and again.
    fn account(&mut self, fields: &[&str], line: u64) -> Result<(), BankFileError> {
        let field = |n: usize| fields.get(n).copied().unwrap_or_default();
        self.account = field(1).to_owned();
        self.currency =
            [field(2), &self.group_currency, "USD"].into_iter().find(|c| !c.is_empty()).unwrap_or("USD").to_owned();
        self.account_sum = 0;
        let mut place = 3;
        while place < fields.len() {
            let stated = field(place + 1);
            if !stated.is_empty() {
                let minor = amount::whole(stated);
                let minor =
                    minor.ok_or_else(|| malformed(line, stated, "an amount (03) is a whole number of cents"))?;
                self.account_sum += i128::from(minor);
            }
            place += 3 + funds_fields(fields.get(place + 3..).unwrap_or_default());
        }
        Ok(())
    }

    /// 16: type code, amount, funds type, the bank's reference, the customer's, and words to the end.
    fn transaction(&mut self, record: &str, line: u64) -> Result<(), BankFileError> {
        let fields: Vec<&str> = record.split(',').map(str::trim).collect();
        let field = |n: usize| fields.get(n).copied().unwrap_or_default().trim_end_matches('/');
        let code: u16 = match field(1).parse() {
            Ok(code) => code,
            Err(_) => {
                self.gather.fault(line, "type code", field(1), "a type code (16) has three digits");
                return Ok(());
            }
        };
        let Some(minor) = amount::whole(field(2)).filter(|minor| *minor >= 0) else {
            return Err(malformed(line, field(2), "an amount (16) is a whole number of cents, without a sign"));
        };
        self.account_sum += i128::from(minor);
        let debit = match code {
            100..=399 => false,
            400..=699 => true,
            // Loans and what a bank defines for itself: no money on the account.
            _ => return Ok(()),
        };
        let Ok(currency) = self.currency.parse::<Currency>() else {
            self.gather.fault(line, "currency", &self.currency, "a currency (03) has three letters");
            return Ok(());
        };
        let Some(booked) = self.as_of else {
            return Err(malformed(line, record, "a transaction (16) stands in a group (02)"));
        };
        let rest = 3 + funds_fields(fields.get(3..).unwrap_or_default());
        let words = fields.get(rest + 2..).unwrap_or_default().join(",");
        let customer = field(rest + 1);
        let mut reference = customer.to_owned();
        let words = words.trim_end_matches('/').trim();
        if !words.is_empty() {
            if !reference.is_empty() {
                reference.push(' ');
            }
            reference.push_str(words);
        }
        // 555, 557, 558, 559: a deposited item, an ACH item or a wire taken back.
        let returned = matches!(code, 550 | 552 | 555 | 557 | 558 | 559);
        self.gather.line(
            Found {
                at: line,
                account: self.account.clone(),
                booked,
                minor: if debit { -minor } else { minor },
                returned,
                returns: if returned { customer.to_owned() } else { String::new() },
                reference,
                bank_reference: field(rest).to_owned(),
                name: String::new(),
                payment_reference: customer.to_owned(),
            },
            currency,
        )
    }

    fn total(&self, stated: &str, counted: i128, line: u64) -> Result<(), BankFileError> {
        let stated = stated.trim_end_matches('/');
        match amount::whole(stated) {
            Some(minor) if i128::from(minor) == counted => Ok(()),
            Some(_) => Err(BankFileError::Total { line, stated: stated.to_owned(), counted: counted.to_string() }),
            None => Err(malformed(line, stated, "a control total is a whole number of cents")),
        }
    }
}

/// How many fields the funds type takes, itself counted.
fn funds_fields(fields: &[&str]) -> usize {
    match fields.first().copied().unwrap_or_default() {
        "S" => 4,
        "V" => 3,
        "D" => {
            let pairs = fields.get(1).and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            2 + 2 * pairs.min(100)
        }
        _ => 1,
    }
}

fn date(yymmdd: &str) -> Option<Date> {
    let digits = yymmdd.bytes().all(|b| b.is_ascii_digit()) && yymmdd.len() == 6;
    let part = |from: usize| yymmdd.get(from..from + 2).and_then(|two| two.parse::<i8>().ok());
    if !digits {
        return None;
    }
    Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()
}
