//! What one person's record adds to the figures.

use std::collections::BTreeSet;

use facts::{Ask, CallOutcome, Channel, Entry, Event, Fact, HouseEvent, Meaning, MessageOutcome, Purpose, When};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::promise::{MadeBy, State as PromiseState};
use store::sheet::Change;
use store::{DecisionId, ReadTx};

use super::{Count, Figures, Period, ReportError};
use crate::decided::Decided;
use crate::handover::WHAT;

/// So many decisions are read at once.
const PAGE_DECISIONS: u32 = 500;
const OURS: &str = "ours";
const THEIRS: &str = "theirs";
const EVERYTHING: &str = "everything";

/// What stands on record of one person.
pub(super) struct Person {
    creditor: String,
    log: Vec<Entry>,
    decisions: Vec<store::decision::Decision>,
    promises: Vec<store::promise::Promise>,
    plans: Vec<(store::plan::Plan, Vec<Change>)>,
}

impl Person {
    pub(super) fn read(tx: &mut ReadTx<'_>, row: &store::dossier::Dossier) -> Result<Person, ReportError> {
        let mut decisions = Vec::new();
        let mut before: Option<DecisionId> = None;
        loop {
            let page = store::decision::of_dossier(tx, row.id, before, PAGE_DECISIONS)?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            decisions.extend(page);
        }
        let mut plans = Vec::new();
        for plan in store::plan::of_dossier(tx, row.id)? {
            let sheet = store::sheet::list(tx, row.id, &format!("plan/{}", plan.id))?;
            plans.push((plan, sheet));
        }
        Ok(Person {
            creditor: row.creditor.clone(),
            log: crate::dossier::log(tx, row.id)?,
            decisions,
            promises: store::promise::of_dossier(tx, row.id)?,
            plans,
        })
    }
}

/// A contact of either side, as the report counts it.
struct Contact {
    at: Timestamp,
    side: &'static str,
    channel: Channel,
    outcome: String,
    purpose: Option<Purpose>,
    is_talk: bool,
}

impl Figures {
    pub(super) fn person(
        &mut self,
        person: &Person,
        (from, until): (Timestamp, Timestamp),
        period: &Period,
    ) -> Result<(), ReportError> {
        let within = |at: Timestamp| from <= at && at < until;
        let mut contacts: Vec<Contact> = person.log.iter().filter_map(|e| contact(e, &period.zone)).collect();
        contacts.sort_by_key(|contact| contact.at);
        let mut seen = BTreeSet::new();
        for one in contacts.iter().filter(|one| within(one.at)) {
            let key = (one.side, one.channel.as_str(), one.outcome.clone());
            let count = self.contacts.entry(key.clone()).or_default();
            add(count, seen.insert(key));
        }
        self.first_words(&contacts, (from, until));
        self.said(person, &contacts, (from, until), &period.zone);
        self.holds(person, (from, until), period);
        self.decisions(person, (from, until))?;
        self.promises(person, (from, until));
        self.plans(person, (from, until));
        Ok(())
    }

    /// From what they wrote to the first word that they had from us.
    fn first_words(&mut self, contacts: &[Contact], (from, until): (Timestamp, Timestamp)) {
        for (at, wrote) in contacts.iter().enumerate() {
            if wrote.side != THEIRS || wrote.channel == Channel::Call || wrote.at < from || wrote.at >= until {
                continue;
            }
            let is_answer = |one: &&Contact| one.is_talk || (one.side == OURS && one.purpose.is_some_and(answers));
            let waits = self.waits.entry("first_word").or_default();
            match contacts.iter().skip(at + 1).find(is_answer) {
                Some(answer) if answer.at < until => {
                    waits.minutes.push(answer.at.duration_since(wrote.at).as_mins());
                }
                _ => waits.open += 1,
            }
        }
    }

    /// Complaints, and stops with what came after them.
    fn said(&mut self, person: &Person, contacts: &[Contact], (from, until): (Timestamp, Timestamp), zone: &TimeZone) {
        let statements = || {
            person.log.iter().filter_map(|entry| match &entry.fact {
                Fact::Event(Event::Statement(said)) => Some((moment(said.at, zone), &said.means)),
                _ => None,
            })
        };
        let mut complained = false;
        for (at, means) in statements().filter(|(at, _)| from <= *at && *at < until) {
            let stopped = match means {
                Meaning::Complaint {} => {
                    let count = self.complaints.entry(person.creditor.clone()).or_default();
                    add(count, !complained);
                    complained = true;
                    continue;
                }
                Meaning::Cease {} => None,
                Meaning::StopChannel { channel, .. } => *channel,
                _ => continue,
            };
            let open_again = statements()
                .filter(|(again, means)| *again > at && matches!(means, Meaning::AllowChannel { .. }))
                .map(|(again, _)| again)
                .min();
            let after = contacts.iter().filter(|one| {
                one.side == OURS
                    && one.at > at
                    && one.at < until
                    && open_again.is_none_or(|again| one.at < again)
                    && stopped.is_none_or(|channel| is_kin(channel, one.channel))
                    && !one.purpose.is_some_and(|purpose| answers(purpose) || is_asked_by_law(purpose))
            });
            let stops = self.stops.entry(stopped.map_or(EVERYTHING, Channel::as_str)).or_default();
            stops.stops += 1;
            stops.contacts_after += u64::try_from(after.count()).unwrap_or(u64::MAX);
        }
    }

    fn holds(&mut self, person: &Person, (from, until): (Timestamp, Timestamp), period: &Period) {
        let at = |when: When| moment(when, &period.zone);
        let within = |when: When| from <= at(when) && at(when) < until;
        let releases = || {
            person.log.iter().filter_map(|entry| match &entry.fact {
                Fact::House(HouseEvent::HoldReleased(released)) => Some(released),
                _ => None,
            })
        };
        for entry in &person.log {
            let Fact::House(HouseEvent::Hold(hold)) = &entry.fact else { continue };
            let cause = serde_json::to_value(hold.cause).ok().and_then(|word| word.as_str().map(str::to_owned));
            let figures = self.holds.entry(cause.unwrap_or_default()).or_default();
            figures.begun += u64::from(within(hold.at));
            let released = releases().find(|released| released.hold == hold.hold);
            figures.released += u64::from(released.is_some_and(|released| within(released.at)));
            let stands = at(hold.at) < until
                && hold.until.is_none_or(|last| last >= period.to)
                && released.is_none_or(|released| at(released.at) >= until);
            figures.standing += u64::from(stands);
        }
        self.holds.retain(|_, holds| *holds != super::Holds::default());
    }

    fn decisions(&mut self, person: &Person, (from, until): (Timestamp, Timestamp)) -> Result<(), ReportError> {
        let mut seen = BTreeSet::new();
        for decision in person.decisions.iter().filter(|d| from <= d.recorded && d.recorded < until) {
            let Some(body) = &decision.body else { continue };
            let decided: Decided = serde_json::from_slice(body)?;
            let channel = match &decided.ask {
                Ask::Contact(ask) => ask.channel.as_str(),
                _ => "other",
            };
            *self.decisions.entry((channel.to_owned(), decision.verdict.clone())).or_default() += 1;
            if decision.verdict != facts::Verdict::Permit.as_str() {
                let key = (decision.first_rule.clone(), decision.verdict.clone());
                add(self.refusals.entry(key.clone()).or_default(), seen.insert(key));
            }
        }
        Ok(())
    }

    fn promises(&mut self, person: &Person, (from, until): (Timestamp, Timestamp)) {
        let within = |at: Timestamp| from <= at && at < until;
        for promise in &person.promises {
            let side = if promise.made_by == MadeBy::Ours { OURS } else { THEIRS };
            let figures = self.promises.entry(side).or_default();
            figures.made += u64::from(within(promise.made));
            let settled = u64::from(within(promise.changed));
            match promise.state {
                PromiseState::Kept => figures.kept += settled,
                PromiseState::Broken => figures.broken += settled,
                PromiseState::Released => figures.released += settled,
                PromiseState::Open => figures.overdue += u64::from(promise.due < until),
            }
            let is_answer = promise.what.as_deref().is_some_and(|what| what.starts_with(WHAT.as_bytes()));
            if is_answer && side == OURS && within(promise.made) {
                let waits = self.waits.entry("promised_answer").or_default();
                match promise.state {
                    PromiseState::Kept if promise.changed < until => {
                        waits.minutes.push(promise.changed.duration_since(promise.made).as_mins());
                    }
                    PromiseState::Released => {}
                    _ => waits.open += 1,
                }
            }
        }
        self.promises.retain(|_, promises| *promises != super::Promises::default());
    }

    fn plans(&mut self, person: &Person, (from, until): (Timestamp, Timestamp)) {
        let figures = &mut self.plans;
        for (plan, sheet) in &person.plans {
            let within = |change: &&Change| from <= change.at && change.at < until;
            // A token is no plan: its sheet begins otherwise.
            if sheet.first().is_none_or(|first| first.kind != "agreed") {
                continue;
            }
            for change in sheet.iter().filter(within) {
                match change.kind.as_str() {
                    "agreed" => figures.agreed += 1,
                    "paid" => figures.payments_kept += 1,
                    "checked_in" => figures.check_ins += 1,
                    "skipped" | "delayed" | "resized" | "moved" | "paused" | "restarted" => figures.changed += 1,
                    "ended_by_person" | "ended_by_us" => figures.ended += 1,
                    _ => {}
                }
            }
            match plan.state {
                store::plan::State::Running => figures.running += 1,
                store::plan::State::Finished => {
                    figures.finished += u64::from(sheet.last().is_some_and(|last| within(&last)));
                }
                store::plan::State::Ended => {}
            }
        }
    }
}

fn add(count: &mut Count, is_first: bool) {
    count.times += 1;
    count.people += u64::from(is_first);
}

fn contact(entry: &Entry, zone: &TimeZone) -> Option<Contact> {
    let side = |is_ours: bool| if is_ours { OURS } else { THEIRS };
    match &entry.fact {
        Fact::Event(Event::Call(call)) if call.with.is_none() => Some(Contact {
            at: moment(call.at, zone),
            side: side(call.by.is_collector()),
            channel: Channel::Call,
            outcome: serde_json::to_value(call.outcome).ok()?.as_str()?.to_owned(),
            purpose: call.purpose,
            is_talk: call.outcome == CallOutcome::Conversation,
        }),
        Fact::Event(Event::Message(message)) if message.with.is_none() => Some(Contact {
            at: moment(message.at, zone),
            side: side(message.by.is_collector()),
            channel: message.channel,
            outcome: match message.outcome {
                Some(MessageOutcome::Undeliverable) => "undeliverable".to_owned(),
                _ => "delivered".to_owned(),
            },
            purpose: message.purpose,
            is_talk: false,
        }),
        Fact::Event(Event::Notice(notice))
            if notice.with.is_none() && notice.by.as_ref().is_some_and(facts::PersonId::is_collector) =>
        {
            Some(Contact {
                at: moment(notice.at, zone),
                side: OURS,
                channel: notice.channel.unwrap_or(Channel::Letter),
                outcome: format!("notice {}", serde_json::to_value(notice.kind).ok()?.as_str()?),
                purpose: Some(Purpose::Validation),
                is_talk: false,
            })
        }
        _ => None,
    }
}

/// The moment of an event; of a whole day, its beginning.
fn moment(when: When, zone: &TimeZone) -> Timestamp {
    let midnight = || when.day_as_written().to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
    when.instant().or_else(|| midnight().ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Is it a word to what they asked?
fn answers(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Reply | Purpose::ConfirmOptOut | Purpose::InformationRequested)
}

fn is_asked_by_law(purpose: Purpose) -> bool {
    use Purpose::{DataBreachNotice, LegalProcess, NotifyRemedy, PrivacyNotice, Service, TaxForm, TerminateEfforts};
    matches!(
        purpose,
        Service | TerminateEfforts | NotifyRemedy | LegalProcess | PrivacyNotice | DataBreachNotice | TaxForm
    )
}

/// Does a stop of the one close the other?
fn is_kin(stopped: Channel, used: Channel) -> bool {
    stopped == used || (stopped.is_by_telephone() && used.is_by_telephone())
}
