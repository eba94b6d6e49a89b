//! 1006.6(d)(4)(i): addresses by what passed between the consumer and the collector, and the three procedures in turn.

use facts::{Channel, ConsentTo, EndpointKind, Firm, Meaning};

use super::{creditor, prior_collector};
use crate::standing::{Contact, Day, DebtSet, EndpointIx, Moment, Party, PersonIx, Said, Standing};
use crate::us::consent::{has_run_out, is_withdrawn};
use crate::us::medium::{Way, opted_out_with, stops};

/// Does a procedure cover an address or number?
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Covered {
    /// This one does.
    By(&'static str),
    /// None does; the conditions at which those failed that the facts begin.
    No(Vec<Failed>),
}

/// The condition at which a procedure failed, and the day from which it no longer fails where the text fixes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failed {
    pub rule: &'static str,
    pub until: Option<Day>,
}

impl Failed {
    pub(super) fn at(rule: &'static str) -> Failed {
        Failed { rule, until: None }
    }
}

/// An address, and what it is to be used for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    pub standing: &'a Standing,
    pub person: PersonIx,
    pub to: EndpointIx,
    pub channel: Channel,
    pub debts: DebtSet,
    pub at: Moment,
}

/// Is an e-mail to the address about the debts covered by one of the three procedures of 1006.6(d)(4)?
pub(crate) fn email_is_covered(
    standing: &Standing,
    firm: &Firm,
    person: PersonIx,
    to: EndpointIx,
    debts: DebtSet,
    at: Moment,
) -> Covered {
    let address = Address { standing, person, to, channel: Channel::Email, debts, at };
    let mut failed = Vec::new();
    for procedure in [
        wrote_from_it(address, Party::Collector, "1006.6(d)(4)(i)(A)"),
        agreed_to_it(address, Party::Collector, ConsentTo::Email, "1006.6(d)(4)(i)(B)"),
        creditor::told_of_it(address, &names(firm), "1006.6(d)(4)(ii)"),
        prior_collector::used_it(address),
    ] {
        match procedure {
            Covered::By(rule) => return Covered::By(rule),
            Covered::No(rules) => failed.extend(rules),
        }
    }
    Covered::No(failed)
}

/// The names by which the firm may be called.
fn names(firm: &Firm) -> Vec<&str> {
    std::iter::once(firm.name.as_str()).chain(firm.business_names.iter().map(String::as_str)).collect()
}

impl Address<'_> {
    pub(super) fn way(&self) -> Way {
        Way { channel: self.channel, to: Some(self.to) }
    }

    /// A message that the consumer wrote to `with` from the address.
    pub(super) fn is_written_from_it(&self, contact: &Contact, with: Party) -> bool {
        contact.channel == self.channel
            && contact.by.is(self.person)
            && contact.from == Some(self.to)
            && contact.at.is_by(self.at)
            && contact.with.unwrap_or(Party::Collector) == with
    }

    /// Is something that names `named` debts about all of those asked about? One that names none is about any.
    pub(super) fn is_about(&self, named: DebtSet) -> bool {
        named.is_empty() || named.covers(self.debts)
    }

    /// Did the consumer opt out of the address with `with` after `since`?
    pub(super) fn opted_out(&self, with: Party, since: Moment) -> bool {
        match with {
            Party::Person(with) => opted_out_with(self.standing, self.person, self.way(), with, Some(since)),
            Party::Collector | Party::Unknown => self
                .standing
                .said()
                .iter()
                .filter(|s| s.by.is(self.person) && s.with.is_none_or(|w| w == Party::Collector))
                .any(|s| since.is_by(s.known) && stops(self.standing, s, self.way()).is_some()),
        }
    }
}

/// (i)(A): the consumer used the address to write to the collector about the debt, and has not since opted out. Who
/// wrote to us about one of their debts has shown that the address is theirs: we don't ask that it was about each.
pub(super) fn wrote_from_it(address: Address<'_>, with: Party, rule: &'static str) -> Covered {
    let wrote = address.standing.contacts().iter().filter(|c| address.is_written_from_it(c, with));
    let mut begun = false;
    for contact in wrote.rev() {
        begun = true;
        let about = with == Party::Collector || address.is_about(contact.debts);
        if about && !address.opted_out(with, contact.at) {
            return Covered::By(rule);
        }
    }
    Covered::No(if begun { vec![Failed::at(rule)] } else { Vec::new() })
}

/// (i)(B): the collector received prior consent directly from the consumer to use the address about the debt, and it
/// has not been withdrawn. An address given where its use was disclosed is such consent (comment 6(d)(4)(i)(B)-2).
pub(super) fn agreed_to_it(address: Address<'_>, with: Party, to: ConsentTo, rule: &'static str) -> Covered {
    let mut begun = false;
    for (place, said) in address.standing.said().iter().enumerate() {
        if !said.by.is(address.person) {
            continue;
        }
        match agreement(address, said, to) {
            Agreement::None => {}
            Agreement::Short => begun = true,
            Agreement::Full => {
                begun = true;
                if stands(address, place, said, with, to) {
                    return Covered::By(rule);
                }
            }
        }
    }
    Covered::No(if begun { vec![Failed::at(rule)] } else { Vec::new() })
}

/// How far what was said is an agreement to use the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    None,
    /// The address was given, and nobody said what it would be used for; or another address was meant.
    Short,
    Full,
}

pub(super) fn agreement(address: Address<'_>, said: &Said, to: ConsentTo) -> Agreement {
    let standing = address.standing;
    let is_it = |id: &facts::EndpointId| standing.endpoint_ix(id) == Some(address.to);
    match &said.means {
        Meaning::Consent { to: given, endpoint, .. } if *given == to => match endpoint {
            Some(id) if is_it(id) => Agreement::Full,
            Some(_) => Agreement::None,
            None if is_their_only_one(address) => Agreement::Full,
            None => Agreement::Short,
        },
        Meaning::GivesEndpoint { endpoint: Some(id), told_use } if is_it(id) => {
            if *told_use == Some(true) {
                Agreement::Full
            } else {
                Agreement::Short
            }
        }
        _ => Agreement::None,
    }
}

/// Does the agreement at `place` stand: given to `with`, about the debts, not withdrawn and not run out?
pub(super) fn stands(address: Address<'_>, place: usize, said: &Said, with: Party, to: ConsentTo) -> bool {
    let standing = address.standing;
    let until = match &said.means {
        Meaning::Consent { until, .. } => *until,
        _ => None,
    };
    let given_to = said.with.unwrap_or(Party::Collector) == with && said.via != Channel::CreditorFile;
    let withdrawn = is_withdrawn(standing, place) || is_taken_back(address, place, said, to);
    given_to
        && said.known.is_by(address.at)
        && said.about.covers(address.debts)
        && !withdrawn
        && !has_run_out(until, address.at, &standing.home_zone())
}

/// An address that was given is taken back like a consent.
fn is_taken_back(address: Address<'_>, place: usize, given: &Said, to: ConsentTo) -> bool {
    let standing = address.standing;
    standing.said().iter().skip(place + 1).filter(|s| s.by == given.by).any(|s| match &s.means {
        Meaning::WithdrawsConsent { to: back, endpoint, .. } => {
            back.is_none_or(|back| back == to)
                && endpoint.as_ref().is_none_or(|id| standing.endpoint_ix(id) == Some(address.to))
        }
        _ => s.with == given.with && stops(standing, s, address.way()).is_some(),
    })
}

/// A consent that names no address is to the only one that there is.
fn is_their_only_one(address: Address<'_>) -> bool {
    let kind_fits = |kind: EndpointKind| match address.channel {
        Channel::Email => kind == EndpointKind::Email,
        _ => kind == EndpointKind::Mobile,
    };
    let standing = address.standing;
    let Some(person) = standing.person(address.person) else { return false };
    standing.endpoints().iter().filter(|e| e.person == person.id && kind_fits(e.kind)).count() == 1
}
