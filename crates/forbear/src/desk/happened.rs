//! What happened, each event as a sentence that a colleague would say.

use casework::hear::SPOKEN;
use facts::{
    CallOutcome, Channel, Entry, Event, Fact, HouseEvent, JudgementAnswer, MessageOutcome, PersonId, PromiseOutcome,
};
use jiff::tz::TimeZone;

use super::view::Happened;

/// An entry of the log, for the timeline.
pub(super) fn happened(entry: &Entry, zone: &TimeZone) -> Happened {
    // Words in the record are the person's own, but for the notes that we write about calls and tasks.
    let is_ours = match &entry.fact {
        Fact::Event(Event::Call(call)) => call.by.is_collector(),
        Fact::Event(Event::Message(message)) => message.by.is_collector(),
        Fact::Event(_) => false,
        Fact::House(HouseEvent::Note(note)) => note.about != SPOKEN,
        Fact::House(HouseEvent::SafetyReleased(_)) => true,
        Fact::House(_) => false,
    };
    let theirs = entry.words.is_some() && !is_ours;
    let at = entry.fact.at();
    let day = at.day_in(zone).strftime("%-d %B %Y").to_string();
    let when = match at.time_in(zone) {
        Some(time) => format!("{day}, {}", time.strftime("%H:%M")),
        None => day,
    };
    Happened { when, what: sentence(&entry.fact), words: entry.words.clone(), by: entry.by.clone(), theirs }
}

fn sentence(fact: &Fact) -> String {
    match fact {
        Fact::Event(event) => of_event(event),
        Fact::House(event) => of_house(event),
    }
}

fn of_event(event: &Event) -> String {
    match event {
        Event::Call(call) if !call.by.is_collector() => "They called us".to_owned(),
        Event::Call(call) => match call.outcome {
            CallOutcome::Conversation => "We talked on the telephone".to_owned(),
            CallOutcome::NoAnswer => "We called, and nobody answered".to_owned(),
            CallOutcome::Busy => "We called, and the line was busy".to_owned(),
            CallOutcome::NotConnected => "We called, and the number was not in service".to_owned(),
            CallOutcome::Dropped if call.discussed.as_ref().is_some_and(Vec::is_empty) => {
                "We called, and somebody else answered".to_owned()
            }
            CallOutcome::Dropped => "We called, and the line broke".to_owned(),
            CallOutcome::Voicemail | CallOutcome::RinglessVoicemail => "We left a voicemail".to_owned(),
            CallOutcome::LimitedContentMessage => "We called, and left the short message".to_owned(),
            CallOutcome::Abandoned => "We called, and nobody of ours spoke".to_owned(),
        },
        Event::Message(message) => {
            let way = way(message.channel);
            match (message.by.is_collector(), message.outcome) {
                (true, Some(MessageOutcome::Undeliverable)) => format!("We tried to write {way}, and it could not go"),
                (true, _) => format!("We wrote {way}"),
                (false, _) => format!("They wrote {way}"),
            }
        }
        Event::Visit(_) => "They used our pages".to_owned(),
        Event::Statement(said) => {
            let who = if said.by == casework::place::consumer() { "They said" } else { "Somebody said" };
            format!("{who}: {}", word(&said.means))
        }
        Event::Notice(notice) => {
            let who = if notice.by.as_ref().is_none_or(PersonId::is_collector) { "We sent" } else { "They sent" };
            format!("{who} a notice: {}", word(&notice.kind))
        }
        Event::Check(check) => format!("We looked up: {}", word(&check.kind)),
        Event::Status(status) => match status.kind {
            facts::StatusKind::Placed => "The creditor gave the account to us".to_owned(),
            facts::StatusKind::Recalled => "The creditor took the account back".to_owned(),
            _ => format!("It changed: {}", word(&status.kind)),
        },
        Event::Payment(payment) => match payment.outcome {
            Some(facts::PaymentOutcome::Refused) => format!("A payment of {} did not come", payment.amount.spoken()),
            _ => format!("They paid {}", payment.amount.spoken()),
        },
    }
}

fn of_house(event: &HouseEvent) -> String {
    match event {
        HouseEvent::Recorded(_) => "We wrote down who they are and what is said to be owed".to_owned(),
        HouseEvent::Itemized(_) => "We wrote down how the sum came about".to_owned(),
        HouseEvent::Hold(hold) => format!("It rests: {}", word(&hold.cause)),
        HouseEvent::HoldReleased(released) => format!("It rests no more: {}", released.why),
        HouseEvent::Need(need) => format!("What helps them: {}", need.code.replace(['_', '.'], " ")),
        HouseEvent::Safety(_) => "They may be in danger".to_owned(),
        HouseEvent::SafetyReleased(released) => format!("{} and {} found them safe", released.by, released.and),
        HouseEvent::Preference(_) => "They said how they like to be reached".to_owned(),
        HouseEvent::Promise(promise) if promise.by.is_collector() => format!("We promised: {}", promise.what),
        HouseEvent::Promise(promise) => format!("They promised: {}", promise.what),
        HouseEvent::PromiseClosed(closed) => match closed.outcome {
            PromiseOutcome::Kept => "A promise was kept".to_owned(),
            PromiseOutcome::Broken => "A promise was not kept".to_owned(),
            PromiseOutcome::Released => "A promise was let go".to_owned(),
        },
        HouseEvent::Handover(over) if over.done == Some(true) => format!("A human is done: {}", over.why),
        HouseEvent::Handover(over) => format!("A human took over: {}", over.why),
        HouseEvent::Correction(correction) => format!("We corrected the record: {}", correction.why),
        HouseEvent::Note(note) if note.about == SPOKEN => "They told us".to_owned(),
        HouseEvent::History(history) => match history.state {
            facts::HistoryState::Unknown => "Worked before in another system, and not known here how".to_owned(),
            facts::HistoryState::Known => format!("What another system did is known: {}", history.why),
        },
        HouseEvent::Note(note) => format!("Noted, on {}", note.about.replace('_', " ")),
        HouseEvent::Judgement(judged) => {
            let answer = match judged.answer {
                JudgementAnswer::MayBeDone => "may be done",
                JudgementAnswer::MustNotBeDone => "must not be done",
            };
            format!("{} judged {}: it {answer} until {} ({})", judged.by, judged.rule, judged.until, judged.why)
        }
    }
}

fn way(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "by e-mail",
        Channel::Text => "a text",
        Channel::Letter => "a letter",
        Channel::Portal => "on our pages",
        Channel::Chat => "in a chat",
        _ => "to the other",
    }
}

/// The word of the vocabulary for a value, as a reader says it.
fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    let text = json.as_str().or_else(|| json.get("means").and_then(|m| m.as_str())).unwrap_or_default();
    text.replace('_', " ")
}
