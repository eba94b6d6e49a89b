//! From a line of a history to the facts that it is.

use conduct::Standing;
use facts::{
    Call, Channel, ConsentTo, DebtId, EndpointId, EndpointKind, Event, Fact, Handover, Hold, HoldCause, HouseEvent,
    Meaning, Message, MessageOutcome, Need, Notice, Payment, PersonId, Promise, Purpose, Statement, Status, StatusKind,
    When,
};
use jiff::civil::Date;

use super::line::{Line, What, named};
use crate::place::{Rejection, consumer};

/// A need of which the other system knew no end is looked at again after so many days.
const NEED_DAYS: i32 = 365;
pub(super) const PLAN: &str =
    "they pay by a plan that another system ran: agree it with them here, so that nobody asks them twice";

/// Whose line it is, and by what its facts are named.
pub(super) struct Whose<'a> {
    pub standing: &'a Standing,
    pub debt: DebtId,
    /// When the account was placed here.
    pub placed: Option<Date>,
    pub today: Date,
    /// What distinguishes this line from all others.
    pub key: &'a str,
}

/// The facts of a line, in the order in which they are recorded.
pub(super) fn facts(line: &Line, whose: &Whose) -> Result<Vec<Fact>, Rejection> {
    let to = endpoint(line, whose)?;
    let statement = |means: Meaning| Fact::Event(Event::Statement(statement(line, whose, means)));
    let event = |event: Event| Ok(vec![Fact::Event(event)]);
    match line.what {
        What::ContactOut | What::ContactIn => event(contact(line, whose, to)),
        What::Stop => Ok(vec![statement(match line.channel {
            Some(channel) => Meaning::StopChannel { channel: Some(channel), endpoint: to },
            None => Meaning::Cease {},
        })]),
        What::Allow => Ok(vec![statement(Meaning::AllowChannel { channel: line.channel, endpoint: to })]),
        What::Consent => {
            let means = Meaning::Consent {
                to: match line.channel {
                    Some(Channel::Text) => ConsentTo::Text,
                    Some(Channel::Email) => ConsentTo::Email,
                    _ => ConsentTo::Calls,
                },
                times: Vec::new(),
                places: Vec::new(),
                endpoint: to,
                person: None,
                until: line.until.map(When::Day),
            };
            Ok(vec![statement(means)])
        }
        What::NotAt => {
            let until = line.until.map(When::Day);
            Ok(vec![statement(Meaning::Inconvenient { times: line.times.clone(), places: Vec::new(), until })])
        }
        What::Dispute => {
            let reason = line.words.clone();
            let said = Meaning::Dispute { part: line.amount, reason, like: None, new_information: None };
            Ok(vec![statement(said), hold(line, whose, HoldCause::Dispute)])
        }
        What::Complaint => Ok(vec![statement(Meaning::Complaint {})]),
        What::Hardship => Ok(vec![statement(Meaning::Hardship { detail: line.words.clone() })]),
        What::WrongNumber => Ok(vec![statement(Meaning::WrongNumber { endpoint: to })]),
        What::Represented => Ok(vec![statement(Meaning::Represented { attorney: None, ascertainable: None })]),
        What::Promise => {
            let due = When::Day(line.until.unwrap_or(whose.today));
            let what = line.amount.map_or_else(String::new, |amount| format!("pay {}", amount.spoken()));
            let promise = format!("before_{}", whose.key);
            let promise = Promise { at: line.at, promise, by: consumer(), what, due };
            Ok(vec![Fact::House(HouseEvent::Promise(promise))])
        }
        What::Need => {
            let until = line.until.unwrap_or(whose.today.saturating_add(jiff::Span::new().days(NEED_DAYS)));
            let code = line.code.clone().unwrap_or_default();
            Ok(vec![Fact::House(HouseEvent::Need(Need {
                at: line.at,
                code,
                until: Some(until),
                detail: line.words.clone(),
            }))])
        }
        What::Hold => {
            let cause = line.code.as_deref().and_then(named).unwrap_or(HoldCause::Asked);
            Ok(vec![hold(line, whose, cause)])
        }
        What::Payment => Ok(vec![payment(line, whose)?]),
        What::Plan => Ok(plan(line, whose)),
        What::Notice => event(notice(line, whose, to)),
        What::Nothing => Ok(Vec::new()),
        What::Bankruptcy | What::Death | What::Moratorium | What::Judgment | What::Litigation => {
            let kind = line.what.status().unwrap_or(StatusKind::Litigation);
            let until = line.until.map(When::Day);
            let debts = match kind {
                StatusKind::Judgment | StatusKind::Litigation => vec![whose.debt.clone()],
                _ => Vec::new(),
            };
            event(Event::Status(Status { debts, until, ..Status::new(kind, line.at) }))
        }
    }
}

/// The contact point that the line names, as we know it.
fn endpoint(line: &Line, whose: &Whose) -> Result<Option<EndpointId>, Rejection> {
    let theirs = whose.standing.endpoints();
    let Some(value) = &line.endpoint else {
        let of_channel = |kind: EndpointKind| match line.channel {
            Some(Channel::Email) => kind == EndpointKind::Email,
            Some(Channel::Letter) => kind == EndpointKind::Postal,
            Some(Channel::Text) => kind == EndpointKind::Mobile,
            Some(Channel::Call | Channel::Voicemail | Channel::RinglessVoicemail) => {
                matches!(kind, EndpointKind::Mobile | EndpointKind::Landline)
            }
            _ => false,
        };
        // Where there is one that it can have been, it was that one; a stop is never narrowed by a guess.
        let mut fitting = theirs.iter().filter(|e| of_channel(e.kind));
        let only = fitting.next().filter(|_| fitting.next().is_none());
        let is_contact = matches!(line.what, What::ContactOut | What::ContactIn | What::Notice);
        return Ok(only.filter(|_| is_contact).map(|e| e.id.clone()));
    };
    let found = theirs.iter().find(|e| same(&e.value, value)).map(|e| e.id.clone());
    if found.is_none() && line.what == What::WrongNumber {
        return Err(Rejection {
            line: line.line,
            field: "endpoint",
            reason: format!("`{value}` is no contact point of theirs that is on record"),
            remedy: "leave the line out: nobody is contacted there",
        });
    }
    Ok(found)
}

/// One number or address, written in two ways?
fn same(ours: &str, theirs: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if theirs.contains('@') {
        return ours.eq_ignore_ascii_case(theirs);
    }
    let (ours, theirs) = (digits(ours), digits(theirs));
    theirs.len() >= 8 && ours.ends_with(theirs.trim_start_matches('0'))
}

fn contact(line: &Line, whose: &Whose, to: Option<EndpointId>) -> Event {
    let out = line.what == What::ContactOut;
    let channel = line.channel.unwrap_or(Channel::Call);
    let by = if out { PersonId::collector() } else { consumer() };
    let person = out.then(consumer);
    let (from, to) = if out { (None, to) } else { (to, None) };
    let purpose = out.then_some(Purpose::Collect);
    let debts = vec![whose.debt.clone()];
    if channel.is_by_telephone() {
        let outcome = line.outcome.unwrap_or(facts::CallOutcome::Conversation);
        return Event::Call(Call {
            at: line.at,
            by,
            with: None,
            from,
            to,
            person,
            debts,
            discussed: None,
            counted_to: Vec::new(),
            purpose,
            contains: Vec::new(),
            outcome,
        });
    }
    Event::Message(Message {
        at: line.at,
        by,
        with: None,
        channel,
        from,
        to,
        person,
        debts,
        purpose,
        contains: Vec::new(),
        outcome: Some(MessageOutcome::Delivered),
        text: None,
        language: None,
    })
}

fn statement(line: &Line, whose: &Whose, means: Meaning) -> Statement {
    // Where the other system doesn't say how they told us, a wish counts as the law counts one in writing, and a consent
    // as one that was only spoken.
    let is_consent = matches!(means, Meaning::Consent { .. } | Meaning::AllowChannel { .. });
    let via = line.via.unwrap_or(if is_consent { Channel::Call } else { Channel::Letter });
    let about = match means {
        Meaning::Dispute { .. } => vec![whose.debt.clone()],
        _ => Vec::new(),
    };
    let by = if matches!(means, Meaning::WrongNumber { .. }) { PersonId::named("who_answered") } else { consumer() };
    let written = via.is_message().then_some(true);
    Statement { at: line.at, by, with: None, via, written, received: None, about, means }
}

fn hold(line: &Line, whose: &Whose, cause: HoldCause) -> Fact {
    let hold = format!("before_{}", whose.key);
    let debts = if cause == HoldCause::Dispute { vec![whose.debt.clone()] } else { Vec::new() };
    Fact::House(HouseEvent::Hold(Hold { at: line.at, hold, cause, debts, until: line.until }))
}

fn payment(line: &Line, whose: &Whose) -> Result<Fact, Rejection> {
    let day = line.at.day_as_written();
    if whose.placed.is_some_and(|placed| day > placed) {
        return Err(Rejection {
            line: line.line,
            field: "at",
            reason: format!("a payment of {day} came after the account was placed"),
            remedy: "take it in with `forbear bank`, so that the books have it",
        });
    }
    let amount = line.amount.unwrap_or_else(|| facts::Money::zero(facts::Currency::USD));
    let by = Some(consumer());
    Ok(Fact::Event(Event::Payment(Payment {
        at: line.at,
        by,
        with: None,
        amount,
        debts: vec![whose.debt.clone()],
        instrument: None,
        dated: None,
        directed: None,
        outcome: None,
    })))
}

/// The plan as what the law and the record know of it; while it runs, a human carries it over and nothing goes out.
fn plan(line: &Line, whose: &Whose) -> Vec<Fact> {
    let status = Status {
        debts: vec![whose.debt.clone()],
        amount: line.amount,
        every: line.every.clone(),
        until: line.until.map(When::Day),
        ..Status::new(StatusKind::Arrangement, line.at)
    };
    let mut facts = vec![Fact::Event(Event::Status(status))];
    if runs(line, whose.today) {
        facts.push(Fact::House(HouseEvent::Handover(Handover { at: line.at, why: PLAN.to_owned(), done: None })));
    }
    facts
}

/// Does the plan of this line still run?
pub(super) fn runs(line: &Line, today: Date) -> bool {
    line.what == What::Plan && line.until.is_none_or(|until| until >= today)
}

fn notice(line: &Line, whose: &Whose, to: Option<EndpointId>) -> Event {
    Event::Notice(Notice {
        at: line.at,
        by: Some(PersonId::collector()),
        with: None,
        kind: line.code.as_deref().and_then(named).unwrap_or(facts::NoticeKind::Validation),
        channel: line.channel.or(Some(Channel::Letter)),
        to,
        person: Some(consumer()),
        debts: vec![whose.debt.clone()],
        fields: None,
        contains: Vec::new(),
        language: None,
    })
}
