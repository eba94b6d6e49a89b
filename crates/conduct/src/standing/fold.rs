//! Folding events into a standing.

use facts::{
    Channel, Debt, DebtId, Endpoint, Event, NoticeKind, PaymentOutcome, Person, PersonId, Place, StatusPart, When,
};
use jiff::tz::TimeZone;

use super::records::{Change, Checked, Contact, NoticeSent, Outcome, Paid, Party, Said};
use super::{DEBTS_MAX, DebtSet, Moment, PartSet, Standing};

/// Why facts can't be folded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    #[error("`{0}` is no time zone that the bundled database knows: correct the address or endpoint")]
    UnknownZone(String),
    #[error("{0} debts in one dossier: at most {DEBTS_MAX} can be decided together")]
    TooManyDebts(usize),
    #[error("{0} people or endpoints in one dossier: at most 65,535 can be kept")]
    TooMany(usize),
}

impl Standing {
    /// A dossier before anything happened.
    ///
    /// # Errors
    /// An unknown time zone, or more debts than can be decided together.
    pub fn new(people: Vec<Person>, endpoints: Vec<Endpoint>, debts: Vec<Debt>) -> Result<Standing, FoldError> {
        if debts.len() > DEBTS_MAX {
            return Err(FoldError::TooManyDebts(debts.len()));
        }
        let most = people.len().max(endpoints.len());
        if u16::try_from(most).is_err() {
            return Err(FoldError::TooMany(most));
        }
        let zones = people.iter().filter_map(|p| p.residence.as_ref()?.time_zone.as_ref());
        for zone in zones.chain(endpoints.iter().filter_map(|e| e.time_zone.as_ref())) {
            TimeZone::get(zone).map_err(|_| FoldError::UnknownZone(zone.clone()))?;
        }
        let mut standing = Standing { people, endpoints, debts, ..Standing::default() };
        standing.home = standing.find_home();
        Ok(standing)
    }

    /// A dossier with its history, folded in the order in which things became known. Events that were not
    /// yet known at `as_of` are left out; without it, everything is known.
    ///
    /// # Errors
    /// As [`Standing::new`].
    pub fn fold(
        people: Vec<Person>,
        endpoints: Vec<Endpoint>,
        debts: Vec<Debt>,
        history: &[Event],
        as_of: Option<When>,
    ) -> Result<Standing, FoldError> {
        let mut standing = Standing::new(people, endpoints, debts)?;
        let zone = standing.home_zone();
        let known = |event: &&Event| as_of.is_none_or(|at| !event.known().is_after(at, &zone));
        let mut events: Vec<&Event> = history.iter().filter(known).collect();
        // Events of the same moment are put in an order of their own, so that theirs in the log can't matter.
        events.sort_by_cached_key(|e| {
            (
                Moment::of(e.known(), &zone).key(),
                Moment::of(e.at(), &zone).key(),
                serde_json::to_string(e).unwrap_or_default(),
            )
        });
        for event in events {
            standing.apply(event);
        }
        Ok(standing)
    }

    /// Folds one event. It must not have become known before those folded already: then the log is folded anew.
    pub fn apply(&mut self, event: &Event) {
        let zone = self.home_zone();
        let at = Moment::of(event.at(), &zone);
        let known = Moment::of(event.known(), &zone);
        match event {
            Event::Call(_) | Event::Message(_) | Event::Visit(_) => {
                let contact = self.contact(event, at, &zone);
                if let Some(mut contact) = contact {
                    let broke = crate::us::then::broke(self, &contact);
                    contact.at_closed_time = broke.time_or_place;
                    contact.past_a_bar = broke.attorney_or_work;
                    insert_in_order(&mut self.contacts, contact, |c| c.at);
                    self.let_go_of_old_contacts(at);
                }
            }
            Event::Statement(s) => {
                let by = self.party(&s.by);
                let said = Said {
                    at,
                    known,
                    by,
                    with: s.with.as_ref().map(|p| self.party(p)),
                    via: s.via,
                    written: s.written,
                    about: self.debt_set(&s.about),
                    means: s.means.clone(),
                    won_at_closed_time: crate::us::then::was_won_unlawfully(self, by, s.via, &s.means, at),
                };
                self.said.push(said);
            }
            Event::Notice(n) => {
                let ours = n.by.as_ref().map_or(Party::Collector, |p| self.party(p));
                let by = if n.kind == NoticeKind::Undeliverability && n.by.is_none() { Party::Unknown } else { ours };
                let notice = NoticeSent {
                    at,
                    kind: n.kind,
                    by,
                    with: n.with.as_ref().map(|p| self.party(p)),
                    channel: n.channel,
                    to: n.to.as_ref().and_then(|e| self.endpoint_ix(e)),
                    person: n.person.as_ref().and_then(|p| self.person_ix(p)),
                    debts: self.debt_set(&n.debts),
                    fields: n.fields.as_deref().cloned().unwrap_or_default(),
                    contains: PartSet::of(&n.contains),
                    languages: n.language.as_ref().map(|l| l.iter().map(str::to_owned).collect()).unwrap_or_default(),
                };
                self.notices.push(notice);
            }
            Event::Check(c) => self.checks.push(Checked {
                at,
                kind: c.kind,
                of: c.of.clone(),
                since: c.since,
                complete: c.complete,
                result: c.result.clone(),
            }),
            Event::Status(s) => {
                let change = Change {
                    at,
                    kind: s.kind,
                    by: s.by.as_ref().map_or(Party::Unknown, |p| self.party(p)),
                    with: s.with.as_ref().map(|p| self.party(p)),
                    debts: self.debt_set(&s.debts),
                    names_debts: !s.debts.is_empty(),
                    from: s.from.map(|w| Moment::of(w, &zone)),
                    until: s.until.map(|w| Moment::of(w, &zone)),
                    detail: s.detail.clone(),
                    scheme: s.scheme,
                    registered: s.registered,
                    treatment_ended: s.treatment_ended,
                    arrears_only: s.part == Some(StatusPart::Arrears),
                    amount: s.amount,
                    every: s.every.clone(),
                };
                self.changes.push(change);
            }
            Event::Payment(p) => {
                let paid = Paid {
                    at,
                    by: p.by.as_ref().map_or(Party::Unknown, |id| self.party(id)),
                    with: p.with.as_ref().map(|id| self.party(id)),
                    amount: p.amount,
                    debts: self.named_debts(&p.debts),
                    instrument: p.instrument.clone(),
                    dated: p.dated,
                    directed: p.directed.clone(),
                    refused: p.outcome == Some(PaymentOutcome::Refused),
                };
                self.payments.push(paid);
            }
        }
        if self.last.is_none_or(|last| last.is_before(known)) {
            self.last = Some(known);
        }
    }

    fn contact(&self, event: &Event, at: Moment, zone: &TimeZone) -> Option<Contact> {
        let languages = |l: &Option<facts::Languages>| -> Vec<String> {
            l.as_ref().map(|l| l.iter().map(str::to_owned).collect()).unwrap_or_default()
        };
        let named = |ids: &[DebtId]| self.named_debts(ids);
        Some(match event {
            Event::Call(c) => Contact {
                at,
                by: self.party(&c.by),
                with: c.with.as_ref().map(|p| self.party(p)),
                channel: Channel::Call,
                from: c.from.as_ref().and_then(|e| self.endpoint_ix(e)),
                to: c.to.as_ref().and_then(|e| self.endpoint_ix(e)),
                person: c.person.as_ref().and_then(|p| self.person_ix(p)),
                debts: named(&c.debts),
                discussed: c.discussed.as_deref().map(named),
                counted_to: named(&c.counted_to),
                purpose: c.purpose,
                contains: PartSet::of(&c.contains),
                outcome: Outcome::Call(c.outcome),
                languages: Vec::new(),
                at_closed_time: false,
                past_a_bar: false,
            },
            Event::Message(m) => Contact {
                at,
                by: self.party(&m.by),
                with: m.with.as_ref().map(|p| self.party(p)),
                channel: m.channel,
                from: m.from.as_ref().and_then(|e| self.endpoint_ix(e)),
                to: m.to.as_ref().and_then(|e| self.endpoint_ix(e)),
                person: m.person.as_ref().and_then(|p| self.person_ix(p)),
                debts: named(&m.debts),
                discussed: None,
                counted_to: DebtSet::EMPTY,
                purpose: m.purpose,
                contains: PartSet::of(&m.contains),
                outcome: Outcome::Message(m.outcome),
                languages: languages(&m.language),
                at_closed_time: false,
                past_a_bar: false,
            },
            Event::Visit(v) => Contact {
                at,
                by: self.party(&v.by),
                with: v.with.as_ref().map(|p| self.party(p)),
                channel: if v.place == Place::Portal { Channel::Portal } else { Channel::InPerson },
                from: None,
                to: None,
                person: v.person.as_ref().and_then(|p| self.person_ix(p)),
                debts: DebtSet::EMPTY,
                discussed: None,
                counted_to: DebtSet::EMPTY,
                purpose: None,
                contains: PartSet::EMPTY,
                outcome: Outcome::Visit(v.place, v.until.map(|w| Moment::of(w, zone))),
                languages: Vec::new(),
                at_closed_time: false,
                past_a_bar: false,
            },
            _ => return None,
        })
    }

    fn party(&self, id: &PersonId) -> Party {
        if id.is_collector() {
            return Party::Collector;
        }
        self.person_ix(id).map_or(Party::Unknown, Party::Person)
    }

    fn find_home(&self) -> Option<String> {
        let consumer = self.consumer().and_then(|ix| self.person(ix))?;
        let residence = consumer.residence.as_ref().and_then(|r| r.time_zone.clone());
        residence
            .or_else(|| self.endpoints.iter().filter(|e| e.person == consumer.id).find_map(|e| e.time_zone.clone()))
    }

    /// Of contacts older than 31 days, keeps the first and the last of each kind: what rules ask of them is
    /// when something was first or last done, by whom, to whom, about which debts, and with what in it.
    fn let_go_of_old_contacts(&mut self, now: Moment) {
        const KEPT_DAYS: i32 = 31;
        let recent = self.contacts.partition_point(|c| now.day.since(c.at.day) > KEPT_DAYS);
        if recent <= 2 {
            return;
        }
        let is_kind = |a: &Contact, b: &Contact| {
            (a.by, a.with, a.channel, a.from, a.to, a.person, a.debts, a.discussed, a.counted_to, a.purpose, a.contains)
                == (
                    b.by,
                    b.with,
                    b.channel,
                    b.from,
                    b.to,
                    b.person,
                    b.debts,
                    b.discussed,
                    b.counted_to,
                    b.purpose,
                    b.contains,
                )
                && a.outcome == b.outcome
                && a.languages == b.languages
                && (a.at_closed_time, a.past_a_bar) == (b.at_closed_time, b.past_a_bar)
        };
        let (old, _) = self.contacts.split_at(recent);
        let middle: Vec<bool> = old
            .iter()
            .enumerate()
            .map(|(i, c)| old.iter().take(i).any(|b| is_kind(b, c)) && old.iter().skip(i + 1).any(|b| is_kind(b, c)))
            .collect();
        if middle.contains(&true) {
            let mut middle = middle.into_iter();
            self.contacts.retain(|_| !middle.next().unwrap_or(false));
        }
    }
}

/// Puts `item` behind all that are not later than it.
fn insert_in_order<T>(items: &mut Vec<T>, item: T, at: impl Fn(&T) -> Moment) {
    let place = items.partition_point(|other| at(other).key() <= at(&item).key());
    items.insert(place, item);
}
