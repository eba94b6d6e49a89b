//! DC 28-3814(e), (g)(5) and (6): who hears of a debt, attorneys, estates.

use facts::{AskContact, Channel, ConsentTo, Meaning, Purpose, Role};

use super::{covered, with_consumer};
use crate::rule::{Asked, Findings};
use crate::us::communication::is_deceased;
use crate::us::consent::{consents, is_withdrawn};
use crate::us::consumer::{collects, is_direct, is_obligated};
use crate::us::counsel::{Counsel, attorney_agreed, counsel};

/// (e)(1): no word of the debt to the employer, but to carry out an attachment after judgment. (e)(2): none to family,
/// friends or neighbours, also to the spouse whom federal law lets us speak to; but for legal process, an estate, and
/// where they asked for it themselves. The consumer's own consent we take for an end of "in such a manner as to harass
/// or embarrass". (e)(4): nothing that others may ordinarily see tells of a debt, as a postcard does.
pub(super) fn hearers(asked: &Asked<AskContact>, findings: &mut Findings) {
    let standing = asked.standing;
    let debts = covered(standing, asked.debts);
    if debts.is_empty() || !collects(asked.ask) {
        return;
    }
    if asked.ask.channel == Channel::Postcard && with_consumer(asked).is_some() {
        findings.prohibits("DC 28-3814(e)(4)");
    }
    let Some(person) = asked.person.filter(|_| asked.ask.purpose != Purpose::Location) else { return };
    let consented = || {
        consents(standing, ConsentTo::ThirdParty).any(|(place, s)| {
            let Meaning::Consent { person: named, .. } = &s.means else { return false };
            is_direct(s)
                && named.as_ref().is_some_and(|id| standing.person_ix(id) == Some(person))
                && !is_withdrawn(standing, place)
        })
    };
    let asked_for_it = || {
        standing.said().iter().any(|s| {
            s.by.is(person)
                && is_direct(s)
                && matches!(s.means, Meaning::AsksInformation { .. } | Meaning::AsksContact {})
        })
    };
    let is_minor = || standing.consumer().and_then(|ix| standing.person(ix)).is_some_and(|c| c.minor == Some(true));
    match standing.person(person).map(|p| p.role) {
        Some(Role::Employer) if asked.ask.purpose != Purpose::Postjudgment && !consented() => {
            findings.prohibits("DC 28-3814(e)(1)");
        }
        Some(Role::Parent) if is_minor() => {}
        Some(Role::Spouse | Role::Parent | Role::ThirdParty)
            if !matches!(asked.ask.purpose, Purpose::Litigation | Purpose::Postjudgment)
                && !is_deceased(standing)
                && !consented()
                && !asked_for_it() =>
        {
            findings.prohibits("DC 28-3814(e)(2)");
        }
        _ => {}
    }
}

/// (g)(5): no communication with a consumer whose attorney is known, also where the attorney is silent.
pub(super) fn attorney(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some((_, debts)) = with_consumer(asked) else { return };
    let answers = matches!(asked.ask.purpose, Purpose::Reply | Purpose::ConfirmOptOut);
    if answers || attorney_agreed(asked.standing, debts, asked.at) {
        return;
    }
    let permitted = asked.person.is_some_and(|p| crate::us::consent::court_permits(asked.standing, p, debts, asked.at));
    if let Counsel::Known { .. } = counsel(asked.standing, debts)
        && !permitted
    {
        findings.prohibits("DC 28-3814(g)(5)");
    }
}

/// (g)(6)(A): a deceased person's debt is collected from nobody without a legal obligation, but from the executor or who
/// informally acts as such. That (B) they are told that they are not personally liable, is a matter of words.
pub(super) fn estate(asked: &Asked<AskContact>, findings: &mut Findings) {
    let standing = asked.standing;
    let Some((person, _)) = with_consumer(asked) else { return };
    let acts_for_estate = standing.person(person).is_some_and(|p| p.role == Role::PersonalRepresentative);
    if is_deceased(standing) && !acts_for_estate && !is_obligated(standing, person) {
        findings.prohibits("DC 28-3814(g)(6)(A)");
    }
}
