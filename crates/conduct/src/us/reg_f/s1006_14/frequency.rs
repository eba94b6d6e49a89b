//! 1006.14(b): call frequencies, per person and per particular debt.

use facts::{AskContact, AskDate, DateKind, Effect, EndpointKind, Role, Value, Verdict};

use super::factors;
use crate::rule::{Asked, Findings};
use crate::standing::{Day, DebtSet, EndpointIx, Moment, PersonIx, Standing};
use crate::us::calls::{Invited, Placed, in_the_week, invited, particular_debt, placed, talks, was_invited};
use crate::us::closed::opens;
use crate::us::consumer::collects;

/// "More than seven times within seven consecutive days", and "a period of seven consecutive days".
const CALLS_MAX: usize = 7;
const DAYS: i32 = 7;

/// How a person has been called about one particular debt, in the seven consecutive days that end with a day.
#[derive(Debug, Clone, Default)]
struct Week {
    /// The days of the calls counted, in order.
    calls: Vec<Day>,
    /// The days of the talks, in order.
    talks: Vec<Day>,
}

impl Week {
    fn of(standing: &Standing, person: PersonIx, debt: DebtSet, by: Moment, today: Day) -> Week {
        let calls = placed(standing, person, debt, by)
            .filter(|c| in_the_week(c.at.day, today) && !was_invited(standing, person, debt, c))
            .map(|c| c.at.day)
            .collect();
        let talks =
            talks(standing, person, debt, by).filter(|c| in_the_week(c.at.day, today)).map(|c| c.at.day).collect();
        Week { calls, talks }
    }

    /// The first day on which one more call keeps within both limits; nothing where it does so now.
    fn open_from(&self) -> Option<Day> {
        let surplus = self.calls.len().checked_sub(CALLS_MAX);
        let by_calls = surplus.and_then(|n| self.calls.get(n)).map(|day| day.plus(DAYS));
        let by_talks = self.talks.last().map(|day| day.plus(DAYS));
        by_calls.max(by_talks)
    }
}

/// 1006.14(b)(2) to (4) and their comments. One more call to the person about the debt is presumed lawful while no more
/// than seven connect in any seven consecutive days, and none comes within seven days of a talk, whose day is the
/// first. Not counted: calls within the person's own consent (at most seven days, and spent by the next talk), calls
/// that do not connect, calls to attorneys, bureaus and creditors. What goes on within a call is no new call. A named
/// factor among the facts may rebut either presumption: then a person must look.
pub(super) fn calls(asked: &Asked<AskContact>, findings: &mut Findings) {
    let (true, Some(person)) = (asked.ask.channel.is_by_telephone(), asked.person) else { return };
    if !collects(asked.ask) {
        return;
    }
    let standing = asked.standing;
    if is_excluded(standing, person) {
        findings.permits("1006.14(b)(3)(iii)");
        count(findings, 0, 0);
        return;
    }
    let (mut most_calls, mut most_talks) = (0, 0);
    let mut over: Option<(Week, DebtSet)> = None;
    let mut was_invited_once = false;
    let mut all_invited = true;
    for debt in particular_debts(standing, asked.debts) {
        let week = Week::of(standing, person, debt, asked.at, asked.day());
        most_calls = most_calls.max(week.calls.len());
        most_talks = most_talks.max(week.talks.len());
        let invited = invited(standing, person, debt, Placed { at: asked.at, to: asked.to });
        all_invited &= invited == Invited::Yes;
        was_invited_once |= invited == Invited::NoLonger;
        if invited != Invited::Yes && week.open_from().is_some() {
            let later = over.as_ref().is_none_or(|(known, _)| known.open_from() < week.open_from());
            over = if later { Some((week, debt)) } else { over };
        }
    }
    count(findings, most_calls, most_talks);
    if asked.ask.continuing == Some(true) {
        return;
    }
    if let Some((week, debt)) = over {
        exceeded(asked, findings, person, &week, debt);
        if was_invited_once {
            findings.add("1006.14(b)(3)(i)", Effect::Withholds, Verdict::Permit);
        }
        return;
    }
    if all_invited && !asked.debts.is_empty() {
        findings.permits("1006.14(b)(3)(i)");
    }
    findings.presumes_compliance("1006.14(b)(2)(i)");
    if !all_invited {
        factors::against_compliance(asked, findings, person);
    }
}

/// Above a limit: presumed unlawful, unless a named factor is among the facts.
fn exceeded(asked: &Asked<AskContact>, findings: &mut Findings, person: PersonIx, week: &Week, debt: DebtSet) {
    let until = week.open_from().map(|day| opens(asked.standing, asked.at, day));
    let factor = factors::against_violation(asked, person, debt);
    let verdict = if factor.is_some() { Verdict::Refer } else { Verdict::Deny };
    findings.add("1006.14(b)(2)(ii)", Effect::PresumesViolation, verdict).until = until;
    if let Some(rule) = factor {
        findings.may_rebut(rule).until = until;
    }
}

/// The persons of 1006.6(d)(1)(ii) to (vi), 1006.14(b)(3)(iii).
fn is_excluded(standing: &Standing, person: PersonIx) -> bool {
    standing.person(person).is_some_and(|p| {
        matches!(
            p.role,
            Role::Attorney
                | Role::ConsumerReportingAgency
                | Role::Creditor
                | Role::CreditorAttorney
                | Role::CollectorAttorney
        )
    })
}

/// The particular debts among these, each once. Without any debt, everything counts together.
pub(crate) fn particular_debts(standing: &Standing, debts: DebtSet) -> Vec<DebtSet> {
    let mut found: Vec<DebtSet> = Vec::new();
    for (ix, _) in standing.debts().iter().enumerate().filter(|(ix, _)| debts.holds(*ix)) {
        if !found.iter().any(|known| known.holds(ix)) {
            found.push(particular_debt(standing, ix));
        }
    }
    found
}

fn count(findings: &mut Findings, calls: usize, talks: usize) {
    let value = |n: usize| Value::Count(i64::try_from(n).unwrap_or(i64::MAX));
    findings.value("calls_counted", value(calls));
    findings.value("conversations_counted", value(talks));
}

/// A date is asked without a number: the person's only one, where they have but one.
fn only_number(standing: &Standing, person: PersonIx) -> Option<EndpointIx> {
    let owner = standing.person(person)?;
    let mut numbers = standing
        .endpoints()
        .iter()
        .enumerate()
        .filter(|(_, e)| e.person == owner.id && matches!(e.kind, EndpointKind::Mobile | EndpointKind::Landline));
    let (place, _) = numbers.next()?;
    if numbers.next().is_some() { None } else { u16::try_from(place).ok().map(EndpointIx) }
}

/// So many days ahead the next call is looked for: no limit reaches further than two weeks of them.
const AHEAD_MAX: i32 = 15;

/// 1006.14(b)(2)(i): the first day, from that of the question, on which a call keeps within the limits or the person has
/// asked for it.
pub(super) fn next_call(asked: &Asked<AskDate>, findings: &mut Findings) {
    let (DateKind::EarliestNextCall, Some(person)) = (asked.ask.date_kind, asked.person) else { return };
    let standing = asked.standing;
    let debts = particular_debts(standing, asked.debts);
    let is_open = |day: Day| {
        let at = if day == asked.day() { asked.at } else { Moment::whole(day) };
        is_excluded(standing, person)
            || debts.iter().all(|debt| {
                invited(standing, person, *debt, Placed { at, to: only_number(standing, person) }) == Invited::Yes
                    || Week::of(standing, person, *debt, asked.at, day).open_from().is_none()
            })
    };
    findings.defines("1006.14(b)(2)(i)");
    if let Some(day) = (0..=AHEAD_MAX).map(|n| asked.day().plus(n)).find(|day| is_open(*day)) {
        findings.value(DateKind::EarliestNextCall.as_str(), Value::Date(day.date()));
    }
}
