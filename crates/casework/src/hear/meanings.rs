//! From what was heard to what is recorded: words with legal weight become statements at once, and all else that matters
//! fetches a human. What happened to somebody (an illness, a lost job) is never recorded here: it is offered for consent.

use facts::{
    DebtId, Event, Fact, Hold, HoldCause, HouseEvent, Meaning, PersonId, Place, Preference, Safety, Statement, Status,
    StatusKind, When,
};
use jiff::ToSpan;
use jiff::civil::Date;
use words::compose::Kind;
use words::listen::{Cue, Heard, Intent, SafetyLevel, Span};

use super::Given;
use super::stop::{Stop, named};
use super::times;

/// A message of no more words than this that says nothing but stop is a bare stop: it gets a bare confirmation.
const BARE_STOP_WORDS: usize = 4;

/// What a text comes to.
#[derive(Debug)]
pub(super) struct Meant {
    /// What is recorded at once, each with the person's own words for it.
    pub facts: Vec<(Fact, Option<String>)>,
    /// What an agent is asked to confirm, in plain words.
    pub confirm: Vec<String>,
    /// Why a human takes over; nobody does where there are none.
    pub reasons: Vec<&'static str>,
    /// What happened to them, to be recorded only if they agree.
    pub circumstances: Vec<(&'static str, String)>,
    pub stops: Vec<Stop>,
    pub safety: Option<facts::SafetyLevel>,
    /// They said stop and nothing else.
    pub is_bare_stop: bool,
    /// Which reply fits: that of their one matter, or the plain one.
    pub reply: Kind,
    /// Until when it rests because money is short, as the reply says.
    pub until: Option<Date>,
    /// What they complain of, in their own words.
    pub complaint: Option<String>,
}

/// Why a human takes over, where the reply depends on it.
const SHORT: &str = "money is short";
const COMPLAINS: &str = "they complain";
const DISTRESS: &str = "they are in distress";
const UPSET: &str = "they are upset with us";

/// So long it rests where somebody says that money is short: generally, what CONC 7.3.12G gives for making a plan.
const PAUSE_DAYS: i64 = 30;

impl Default for Meant {
    fn default() -> Meant {
        Meant {
            facts: Vec::new(),
            confirm: Vec::new(),
            reasons: Vec::new(),
            circumstances: Vec::new(),
            stops: Vec::new(),
            safety: None,
            is_bare_stop: false,
            reply: Kind::Reply,
            until: None,
            complaint: None,
        }
    }
}

/// Who wrote, when, by which channel, about what.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub by: PersonId,
    pub at: When,
    pub via: facts::Channel,
    pub text: &'a str,
    /// The debts that it is about; every debt where there are none.
    pub about: Vec<DebtId>,
    /// What distinguishes this message from all others; for the ids of holds.
    pub key: &'a str,
}

impl Meant {
    /// What they ticked stands before what was read in their words, and for it: the same dispute is not said twice.
    pub(super) fn put_first(&mut self, given: Given) {
        if given.facts.iter().any(is_dispute) {
            self.facts.retain(|(fact, _)| !is_dispute(fact) && !is_dispute_hold(fact));
            self.confirm.retain(|words| !words.starts_with(THEY_DISPUTE));
            self.reasons.retain(|reason| *reason != SOMETHING_WRONG);
        }
        if !given.facts.is_empty() || !given.reasons.is_empty() {
            self.is_bare_stop = false;
        }
        let words = std::mem::take(&mut self.facts);
        self.facts.extend(given.facts.into_iter().map(|fact| (fact, None)));
        self.facts.extend(words);
        self.confirm.splice(0..0, given.confirm);
        self.reasons.splice(0..0, given.reasons);
        // Whoever may be in danger comes before all else.
        let is_safety = |fact: &Fact| matches!(fact, Fact::House(HouseEvent::Safety(_)));
        self.facts.sort_by_key(|(fact, _)| !is_safety(fact));
    }
}

fn is_dispute(fact: &Fact) -> bool {
    matches!(fact, Fact::Event(Event::Statement(Statement { means: Meaning::Dispute { .. }, .. })))
}

fn is_dispute_hold(fact: &Fact) -> bool {
    matches!(fact, Fact::House(HouseEvent::Hold(Hold { cause: HoldCause::Dispute, .. })))
}

const THEY_DISPUTE: &str = "they dispute it: ";
pub(crate) const SOMETHING_WRONG: &str = "they say that something is wrong with the debt";

/// Reads what was heard.
pub(super) fn meant(said: &Said, heard: &Heard) -> Meant {
    let mut meant = Meant::default();
    for mark in &heard.intents {
        let words = mark.spans.first().map(|span| sentence(said.text, *span));
        intent(&mut meant, said, heard, mark.label, &mark.spans, words);
    }
    stops(&mut meant, said);
    struggles(&mut meant, said, heard);
    for mark in &heard.circumstances {
        let words = mark.spans.first().map(|span| sentence(said.text, *span)).unwrap_or_default();
        meant.circumstances.push((mark.label.name(), words));
    }
    let level = match heard.safety.level {
        SafetyLevel::Alert => Some(facts::SafetyLevel::Alert),
        SafetyLevel::Review => Some(facts::SafetyLevel::Review),
        SafetyLevel::None => None,
    };
    if let Some(level) = level {
        let words = heard.safety.spans.first().map(|span| sentence(said.text, *span));
        meant.facts.insert(0, (Fact::House(HouseEvent::Safety(Safety { at: said.at, level })), words));
        meant.safety = Some(level);
    }
    let only_stops = heard.intents.iter().all(|m| matches!(m.label, Intent::OptOut | Intent::StopContact));
    let is_short = said.text.split_whitespace().count() <= BARE_STOP_WORDS;
    if !meant.stops.is_empty() && only_stops && is_short && level.is_none() {
        meant.is_bare_stop = true;
        meant.reasons.clear();
    }
    meant.reply = reply(&meant, heard);
    if meant.reply == Kind::ReplyHardship {
        let until = said.at.day_as_written().saturating_add(PAUSE_DAYS.days());
        let rest = Hold { until: Some(until), ..rest(said, HoldCause::Asked) };
        meant.facts.push((Fact::House(HouseEvent::Hold(rest)), None));
        meant.until = Some(until);
    }
    meant
}

/// The reply that fits their one matter; whoever has several, or none that we know, gets the plain one and a human.
fn reply(meant: &Meant, heard: &Heard) -> Kind {
    if meant.is_bare_stop {
        return Kind::OptOutConfirmed;
    }
    let only = |matter: &str, beside: &[&str]| {
        meant.reasons.contains(&matter) && meant.reasons.iter().all(|r| *r == matter || beside.contains(r))
    };
    let stolen = heard.intends(Intent::DisputeIdentityTheft);
    let other =
        [Intent::DisputeAmount, Intent::DisputePaid, Intent::DisputeOther].into_iter().any(|i| heard.intends(i));
    if only(SOMETHING_WRONG, &[UPSET]) && !stolen {
        // Whoever says that it is not theirs may be a stranger, and learns nothing.
        return if other { Kind::ReplyDispute } else { Kind::ReplyNotMine };
    }
    if only(SHORT, &[DISTRESS]) {
        return Kind::ReplyHardship;
    }
    if only(COMPLAINS, &[UPSET]) && meant.complaint.is_some() {
        return Kind::ComplaintReceived;
    }
    Kind::Reply
}

fn intent(meant: &mut Meant, said: &Said, heard: &Heard, intent: Intent, spans: &[Span], words: Option<String>) {
    let statement = |means: Meaning| Fact::Event(Event::Statement(statement(said, means)));
    let mut record = |fact: Fact, confirm: String| {
        meant.facts.push((fact, words.clone()));
        meant.confirm.push(confirm);
    };
    let dispute = match intent {
        Intent::DisputeNotMine => Some("not mine"),
        Intent::DisputeAmount => Some("the amount"),
        Intent::DisputePaid => Some("paid"),
        Intent::DisputeIdentityTheft => Some("identity theft"),
        Intent::DisputeOther => Some("something is wrong"),
        _ => None,
    };
    if let Some(reason) = dispute {
        let means = Meaning::Dispute { part: None, reason: Some(reason.to_owned()), like: None, new_information: None };
        record(statement(means), format!("{THEY_DISPUTE}{reason}"));
        let rest = hold(said, HoldCause::Dispute);
        if !meant.facts.iter().any(|(fact, _)| *fact == rest) {
            meant.facts.push((rest, None));
        }
        meant.reasons.push(SOMETHING_WRONG);
        return;
    }
    match intent {
        Intent::StopContact | Intent::OptOut => {
            // "Stop calling me at work" and "not after six" say when and where, not never.
            let narrower = [Intent::StopWorkCalls, Intent::InconvenientTime];
            let is_part = heard.intents.iter().any(|m| {
                narrower.contains(&m.label) && m.spans.iter().any(|s| spans.iter().any(|own| overlap(*s, *own)))
            });
            if !is_part {
                meant.stops.extend(spans.iter().flat_map(|span| stops_of(said, intent, *span)));
                if spans.is_empty() {
                    meant.stops.push(Stop::of(said.via));
                }
            }
        }
        Intent::StopWorkCalls => {
            record(statement(Meaning::EmployerForbids {}), "their employer forbids it: not at work".to_owned());
            let means = Meaning::Inconvenient { times: Vec::new(), places: vec![Place::Work], until: None };
            meant.facts.push((statement(means), words.clone()));
        }
        Intent::InconvenientTime => {
            let times = words.as_deref().map(times::read).unwrap_or_default();
            if !times.closed.is_empty() {
                let means = Meaning::Inconvenient { times: times.closed, places: Vec::new(), until: None };
                record(statement(means), "they named times at which not to reach them".to_owned());
            } else if !times.only.is_empty() {
                let wish =
                    Preference { at: said.at, channel: None, times: times.only, week_max: None, clears: Vec::new() };
                record(Fact::House(HouseEvent::Preference(wish)), "they named the only good times".to_owned());
            } else {
                meant.reasons.push("they named times that do not suit them: ask which, and write them down");
            }
        }
        Intent::HasAttorney => {
            let means = Meaning::Represented { attorney: None, ascertainable: None };
            record(
                statement(means),
                "an attorney acts for them: ask for name and address, and speak to nobody else".to_owned(),
            );
            meant.reasons.push("an attorney acts for them");
        }
        Intent::Bankruptcy => {
            record(bankruptcy(said), "they speak of bankruptcy: check the court's records".to_owned());
            meant.facts.push((hold(said, HoldCause::Bankruptcy), None));
            meant.reasons.push("they speak of bankruptcy");
        }
        Intent::AsksValidation => {
            record(statement(Meaning::AsksValidation {}), "they ask for proof of the debt".to_owned());
            meant.reasons.push("they ask for proof of the debt");
        }
        Intent::Complaint => {
            record(statement(Meaning::Complaint {}), COMPLAINS.to_owned());
            meant.reasons.push(COMPLAINS);
            meant.complaint = words;
        }
        Intent::AsksHuman => meant.reasons.push("they ask for a person"),
        Intent::WantsPlan => meant.reasons.push("they ask what they can pay"),
        _ => {}
    }
}

/// What one stop is about: the channels that it names; else the channel in which an opt-out was said, or everything.
fn stops_of(said: &Said, intent: Intent, span: Span) -> Vec<Stop> {
    match named(said.text, span.start, span.end) {
        stops if !stops.is_empty() => stops,
        _ if intent == Intent::OptOut => vec![Stop::of(said.via)],
        _ => vec![Stop::Everything],
    }
}

fn stops(meant: &mut Meant, said: &Said) {
    meant.stops.sort_unstable();
    meant.stops.dedup();
    for stop in meant.stops.clone() {
        let (means, confirm) = match stop.channel() {
            Some(channel) => (
                Meaning::StopChannel { channel: Some(channel), endpoint: None },
                format!("no more by {}", channel.as_str()),
            ),
            None => (Meaning::Cease {}, "no more contact at all".to_owned()),
        };
        meant.facts.push((Fact::Event(Event::Statement(statement(said, means))), Some(said.text.to_owned())));
        meant.confirm.push(confirm);
    }
}

/// Hardship, distress and confusion: they fetch a human, and decide nothing.
fn struggles(meant: &mut Meant, said: &Said, heard: &Heard) {
    if heard.hardship.held() || heard.intends(Intent::CannotPay) {
        let words = heard.hardship.spans.first().map(|span| sentence(said.text, *span));
        let means = Meaning::Hardship { detail: None };
        meant.facts.push((Fact::Event(Event::Statement(statement(said, means))), words));
        meant.reasons.push(SHORT);
    } else if !heard.circumstances.is_empty() {
        meant.reasons.push("something has happened to them");
    }
    if [Cue::Fear, Cue::Sadness, Cue::Shame].into_iter().any(|cue| heard.feels(cue)) {
        meant.reasons.push(DISTRESS);
    }
    if heard.feels(Cue::Confusion) {
        meant.reasons.push("something is not clear to them");
    }
    if heard.feels(Cue::Anger) {
        meant.reasons.push(UPSET);
    }
}

fn statement(said: &Said, means: Meaning) -> Statement {
    Statement {
        at: said.at,
        by: said.by.clone(),
        with: None,
        via: said.via,
        written: Some(true),
        received: None,
        about: if names_debts(&means) { said.about.clone() } else { Vec::new() },
        means,
    }
}

/// A stop, a time, an attorney concern the person; a dispute or a complaint the debts that were spoken of.
fn names_debts(means: &Meaning) -> bool {
    matches!(means, Meaning::Dispute { .. } | Meaning::AsksValidation {})
}

fn hold(said: &Said, cause: HoldCause) -> Fact {
    Fact::House(HouseEvent::Hold(rest(said, cause)))
}

fn rest(said: &Said, cause: HoldCause) -> Hold {
    let (word, debts) = match cause {
        HoldCause::Dispute => ("dispute", said.about.clone()),
        HoldCause::Bankruptcy => ("bankruptcy", Vec::new()),
        _ => ("pause", Vec::new()),
    };
    Hold { at: said.at, hold: format!("{word}_{}", said.key), cause, debts, until: None }
}

fn bankruptcy(said: &Said) -> Fact {
    let status = Status { by: Some(said.by.clone()), ..Status::new(StatusKind::Bankruptcy, said.at) };
    Fact::Event(Event::Status(status))
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// The sentence in which a span stands.
fn sentence(text: &str, span: Span) -> String {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    let rest = text.get(span.end..).unwrap_or_default();
    let end = rest.find(ends).map_or(text.len(), |at| span.end + at + 1);
    text.get(start..end).unwrap_or(text).trim().to_owned()
}
