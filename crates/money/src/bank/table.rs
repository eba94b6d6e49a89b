//! Reads a bank's CSV by a map of its columns: no two banks agree on them.

use std::io::BufRead;

use facts::Currency;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::amount;
use super::count::Counted;
use super::file::{BankFile, BankFileError, Found, Gather, clipped};

/// Which column is what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    pub columns: Columns,
    #[serde(with = "crate::budget::by_code")]
    pub currency: Currency,
    /// As in `%d/%m/%Y`.
    pub date_format: String,
    #[serde(default)]
    pub decimals: DecimalMark,
    /// One letter; a comma where it is left out.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// Lines above the one with the names of the columns.
    #[serde(default)]
    pub lines_above: u32,
    /// The account, where no column has it.
    #[serde(default)]
    pub account: String,
    /// Words in the reference or the kind by which a bank marks what was taken back.
    #[serde(default)]
    pub return_words: Vec<String>,
}

/// The names of the columns, as the file writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub date: String,
    pub money: MoneyColumns,
    pub reference: String,
    #[serde(default)]
    pub bank_reference: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub account: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MoneyColumns {
    /// One column, negative for what went out.
    Signed(String),
    /// Two columns, each without a sign.
    InAndOut { paid_in: String, paid_out: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    #[default]
    Point,
    Comma,
}

fn comma() -> char {
    ','
}

struct Places {
    date: usize,
    money: (usize, Option<usize>),
    reference: usize,
    bank_reference: Option<usize>,
    name: Option<usize>,
    kind: Option<usize>,
    account: Option<usize>,
}

/// Reads a file by a map. A row that can't be read is a fault with its line; a last row that is cut off
/// refuses the file.
pub fn read(input: impl BufRead, map: &ColumnMap) -> Result<BankFile, BankFileError> {
    let mut input = Counted::new(input);
    let mut skipped = Vec::new();
    for _ in 0..map.lines_above {
        skipped.clear();
        input.read_until(b'\n', &mut skipped)?;
    }
    let above = u64::from(map.lines_above);
    let delimiter = u8::try_from(map.delimiter).map_err(|_| BankFileError::Malformed {
        line: 1,
        found: format!("the delimiter `{}`", map.delimiter),
        remedy: "use a comma, a semicolon or a tab",
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(input);
    let mut record = csv::ByteRecord::new();
    let mut places: Option<(Places, usize)> = None;
    let mut gather = Gather::default();
    let mut short: Option<u64> = None;
    while reader.read_byte_record(&mut record).map_err(broken)? {
        let line = above + record.position().map_or(0, csv::Position::line);
        let fields: Vec<String> = record.iter().map(text).collect();
        let Some((places, width)) = &places else {
            places = Some((find(&fields, map)?, fields.len()));
            continue;
        };
        if let Some(at) = short.take() {
            gather.fault(at, "row", "too few columns", "give the row all its columns");
        }
        if fields.iter().all(String::is_empty) {
            continue;
        }
        if fields.len() < *width {
            short = Some(line);
            continue;
        }
        row(&fields, line, places, map, &mut gather)?;
    }
    if let Some(line) = short {
        return Err(BankFileError::Truncated { line, inside: "in the last row".to_owned() });
    }
    if places.is_none() {
        return Err(BankFileError::Truncated { line: above + 1, inside: "before the names of the columns".to_owned() });
    }
    Ok(gather.file(reader.into_inner().digest()?))
}

fn broken(error: csv::Error) -> BankFileError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(error) => BankFileError::Io(error),
        _ => BankFileError::Malformed { line, found: "a row".to_owned(), remedy: "check the delimiter and the quotes" },
    }
}

/// Text as it is; banks that still write Latin-1 are read letter by letter.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').trim().to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn find(header: &[String], map: &ColumnMap) -> Result<Places, BankFileError> {
    let place = |name: &str| {
        header.iter().position(|column| column.eq_ignore_ascii_case(name)).ok_or_else(|| BankFileError::Column {
            column: name.to_owned(),
            found: clipped(&format!("`{}`", header.join("`, `")), 400).to_owned(),
        })
    };
    let maybe = |name: &Option<String>| name.as_deref().map(place).transpose();
    let columns = &map.columns;
    Ok(Places {
        date: place(&columns.date)?,
        money: match &columns.money {
            MoneyColumns::Signed(name) => (place(name)?, None),
            MoneyColumns::InAndOut { paid_in, paid_out } => (place(paid_in)?, Some(place(paid_out)?)),
        },
        reference: place(&columns.reference)?,
        bank_reference: maybe(&columns.bank_reference)?,
        name: maybe(&columns.name)?,
        kind: maybe(&columns.kind)?,
        account: maybe(&columns.account)?,
    })
}

fn row(
    fields: &[String],
    line: u64,
    places: &Places,
    map: &ColumnMap,
    gather: &mut Gather,
) -> Result<(), BankFileError> {
    let field = |place: usize| fields.get(place).map_or("", String::as_str);
    let maybe = |place: Option<usize>| place.map_or("", field);
    let Ok(booked) = Date::strptime(&map.date_format, field(places.date)) else {
        gather.fault(line, "date", field(places.date), "write it as the map's date format says");
        return Ok(());
    };
    let mark = if map.decimals == DecimalMark::Point { '.' } else { ',' };
    let read = |text: &str| if text.is_empty() { Some(0) } else { amount::decimal(text, mark) };
    let minor = match places.money {
        (signed, None) => amount::decimal(field(signed), mark),
        (paid_in, Some(paid_out)) => match (read(field(paid_in)), read(field(paid_out))) {
            (Some(into), Some(out)) if (into == 0) != (out == 0) => into.checked_sub(out.saturating_abs()),
            _ => None,
        },
    };
    let Some(minor) = minor.filter(|minor| *minor != 0) else {
        let found = format!("{} {}", field(places.money.0), maybe(places.money.1));
        gather.fault(line, "amount", found.trim(), "give one amount, in or out, as 12.50");
        return Ok(());
    };
    let (reference, kind) = (field(places.reference), maybe(places.kind));
    let marks = |text: &str| {
        let text = text.to_lowercase();
        map.return_words.iter().any(|word| !word.is_empty() && text.contains(&word.to_lowercase()))
    };
    let account = maybe(places.account);
    gather.line(
        Found {
            at: line,
            account: if account.is_empty() { map.account.clone() } else { account.to_owned() },
            booked,
            minor,
            returned: minor < 0 && (marks(kind) || marks(reference)),
            reference: reference.to_owned(),
            bank_reference: maybe(places.bank_reference).to_owned(),
            name: maybe(places.name).to_owned(),
            payment_reference: String::new(),
            returns: String::new(),
        },
        map.currency,
    )
}
