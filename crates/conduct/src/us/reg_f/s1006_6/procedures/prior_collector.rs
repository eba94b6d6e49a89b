//! 1006.6(d)(4)(iii): addresses that a prior collector had properly and the one right before us used.

use facts::{Channel, ConsentTo, Role, Source, StatusKind};

use super::creditor;
use super::email::{Address, Covered, Failed, agreed_to_it, wrote_from_it};
use crate::standing::{Moment, Party, PersonIx, Standing};
use crate::us::medium::opted_out_with;

/// (iii): (A) any prior collector had the address by (i) or (ii); (B) the one immediately before us used it about the
/// debt; and (C) the consumer did not opt out of such communications.
pub(super) fn used_it(address: Address<'_>) -> Covered {
    let standing = address.standing;
    let priors: Vec<PersonIx> = priors(standing).collect();
    let wrote = |prior: PersonIx| {
        standing.contacts().iter().any(|c| {
            c.by.is(prior)
                && c.channel == Channel::Email
                && c.to == Some(address.to)
                && address.is_about(c.debts)
                && c.at.is_by(address.at)
        })
    };
    let from_prior = standing.endpoint(address.to).is_some_and(|e| e.source == Some(Source::PriorCollector));
    if !from_prior && !priors.iter().any(|p| wrote(*p)) {
        return Covered::No(Vec::new());
    }
    let mut failed: Vec<&'static str> = Vec::new();
    if !priors.iter().any(|prior| had_it_properly(address, *prior)) {
        failed.push("1006.6(d)(4)(iii)(A)");
    }
    if !immediately_prior(address).is_some_and(wrote) {
        failed.push("1006.6(d)(4)(iii)(B)");
    }
    if priors.iter().any(|prior| opted_out_with(standing, address.person, address.way(), *prior, None)) {
        failed.push("1006.6(d)(4)(iii)(C)");
    }
    if failed.is_empty() {
        Covered::By("1006.6(d)(4)(iii)")
    } else {
        Covered::No(failed.into_iter().map(Failed::at).collect())
    }
}

fn priors(standing: &Standing) -> impl Iterator<Item = PersonIx> + '_ {
    let people = standing.people().iter().enumerate().filter(|(_, p)| p.role == Role::PriorCollector);
    people.filter_map(|(place, _)| u16::try_from(place).ok().map(PersonIx))
}

/// By (i)(A), whatever opt-out came later (that is (C)); by (i)(B); or by (ii), with a notice that names them.
fn had_it_properly(address: Address<'_>, prior: PersonIx) -> bool {
    let with = Party::Person(prior);
    let wrote = || {
        let wrote_to_them =
            |c: &&crate::standing::Contact| address.is_written_from_it(c, with) && address.is_about(c.debts);
        address.standing.contacts().iter().any(|c| wrote_to_them(&c))
    };
    let agreed = || {
        matches!(agreed_to_it(address, with, ConsentTo::Email, "1006.6(d)(4)(i)(B)"), Covered::By(_))
            || matches!(wrote_from_it(address, with, "1006.6(d)(4)(i)(A)"), Covered::By(_))
    };
    let told = || {
        let Some(person) = address.standing.person(prior) else { return false };
        matches!(creditor::told_of_it(address, &[&person.name], "1006.6(d)(4)(ii)"), Covered::By(_))
    };
    wrote() || agreed() || told()
}

/// The collector with whom the debt was placed last before it was placed with us (comment 6(d)(4)(iii)-1); where no
/// placement is recorded, the only prior collector that there is.
fn immediately_prior(address: Address<'_>) -> Option<PersonIx> {
    let standing = address.standing;
    let placed = || standing.changes().iter().filter(|c| c.kind == StatusKind::Placed && c.debts.meets(address.debts));
    let ours: Option<Moment> = placed().rfind(|c| is_us(c.with)).map(|c| c.at);
    let last = placed().rfind(|c| !is_us(c.with) && ours.is_none_or(|ours| c.at.is_by(ours)));
    let last = last.and_then(|c| match c.with {
        Some(Party::Person(person)) => Some(person),
        _ => None,
    });
    last.or_else(|| {
        let mut all = priors(standing);
        let only = all.next()?;
        if all.next().is_some() { None } else { Some(only) }
    })
}

fn is_us(with: Option<Party>) -> bool {
    with.is_none_or(|with| with == Party::Collector)
}
