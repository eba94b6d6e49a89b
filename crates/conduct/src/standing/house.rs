//! What our own events come to: holds, needs, safety, preferences, promises, judgements.

use facts::{
    Channel, Entry, Fact, HistoryState, HoldCause, HouseEvent, Itemized, JudgementAnswer, PersonId, PreferencePart,
    PromiseOutcome, SafetyLevel, When, Window,
};
use serde::{Deserialize, Serialize};

use super::Standing;
use super::bytes::as_json;
use super::fold::FoldError;
use super::moment::{Day, Moment};
use super::sets::DebtSet;

/// What our own events come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct House {
    /// How each debt's balance came about, by the creditor's document.
    #[serde(with = "as_json")]
    pub itemized: Vec<Itemized>,
    pub holds: Vec<Held>,
    pub needs: Vec<Needed>,
    #[serde(with = "as_json")]
    pub safety: Option<SafetyLevel>,
    /// The channel the person likes best.
    #[serde(with = "as_json")]
    pub channel: Option<Channel>,
    /// The only times at which the person wants us to reach out; always where there are none.
    #[serde(with = "as_json")]
    pub times: Vec<Window>,
    /// At most so many contacts of ours a week, by the person's wish.
    pub week_max: Option<u8>,
    pub promises: Vec<Promised>,
    /// A human has taken over.
    pub handover: Option<String>,
    pub judgements: Vec<Judged>,
    /// Channels by which somebody worked these debts before, and nobody knows how.
    pub unknown_history: Vec<UnknownHistory>,
}

/// A channel by which debts were worked before, and nobody knows how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownHistory {
    #[serde(with = "as_json")]
    pub channel: Channel,
    pub debts: DebtSet,
}

/// A hold that stands or stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub id: String,
    #[serde(with = "as_json")]
    pub cause: HoldCause,
    /// The debts that rest; every debt where the whole person rests.
    pub debts: DebtSet,
    pub from: Day,
    /// The last day of the rest.
    pub until: Option<Day>,
}

impl Held {
    /// Does it stand on this day for any of these debts?
    pub fn stands(&self, day: Day, debts: DebtSet) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until) && self.debts.meets(debts)
    }
}

/// A support need that holds until its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    pub code: String,
    pub until: Day,
}

/// A promise that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    pub id: String,
    pub ours: bool,
    pub what: String,
    pub due: Moment,
}

/// A human's judgement on one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub rule: String,
    #[serde(with = "as_json")]
    pub answer: JudgementAnswer,
    pub debts: DebtSet,
    pub until: Day,
}

impl Standing {
    /// Our own side of the standing.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Folds a dossier's whole log: what was recorded, what happened, and what was corrected since.
    ///
    /// # Errors
    /// As [`Standing::new`].
    pub fn fold_log(log: &[Entry], as_of: Option<When>) -> Result<Standing, FoldError> {
        let mut standing = Standing::default();
        let mut history = Vec::new();
        let mut ours = Vec::new();
        for entry in log {
            match &entry.fact {
                Fact::House(HouseEvent::Recorded(recorded)) => {
                    put_all(&mut standing.people, &recorded.people, |p| &p.id);
                    put_all(&mut standing.endpoints, &recorded.endpoints, |e| &e.id);
                    put_all(&mut standing.debts, &recorded.debts, |d| &d.id);
                }
                Fact::House(HouseEvent::Correction(correction)) => {
                    history.retain(|(id, _)| *id != correction.of);
                    if let Some(instead) = &correction.instead {
                        history.push((correction.of.clone(), (**instead).clone()));
                    }
                }
                Fact::House(event) => ours.push(event),
                Fact::Event(event) => history.push((entry.id.clone(), event.clone())),
            }
        }
        let events: Vec<_> = history.into_iter().map(|(_, event)| event).collect();
        let mut standing = Standing::fold(standing.people, standing.endpoints, standing.debts, &events, as_of)?;
        let zone = standing.home_zone();
        for event in ours {
            if as_of.is_none_or(|at| !event.at().is_after(at, &zone)) {
                standing.apply_house(event);
            }
        }
        Ok(standing)
    }

    /// Folds one new entry. False where the log must be folded anew instead: what was recorded changed, an event
    /// was corrected, or this one comes late.
    pub fn apply_entry(&mut self, entry: &Entry) -> bool {
        match &entry.fact {
            Fact::House(HouseEvent::Recorded(_) | HouseEvent::Correction(_)) => false,
            Fact::House(event) => {
                self.apply_house(event);
                true
            }
            Fact::Event(event) => {
                let known = Moment::of(event.known(), &self.home_zone());
                let in_order = self.last.is_none_or(|last| last.key() < known.key());
                if in_order {
                    self.apply(event);
                }
                in_order
            }
        }
    }

    fn apply_house(&mut self, event: &HouseEvent) {
        let zone = self.home_zone();
        let day = |when: When| Moment::of(when, &zone).day;
        match event {
            HouseEvent::Recorded(_) | HouseEvent::Correction(_) | HouseEvent::Note(_) => {}
            HouseEvent::History(e) => {
                let debts = self.debt_set(&e.debts);
                for unknown in self.house.unknown_history.iter_mut().filter(|u| e.channels.contains(&u.channel)) {
                    unknown.debts = unknown.debts.without(debts);
                }
                self.house.unknown_history.retain(|unknown| !unknown.debts.is_empty());
                if e.state == HistoryState::Unknown {
                    let unknown = e.channels.iter().map(|channel| UnknownHistory { channel: *channel, debts });
                    self.house.unknown_history.extend(unknown);
                }
            }
            HouseEvent::Itemized(e) => {
                self.house.itemized.retain(|i| i.debt != e.debt);
                self.house.itemized.push(e.clone());
            }
            HouseEvent::Hold(e) => {
                let held = Held {
                    id: e.hold.clone(),
                    cause: e.cause,
                    debts: self.debt_set(&e.debts),
                    from: day(e.at),
                    until: e.until.map(Day::of),
                };
                self.house.holds.retain(|h| h.id != held.id);
                self.house.holds.push(held);
            }
            HouseEvent::HoldReleased(e) => self.house.holds.retain(|h| h.id != e.hold),
            HouseEvent::Need(e) => {
                self.house.needs.retain(|n| n.code != e.code);
                if let Some(until) = e.until {
                    self.house.needs.push(Needed { code: e.code.clone(), until: Day::of(until) });
                }
            }
            HouseEvent::Safety(e) => self.house.safety = Some(e.level),
            // Two different people, or the mark stays.
            HouseEvent::SafetyReleased(e) if e.by != e.and => self.house.safety = None,
            HouseEvent::SafetyReleased(_) => {}
            HouseEvent::Preference(e) => {
                for part in &e.clears {
                    match part {
                        PreferencePart::Channel => self.house.channel = None,
                        PreferencePart::Times => self.house.times.clear(),
                        PreferencePart::WeekMax => self.house.week_max = None,
                    }
                }
                if e.channel.is_some() {
                    self.house.channel = e.channel;
                }
                if !e.times.is_empty() {
                    self.house.times.clone_from(&e.times);
                }
                if e.week_max.is_some() {
                    self.house.week_max = e.week_max;
                }
            }
            HouseEvent::Promise(e) => {
                let due = Moment::of(e.due, &zone);
                let ours = e.by == PersonId::collector();
                self.house.promises.retain(|p| p.id != e.promise);
                self.house.promises.push(Promised { id: e.promise.clone(), ours, what: e.what.clone(), due });
            }
            HouseEvent::PromiseClosed(e) => match e.outcome {
                PromiseOutcome::Kept | PromiseOutcome::Broken | PromiseOutcome::Released => {
                    self.house.promises.retain(|p| p.id != e.promise);
                }
            },
            HouseEvent::Handover(e) => {
                self.house.handover = if e.done == Some(true) { None } else { Some(e.why.clone()) };
            }
            HouseEvent::Judgement(e) => self.house.judgements.push(Judged {
                rule: e.rule.clone(),
                answer: e.answer,
                debts: self.debt_set(&e.debts),
                until: Day::of(e.until),
            }),
        }
    }
}

/// Puts each of `news` in the place of what has its id, or at the end.
fn put_all<T: Clone, K: PartialEq>(all: &mut Vec<T>, news: &[T], id: impl Fn(&T) -> &K) {
    for new in news {
        match all.iter_mut().find(|old| id(old) == id(new)) {
            Some(old) => old.clone_from(new),
            None => all.push(new.clone()),
        }
    }
}
