//! 1006.100: record retention. (1006.104, that State law which protects more stands beside this, is how packs combine.)

use facts::{Act, AskAct, AskDate, DateKind, Nothing, Record, StatusKind, Value};

use super::rule;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Contact, Day, Moment, Outcome, Party, Standing};
use crate::us::communication;

/// Three years, in months.
const RETENTION_MONTHS: i32 = 36;

pub(super) static RULES: &[Rule] = &[
    rule(
        "1006.100",
        "records are kept until three years after the last work on the debt, recordings three years from their call",
        Run::Act(records),
    ),
    rule("1006.100", "the last day on which records must be kept", Run::Date(retention_end)),
];

/// 1006.100(a) and (b), comment 100-1: nothing is destroyed before the end of its time; keeping longer is allowed.
fn records(asked: &Asked<AskAct>, findings: &mut Findings) {
    match asked.ask.act {
        Act::DestroyRecords => {}
        Act::KeepRecords => {
            findings.permits("comment 100-1");
            return;
        }
        _ => return,
    }
    let record = asked.ask.detail.record.unwrap_or(Record::Records);
    let (rule, missing) = match record {
        Record::Records => ("1006.100(a)", "collection activity"),
        Record::CallRecording => ("1006.100(b)", "called"),
    };
    match end(asked, record, asked.ask.detail.called.map(Day::of)) {
        Some(end) if asked.day() <= end => {
            findings.prohibits(rule).until(Moment::whole(end.plus(1)));
        }
        Some(_) => {}
        None => {
            findings.unknown(rule, missing);
        }
    }
}

/// 1006.100(a) and (b): the end of retention.
fn retention_end(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::RecordRetentionEnd {
        return;
    }
    let record = asked.ask.detail.record.unwrap_or(Record::Records);
    findings.defines(match record {
        Record::Records => "1006.100(a)",
        Record::CallRecording => "1006.100(b)",
    });
    let end = end(asked, record, asked.ask.detail.called.map(Day::of));
    let value = end.map_or(Value::Nothing(Nothing::Null), |day| Value::Date(day.date()));
    findings.value(DateKind::RecordRetentionEnd.as_str(), value);
}

/// The last day on which it must be kept.
fn end<A>(asked: &Asked<A>, record: Record, called: Option<Day>) -> Option<Day> {
    let from = match record {
        Record::Records => last_activity(asked),
        Record::CallRecording => called,
    };
    from.map(|day| day.plus_months(RETENTION_MONTHS))
}

/// The day of this collector's last collection activity on any of the debts: what it sent, called, said and met, what
/// it took or deposited, its suits, and the days on which collection began and ended.
fn last_activity<A>(asked: &Asked<A>) -> Option<Day> {
    let standing = asked.standing;
    let contacts = standing.contacts().iter().filter(|c| is_activity(standing, c));
    let contacts = contacts.filter(|c| communication::debts_of(standing, c).or(c.counted_to).meets(asked.debts));
    let notices = standing.notices().iter().filter(|n| communication::is_ours(n) && n.debts.meets(asked.debts));
    let payments = standing.payments().iter().filter(|p| p.with.is_none() && p.debts.meets(asked.debts));
    let changes = standing.changes().iter().filter(|c| {
        matches!(
            c.kind,
            StatusKind::CollectionBegan
                | StatusKind::CollectionEnded
                | StatusKind::Placed
                | StatusKind::Litigation
                | StatusKind::Judgment
        ) && c.with.is_none_or(|with| with == Party::Collector)
            && c.debts.meets(asked.debts)
    });
    let days = contacts.map(|c| c.at.day).chain(notices.map(|n| n.at.day));
    days.chain(payments.map(|p| p.at.day)).chain(changes.map(|c| c.at.day)).filter(|day| *day <= asked.day()).max()
}

/// Our own calls, messages and visits, answered or not, and talks that others began with us.
fn is_activity(standing: &Standing, contact: &Contact) -> bool {
    let collects = contact.purpose.is_none_or(crate::us::consumer::is_collection);
    let talk = contact.is_conversation() || matches!(contact.outcome, Outcome::Visit(..));
    collects && (contact.is_ours() || (talk && contact.is_to_us() && standing.role(contact.by).is_some()))
}
