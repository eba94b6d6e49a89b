//! Comments 14(b)(2)(i)-2 and 14(b)(2)(ii)-2: the factors that may rebut a presumption.
//!
//! A factor is among the facts where they hold one of the comment's own examples of it, and it has not been taken back.

use facts::{AskContact, CallOutcome, Channel, ConsentTo, Meaning, NoticeKind, Purpose, StatusKind};

use crate::rule::{Asked, Findings};
use crate::standing::{Day, DebtSet, EndpointIx, Moment, Party, PersonIx, Standing};
use crate::us::calls::{in_the_week, is_voicemail, placed, talks, was_invited};
use crate::us::closed::opens;
use crate::us::consumer::{is_direct, other_side};
use crate::us::medium::is_same_medium;
use crate::us::reply::the_running_call;

/// "Within five minutes."
const RAPID_SECONDS: i64 = 5 * 60;

/// The comment's example of a high concentration: six calls on one day.
const CONCENTRATED: usize = 6;

/// Conduct longer ago than the contacts that a standing keeps one by one weighs nothing any more.
const CONDUCT_DAYS: i32 = 31;

/// Comment 14(b)(2)(i)-2: is there a factor that may rebut the presumption of compliance? The pattern of calls is that of
/// the seven days that end with the day of the question, the asked call among them.
pub(super) fn against_compliance(asked: &Asked<AskContact>, findings: &mut Findings, person: PersonIx) {
    let standing = asked.standing;
    let week: Vec<Try> = placed(standing, person, asked.debts, asked.at)
        .filter(|c| in_the_week(c.at.day, asked.day()) && !was_invited(standing, person, asked.debts, c))
        .filter_map(|c| c.call().map(|outcome| Try { at: c.at, to: c.to, outcome: Some(outcome) }))
        .chain(std::iter::once(Try { at: asked.at, to: asked.to, outcome: None }))
        .collect();
    if let Some(until) = dense(asked, &week, is_unanswered) {
        findings.may_rebut("comment 14(b)(2)(i)-2.i").until(until);
    }
    let leaves_message = asked.ask.channel != Channel::Call;
    let voicemails: Vec<Try> = week.into_iter().filter(|t| t.outcome.map_or(leaves_message, is_voicemail)).collect();
    if let Some(until) = dense(asked, &voicemails, is_voicemail) {
        findings.may_rebut("comment 14(b)(2)(i)-2.ii").until(until);
    }
    if told_us_otherwise(standing, person, asked.debts) {
        findings.may_rebut("comment 14(b)(2)(i)-2.iii");
    }
    let at_bad_time = standing.contacts().iter().rfind(|c| {
        c.call().is_some()
            && c.at_closed_time
            && c.is_ours()
            && other_side(standing, c) == Some(person)
            && asked.day().since(c.at.day) < CONDUCT_DAYS
    });
    if let Some(call) = at_bad_time {
        let forgotten = opens(standing, asked.at, call.at.day.plus(CONDUCT_DAYS));
        findings.may_rebut("comment 14(b)(2)(i)-2.iv").until(forgotten);
    }
}

/// A call placed, or (without an outcome) the one that is asked about.
#[derive(Debug, Clone, Copy)]
struct Try {
    at: Moment,
    to: Option<EndpointIx>,
    outcome: Option<CallOutcome>,
}

fn is_unanswered(outcome: CallOutcome) -> bool {
    outcome == CallOutcome::NoAnswer || is_voicemail(outcome)
}

/// Are two of them to the same number within five minutes of each other, none answered, or six on one day? Then the first
/// moment at which this is no longer so: the asked call can wait; what lies behind leaves the week.
fn dense(asked: &Asked<AskContact>, tries: &[Try], is_such: impl Fn(CallOutcome) -> bool) -> Option<Moment> {
    let mut until: Option<Moment> = None;
    let mut later = |moment: Moment| {
        if until.is_none_or(|known| known.is_before(moment)) {
            until = Some(moment);
        }
    };
    let leaves_the_week = |day: Day| opens(asked.standing, asked.at, day.plus(7));
    let such = |t: &&Try| t.outcome.is_none_or(&is_such);
    for (place, first) in tries.iter().enumerate().filter(|(_, t)| such(t)) {
        let next = tries.iter().skip(place + 1).filter(such).find(|t| t.to == first.to);
        let (Some(next), Some(start)) = (next, first.at.instant) else { continue };
        let over = start + RAPID_SECONDS + 1;
        if next.at.instant.is_some_and(|second| second < over) {
            let waits = Moment { day: asked.at.day, instant: Some(over) };
            later(if next.outcome.is_none() { waits } else { leaves_the_week(first.at.day) });
        }
    }
    for first in tries {
        let on_that_day = || tries.iter().filter(|t| t.at.day == first.at.day);
        if on_that_day().count() >= CONCENTRATED {
            let with_asked = on_that_day().any(|t| t.outcome.is_none()) && on_that_day().count() == CONCENTRATED;
            later(if with_asked {
                opens(asked.standing, asked.at, asked.day().plus(1))
            } else {
                leaves_the_week(first.at.day)
            });
        }
    }
    until
}

/// Comment 14(b)(2)(i)-2.iii: did the person tell us, in any form, that they do not wish to be contacted about the
/// debt, refuse to pay it, or do not owe it, or ask us not to call, and not take it back since? A dispute says that they
/// do not owe where it is about the whole debt and gives a reason; verification sent since answers it.
fn told_us_otherwise(standing: &Standing, person: PersonIx, debts: DebtSet) -> bool {
    let mut told = DebtSet::EMPTY;
    for said in standing.said().iter().filter(|s| s.by.is(person) && is_direct(s)) {
        match &said.means {
            Meaning::Cease {} | Meaning::RefusesToPay {} => told = told.or(said.about),
            Meaning::Dispute { part: None, reason: Some(_), .. } => {
                told = told.or(said.about.without(answered_since(standing, said.known)));
            }
            Meaning::Consent { to: ConsentTo::Calls | ConsentTo::Contact, .. }
            | Meaning::AsksCallback { .. }
            | Meaning::AsksContact {}
            | Meaning::Offers { .. }
            | Meaning::Acknowledges { .. } => told = told.without(said.about),
            Meaning::AllowChannel { channel, .. } if channel.is_none_or(|c| is_same_medium(c, Channel::Call)) => {
                told = told.without(said.about);
            }
            _ => {}
        }
    }
    told.meets(debts)
}

/// The debts for which we sent verification after `since`.
fn answered_since(standing: &Standing, since: Moment) -> DebtSet {
    let answers = standing.notices().iter().filter(|n| {
        matches!(n.kind, NoticeKind::Verification | NoticeKind::DuplicateDispute)
            && n.by == Party::Collector
            && since.is_by(n.at)
    });
    answers.fold(DebtSet::EMPTY, |set, n| set.or(n.debts))
}

/// Comment 14(b)(2)(ii)-2: the factor that may rebut the presumption of a violation for this call, if there is one.
pub(super) fn against_violation(asked: &Asked<AskContact>, person: PersonIx, debt: DebtSet) -> Option<&'static str> {
    let standing = asked.standing;
    match asked.ask.purpose {
        // i: to comply with, or as required by, other law.
        Purpose::Service => Some("comment 14(b)(2)(ii)-2.i"),
        // ii: directly related to active litigation about the debt.
        Purpose::Litigation if is_in_suit(standing, debt, asked.at) => Some("comment 14(b)(2)(ii)-2.ii"),
        // iii: in answer to a request for more information.
        Purpose::InformationRequested | Purpose::Reply if has_asked(asked, person, debt) => {
            Some("comment 14(b)(2)(ii)-2.iii")
        }
        // iv: a harm is near that is not of our making, as that of having to begin a dropped talk anew.
        Purpose::AvoidHarm => Some("comment 14(b)(2)(ii)-2.iv"),
        Purpose::CompleteCall if was_cut_off(asked, person, debt) => Some("comment 14(b)(2)(ii)-2.iv.A"),
        _ => None,
    }
}

/// A suit about the debt that is running: begun, and neither decided, settled nor paid.
fn is_in_suit(standing: &Standing, debt: DebtSet, at: Moment) -> bool {
    let mut suit = false;
    for change in standing.changes().iter().filter(|c| c.debts.meets(debt) && c.at.is_by(at)) {
        match change.kind {
            StatusKind::Litigation => suit = change.until.is_none_or(|until| !until.is_before(at)),
            StatusKind::Judgment | StatusKind::Settled | StatusKind::Paid => suit = false,
            _ => {}
        }
    }
    suit
}

/// Did the person ask for information about the debt, with no talk about it since?
fn has_asked(asked: &Asked<AskContact>, person: PersonIx, debt: DebtSet) -> bool {
    let standing = asked.standing;
    let request = standing.said().iter().rfind(|s| {
        s.by.is(person)
            && is_direct(s)
            && s.about.meets(debt)
            && matches!(
                s.means,
                Meaning::AsksInformation { .. } | Meaning::AsksValidation {} | Meaning::AsksOriginalCreditor {}
            )
    });
    request.is_some_and(|r| !talks(standing, person, debt, asked.at).any(|talk| r.known.is_before(talk.at)))
}

/// Was the last call of this day with the person cut off in the middle of a talk about the debt?
fn was_cut_off(asked: &Asked<AskContact>, person: PersonIx, debt: DebtSet) -> bool {
    the_running_call(asked.standing, person, asked.at).is_some_and(|c| {
        c.call() == Some(CallOutcome::Dropped) && c.discussed.is_some_and(|discussed| discussed.meets(debt))
    })
}
