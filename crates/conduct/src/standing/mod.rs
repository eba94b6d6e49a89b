//! The compact state that rules read: what a dossier's events come to.
//!
//! Events are folded one by one. Attempts of the last 31 days stay as they are; of older contacts the
//! first and the last of each kind remain. What people told us stays until they take it back.

mod bytes;
mod fold;
mod house;
mod moment;
mod records;
mod sets;

use facts::{Debt, DebtId, Endpoint, EndpointId, Person, PersonId, Role};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::kept_zones::zone_named;
use crate::zones::zones_of_state;

pub use bytes::StandingError;
pub use fold::FoldError;
pub use house::{Held, House, Judged, Needed, Promised, UnknownHistory};
pub use moment::{Day, Moment};
pub use records::{Change, Checked, Contact, EndpointIx, NoticeSent, Outcome, Paid, Party, PersonIx, Said};
pub use sets::{DEBTS_MAX, DebtSet, PartSet};

/// The version of the fold; a stored standing of another version is folded anew.
pub const FOLD_VERSION: u32 = 4;

/// What a dossier's events come to, at some moment.
///
/// ```
/// use conduct::{Outcome, Party, Standing};
/// use facts::Case;
///
/// let case: Case = serde_json::from_str(include_str!(
///     "../../../../cases/us/1006.14/b2-she-called-wednesday-august-19.json"
/// ))?;
/// let mut standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
/// let call = standing.contacts().first().ok_or("her call")?;
/// assert!(call.is_conversation() && matches!((call.by, call.outcome), (Party::Person(_), Outcome::Call(_))));
/// // What happens next is folded on top; the bytes are what a store keeps.
/// let stop = r#"{"at": "2026-08-20", "event": "statement", "by": "ana", "via": "letter", "written": true, "means": "cease"}"#;
/// standing.apply(&serde_json::from_str(stop)?);
/// assert_eq!(standing.said().len(), 1);
/// assert_eq!(Standing::from_bytes(&standing.to_bytes())?, standing);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    #[serde(with = "bytes::as_json")]
    people: Vec<Person>,
    #[serde(with = "bytes::as_json")]
    endpoints: Vec<Endpoint>,
    #[serde(with = "bytes::as_json")]
    debts: Vec<Debt>,
    /// The zone in which days are counted, by its IANA name; none where no place is known.
    home: Option<String>,
    contacts: Vec<Contact>,
    said: Vec<Said>,
    notices: Vec<NoticeSent>,
    checks: Vec<Checked>,
    changes: Vec<Change>,
    payments: Vec<Paid>,
    /// When the latest of the folded events was known.
    last: Option<Moment>,
    /// What our own events come to.
    house: House,
}

impl Standing {
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    pub fn debts(&self) -> &[Debt] {
        &self.debts
    }

    /// Calls, messages and visits, in time order.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// What people said, in the order in which we knew of it.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    pub fn notices(&self) -> &[NoticeSent] {
        &self.notices
    }

    pub fn checks(&self) -> &[Checked] {
        &self.checks
    }

    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub fn payments(&self) -> &[Paid] {
        &self.payments
    }

    /// When the latest of the folded events was known.
    pub fn last(&self) -> Option<Moment> {
        self.last
    }

    pub fn person(&self, index: PersonIx) -> Option<&Person> {
        self.people.get(usize::from(index.0))
    }

    pub fn endpoint(&self, index: EndpointIx) -> Option<&Endpoint> {
        self.endpoints.get(usize::from(index.0))
    }

    pub fn debt(&self, index: usize) -> Option<&Debt> {
        self.debts.get(index)
    }

    pub fn person_ix(&self, id: &PersonId) -> Option<PersonIx> {
        let place = self.people.iter().position(|p| p.id == *id)?;
        u16::try_from(place).ok().map(PersonIx)
    }

    pub fn endpoint_ix(&self, id: &EndpointId) -> Option<EndpointIx> {
        let place = self.endpoints.iter().position(|e| e.id == *id)?;
        u16::try_from(place).ok().map(EndpointIx)
    }

    pub fn debt_ix(&self, id: &DebtId) -> Option<usize> {
        self.debts.iter().position(|d| d.id == *id)
    }

    /// The named debts; every debt of the dossier where none is named.
    pub fn debt_set(&self, ids: &[DebtId]) -> DebtSet {
        if ids.is_empty() { self.all_debts() } else { self.named_debts(ids) }
    }

    /// The named debts, and none where none is named.
    pub fn named_debts(&self, ids: &[DebtId]) -> DebtSet {
        ids.iter().filter_map(|id| self.debt_ix(id)).fold(DebtSet::EMPTY, |set, i| set.or(DebtSet::one(i)))
    }

    pub fn all_debts(&self) -> DebtSet {
        DebtSet::first(self.debts.len())
    }

    /// The consumer (or the trader) whose dossier it is.
    pub fn consumer(&self) -> Option<PersonIx> {
        let place = self.people.iter().position(|p| matches!(p.role, Role::Consumer | Role::Business))?;
        u16::try_from(place).ok().map(PersonIx)
    }

    /// The role of somebody who acted.
    pub fn role(&self, party: Party) -> Option<Role> {
        match party {
            Party::Person(index) => self.person(index).map(|p| p.role),
            Party::Collector | Party::Unknown => None,
        }
    }

    /// The zone in which days are counted: the residence's, else an endpoint's of the consumer.
    ///
    /// Where neither is known, the first clock of the country: a contact's hour must then be open by each clock of the
    /// country, and in such an hour all of them show the same day. UTC where the country isn't known either: then no
    /// hour can be judged, and the rules that need one refuse.
    pub fn home_zone(&self) -> TimeZone {
        let named = self.home.as_deref().or_else(|| self.clock_of_the_country());
        named.and_then(zone_named).unwrap_or(TimeZone::UTC)
    }

    /// By where the consumer lives (the clock of most people in their State), else by the money in which they owe.
    fn clock_of_the_country(&self) -> Option<&'static str> {
        let residence = self.consumer().and_then(|ix| self.person(ix)).and_then(|p| p.residence.as_ref());
        match residence.map(|r| r.country.as_str()) {
            Some("US") => {
                let region = residence.and_then(|r| r.region.as_deref());
                return region.and_then(|state| zones_of_state(state).next()).or(Some("America/New_York"));
            }
            Some("GB") => return Some("Europe/London"),
            Some(_) => return None,
            None => {}
        }
        let currency = self.debts.iter().find_map(|d| d.balance).map(|balance| balance.currency())?;
        match currency.code() {
            "USD" => Some("America/New_York"),
            "GBP" => Some("Europe/London"),
            _ => None,
        }
    }

    /// Is the zone of the consumer's home known?
    pub fn home_zone_name(&self) -> Option<&str> {
        self.home.as_deref()
    }
}
