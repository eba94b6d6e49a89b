//! One line of a placement file, read and validated.

use facts::{Currency, DebtKind, Money};
use jiff::civil::Date;

use super::file::FileError;
use super::map::{Field, Map};
use super::report::Rejection;

/// An account as a creditor placed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub line: u64,
    /// The creditor's own number.
    pub account: String,
    pub name: Option<String>,
    pub birth_date: Option<Date>,
    pub language: Option<String>,
    pub kind: DebtKind,
    pub creditor: Option<String>,
    pub original_creditor: Option<String>,
    pub balance: Money,
    pub itemization: Option<Itemization>,
    pub charged_off: Option<bool>,
    pub accrued: Option<Date>,
    pub address: Address,
    pub time_zone: Option<String>,
    pub mobile: Option<String>,
    pub landline: Option<String>,
    pub email: Option<String>,
}

/// How the balance came about since a day of reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Itemization {
    /// `last_statement`, `charge_off`, `last_payment`, `transaction` or `judgment`.
    pub basis: String,
    pub date: Date,
    pub amount: Money,
    pub interest: Money,
    pub fees: Money,
    pub payments: Money,
    pub credits: Money,
}

/// A postal address, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postcode: Option<String>,
    pub country: String,
}

impl Itemization {
    /// What the parts come to; nothing where they overflow.
    pub fn sum(&self) -> Option<Money> {
        let up = self.amount.plus(self.interest).ok()?.plus(self.fees).ok()?;
        up.minus(self.payments).ok()?.minus(self.credits).ok()
    }
}

/// Where our fields stand in a file: worked out once from its header.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    map: &'a Map,
    currency: Currency,
    places: Vec<(Field, Vec<usize>)>,
    width: usize,
}

impl<'a> Reader<'a> {
    /// Finds each mapped column in the header.
    pub(super) fn new(map: &'a Map, header: &csv::ByteRecord) -> Result<Reader<'a>, FileError> {
        let names: Vec<String> = header.iter().map(|h| String::from_utf8_lossy(h).trim().to_owned()).collect();
        let mut places = Vec::new();
        for (field, columns) in &map.columns {
            let mut found = Vec::new();
            for column in columns.names() {
                let place = names.iter().position(|n| n == column).ok_or_else(|| FileError::MissingColumn {
                    ours: field.as_str().to_owned(),
                    column: column.clone(),
                    found: names.join(", "),
                })?;
                found.push(place);
            }
            places.push((*field, found));
        }
        let currency = map.file.currency.parse().unwrap_or(Currency::USD);
        Ok(Reader { map, currency, places, width: names.len() })
    }

    /// Reads one record.
    pub(super) fn read(&self, line: u64, record: &csv::ByteRecord) -> Result<Account, Rejection> {
        if record.len() != self.width {
            return Err(Rejection::wrong_width(line, record.len(), self.width));
        }
        let cells = Cells { reader: self, record, line };
        let account = cells.text(Field::Account)?.ok_or_else(|| cells.missing(Field::Account))?;
        let balance = cells.money(Field::Balance)?.ok_or_else(|| cells.missing(Field::Balance))?;
        if balance.minor() <= 0 {
            return Err(Rejection {
                line,
                field: Field::Balance.as_str(),
                reason: format!("the balance is {balance}: nothing is owed"),
                remedy: "recall the account, or correct its balance",
            });
        }
        Ok(Account {
            line,
            account,
            name: cells.name()?,
            birth_date: cells.date(Field::BirthDate)?,
            language: cells.text(Field::Language)?,
            kind: cells.kind()?,
            creditor: cells.text(Field::Creditor)?,
            original_creditor: cells.text(Field::OriginalCreditor)?,
            balance,
            itemization: cells.itemization(balance)?,
            charged_off: cells.yes(Field::ChargedOff)?,
            accrued: cells.date(Field::Accrued)?,
            address: Address {
                street: cells.text(Field::Street)?,
                city: cells.text(Field::City)?,
                region: cells.text(Field::Region)?,
                postcode: cells.text(Field::Postcode)?,
                country: cells.text(Field::Country)?.unwrap_or_else(|| self.map.file.country.clone()),
            },
            time_zone: cells.zone()?,
            mobile: cells.telephone(Field::Mobile)?,
            landline: cells.telephone(Field::Landline)?,
            email: cells.email()?,
        })
    }
}

/// The cells of one record, read by our fields.
struct Cells<'a> {
    reader: &'a Reader<'a>,
    record: &'a csv::ByteRecord,
    line: u64,
}

impl Cells<'_> {
    fn reject(&self, field: Field, reason: String, remedy: &'static str) -> Rejection {
        Rejection { line: self.line, field: field.as_str(), reason, remedy }
    }

    fn missing(&self, field: Field) -> Rejection {
        self.reject(field, "it is empty".to_owned(), "ask the creditor for it")
    }

    fn raw(&self, field: Field, place: usize) -> Result<&str, Rejection> {
        let bytes = self.record.get(place).unwrap_or_default();
        std::str::from_utf8(bytes).map(str::trim).map_err(|_| {
            let reason = format!("`{}` is not UTF-8", String::from_utf8_lossy(bytes));
            self.reject(field, reason, "save the file as UTF-8, or say its `encoding` in the map")
        })
    }

    fn places(&self, field: Field) -> &[usize] {
        self.reader.places.iter().find(|(f, _)| *f == field).map(|(_, places)| places.as_slice()).unwrap_or_default()
    }

    fn text(&self, field: Field) -> Result<Option<String>, Rejection> {
        if let Some(place) = self.places(field).first() {
            let text = self.raw(field, *place)?;
            if !text.is_empty() {
                return Ok(Some(text.to_owned()));
            }
        }
        Ok(self.reader.map.constants.get(&field).cloned())
    }

    fn name(&self) -> Result<Option<String>, Rejection> {
        let parts = [self.text(Field::FirstName)?, self.text(Field::LastName)?];
        let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if joined.is_empty() { self.text(Field::Name) } else { Ok(Some(joined)) }
    }

    fn kind(&self) -> Result<DebtKind, Rejection> {
        let Some(word) = self.text(Field::Kind)? else { return Ok(DebtKind::Other) };
        if let Some(kind) = self.reader.map.kinds.get(&word) {
            return Ok(*kind);
        }
        serde_json::from_value(serde_json::Value::String(word.clone())).map_err(|_| {
            self.reject(
                Field::Kind,
                format!("`{word}` is no kind of debt that is known"),
                "add it under [kinds] in the map",
            )
        })
    }

    fn money(&self, field: Field) -> Result<Option<Money>, Rejection> {
        let mut sum: Option<Money> = None;
        for place in self.places(field) {
            let text = self.raw(field, *place)?;
            if text.is_empty() {
                continue;
            }
            let amount = amount(text, self.reader.map.file.decimal, self.reader.currency).ok_or_else(|| {
                let reason = format!("`{text}` is not an amount of {}", self.reader.currency);
                self.reject(field, reason, "write it as 1234.56, with at most two decimals")
            })?;
            let added = sum.map_or(Ok(amount), |s| s.plus(amount));
            sum = Some(added.map_err(|e| self.reject(field, e.to_string(), "check the amount"))?);
        }
        Ok(sum)
    }

    fn date(&self, field: Field) -> Result<Option<Date>, Rejection> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let date = date(&text, self.reader.map.file.date.as_deref()).ok_or_else(|| {
            let reason = format!("`{text}` is not a date");
            self.reject(field, reason, "write it as 2024-04-30, or say its form as `date` in the map")
        })?;
        Ok(Some(date))
    }

    fn yes(&self, field: Field) -> Result<Option<bool>, Rejection> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        match text.to_ascii_lowercase().as_str() {
            "1" | "y" | "yes" | "true" => Ok(Some(true)),
            "0" | "n" | "no" | "false" => Ok(Some(false)),
            _ => Err(self.reject(field, format!("`{text}` is neither yes nor no"), "write yes or no")),
        }
    }

    fn zone(&self) -> Result<Option<String>, Rejection> {
        let Some(zone) = self.text(Field::TimeZone)? else { return Ok(None) };
        match jiff::tz::TimeZone::get(&zone) {
            Ok(_) => Ok(Some(zone)),
            Err(_) => {
                let reason = format!("`{zone}` is no time zone that is known");
                Err(self.reject(
                    Field::TimeZone,
                    reason,
                    "write an IANA name such as America/New_York, or leave it out",
                ))
            }
        }
    }

    fn telephone(&self, field: Field) -> Result<Option<String>, Rejection> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let country = self.reader.map.file.country.as_str();
        let international = match (text.starts_with('+'), country, digits.len()) {
            (true, _, 8..=15) => Some(digits),
            (false, "US", 10) => Some(format!("1{digits}")),
            (false, "US", 11) if digits.starts_with('1') => Some(digits),
            (false, "GB", 10 | 11) if digits.starts_with('0') => Some(digits.replacen('0', "44", 1)),
            _ => None,
        };
        match international {
            Some(digits) => Ok(Some(format!("+{digits}"))),
            None => {
                let reason = format!("`{text}` is no telephone number of {country}");
                Err(self.reject(field, reason, "write it with its country code, as +12125550100, or leave it out"))
            }
        }
    }

    fn email(&self) -> Result<Option<String>, Rejection> {
        let Some(text) = self.text(Field::Email)? else { return Ok(None) };
        let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@') && !text.contains(char::is_whitespace)
        });
        if well_formed {
            Ok(Some(text))
        } else {
            Err(self.reject(Field::Email, format!("`{text}` is no e-mail address"), "correct it, or leave it out"))
        }
    }

    /// The itemisation, where the file has one. A difference to the balance goes where the map says, or stays to be
    /// asked about.
    fn itemization(&self, balance: Money) -> Result<Option<Itemization>, Rejection> {
        let (Some(date), Some(amount)) = (self.date(Field::ItemizationDate)?, self.money(Field::ItemizationAmount)?)
        else {
            return Ok(None);
        };
        let zero = Money::zero(self.reader.currency);
        let mut itemization = Itemization {
            basis: self.text(Field::ItemizationBasis)?.unwrap_or_else(|| "last_statement".to_owned()),
            date,
            amount,
            interest: self.money(Field::Interest)?.unwrap_or(zero),
            fees: self.money(Field::Fees)?.unwrap_or(zero),
            payments: self.money(Field::Payments)?.unwrap_or(zero),
            credits: self.money(Field::Credits)?.unwrap_or(zero),
        };
        let difference = itemization.sum().and_then(|sum| balance.minus(sum).ok());
        if let (Some(place), Some(difference)) = (self.reader.map.file.difference, difference) {
            let into = match place {
                _ if difference.is_negative() => &mut itemization.credits,
                Field::Fees => &mut itemization.fees,
                _ => &mut itemization.interest,
            };
            let more = Money::new(difference.minor().saturating_abs(), difference.currency());
            if let Ok(sum) = into.plus(more) {
                *into = sum;
            }
        }
        Ok(Some(itemization))
    }
}

/// An amount with at most two decimals that count, `1,234.50`, `$12`, `(3.00)` for a credit.
pub(crate) fn amount(text: &str, decimal: char, currency: Currency) -> Option<Money> {
    let (negative, text) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        },
    };
    let text = text.trim().trim_start_matches(['$', '£', '€']).trim();
    let (whole, cents) = text.split_once(decimal).unwrap_or((text, ""));
    let grouping = if decimal == ',' { '.' } else { ',' };
    let whole: String = whole.chars().filter(|c| *c != grouping && *c != ' ').collect();
    let cents = cents.trim_end_matches('0');
    let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !numeric(&whole) || !numeric(cents) || cents.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let minor = whole.checked_mul(100)?.checked_add(cents)?;
    Some(Money::new(if negative { -minor } else { minor }, currency))
}

/// A date as ISO writes it, a month (its last day), or in the map's own form.
pub(crate) fn date(text: &str, form: Option<&str>) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if text.len() == 7
        && let Ok(first) = format!("{text}-01").parse::<Date>()
    {
        return Some(first.last_of_month());
    }
    form.and_then(|form| Date::strptime(form, text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_amounts_as_people_write_them() {
        let minor = |text, decimal| amount(text, decimal, Currency::USD).map(Money::minor);
        assert_eq!(minor("636.93", '.'), Some(63_693));
        assert_eq!(minor("1005.0", '.'), Some(100_500));
        assert_eq!(minor("$1,234.5", '.'), Some(123_450));
        assert_eq!(minor("(3.00)", '.'), Some(-300));
        assert_eq!(minor("1.234,56", ','), Some(123_456));
        assert_eq!(minor("12.345", '.'), None, "a third decimal is no rounding for us to do");
        assert_eq!(minor("12.300", '.'), Some(1_230));
        assert_eq!(minor("twelve", '.'), None);
        assert_eq!(minor("", '.'), None);
    }

    #[test]
    fn reads_dates_and_months() {
        assert_eq!(date("2024-04", None), "2024-04-30".parse().ok());
        assert_eq!(date("04/30/2024", Some("%m/%d/%Y")), "2024-04-30".parse().ok());
        assert_eq!(date("30.04.2024", None), None);
    }
}
