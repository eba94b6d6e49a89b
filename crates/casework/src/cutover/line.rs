//! One line of a history, read and validated.

use facts::{CallOutcome, Channel, Clock, Currency, Money, NoticeKind, StatusKind, When, Window};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::map::{HistoryField, HistoryMap};
use crate::place::{self, FileError, Rejection};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// We reached out, or tried to.
    ContactOut,
    /// They got in touch.
    ContactIn,
    /// No more by this channel; by none, where the line has no channel.
    Stop,
    /// This channel again.
    Allow,
    /// They agreed to be reached by this channel.
    Consent,
    /// They named times at which not to be reached.
    NotAt,
    Dispute,
    Complaint,
    Hardship,
    /// Somebody else has the contact point.
    WrongNumber,
    /// An attorney speaks for them.
    Represented,
    /// They pay by a plan that the other system ran.
    Plan,
    Payment,
    /// They promised to pay.
    Promise,
    Need,
    /// It rests.
    Hold,
    /// We sent a notice that law defines.
    Notice,
    Bankruptcy,
    Death,
    /// A moratorium, as breathing space.
    Moratorium,
    Judgment,
    Litigation,
    /// Nothing was done and nothing was said, by this channel; by any, where the line has none.
    Nothing,
}

/// A line of a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The line of the file, its header being line 1.
    pub line: u64,
    pub account: String,
    pub at: When,
    pub what: What,
    pub channel: Option<Channel>,
    pub outcome: Option<CallOutcome>,
    /// A number or address, as written.
    pub endpoint: Option<String>,
    pub amount: Option<Money>,
    /// How often a plan is paid, in words.
    pub every: Option<String>,
    /// The last day; of a promise the day on which it is due.
    pub until: Option<Date>,
    pub times: Vec<Window>,
    /// The code of a need, the cause of a hold, the kind of a notice.
    pub code: Option<String>,
    pub via: Option<Channel>,
    pub words: Option<String>,
    /// SHA-256 of what the line says, whichever file it stands in.
    pub content: [u8; 32],
}

impl Line {
    /// What it says, whichever file it stands in.
    fn said(&self) -> Result<Vec<u8>, serde_json::Error> {
        let who = (&self.account, self.at, self.what, self.channel, self.outcome, &self.endpoint, self.amount);
        let more = (&self.every, self.until, &self.times, &self.code, self.via, &self.words);
        serde_json::to_vec(&(who, more))
    }
}

impl What {
    /// The change of status that it is, where it is one.
    pub(super) fn status(self) -> Option<StatusKind> {
        match self {
            What::Bankruptcy => Some(StatusKind::Bankruptcy),
            What::Death => Some(StatusKind::Death),
            What::Moratorium => Some(StatusKind::Moratorium),
            What::Judgment => Some(StatusKind::Judgment),
            What::Litigation => Some(StatusKind::Litigation),
            _ => None,
        }
    }
}

/// Where our fields stand in a file: worked out once from its header.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    map: &'a HistoryMap,
    places: Vec<(HistoryField, usize)>,
    width: usize,
    currency: Currency,
    zone: TimeZone,
    now: Timestamp,
}

impl<'a> Reader<'a> {
    /// Finds each mapped column in the header.
    pub(super) fn new(map: &'a HistoryMap, header: &csv::ByteRecord, now: Timestamp) -> Result<Reader<'a>, FileError> {
        let names: Vec<String> = header.iter().map(|h| String::from_utf8_lossy(h).trim().to_owned()).collect();
        let mut places = Vec::new();
        for (field, column) in &map.columns {
            let place = names.iter().position(|n| n == column).ok_or_else(|| FileError::MissingColumn {
                ours: field.as_str().to_owned(),
                column: column.clone(),
                found: names.join(", "),
            })?;
            places.push((*field, place));
        }
        let currency = map.file.currency.parse().unwrap_or(Currency::USD);
        let zone = TimeZone::get(&map.file.zone).unwrap_or(TimeZone::UTC);
        Ok(Reader { map, places, width: names.len(), currency, zone, now })
    }

    /// The account that a record names, whatever else is wrong with it.
    pub(super) fn account(&self, record: &csv::ByteRecord) -> Option<String> {
        let cells = Cells { reader: self, record, line: 0 };
        cells.text(HistoryField::Account).ok().flatten().filter(|_| record.len() == self.width)
    }

    /// Reads one record.
    pub(super) fn read(&self, line: u64, record: &csv::ByteRecord) -> Result<Line, Rejection> {
        if record.len() != self.width {
            return Err(Rejection::wrong_width(line, record.len(), self.width));
        }
        let cells = Cells { reader: self, record, line };
        let account = cells.needed(HistoryField::Account, "name the account by the creditor's number")?;
        let what = cells.what()?;
        let read = Line {
            line,
            account,
            at: cells.at()?,
            what,
            channel: cells.channel(HistoryField::Channel)?,
            outcome: cells.outcome()?,
            endpoint: cells.text(HistoryField::Endpoint)?,
            amount: cells.amount()?,
            every: cells.text(HistoryField::Every)?,
            until: cells.until()?,
            times: cells.times()?,
            code: cells.text(HistoryField::Code)?,
            via: cells.channel(HistoryField::Via)?,
            words: cells.text(HistoryField::Words)?,
            content: [0; 32],
        };
        cells.check(&read)?;
        let content = read.said().map_err(|why| {
            let remedy = "write the line down at the desk instead";
            cells.reject(HistoryField::What, format!("it can't be kept: {why}"), remedy)
        })?;
        Ok(Line { content: Sha256::digest(content).into(), ..read })
    }
}

/// The cells of one record, read by our fields.
struct Cells<'a> {
    reader: &'a Reader<'a>,
    record: &'a csv::ByteRecord,
    line: u64,
}

impl Cells<'_> {
    fn reject(&self, field: HistoryField, reason: String, remedy: &'static str) -> Rejection {
        Rejection { line: self.line, field: field.as_str(), reason, remedy }
    }

    fn text(&self, field: HistoryField) -> Result<Option<String>, Rejection> {
        if let Some((_, place)) = self.reader.places.iter().find(|(f, _)| *f == field) {
            let bytes = self.record.get(*place).unwrap_or_default();
            let text = std::str::from_utf8(bytes).map(str::trim).map_err(|_| {
                let reason = format!("`{}` is not UTF-8", String::from_utf8_lossy(bytes));
                self.reject(field, reason, "save the file as UTF-8, or say its `encoding` in the map")
            })?;
            if !text.is_empty() {
                return Ok(Some(text.to_owned()));
            }
        }
        Ok(self.reader.map.constants.get(&field).cloned())
    }

    fn needed(&self, field: HistoryField, remedy: &'static str) -> Result<String, Rejection> {
        self.text(field)?.ok_or_else(|| self.reject(field, "it is empty".to_owned(), remedy))
    }

    fn what(&self) -> Result<What, Rejection> {
        let word = self.needed(HistoryField::What, "say what the line is")?;
        if let Some(what) = self.reader.map.whats.get(&word) {
            return Ok(*what);
        }
        named(&word).ok_or_else(|| {
            let reason = format!("`{word}` is nothing that is known");
            self.reject(HistoryField::What, reason, "translate it under [whats] in the map")
        })
    }

    fn channel(&self, field: HistoryField) -> Result<Option<Channel>, Rejection> {
        let Some(word) = self.text(field)? else { return Ok(None) };
        if let Some(channel) = self.reader.map.channels.get(&word) {
            return Ok(Some(*channel));
        }
        let channel = named(&word).filter(|c| !matches!(c, Channel::Envelope | Channel::CreditorFile));
        channel.map(Some).ok_or_else(|| {
            let reason = format!("`{word}` is no channel that is known");
            self.reject(field, reason, "translate it under [channels] in the map")
        })
    }

    fn outcome(&self) -> Result<Option<CallOutcome>, Rejection> {
        let Some(word) = self.text(HistoryField::Outcome)? else { return Ok(None) };
        if let Some(outcome) = self.reader.map.outcomes.get(&word) {
            return Ok(Some(*outcome));
        }
        named(&word).map(Some).ok_or_else(|| {
            let reason = format!("`{word}` is no outcome of a call that is known");
            self.reject(HistoryField::Outcome, reason, "translate it under [outcomes] in the map")
        })
    }

    /// A moment as it is written with its offset, or at the other system's clock; or a day.
    fn at(&self) -> Result<When, Rejection> {
        let text = self.needed(HistoryField::At, "say on which day it was")?;
        let time = self.text(HistoryField::Time)?;
        let when = match (text.parse::<When>(), &time) {
            (Ok(when @ When::Time { .. }), None) => Some(when),
            _ => self.at_clock(&text, time.as_deref()),
        };
        let when = when.ok_or_else(|| {
            let reason = match &time {
                Some(time) => format!("`{text}` and `{time}` are no moment"),
                None => format!("`{text}` is no moment"),
            };
            let remedy =
                "write 2026-11-24, or 2026-11-24T10:15:00-05:00; or say the form as `date` and `time` in the map";
            self.reject(HistoryField::At, reason, remedy)
        })?;
        let future = match when {
            When::Time { instant, .. } => instant > self.reader.now,
            When::Day(day) => day > self.reader.now.to_zoned(self.reader.zone.clone()).date(),
        };
        if future {
            let reason = format!("{when} lies in the future");
            return Err(self.reject(
                HistoryField::At,
                reason,
                "check the day's form in the map: day and month may be swapped",
            ));
        }
        Ok(when)
    }

    fn at_clock(&self, text: &str, time: Option<&str>) -> Option<When> {
        let form = self.reader.map.file.date.as_deref();
        // A day and a time in one cell are parted by `T` or a space.
        let (day, time) = match (time, text.split_once(['T', ' '])) {
            (None, Some((day, time))) => (day, Some(time.trim())),
            _ => (text, time),
        };
        let day = full_day(day, form)?;
        match time {
            None => Some(When::Day(day)),
            Some(time) => {
                let time = self.time(time)?;
                let zoned = day.to_datetime(time).to_zoned(self.reader.zone.clone()).ok()?;
                Some(When::at(&zoned))
            }
        }
    }

    fn time(&self, text: &str) -> Option<Time> {
        let form = self.reader.map.file.time.as_deref();
        let forms = form.into_iter().chain(["%H:%M:%S", "%H:%M"]);
        forms.filter_map(|form| Time::strptime(form, text).ok()).next()
    }

    fn until(&self) -> Result<Option<Date>, Rejection> {
        let Some(text) = self.text(HistoryField::Until)? else { return Ok(None) };
        full_day(&text, self.reader.map.file.date.as_deref()).map(Some).ok_or_else(|| {
            let reason = format!("`{text}` is not a day");
            self.reject(HistoryField::Until, reason, "write it as 2026-11-24, or say its form as `date` in the map")
        })
    }

    fn amount(&self) -> Result<Option<Money>, Rejection> {
        let Some(text) = self.text(HistoryField::Amount)? else { return Ok(None) };
        let money = place::amount(&text, self.reader.map.file.decimal, self.reader.currency);
        money.filter(|money| money.minor() > 0).map(Some).ok_or_else(|| {
            let reason = format!("`{text}` is not an amount of {} above nothing", self.reader.currency);
            self.reject(HistoryField::Amount, reason, "write it as 1234.56, with at most two decimals")
        })
    }

    /// `mon,tue 09:00-17:00; 20:00-21:00`
    fn times(&self) -> Result<Vec<Window>, Rejection> {
        let Some(text) = self.text(HistoryField::Times)? else { return Ok(Vec::new()) };
        let windows: Option<Vec<Window>> = text.split(';').map(|part| window(part.trim())).collect();
        windows.ok_or_else(|| {
            let reason = format!("`{text}` are no times");
            self.reject(HistoryField::Times, reason, "write them as `mon,tue 09:00-17:00; 20:00-21:00`")
        })
    }

    /// What each kind of line needs.
    fn check(&self, line: &Line) -> Result<(), Rejection> {
        let empty =
            |field: HistoryField, remedy: &'static str| Err(self.reject(field, "it is empty".to_owned(), remedy));
        match line.what {
            What::ContactOut | What::ContactIn | What::Consent | What::Allow if line.channel.is_none() => {
                empty(HistoryField::Channel, "say by which channel")
            }
            What::ContactOut if line.channel == Some(Channel::Call) && line.outcome.is_none() => empty(
                HistoryField::Outcome,
                "say what became of the call; where nobody knows, `conversation` counts most",
            ),
            What::WrongNumber if line.endpoint.is_none() => {
                empty(HistoryField::Endpoint, "say which number or address is somebody else's")
            }
            What::NotAt if line.times.is_empty() => empty(HistoryField::Times, "say at which times"),
            What::Plan | What::Payment | What::Promise if line.amount.is_none() => {
                empty(HistoryField::Amount, "say how much")
            }
            What::Promise if line.until.is_none() => empty(HistoryField::Until, "say by which day"),
            What::Need | What::Hold | What::Notice if line.code.is_none() => {
                empty(HistoryField::Code, "say which need, which cause, or which notice")
            }
            What::Notice if named::<NoticeKind>(line.code.as_deref().unwrap_or_default()).is_none() => {
                let reason = format!("`{}` is no notice that is known", line.code.as_deref().unwrap_or_default());
                Err(self.reject(
                    HistoryField::Code,
                    reason,
                    "write validation, arrears, default, or another of the case format",
                ))
            }
            What::Hold if named::<facts::HoldCause>(line.code.as_deref().unwrap_or_default()).is_none() => {
                let reason =
                    format!("`{}` is no cause of a hold that is known", line.code.as_deref().unwrap_or_default());
                Err(self.reject(
                    HistoryField::Code,
                    reason,
                    "write dispute, health, bereavement, advice, asked, or another that is known",
                ))
            }
            What::Consent if !matches!(line.channel, Some(Channel::Call | Channel::Text | Channel::Email)) => {
                let reason = "a consent is to calls, texts or e-mails".to_owned();
                Err(self.reject(HistoryField::Channel, reason, "write call, text or email; a letter needs none"))
            }
            _ => Ok(()),
        }
    }
}

/// A day as ISO writes it or in the map's own form: a month alone is no day.
fn full_day(text: &str, form: Option<&str>) -> Option<Date> {
    (text.len() != 7).then(|| place::date(text, form)).flatten()
}

/// A value of ours by its word.
pub(super) fn named<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

fn window(text: &str) -> Option<Window> {
    let (days, hours) = match text.split_once(' ') {
        Some((days, hours)) => (days.split(',').map(named).collect::<Option<Vec<_>>>()?, hours.trim()),
        None => (Vec::new(), text),
    };
    let (from, to) = hours.split_once('-')?;
    let clock = |text: &str| named::<Clock>(text.trim());
    let (from, to) = (clock(from)?, clock(to)?);
    (from < to).then_some(Window { days, from: Some(from), to: Some(to), time_zone: None })
}
