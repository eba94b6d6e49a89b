//! Calls and talks by person and debt: what counts, for which debt, on which day.

use facts::{CallOutcome, ConsentTo, DebtKind, Meaning, Purpose};

use super::consent::{has_run_out, is_withdrawn};
use super::consumer::{is_collection, is_direct, other_side};
use super::medium::is_anothers;
use crate::standing::{Contact, Day, DebtSet, EndpointIx, Moment, PersonIx, Said, Standing};

/// A particular debt: one debt, or all student loans that were serviced under one account number when they were
/// obtained (1006.14(b)(4)).
pub(crate) fn particular_debt(standing: &Standing, debt: usize) -> DebtSet {
    let alone = DebtSet::one(debt);
    let Some(this) = standing.debt(debt).filter(|d| d.kind == DebtKind::StudentLoan) else { return alone };
    let Some(group) = &this.account_group else { return alone };
    let same = |other: &facts::Debt| other.kind == DebtKind::StudentLoan && other.account_group.as_ref() == Some(group);
    standing.debts().iter().enumerate().filter(|(_, d)| same(d)).fold(alone, |set, (ix, _)| set.or(DebtSet::one(ix)))
}

/// The debts to which a call placed counts: those that we count it to, else those that it was opened with or meant for,
/// else, as it must count to at least one, every debt.
pub(crate) fn debts_of_call(standing: &Standing, call: &Contact) -> DebtSet {
    [call.counted_to, call.debts, call.discussed.unwrap_or_default()]
        .into_iter()
        .find(|set| !set.is_empty())
        .unwrap_or_else(|| standing.all_debts())
}

/// The debts to which a talk counts: those in fact discussed, by whoever raised them; a talk about none counts to those
/// that we count it to, else to those of the call, else to every debt.
pub(crate) fn debts_of_talk(standing: &Standing, call: &Contact) -> DebtSet {
    [call.discussed.unwrap_or_default(), call.counted_to, call.debts]
        .into_iter()
        .find(|set| !set.is_empty())
        .unwrap_or_else(|| standing.all_debts())
}

/// Did the call connect to the number it was placed to (1006.14(b)(3)(ii))? A busy signal or a number out of service
/// did not; whatever rang, was answered, dropped or recorded did.
pub(crate) fn connected(outcome: CallOutcome) -> bool {
    match outcome {
        CallOutcome::Busy | CallOutcome::NotConnected => false,
        CallOutcome::NoAnswer
        | CallOutcome::Dropped
        | CallOutcome::Conversation
        | CallOutcome::Voicemail
        | CallOutcome::LimitedContentMessage
        | CallOutcome::RinglessVoicemail
        | CallOutcome::Abandoned => true,
    }
}

/// Was it left as a recorded message?
pub(crate) fn is_voicemail(outcome: CallOutcome) -> bool {
    matches!(outcome, CallOutcome::Voicemail | CallOutcome::LimitedContentMessage | CallOutcome::RinglessVoicemail)
}

/// Our calls to the person that connected, about any of the debts, to numbers not known to be somebody else's
/// (comment 14(b)(2)(i)-3), in time order.
pub(crate) fn placed<'a>(
    standing: &'a Standing,
    person: PersonIx,
    debts: DebtSet,
    by: Moment,
) -> impl DoubleEndedIterator<Item = &'a Contact> + 'a {
    standing.contacts().iter().filter(move |c| {
        c.is_ours()
            && c.call().is_some_and(connected)
            && c.purpose.is_none_or(|p| is_collection(p) || p == Purpose::Marketing)
            && c.at.is_by(by)
            && other_side(standing, c) == Some(person)
            && debts_of_call(standing, c).meets(debts)
            && !c.to.is_some_and(|to| is_anothers(standing, to))
    })
}

/// Talks by telephone between us and the person about any of the debts, by whoever called, in time order.
pub(crate) fn talks<'a>(
    standing: &'a Standing,
    person: PersonIx,
    debts: DebtSet,
    by: Moment,
) -> impl DoubleEndedIterator<Item = &'a Contact> + 'a {
    standing.contacts().iter().filter(move |c| {
        c.is_conversation()
            && (c.is_ours() || c.is_to_us())
            && c.at.is_by(by)
            && other_side(standing, c) == Some(person)
            && debts_of_talk(standing, c).meets(debts)
            && !(c.is_ours() && c.to.is_some_and(|to| is_anothers(standing, to)))
    })
}

/// So many days, counting that of its receipt, a consent to more calls lasts at most (1006.14(b)(3)(i)).
const CONSENT_DAYS: i32 = 7;

/// How far the person's consent to more calls about the debts reaches a call at `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Invited {
    No,
    /// One was given, and it doesn't reach: to somebody else, run out, withdrawn, or used up by a talk.
    NoLonger,
    Yes,
}

/// Is a call to the person about the debts at `at` within their prior consent? (1006.14(b)(3)(i), comments -1, -2)
/// It ends with its own term, with seven days, when it is taken back, and with the next talk about the debt.
pub(crate) fn invited(standing: &Standing, person: PersonIx, debts: DebtSet, call: Placed) -> Invited {
    // Whatever talk we know of came before the call that is asked about, also on the same day.
    reaches(standing, person, debts, call, |talk| talk.at.is_by(call.at))
}

/// When a call is or was placed, and to which number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub at: Moment,
    pub to: Option<EndpointIx>,
}

/// As [`invited`], for a call of the past: `is_earlier` says which talks came before it.
fn reaches(
    standing: &Standing,
    person: PersonIx,
    debts: DebtSet,
    call: Placed,
    is_earlier: impl Fn(&Contact) -> bool,
) -> Invited {
    let at = call.at;
    let mut found = Invited::No;
    for (place, said) in standing.said().iter().enumerate() {
        if !said.by.is(person) || !is_invitation(&said.means) || !said.about.meets(debts) || !said.known.is_by(at) {
            continue;
        }
        found = Invited::NoLonger;
        let stands = is_direct(said)
            && at.day.since(said.known.day) < CONSENT_DAYS
            && is_within_term(standing, said, call)
            && !(is_withdrawn(standing, place) && withdrawn_by(standing, place, at))
            && !talks(standing, person, debts, at).any(|talk| said.known.is_before(talk.at) && is_earlier(talk));
        if stands {
            return Invited::Yes;
        }
    }
    found
}

/// Does this invite more calls? A third person's wish to be contacted again does too.
pub(crate) fn is_invitation(means: &Meaning) -> bool {
    matches!(
        means,
        Meaning::Consent { to: ConsentTo::Calls, .. } | Meaning::AsksCallback { .. } | Meaning::AsksContact {}
    )
}

/// Is the call within what they agreed to: by a day, at a time, on the day or to the number that they named?
fn is_within_term(standing: &Standing, said: &Said, call: Placed) -> bool {
    let (at, zone) = (call.at, standing.home_zone());
    match &said.means {
        Meaning::Consent { times, until, endpoint, .. } => {
            let to_it = endpoint.as_ref().is_none_or(|id| call.to.is_some() && standing.endpoint_ix(id) == call.to);
            to_it && !has_run_out(*until, at, &zone) && super::closed::is_within(times, at, &zone)
        }
        Meaning::AsksCallback { when: Some(when) } => {
            let when = Moment::of(*when, &zone);
            // A named day is that day alone; a named hour is from then on, the same day.
            at.day == when.day && when.is_by(at)
        }
        _ => true,
    }
}

/// Was it taken back by `at`? A call in between was still invited.
fn withdrawn_by(standing: &Standing, place: usize, at: Moment) -> bool {
    let Some(given) = standing.said().get(place) else { return true };
    standing
        .said()
        .iter()
        .skip(place + 1)
        .any(|s| s.by == given.by && matches!(s.means, Meaning::WithdrawsConsent { .. }) && s.known.is_by(at))
}

/// Was a call that we placed within the person's consent when it was placed, and so is not counted?
pub(crate) fn was_invited(standing: &Standing, person: PersonIx, debts: DebtSet, call: &Contact) -> bool {
    let placed = Placed { at: call.at, to: call.to };
    reaches(standing, person, debts, placed, |talk| talk.at.is_before(call.at)) == Invited::Yes
}

/// Is that day among the seven consecutive days that end with `today`?
pub(crate) fn in_the_week(day: Day, today: Day) -> bool {
    (0..7).contains(&today.since(day))
}
