//! Massachusetts: 209 CMR 18.00, conduct of debt collectors.

use facts::{AskContact, CallOutcome, Channel, ConsentTo, EndpointKind, Meaning, Pack, Place, Purpose};
use jiff::civil::{Date, date};

use crate::rule::{Asked, Findings, PackRules, Rule, Run};
use crate::standing::{Contact, Day, DebtSet, Outcome, PersonIx, Standing};
use crate::us::calls::{Invited, Placed, debts_of_call, invited};
use crate::us::closed::opens;
use crate::us::consent::{consents, court_permits, has_run_out, is_withdrawn};
use crate::us::consumer::{collects, is_collection, is_direct, is_response, other_side, stands_as_consumer};
use crate::us::medium::is_anothers;

/// The day through which the text that was read is current (Register 1523); earlier days it does not answer for.
const FROM: Date = date(2024, 6, 7);

pub(crate) static PACK: PackRules =
    PackRules { pack: Pack::UsMa, covers_from: FROM, covers_until: None, read_on: FROM, sections: &[RULES] };

static RULES: &[Rule] = &[
    Rule {
        cite: "209 CMR 18.16(1)(d)",
        gist: "two calls or texts a week about a debt at home or on a mobile, two in thirty days elsewhere",
        from: FROM,
        until: None,
        run: Run::Contact(calls_and_texts),
    },
    Rule {
        cite: "209 CMR 18.17(6)",
        gist: "one visit at home in thirty days about a debt",
        from: FROM,
        until: None,
        run: Run::Contact(visits),
    },
];

/// Two communications in a period.
const COMMUNICATIONS_MAX: usize = 2;

/// 209 CMR 18.16(1)(d): without the consumer's prior consent given directly, or a court's permission, no more than two
/// communications by telephone or text that we begin, for each debt: in seven days to a residence or mobile, in thirty
/// days elsewhere. A call that could have left a message counts even where none was left: that is how the sister rule
/// for creditors is read (940 CMR 7.04(1)(f)), and we take the stricter reading. What answers the person, they began.
fn calls_and_texts(asked: &Asked<AskContact>, findings: &mut Findings) {
    let standing = asked.standing;
    let Some(person) = asked.person.filter(|p| stands_as_consumer(standing, *p)) else { return };
    if !is_by_phone_or_text(asked.ask.channel) || !is_begun_by_us(asked) {
        return;
    }
    let days = match asked.to.and_then(|to| class(standing, to)) {
        Some(Class::HomeOrMobile) => 7,
        Some(Class::Elsewhere) | None => 30,
    };
    if agreed(asked, person) {
        return;
    }
    let same_class = |c: &Contact| match c.to.and_then(|to| class(standing, to)) {
        Some(class) => (class == Class::HomeOrMobile) == (days == 7),
        // Where the number belongs nobody knows: it counts to both.
        None => true,
    };
    for (ix, _) in standing.debts().iter().enumerate().filter(|(ix, _)| asked.debts.holds(*ix)) {
        let made: Vec<Day> = standing
            .contacts()
            .iter()
            .filter(|c| counts(standing, c, person, DebtSet::one(ix)) && same_class(c))
            .map(|c| c.at.day)
            .filter(|day| (0..days).contains(&asked.day().since(*day)))
            .collect();
        if let Some(oldest) = made.len().checked_sub(COMMUNICATIONS_MAX).and_then(|n| made.get(n)) {
            let until = opens(standing, asked.at, oldest.plus(days));
            findings.prohibits("209 CMR 18.16(1)(d)").until(until);
            return;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    HomeOrMobile,
    Elsewhere,
}

fn class(standing: &Standing, to: crate::standing::EndpointIx) -> Option<Class> {
    let endpoint = standing.endpoint(to)?;
    match (endpoint.kind, endpoint.place) {
        (EndpointKind::Mobile, _) | (_, Some(Place::Home)) => Some(Class::HomeOrMobile),
        (_, Some(_)) => Some(Class::Elsewhere),
        (_, None) => None,
    }
}

fn is_by_phone_or_text(channel: Channel) -> bool {
    channel.is_by_telephone() || channel == Channel::Text
}

fn is_begun_by_us(asked: &Asked<AskContact>) -> bool {
    collects(asked.ask) && !is_response(asked.ask.purpose) && asked.ask.continuing != Some(true)
}

fn counts(standing: &Standing, contact: &Contact, person: PersonIx, debt: DebtSet) -> bool {
    let reached = match contact.outcome {
        Outcome::Call(outcome) => !matches!(outcome, CallOutcome::Busy | CallOutcome::NotConnected),
        Outcome::Message(_) => contact.channel == Channel::Text && !contact.is_undeliverable(),
        Outcome::Visit(..) => false,
    };
    reached
        && contact.is_ours()
        && other_side(standing, contact) == Some(person)
        && contact.purpose.is_none_or(|p| is_collection(p) && !is_response(p))
        && debts_of_call(standing, contact).meets(debt)
        && !contact.to.is_some_and(|to| is_anothers(standing, to))
}

/// The consumer's prior consent to more, given directly to us, or a court's permission.
fn agreed(asked: &Asked<AskContact>, person: PersonIx) -> bool {
    let standing = asked.standing;
    let call = Placed { at: asked.at, to: asked.to };
    let to_calls = asked.ask.channel.is_by_telephone() && invited(standing, person, asked.debts, call) == Invited::Yes;
    to_calls || agreed_to_contact(asked, person, |_| true) || court_permits(standing, person, asked.debts, asked.at)
}

fn agreed_to_contact(asked: &Asked<AskContact>, person: PersonIx, fits: impl Fn(&[Place]) -> bool) -> bool {
    let standing = asked.standing;
    consents(standing, ConsentTo::Contact).any(|(place, said)| {
        let Meaning::Consent { times, places, until, .. } = &said.means else { return false };
        said.by.is(person)
            && is_direct(said)
            && !said.won_at_closed_time
            && said.about.covers(asked.debts)
            && fits(places)
            && crate::us::closed::is_within(times, asked.at, &standing.home_zone())
            && !is_withdrawn(standing, place)
            && !has_run_out(*until, asked.at, &standing.home_zone())
    })
}

/// So many days one visit at home counts.
const VISIT_DAYS: i32 = 30;

/// 209 CMR 18.17(6): no more than one visit at home that we begin in any thirty days for each debt, visits where nobody
/// was met left out, unless the consumer consents in writing to more.
fn visits(asked: &Asked<AskContact>, findings: &mut Findings) {
    let standing = asked.standing;
    let Some(person) = asked.person.filter(|p| stands_as_consumer(standing, *p)) else { return };
    if asked.ask.channel != Channel::InPerson || !is_begun_by_us(asked) || asked.ask.purpose == Purpose::Service {
        return;
    }
    match asked.ask.person_at.or_else(|| asked.to.and_then(|to| standing.endpoint(to)).and_then(|e| e.place)) {
        Some(Place::Home) => {}
        Some(_) => return,
        None => {
            findings.unknown("209 CMR 18.17(6)", "person_at");
            return;
        }
    }
    // A visit is about every debt that the person has with us.
    let last = standing.contacts().iter().rfind(|c| {
        matches!(c.outcome, Outcome::Visit(Place::Home, _))
            && c.is_ours()
            && c.person.is_some()
            && (0..VISIT_DAYS).contains(&asked.day().since(c.at.day))
    });
    let Some(last) = last else { return };
    let consented_in_writing = || {
        standing.said().iter().enumerate().any(|(place, s)| {
            matches!(
                &s.means,
                Meaning::Consent { to: ConsentTo::Visit, .. } | Meaning::Consent { to: ConsentTo::Contact, .. }
            ) && s.by.is(person)
                && is_direct(s)
                && s.written == Some(true)
                && names_home(&s.means)
                && !is_withdrawn(standing, place)
        })
    };
    if !consented_in_writing() {
        let until = opens(standing, asked.at, last.at.day.plus(VISIT_DAYS));
        findings.prohibits("209 CMR 18.17(6)").until(until);
    }
}

fn names_home(means: &Meaning) -> bool {
    match means {
        Meaning::Consent { to: ConsentTo::Visit, .. } => true,
        Meaning::Consent { places, .. } => places.contains(&Place::Home),
        _ => false,
    }
}
