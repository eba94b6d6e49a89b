//! Lays the choices side by side: never one, never above the ceiling, the person's own first.

use facts::{Money, MoneyError};
use jiff::civil::Date;

use super::agree::{
    Proposal, Proposer, Refused, Table, Towards, check, our_ask, our_parts, owed, schedule, to_pay, usual,
};
use super::dates::Schedule;
use super::option::{OptionKind, PlanOption, Stress, stress};
use super::words::{self, Long, Paying};
use crate::budget::{Every, Rhythm};
use crate::id::DebtId;
use crate::ratio::{self, Rounding};

/// What is offered, and what can't be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The fair share of what is available for each of our debts.
    pub shares: Vec<(DebtId, Money)>,
    pub options: Vec<PlanOption>,
    pub refused: Vec<RefusedProposal>,
}

/// A proposal of the person that nobody may accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedProposal {
    pub proposal: Proposal,
    pub refused: Refused,
}

/// A smaller payment than this is not worth anybody's trouble; a token is made another way.
const PAYMENT_MIN: i64 = 100;
/// A plan of more payments than this has no end that means anything: fifty years of weeks.
const PAYMENTS_MAX: i64 = 2_600;
/// A small first step: a quarter of what could be asked, three times.
const SMALL_PART: i128 = 4;
const SMALL_PAYMENTS: i64 = 3;
/// After doing nothing we ask again, in days.
const NOTHING_DAYS: i32 = 90;

/// The choices for a household. Each plan among them passes every guard rail; of those that we
/// propose none is above what we may ask, nor above what the person proposed.
pub fn options(proposal: Option<&Proposal>, table: &Table<'_>) -> Result<Offered, MoneyError> {
    let shares = table.available.our_shares(table.available.available, table.debts)?;
    let mut offered = Offered { shares, options: Vec::with_capacity(12), refused: Vec::new() };
    let total = owed(table)?;
    let mut ask = ratio::least(our_ask(table)?, total);
    if let Some(proposal) = proposal {
        match check(proposal, Proposer::Person, table) {
            Ok(()) => {
                let day = schedule(proposal, table);
                let lead = "This is what you proposed.";
                let total = to_pay(proposal.towards, table)?.unwrap_or(total);
                offered.options.push(plan(OptionKind::Yours, proposal.amount, &day, total, lead, table)?);
            }
            Err(Refused::Amount(error)) => return Err(error),
            Err(refused) => offered.refused.push(RefusedProposal { proposal: proposal.clone(), refused }),
        }
        // What can't be true says nothing about what the person would like to pay.
        if proposal.amount.currency() == total.currency() && proposal.amount.minor() > 0 {
            ask = ratio::least(ask, proposal.every.to_month(proposal.amount, Rounding::Down)?);
        }
    }
    if !table.unpaid_priority.is_empty() {
        ask = Money::zero(ask.currency());
    }
    if ask.minor() >= PAYMENT_MIN {
        plans(ask, total, table, &mut offered.options)?;
    }
    token(ask, table, &mut offered.options)?;
    breathe(ask, total, table, &mut offered.options)?;
    Ok(offered)
}

fn plans(ask: Money, total: Money, table: &Table<'_>, options: &mut Vec<PlanOption>) -> Result<(), MoneyError> {
    let kinds = [
        (OptionKind::Monthly, Every::Month),
        (OptionKind::TwoWeekly, Every::TwoWeeks),
        (OptionKind::Weekly, Every::Week),
    ];
    for (kind, every) in kinds {
        let amount = every.of_month(ask, Rounding::Down)?;
        // What the person proposed is not laid before them a second time.
        let theirs = options.iter().any(|known| known.every == Some(every) && known.amount == amount);
        if amount.minor() >= PAYMENT_MIN && !theirs {
            options.push(plan(kind, amount, &usual(every, table), total, "", table)?);
        }
    }
    let small = ratio::scale(ask, 1, SMALL_PART, Rounding::Down)?;
    if small.minor() >= PAYMENT_MIN {
        let some = ratio::least(ratio::scale(small, i128::from(SMALL_PAYMENTS), 1, Rounding::Down)?, total);
        let mut option = plan(OptionKind::StartSmall, small, &usual(Every::Month, table), some, "", table)?;
        option.why = words::start_small(&paying(&option, Every::Month, Long::No));
        options.push(option);
    }
    let monthly = usual(Every::Month, table);
    if let Some(left) = to_pay(Towards::Relief, table)? {
        let lead = words::relief(total.minus(left)?);
        options.push(plan(OptionKind::Relief, ratio::least(ask, left), &monthly, left, &lead, table)?);
    }
    if let Some(sum) = to_pay(Towards::Settlement, table)? {
        let lead = words::settlement(sum, total.minus(sum)?);
        options.push(plan(OptionKind::Settlement, ratio::least(ask, sum), &monthly, sum, &lead, table)?);
    }
    Ok(())
}

/// A token: asked for only where it can be spared, and else left to the person to offer.
fn token(ask: Money, table: &Table<'_>, options: &mut Vec<PlanOption>) -> Result<(), MoneyError> {
    let debts = i128::try_from(our_parts(ask, table)?.len()).unwrap_or(0);
    if debts == 0 {
        return Ok(());
    }
    let amount = ratio::scale(table.rules.token_max, debts, 1, Rounding::Down)?;
    let months = i64::from(table.rules.token_months_max);
    let total = ratio::least(ratio::scale(amount, i128::from(months), 1, Rounding::Down)?, owed(table)?);
    if amount.minor() > ask.minor() {
        let mut option = still(OptionKind::Token, None, table)?;
        option.why = words::token_is_yours(table.rules.token_max);
        options.push(option);
        return Ok(());
    }
    let mut option = plan(OptionKind::Token, amount, &usual(Every::Month, table), total, "", table)?;
    option.why = words::token(amount, option.last);
    options.push(option);
    Ok(())
}

/// The choices that cost nothing.
fn breathe(ask: Money, total: Money, table: &Table<'_>, options: &mut Vec<PlanOption>) -> Result<(), MoneyError> {
    let pause_until = later(table.today, table.rules.pause_days);
    let mut pause = still(OptionKind::Pause, pause_until, table)?;
    pause.why = words::pause(pause_until);
    options.push(pause);
    let again = later(table.today, NOTHING_DAYS);
    let mut nothing = still(OptionKind::NothingNow, again, table)?;
    let barred = table.debts.iter().any(|debt| debt.barrier.is_some());
    nothing.why = if total.is_zero() && barred { words::sorted_out_first(again) } else { words::nothing_now(again) };
    options.push(nothing);
    if ask.minor() < PAYMENT_MIN && !total.is_zero() {
        let mut advice = still(OptionKind::Advice, None, table)?;
        advice.why = words::ADVICE.to_owned();
        options.push(advice);
    }
    let months = i64::from(table.rules.long_months);
    let pays_off = i128::from(ask.minor()) * i128::from(months) >= i128::from(total.minor());
    if !total.is_zero() && !pays_off {
        let mut review = still(OptionKind::WriteOffReview, None, table)?;
        review.why = words::WRITE_OFF.to_owned();
        options.push(review);
    }
    Ok(())
}

fn plan(
    kind: OptionKind,
    amount: Money,
    days: &Schedule,
    total: Money,
    lead: &str,
    table: &Table<'_>,
) -> Result<PlanOption, MoneyError> {
    let every = days.every();
    let amount = ratio::least(amount, total);
    let holidays = &table.rules.holidays;
    let payments = count(amount, total)?;
    let last = match i32::try_from(payments - 1) {
        Ok(n) if payments <= PAYMENTS_MAX => days.due(n, holidays),
        _ => None,
    };
    let mut option = PlanOption {
        kind,
        amount,
        every: Some(every),
        first: days.due(0, holidays),
        last,
        total,
        leaves: table.available.leaves(amount, every)?,
        stress: stress(amount, every, table.available, table.rules)?,
        why: String::new(),
        shares: our_parts(amount, table)?,
    };
    let long = match (option.first, option.last) {
        (Some(first), Some(last)) if months_between(first, last) <= table.rules.long_months => Long::No,
        _ => Long::Yes,
    };
    option.why = words::paying(lead, &paying(&option, every, long));
    Ok(option)
}

fn paying(option: &PlanOption, every: Every, long: Long) -> Paying {
    Paying {
        amount: option.amount,
        every,
        first: option.first,
        last: option.last,
        total: option.total,
        leaves: option.leaves,
        stress: option.stress,
        long,
    }
}

/// A choice without a payment.
fn still(kind: OptionKind, last: Option<Date>, table: &Table<'_>) -> Result<PlanOption, MoneyError> {
    let zero = Money::zero(table.rules.currency);
    Ok(PlanOption {
        kind,
        amount: zero,
        every: None,
        first: None,
        last,
        total: zero,
        leaves: table.available.leaves(zero, Every::Month)?,
        stress: Stress::Green,
        why: String::new(),
        shares: Vec::new(),
    })
}

fn count(amount: Money, total: Money) -> Result<i64, MoneyError> {
    let payments = ratio::divide(i128::from(total.minor()), i128::from(amount.minor().max(1)), Rounding::Up)?;
    i64::try_from(payments.max(1)).map_err(|_| MoneyError::TooLarge)
}

fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(days.clamp(0, 3_650))).ok()
}

fn months_between(first: Date, last: Date) -> i32 {
    (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month()) - i32::from(first.month())
}
