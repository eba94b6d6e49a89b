//! 1006.30(a): what comes before information about a debt is furnished to a consumer reporting agency.

use facts::{Act, AskAct, AskDate, Channel, DateKind, Nothing, Place, Recipient, Value};

use crate::rule::{Asked, Findings};
use crate::standing::{Contact, Day, DebtSet, EndpointIx, Moment, Outcome, Standing};
use crate::us::communication;

/// A wait of so many days, that of sending included, is reasonable (comment 30(a)(1)-2, as its examples count).
const WAIT_DAYS: i32 = 14;

/// How far one sending has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wait {
    /// None at all, or a notice of undeliverability came in it.
    Nothing,
    /// Shorter than the comment's, and nothing came back so far.
    Short { until: Day },
    /// Long enough.
    Done,
}

/// One letter or electronic message about debts.
#[derive(Debug, Clone, Copy)]
struct Sending {
    at: Moment,
    channel: Option<Channel>,
    to: Option<EndpointIx>,
    debts: DebtSet,
    undeliverable: bool,
}

/// 1006.30(a)(1) and its comments: first a talk with the consumer about the debt, or a letter or an electronic message
/// and a watched wait in which nothing came back. Fourteen days are enough; whether fewer are is left to facts. What
/// comes back after the wait changes nothing. Agencies that keep only check-writing histories are excepted, (a)(2).
pub(super) fn furnished(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Furnish {
        return;
    }
    match asked.ask.detail.recipient {
        Some(Recipient::ConsumerReportingAgency) => {}
        Some(Recipient::CheckHistoryAgency) => {
            findings.permits("1006.30(a)(2)");
            return;
        }
        Some(_) | None => {
            findings.unknown("1006.30(a)(1)", "recipient");
            return;
        }
    }
    if asked.debts.is_empty() {
        findings.prohibits("1006.30(a)(1)");
    }
    for debt in asked.debts.iter() {
        if !has_spoken(asked.standing, debt) {
            wait_for_returns(asked, debt, findings);
        }
    }
}

/// 1006.30(a)(1)(i): did we speak to the consumer about this debt, in person or by telephone?
fn has_spoken(standing: &Standing, debt: usize) -> bool {
    standing.contacts().iter().any(|c| {
        let is_talk = match c.outcome {
            Outcome::Call(_) => c.is_conversation(),
            Outcome::Visit(place, _) => place != Place::Portal,
            Outcome::Message(_) => false,
        };
        is_talk && communication::is_with_consumer(standing, c) && communication::debts_of(standing, c).holds(debt)
    })
}

/// 1006.30(a)(1)(ii).
fn wait_for_returns(asked: &Asked<AskAct>, debt: usize, findings: &mut Findings) {
    let best =
        sendings(asked.standing).filter(|s| s.debts.holds(debt)).map(|s| wait(asked.standing, s, asked.day())).max();
    match best {
        None | Some(Wait::Nothing) => {
            let finding = findings.prohibits("1006.30(a)(1)");
            let today = |s: &Sending| s.at.day == asked.day() && !s.undeliverable;
            if let Some(sending) = sendings(asked.standing).filter(|s| s.debts.holds(debt)).find(today) {
                finding.until(Moment::whole(sending.at.day.plus(WAIT_DAYS)));
            }
        }
        Some(_) if asked.ask.detail.monitored == Some(false) => {
            findings.prohibits("1006.30(a)(1)(ii)");
        }
        Some(Wait::Short { until }) => {
            findings.withholds("1006.30(a)(1)(ii)").until(Moment::whole(until));
        }
        Some(Wait::Done) if asked.ask.detail.monitored.is_none() => {
            findings.unknown("1006.30(a)(1)(ii)", "monitored");
        }
        Some(Wait::Done) => {
            findings.permits("comment 30(a)(1)-2");
        }
    }
}

fn wait(standing: &Standing, sending: Sending, today: Day) -> Wait {
    let ends = sending.at.day.plus(WAIT_DAYS);
    let in_period = |bounce: Moment| sending.at.is_by(bounce) && bounce.day < ends;
    let came_back = communication::bounces(standing, sending.channel, sending.to, sending.debts).any(in_period);
    if sending.undeliverable || came_back || today <= sending.at.day {
        Wait::Nothing
    } else if today < ends {
        Wait::Short { until: ends }
    } else {
        Wait::Done
    }
}

/// The letters and electronic messages to the consumer in which we conveyed information on debts.
fn sendings(standing: &Standing) -> impl Iterator<Item = Sending> {
    let messages = standing.contacts().iter().filter(|c| is_about_debt(standing, c)).map(|c| Sending {
        at: c.at,
        channel: Some(c.channel),
        to: c.to,
        debts: communication::debts_of(standing, c),
        undeliverable: c.is_undeliverable(),
    });
    let by_mail_or_message = |channel: Option<Channel>| channel.is_none_or(|c| c.is_message() && c != Channel::Fax);
    let notices = standing.notices().iter().filter(move |n| {
        communication::is_ours(n) && by_mail_or_message(n.channel) && communication::is_to_consumer(standing, n)
    });
    messages.chain(notices.map(|n| Sending {
        at: n.at,
        channel: n.channel,
        to: n.to,
        debts: n.debts,
        undeliverable: false,
    }))
}

fn is_about_debt(standing: &Standing, contact: &Contact) -> bool {
    contact.is_ours()
        && contact.is_message()
        && contact.channel != Channel::Fax
        && contact.purpose.is_none_or(communication::conveys)
        && communication::is_with_consumer(standing, contact)
}

/// 1006.30(a)(1)(ii): the first day after the wait that begins with a sending.
pub(super) fn earliest(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::EarliestFurnish {
        return;
    }
    findings.defines("1006.30(a)(1)(ii)");
    let value = match asked.ask.detail.sent {
        Some(sent) => Some(Day::of(sent).plus(WAIT_DAYS)),
        None => {
            asked.debts.iter().map(|debt| earliest_for(asked.standing, debt)).reduce(|a, b| Some(a?.max(b?))).flatten()
        }
    };
    let value = value.map_or(Value::Nothing(Nothing::Null), |day| Value::Date(day.date()));
    findings.value(DateKind::EarliestFurnish.as_str(), value);
}

/// The day of the first talk, or the first after a wait in which nothing came back.
fn earliest_for(standing: &Standing, debt: usize) -> Option<Day> {
    let talk = standing.contacts().iter().find(|c| {
        let is_talk = c.is_conversation() || matches!(c.outcome, Outcome::Visit(place, _) if place != Place::Portal);
        is_talk && communication::is_with_consumer(standing, c) && communication::debts_of(standing, c).holds(debt)
    });
    let waits = sendings(standing).filter(|s| s.debts.holds(debt)).filter_map(|s| {
        let ends = s.at.day.plus(WAIT_DAYS);
        (wait(standing, s, ends) == Wait::Done).then_some(ends)
    });
    talk.map(|c| c.at.day).into_iter().chain(waits).min()
}
