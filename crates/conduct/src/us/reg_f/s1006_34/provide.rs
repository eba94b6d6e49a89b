//! 1006.34(a): that the validation information is provided, to whom, and by when.

use facts::{AskDate, AskNotice, DateKind, Effect, Fields, Nothing, Role, StatusKind, Value, Verdict};

use super::validation;
use crate::rule::{Asked, Findings};
use crate::standing::{Day, Standing};
use crate::us::communication::{self, Conveyed, Form};

/// The notice goes out within so many calendar days of the initial communication; no weekend is left out.
const NOTICE_DAYS: i32 = 5;

/// 1006.34(a)(1)(i)(B) and (ii), (a)(2): by when a validation notice must be sent. None is due before the initial
/// communication, after one that gave the information itself, after a notice that did not come back, or where
/// the consumer paid first.
pub(super) fn notice_due(asked: &Asked<AskDate>, findings: &mut Findings) {
    if asked.ask.date_kind != DateKind::ValidationNoticeDue {
        return;
    }
    let due = asked.debts.iter().filter_map(|debt| due_for(asked.standing, debt)).min();
    findings.defines("1006.34(a)(1)(i)(B)");
    let value = due.map_or(Value::Nothing(Nothing::Null), |day| Value::Date(day.date()));
    findings.value("validation_notice_due", value);
}

fn due_for(standing: &Standing, debt: usize) -> Option<Day> {
    let initial = communication::initial(standing, debt)?;
    let due = initial.at.day.plus(NOTICE_DAYS);
    let provided = communication::conveyed(standing)
        .filter(|c| c.debts.holds(debt) && !is_to_somebody_dead(standing, c))
        .any(|c| c.gives_validation && (c.form == Form::Written || c.at == initial.at));
    (!provided && !is_paid_by(standing, debt, due)).then_some(due)
}

/// Words to somebody who had died by then reached nobody (comment 34(a)(1)-1).
fn is_to_somebody_dead(standing: &Standing, conveyed: &Conveyed) -> bool {
    let dead_by = |c: &crate::standing::Change| c.kind == StatusKind::Death && c.at.is_by(conveyed.at);
    conveyed.to_consumer_themselves && standing.changes().iter().any(dead_by)
}

/// Had the debt been paid by this day, as far as we know: it was reported as paid, or payments to us since the initial
/// communication come to its balance?
pub(in crate::us) fn is_paid_by(standing: &Standing, debt: usize, day: Day) -> bool {
    let reported =
        standing.changes().iter().any(|c| c.kind == StatusKind::Paid && c.debts.holds(debt) && c.at.day <= day);
    reported || {
        let Some(balance) = standing.debt(debt).and_then(|d| d.balance) else { return false };
        let since = communication::initial(standing, debt).map(|i| i.at);
        let to_us = standing.payments().iter().filter(|p| {
            p.with.is_none()
                && !p.refused
                && p.debts == crate::standing::DebtSet::one(debt)
                && p.at.day <= day
                && since.is_none_or(|since| since.is_by(p.at))
        });
        let paid = to_us.filter(|p| p.amount.currency() == balance.currency()).map(|p| p.amount.minor());
        balance.minor() > 0 && paid.fold(0, i64::saturating_add) >= balance.minor()
    }
}

/// 1006.34(a)(1), comment 34(a)(1)-1: the information goes to the consumer. Where the consumer is known to have died
/// and did not get it in life, it goes to an individual whom the collector names and who may act for the estate.
pub(super) fn to_the_consumer(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let empty = Fields::default();
    if validation(asked, &empty).is_none() {
        return;
    }
    let standing = asked.standing;
    let person = asked.person.and_then(|ix| standing.person(ix));
    let role = person.map_or(Role::Consumer, |p| p.role);
    if !communication::is_deceased(standing) {
        match role {
            Role::Consumer => {}
            // They stand for the consumer in 1006.6; whether a notice to them reaches the consumer is not said.
            Role::Guardian | Role::Parent | Role::Spouse | Role::SuccessorInInterest | Role::Attorney => {
                findings.refers("1006.34(a)(1)", Effect::Prohibits);
            }
            _ => {
                findings.prohibits("1006.34(a)(1)");
            }
        }
        return;
    }
    match role {
        Role::PersonalRepresentative => {
            let named = asked.ask.detail.addressed_to.as_deref();
            let name = person.map_or("", |p| p.name.as_str());
            match named {
                Some(named) if holds(named, name) => {
                    findings.permits("comment 34(a)(1)-1");
                }
                Some(_) => {
                    findings.prohibits("1006.34(a)(1)");
                    findings.add("comment 34(a)(1)-1", Effect::Withholds, Verdict::Deny);
                }
                None => {
                    findings.unknown("1006.34(a)(1)", "addressed_to");
                }
            }
        }
        Role::Consumer if was_told_in_life(asked) => {}
        // They may also be the ones who act for the estate; that is not said.
        Role::Spouse | Role::Parent | Role::Guardian | Role::SuccessorInInterest | Role::Attorney => {
            findings.refers("1006.34(a)(1)", Effect::Prohibits);
        }
        _ => {
            findings.prohibits("1006.34(a)(1)");
            findings.add("comment 34(a)(1)-1", Effect::Withholds, Verdict::Deny);
        }
    }
}

fn was_told_in_life(asked: &Asked<AskNotice>) -> bool {
    asked.debts.iter().all(|debt| {
        communication::conveyed(asked.standing)
            .any(|c| c.debts.holds(debt) && c.gives_validation && !is_to_somebody_dead(asked.standing, &c))
    })
}

/// Does an address name this individual?
fn holds(addressed_to: &str, name: &str) -> bool {
    !name.trim().is_empty() && addressed_to.to_lowercase().contains(&name.trim().to_lowercase())
}
