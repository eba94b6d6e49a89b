//! Interest by dated rules, day by day, stopped by holds and by a plan for hardship.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::provenance::Provenance;
use crate::ratio::{self, Percent, Rounding};

/// A rate that holds from a day until another, with the authority that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestRule {
    /// The first day that bears interest.
    pub from: Date,
    /// The last day, where it is known to end.
    pub until: Option<Date>,
    /// Per cent a year, on days ÷ 365.
    pub percent: Percent,
    pub method: Method,
    pub rounding: Rounding,
    /// A clause, a statute or an order; nothing else gives interest.
    pub basis: Provenance,
}

/// When the rounding is made. Neither method puts interest on interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Once for each stretch of days in which nothing changed.
    Simple,
    /// For each single day.
    Daily,
}

/// The principal from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub from: Date,
    pub principal: Money,
}

/// Days without interest: a hold, or a plan for hardship (practice A-09, V-13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub from: Date,
    /// The last day without interest, where it is known.
    pub until: Option<Date>,
    pub why: String,
}

/// Interest of a period, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accrual {
    pub amount: Money,
    pub rows: Vec<AccrualRow>,
}

/// A stretch of days in which nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccrualRow {
    pub from: Date,
    pub until: Date,
    pub days: u32,
    pub principal: Money,
    pub percent: Percent,
    pub amount: Money,
    pub basis: Provenance,
}

/// Why interest can't be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InterestError {
    #[error("two interest rules hold on {0}: end one before the other begins")]
    TwoRules(Date),
    #[error("the interest rule from {0} names no contract, law or court order: without one there is no interest")]
    NoAuthority(Date),
    #[error(
        "the period from {0} to {1} ends before it begins, or is longer than {PERIOD_DAYS_MAX} days: check the dates"
    )]
    Period(Date, Date),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// The longest period for one sum: a hundred years.
pub const PERIOD_DAYS_MAX: i32 = 36_525;
const DAYS_IN_YEAR: i128 = 365;

/// The interest of the days from `from` until and with `until`.
///
/// Before the first step there is no principal and no interest.
pub fn accrue(
    currency: Currency,
    steps: &[Step],
    rules: &[InterestRule],
    stops: &[Stop],
    (from, until): (Date, Date),
) -> Result<Accrual, InterestError> {
    check(rules, from, until)?;
    let mut steps = steps.to_vec();
    steps.sort_by_key(|step| step.from);
    let mut accrual = Accrual { amount: Money::zero(currency), rows: Vec::new() };
    for (first, last) in stretches(&steps, rules, stops, from, until) {
        if stopped_on(stops, first).is_some() {
            continue;
        }
        let Some(step) = steps.iter().rfind(|step| step.from <= first) else { continue };
        let mut in_force = rules.iter().filter(|rule| holds(first, rule.from, rule.until));
        let Some(rule) = in_force.next() else { continue };
        if in_force.next().is_some() {
            return Err(InterestError::TwoRules(first));
        }
        if step.principal.minor() <= 0 {
            continue;
        }
        let row = row(step.principal, rule, first, last)?;
        accrual.amount = accrual.amount.plus(row.amount)?;
        accrual.rows.push(row);
    }
    Ok(accrual)
}

/// What stops interest and charges on a day.
pub fn stopped_on(stops: &[Stop], day: Date) -> Option<&Stop> {
    stops.iter().find(|stop| holds(day, stop.from, stop.until))
}

fn check(rules: &[InterestRule], from: Date, until: Date) -> Result<(), InterestError> {
    if until < from || days_with(from, until) > PERIOD_DAYS_MAX {
        return Err(InterestError::Period(from, until));
    }
    match rules.iter().find(|rule| !rule.basis.is_authority()) {
        Some(rule) => Err(InterestError::NoAuthority(rule.from)),
        None => Ok(()),
    }
}

/// The stretches of days, first and last, between any two changes.
fn stretches(steps: &[Step], rules: &[InterestRule], stops: &[Stop], from: Date, until: Date) -> Vec<(Date, Date)> {
    let after = |last: Date| last.tomorrow().ok();
    let mut starts: Vec<Date> = vec![from];
    starts.extend(steps.iter().map(|step| step.from));
    for (first, last) in rules.iter().map(|r| (r.from, r.until)).chain(stops.iter().map(|s| (s.from, s.until))) {
        starts.push(first);
        starts.extend(last.and_then(after));
    }
    starts.retain(|day| *day >= from && *day <= until);
    starts.sort();
    starts.dedup();
    let ends = starts.iter().skip(1).filter_map(|day| day.yesterday().ok()).chain([until]);
    starts.iter().copied().zip(ends.collect::<Vec<_>>()).collect()
}

fn row(principal: Money, rule: &InterestRule, from: Date, until: Date) -> Result<AccrualRow, MoneyError> {
    let days = days_with(from, until);
    let year = Percent::PARTS_IN_WHOLE * DAYS_IN_YEAR;
    let parts = rule.percent.parts();
    let amount = match rule.method {
        Method::Simple => ratio::scale(principal, parts * i128::from(days), year, rule.rounding)?,
        Method::Daily => {
            let day = ratio::scale(principal, parts, year, rule.rounding)?;
            ratio::scale(day, i128::from(days), 1, rule.rounding)?
        }
    };
    let days = u32::try_from(days).unwrap_or(0);
    let basis = rule.basis.clone();
    Ok(AccrualRow { from, until, days, principal, percent: rule.percent, amount, basis })
}

fn holds(day: Date, from: Date, until: Option<Date>) -> bool {
    from <= day && until.is_none_or(|last| day <= last)
}

/// The number of days, both ends counted.
fn days_with(from: Date, until: Date) -> i32 {
    from.until(until).map_or(i32::MAX, |span| span.get_days().saturating_add(1))
}
