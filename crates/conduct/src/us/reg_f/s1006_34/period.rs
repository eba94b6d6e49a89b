//! 1006.34(b)(5): the validation period and its end.

use facts::{AskDate, AskNotice, Channel, DateKind, Fields, Nothing, NoticeKind, Part, Value};

use super::validation;
use crate::calendar::{Calendar, Holidays};
use crate::rule::{Asked, Findings};
use crate::standing::{Day, DebtSet, Standing};
use crate::us::communication::{self, Form};

/// Receipt is assumed so many days after sending, holidays, Saturdays and Sundays left out.
const ASSUMED_RECEIPT_DAYS: u32 = 5;

/// The period ends so many calendar days after receipt.
const PERIOD_DAYS: i32 = 30;

/// A validation period of some debts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::us::reg_f) struct Period {
    pub debts: DebtSet,
    /// The day on which the information was provided.
    pub from: Day,
    /// The day on which receipt is assumed; none where it was given orally and so received at once.
    pub received: Option<Day>,
    /// The last day of the period.
    pub end: Day,
    /// The notice came back.
    pub came_back: bool,
}

impl Period {
    fn of(debts: DebtSet, from: Day, form: Form, calendar: Calendar) -> Period {
        let received = match form {
            Form::Oral => None,
            Form::Written => Some(calendar.after(from, ASSUMED_RECEIPT_DAYS)),
        };
        Period { debts, from, received, end: received.unwrap_or(from).plus(PERIOD_DAYS), came_back: false }
    }
}

/// The validation periods that this collector opened or meant to open, in the order of its notices. A notice that came
/// back opened none (comment 34(b)(5)-2); its period is marked. Where a notice named a later end than it had to, that end stands; an earlier one does not.
pub(in crate::us::reg_f) fn periods<'a>(
    standing: &'a Standing,
    calendar: Calendar<'a>,
) -> impl Iterator<Item = Period> + 'a {
    let notices = standing.notices().iter().filter(|n| {
        n.kind == NoticeKind::Validation && communication::is_ours(n) && !communication::notice_came_back(standing, n)
    });
    let notices = notices.map(move |n| {
        let mut period = Period::of(n.debts, n.at.day, form_of(n.channel), calendar);
        if let Some(stated) = n.fields.validation_period_end.map(Day::of) {
            period.end = period.end.max(stated);
        }
        period.came_back = communication::notice_came_back(standing, n);
        period
    });
    let contacts = communication::conveyed(standing)
        .filter(|c| c.contains.has(Part::ValidationInformation) && c.is_contact)
        .map(move |c| Period::of(c.debts, c.at.day, c.form, calendar));
    notices.chain(contacts)
}

/// What is handed over or said is received at once.
fn form_of(channel: Option<Channel>) -> Form {
    match channel {
        Some(channel) if channel.is_by_telephone() || channel == Channel::InPerson => Form::Oral,
        _ => Form::Written,
    }
}

/// 1006.34(b)(5), comments -1 and -2: the end of the validation period. The day on which a notice was in fact received
/// changes nothing once the end was computed from the assumed day.
pub(super) fn period_end(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::ValidationPeriodEnd {
        return;
    }
    let detail = &asked.ask.detail;
    let calendar = asked.calendar(Holidays::UsFederal);
    let form = if detail.oral == Some(true) { Form::Oral } else { Form::Written };
    let period = match (detail.provided, detail.received) {
        (Some(provided), _) => Some(Period::of(asked.debts, Day::of(provided), form, calendar)),
        (None, Some(received)) => Some(Period::of(asked.debts, Day::of(received), Form::Oral, calendar)),
        (None, None) => periods(asked.standing, calendar)
            .filter(|p| !p.came_back && p.debts.meets(asked.debts))
            .max_by_key(|p| (p.from, p.end)),
    };
    findings.defines("1006.34(b)(5)");
    match period {
        Some(period) => {
            if let Some(received) = period.received {
                findings.value("assumed_receipt", Value::Date(received.date()));
            }
            findings.value("validation_period_end", Value::Date(period.end.date()));
        }
        None => findings.value("validation_period_end", Value::Nothing(Nothing::Null)),
    }
}

/// 1006.34(b)(5) on a notice: it may name the earliest end or a later one.
pub(super) fn end_on_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    let Some(fields) = validation(asked, &empty) else { return };
    let calendar = asked.calendar(Holidays::UsFederal);
    let earliest = Period::of(asked.debts, asked.day(), form_of(asked.ask.channel), calendar).end;
    let stated = fields.validation_period_end.map(Day::of);
    let end = stated.filter(|s| *s >= earliest).unwrap_or(earliest);
    findings.value("validation_period_end", Value::Date(end.date()));
    if stated.is_some_and(|s| s < earliest) {
        findings.prohibits("1006.34(b)(5)");
    }
}
