//! The auditor: it reads the exported log of one person and names every contact that should not have been.
//!
//! It knows what Regulation F (12 CFR 1006) says of hours, stops and calls, and what the house promises of its budget,
//! of rests, and of people who may be in danger. It knows nothing of how the program decides.

mod calls;
mod contact;
mod correct;

#[cfg(test)]
mod tests;

use facts::{
    Channel, Entry, Handover, Hold, HoldReleased, HouseEvent, Meaning, Part, PreferencePart, Purpose, Statement, When,
};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Serialize;

use contact::{Contact, Sheet, rests_on};

/// A contact that should not have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// The entry of the log that records the contact.
    pub entry: String,
    /// What is wrong with it, in a sentence.
    pub why: String,
}

/// What can be wrong with a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Before 08:00 or after 21:00 at the consumer's place: 12 CFR 1006.6(b)(1)(i).
    OutsideHours,
    /// More than one contact of the budget in a day: the house's promise.
    OverDay,
    /// More than two in seven days, or than the person asked for.
    OverWeek,
    /// More than five in thirty days.
    OverMonth,
    /// After a written wish that we cease, or a written refusal to pay, was received: 12 CFR 1006.6(c).
    AfterCease,
    /// By a medium that the person stopped: 12 CFR 1006.14(h), 1006.6(e).
    AfterStop,
    /// While the debt or the person rests.
    OnHold,
    /// While somebody may be in danger.
    InDanger,
    /// While a human of ours has taken over.
    HandedOver,
    /// The eighth call in seven days: 12 CFR 1006.14(b)(2)(i)(A).
    CallTooOften,
    /// Within seven days of a talk: 12 CFR 1006.14(b)(2)(i)(B).
    CallTooSoon,
    /// The first communication without the initial disclosure: 12 CFR 1006.18(e)(1).
    NoInitialDisclosure,
}

impl FindingKind {
    /// The word for it in summaries.
    pub fn as_str(self) -> &'static str {
        match self {
            FindingKind::OutsideHours => "outside_hours",
            FindingKind::OverDay => "over_day",
            FindingKind::OverWeek => "over_week",
            FindingKind::OverMonth => "over_month",
            FindingKind::AfterCease => "after_cease",
            FindingKind::AfterStop => "after_stop",
            FindingKind::OnHold => "on_hold",
            FindingKind::InDanger => "in_danger",
            FindingKind::HandedOver => "handed_over",
            FindingKind::CallTooOften => "call_too_often",
            FindingKind::CallTooSoon => "call_too_soon",
            FindingKind::NoInitialDisclosure => "no_initial_disclosure",
        }
    }
}

/// The most contacts of the budget in a day, in seven days and in thirty.
const BUDGET: [(i32, usize, FindingKind); 3] =
    [(1, 1, FindingKind::OverDay), (7, 2, FindingKind::OverWeek), (30, 5, FindingKind::OverMonth)];

/// Audits the exported log of one person, in the order in which it was written.
pub fn audit(log: &[Entry]) -> Vec<Finding> {
    let read = correct::read(log);
    let sheet = Sheet::of(&read);
    let mut findings = Vec::new();
    for (index, contact) in sheet.contacts.iter().enumerate() {
        let before = sheet.contacts.get(..index).unwrap_or_default();
        if sheet.lives_in_us {
            hours(&sheet, contact, before, &mut findings);
            cease(&sheet, contact, &mut findings);
            calls::audit(&sheet, contact, before, &mut findings);
        }
        stops(&sheet, contact, &mut findings);
        budget(&sheet, contact, before, &mut findings);
        rests(&sheet, contact, &mut findings);
        people_first(&sheet, contact, &mut findings);
    }
    if sheet.lives_in_us {
        first_words(&sheet, &mut findings);
    }
    findings
}

fn found(contact: &Contact, kind: FindingKind, why: String) -> Finding {
    Finding { kind, entry: contact.entry.to_owned(), why }
}

/// The law names after 08:00 and before 21:00; where a state has several zones, it must be day in all of them.
fn hours(sheet: &Sheet, contact: &Contact, before: &[Contact], findings: &mut Vec<Finding>) {
    let rings = contact.is_call || contact.channel.is_some_and(|c| c.is_electronic() || c.is_by_telephone());
    if !rings {
        return;
    }
    let (eight, nine) = (Time::constant(8, 0, 0, 0), Time::constant(21, 0, 0, 0));
    for zone in &sheet.zones {
        let Some(time) = contact.at.time_in(zone) else { continue };
        if (time < eight || time > nine) && !answers_there_and_then(sheet, contact, before, zone) {
            let place = zone.iana_name().unwrap_or("their place");
            findings.push(found(contact, FindingKind::OutsideHours, format!("it was {time} in {place}")));
            return;
        }
    }
}

/// Who writes at a closed hour may be answered once, by the same way, while it stays closed: comment 6(b)(1)-2.
fn answers_there_and_then(sheet: &Sheet, contact: &Contact, before: &[Contact], zone: &TimeZone) -> bool {
    use Purpose::{ConfirmOptOut, InformationRequested, Reply};
    if !matches!(contact.purpose, Some(Reply | ConfirmOptOut | InformationRequested)) {
        return false;
    }
    let Some(wrote) = sheet.their_messages(contact).last() else { return false };
    let (eight, nine) = (Time::constant(8, 0, 0, 0), Time::constant(21, 0, 0, 0));
    let stretch = |at: When| match at.time_in(zone) {
        Some(time) if time < eight => Some((at.day_in(zone), "before eight")),
        Some(time) if time > nine => Some((at.day_in(zone), "after nine")),
        _ => None,
    };
    let answered = before.iter().any(|c| c.channel == contact.channel && wrote.instant() < c.at.instant());
    !answered && stretch(wrote).is_some() && stretch(wrote) == stretch(contact.at)
}

/// What may still be sent after a written cease: that efforts end, that a remedy is or may be invoked, what another
/// law demands, and the answer to what they themselves asked for afterwards.
fn cease(sheet: &Sheet, contact: &Contact, findings: &mut Vec<Finding>) {
    use Purpose::{ConfirmOptOut, ProofOfClaim, TaxForm, TerminateEfforts};
    use Purpose::{DataBreachNotice, InformationRequested, LegalProcess, NotifyRemedy, PrivacyNotice, Reply};
    let written = |s: &Statement| s.written == Some(true) || (s.written.is_none() && s.via.is_message());
    let ceased = sheet
        .said(contact)
        .filter(|(_, s)| matches!(s.means, Meaning::Cease {} | Meaning::RefusesToPay {}) && written(s));
    let Some((index, cease)) = ceased.filter(|(_, s)| contact.touches(&s.about)).last() else { return };
    let allowed = match contact.purpose {
        Some(
            TerminateEfforts | NotifyRemedy | LegalProcess | ProofOfClaim | PrivacyNotice | DataBreachNotice | TaxForm
            | ConfirmOptOut,
        ) => true,
        Some(Reply | InformationRequested) => sheet.they_came_back(index, contact),
        _ => false,
    };
    if !allowed {
        let day = cease.received.unwrap_or(cease.at);
        findings.push(found(
            contact,
            FindingKind::AfterCease,
            format!("a written cease or refusal was received on {day}"),
        ));
    }
}

/// A stop holds for its channel, its contact point, or both together, until it is taken back.
fn stops(sheet: &Sheet, contact: &Contact, findings: &mut Vec<Finding>) {
    if contact.purpose == Some(Purpose::ConfirmOptOut) {
        return;
    }
    let mut stopped: Option<String> = None;
    for (_, statement) in sheet.said(contact) {
        match &statement.means {
            Meaning::StopChannel { channel, endpoint } if concerns(contact, *channel, endpoint.as_ref()) => {
                stopped = Some(statement.at.to_string());
            }
            Meaning::AllowChannel { channel, endpoint } if concerns(contact, *channel, endpoint.as_ref()) => {
                stopped = None;
            }
            _ => {}
        }
    }
    if let Some(day) = stopped {
        findings.push(found(contact, FindingKind::AfterStop, format!("they stopped this way to reach them at {day}")));
    }
}

fn concerns(contact: &Contact, channel: Option<Channel>, endpoint: Option<&facts::EndpointId>) -> bool {
    let by_channel = channel.map(|c| contact.channel == Some(c) || (contact.is_call && c.is_by_telephone()));
    let by_endpoint = endpoint.map(|e| contact.to == Some(e));
    match (by_channel, by_endpoint) {
        (None, None) => false,
        (channel, endpoint) => channel.unwrap_or(true) && endpoint.unwrap_or(true),
    }
}

fn budget(sheet: &Sheet, contact: &Contact, before: &[Contact], findings: &mut Vec<Finding>) {
    if !contact.counts() {
        return;
    }
    let today = sheet.day(contact);
    for (days, most, kind) in BUDGET {
        let own = sheet.house(contact).filter_map(|e| match e {
            HouseEvent::Preference(wish) if wish.week_max.is_some() => Some(wish.week_max),
            HouseEvent::Preference(wish) if wish.clears.contains(&PreferencePart::WeekMax) => Some(None),
            _ => None,
        });
        let most = if days == 7 { own.last().flatten().map_or(most, |own| most.min(usize::from(own))) } else { most };
        let within = before.iter().filter(|c| c.counts() && days_between(sheet.day(c), today) < days).count() + 1;
        if within > most {
            findings.push(found(contact, kind, format!("it was number {within} in {days} days; the most is {most}")));
        }
    }
}

/// Whole days from one to the other.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

fn rests(sheet: &Sheet, contact: &Contact, findings: &mut Vec<Finding>) {
    if contact.is_outside_the_budget() {
        return;
    }
    let mut holds: Vec<&Hold> = Vec::new();
    for event in sheet.house(contact) {
        match event {
            HouseEvent::Hold(hold) => {
                holds.retain(|h| h.hold != hold.hold);
                holds.push(hold);
            }
            HouseEvent::HoldReleased(HoldReleased { hold, .. }) => holds.retain(|h| h.hold != *hold),
            _ => {}
        }
    }
    let today = sheet.day(contact);
    if let Some(hold) = holds.iter().find(|h| rests_on(h, today) && contact.touches(&h.debts)) {
        findings.push(found(contact, FindingKind::OnHold, format!("hold `{}` stands since {}", hold.hold, hold.at)));
    }
}

fn people_first(sheet: &Sheet, contact: &Contact, findings: &mut Vec<Finding>) {
    let (mut danger, mut handed_over) = (None, None);
    for event in sheet.house(contact) {
        match event {
            HouseEvent::Safety(safety) => danger = Some(safety.at),
            // One person alone can't release it.
            HouseEvent::SafetyReleased(released) if released.by != released.and => danger = None,
            HouseEvent::Handover(Handover { at, done, .. }) => handed_over = (*done != Some(true)).then_some(*at),
            _ => {}
        }
    }
    if let Some(since) = danger.filter(|_| contact.purpose != Some(Purpose::Wellbeing)) {
        findings.push(found(contact, FindingKind::InDanger, format!("they may be in danger since {since}")));
    }
    if let Some(since) = handed_over.filter(|_| !contact.is_outside_the_budget()) {
        findings.push(found(contact, FindingKind::HandedOver, format!("a human took over at {since}")));
    }
}

/// A first attempt that reached nobody says nothing; the first words must disclose.
fn first_words(sheet: &Sheet, findings: &mut Vec<Finding>) {
    let Some(first) = sheet.contacts.iter().find(|c| c.conveys) else { return };
    if !first.discloses && !first.contains.contains(&Part::InitialDisclosure) {
        let why = "the first communication lacks the initial disclosure".to_owned();
        findings.push(found(first, FindingKind::NoInitialDisclosure, why));
    }
}
