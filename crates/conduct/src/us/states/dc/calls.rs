//! DC 28-3814(d)(4)(A): calls per account.

use facts::{AskContact, AskDate, DateKind, Meaning, Value};

use super::{covered, with_consumer};
use crate::rule::{Asked, Findings};
use crate::standing::{Contact, Day, DebtSet, Moment, PersonIx, Standing};
use crate::us::calls::{Invited, Placed, in_the_week, invited, particular_debt, placed};
use crate::us::closed::opens;
use crate::us::consent::is_withdrawn;
use crate::us::consumer::{is_direct, other_side};

/// "In excess of 4 phone calls per account … in any 7-day period."
const CALLS_MAX: usize = 4;
const DAYS: i32 = 7;

/// (d)(4)(A)(i): no more than four calls per account in any seven days, to all of the person's numbers together; their
/// own calls, one completed call that they asked for, calls that did not connect and wrong numbers left out. (ii): after
/// a talk none for seven days, for any account, unless they asked. Whether the day of the talk is one of the seven, the
/// text leaves open: we wait seven whole days after it.
pub(super) fn calls(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some((person, debts)) = with_consumer(asked) else { return };
    if !asked.ask.channel.is_by_telephone() || asked.ask.continuing == Some(true) {
        return;
    }
    let standing = asked.standing;
    let is_return = is_asked_for(standing, person, asked.at);
    if let Some(day) = open_by_calls(standing, person, debts, asked.at, asked.day()).filter(|_| !is_return) {
        findings.prohibits("DC 28-3814(d)(4)(A)(i)").until(opens(standing, asked.at, day));
    }
    let requested =
        is_return || invited(standing, person, debts, Placed { at: asked.at, to: asked.to }) == Invited::Yes;
    if let Some(day) = open_by_talk(standing, person, asked.at, asked.day()) {
        if requested {
            findings.permits("DC 28-3814(d)(4)(A)(ii)");
        } else {
            findings.prohibits("DC 28-3814(d)(4)(A)(ii)").until(opens(standing, asked.at, day));
        }
    }
}

/// The first day on which a fifth call is none, where it would be one now.
fn open_by_calls(standing: &Standing, person: PersonIx, debts: DebtSet, at: Moment, today: Day) -> Option<Day> {
    let mut open = None;
    for (ix, _) in standing.debts().iter().enumerate().filter(|(ix, _)| debts.holds(*ix)) {
        let account = particular_debt(standing, ix);
        let days: Vec<Day> = placed(standing, person, account, at)
            .filter(|c| in_the_week(c.at.day, today) && !is_return_call(standing, person, c))
            .map(|c| c.at.day)
            .collect();
        let surplus = days.len().checked_sub(CALLS_MAX).and_then(|n| days.get(n));
        open = open.max(surplus.map(|day| day.plus(DAYS)));
    }
    open
}

/// The first day after seven whole days since the last talk, where they are not over.
fn open_by_talk(standing: &Standing, person: PersonIx, at: Moment, today: Day) -> Option<Day> {
    let talk = standing.contacts().iter().rfind(|c| {
        c.is_conversation()
            && (c.is_ours() || c.is_to_us())
            && c.at.is_by(at)
            && other_side(standing, c) == Some(person)
    })?;
    let open = talk.at.day.plus(DAYS + 1);
    (today < open).then_some(open)
}

/// Did the person ask to be called back, and has no talk come of it yet?
fn is_asked_for(standing: &Standing, person: PersonIx, at: Moment) -> bool {
    let zone = standing.home_zone();
    standing.said().iter().enumerate().any(|(place, said)| {
        let Meaning::AsksCallback { when } = &said.means else { return false };
        said.by.is(person)
            && is_direct(said)
            && said.known.is_by(at)
            && when.is_none_or(|when| Moment::of(when, &zone).is_by(at))
            && !is_withdrawn(standing, place)
            && !talks_since(standing, person, said.known, |talk| talk.is_by(at))
    })
}

/// Was this talk the one that the person had asked for?
fn is_return_call(standing: &Standing, person: PersonIx, call: &Contact) -> bool {
    call.is_conversation()
        && standing.said().iter().any(|said| {
            matches!(said.means, Meaning::AsksCallback { .. })
                && said.by.is(person)
                && is_direct(said)
                && said.known.is_before(call.at)
                && !talks_since(standing, person, said.known, |talk| talk.is_before(call.at))
        })
}

fn talks_since(standing: &Standing, person: PersonIx, since: Moment, until: impl Fn(Moment) -> bool) -> bool {
    standing
        .contacts()
        .iter()
        .any(|c| c.is_conversation() && other_side(standing, c) == Some(person) && since.is_before(c.at) && until(c.at))
}

/// So many days ahead the next call is looked for.
const AHEAD_MAX: i32 = 15;

/// The first day on which a call keeps within (d)(4)(A), where that is later than federal law's.
pub(super) fn next_call(asked: &Asked<AskDate>, findings: &mut Findings) {
    let (DateKind::EarliestNextCall, Some(person)) = (asked.ask.date_kind, asked.person) else { return };
    let standing = asked.standing;
    let debts = covered(standing, asked.debts);
    let name = DateKind::EarliestNextCall.as_str();
    let federal = match findings.values.get(name) {
        Some(Value::Date(day)) => Day::of(*day),
        _ => asked.day(),
    };
    let start = federal.max(asked.day());
    let is_open = |day: &Day| {
        open_by_calls(standing, person, debts, asked.at, *day).is_none()
            && open_by_talk(standing, person, asked.at, *day).is_none()
    };
    if let Some(day) = (0..=AHEAD_MAX).map(|n| start.plus(n)).find(is_open) {
        findings.defines("DC 28-3814(d)(4)(A)");
        findings.value(name, Value::Date(day.date()));
    }
}
