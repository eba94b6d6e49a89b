//! An agreement: only what passes the guard rails exists, whoever asks for it.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::available::{Available, PlanDebt};
use super::dates::{Payday, Schedule};
use super::option::{Stress, stress};
use super::rules::Rules;
use super::settle::{Authority, settlement_sum, write_down};
use super::words;
use crate::budget::{Every, Rhythm};
use crate::id::{DebtId, PlanId};
use crate::ledger::{Figure, Provenance};
use crate::ratio::{self, Rounding};

/// All that lies on the table when a plan is made.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    pub available: &'a Available,
    pub debts: &'a [PlanDebt],
    pub rules: &'a Rules,
    pub payday: Option<Payday>,
    /// What the creditor has allowed us to give up, where it has.
    pub authority: Option<&'a Authority>,
    /// Bills that come first and of which something is unpaid with nothing agreed on it.
    pub unpaid_priority: &'a [String],
    pub today: Date,
}

/// What somebody would like to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    pub amount: Money,
    pub every: Every,
    /// The first payment; left out: the day after payday, or a week from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Date>,
    /// What the payments are for: the whole, or less where the creditor allows it.
    #[serde(default, skip_serializing_if = "Towards::is_whole")]
    pub towards: Towards,
}

/// What the payments of a plan end: all that is owed, or the less that a creditor allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Towards {
    /// All that is owed.
    #[default]
    Whole,
    /// A part is given up at the start, and the rest is paid.
    Relief,
    /// A smaller sum ends the debt.
    Settlement,
}

/// Who proposed it. We never go above what the person proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposer<'a> {
    Person,
    /// We did; with what the person had proposed before, if they had.
    Us {
        theirs: Option<&'a Proposal>,
    },
}

/// What the person said, after a plain sentence, about a plan that would not stand a bad month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StressSaid {
    /// They read the sentence and want it all the same.
    Yes,
    NotAsked,
}

/// A plan that was agreed. There is no other way to one than [`Agreed::new`], also when read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PlanTerms", into = "PlanTerms")]
pub struct Agreed(PlanTerms);

/// The terms of a plan, with the means that they were measured by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTerms {
    pub plan: PlanId,
    pub agreed_on: Date,
    pub amount: Money,
    pub schedule: Schedule,
    /// All that is to be paid.
    pub total: Money,
    /// How each payment is shared.
    pub shares: Vec<(DebtId, Money)>,
    /// What no payment a month may pass.
    pub ceiling: Money,
    #[serde(default, skip_serializing_if = "Towards::is_whole")]
    pub towards: Towards,
    /// What is given up once all of the total has come, debt by debt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_up: Vec<(DebtId, Money)>,
}

/// Why a plan can't be agreed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("a payment of {0} is none: give an amount above nothing")]
    NotPositive(Money),
    #[error("the payment is in {0} and the budget in {1}: use one currency")]
    Currency(Currency, Currency),
    #[error("the first payment on {0} lies in the past: choose a later day")]
    Past(Date),
    #[error("no debt here may be paid by a plan now: wait until the dispute or the hold has ended")]
    NoDebt,
    #[error("nobody knows yet what {} costs: find out first, or take the best guess", .0.join(", "))]
    Unknown(Vec<String>),
    #[error("nothing is left after what the household needs: pause, and offer free advice")]
    NothingLeft,
    #[error("{month} a month is more than the {ceiling} that no plan may pass: lower it")]
    AboveCeiling { month: Money, ceiling: Money },
    #[error("{month} a month is more than the {ask} that we may ask for: only the person can propose it")]
    AboveAsk { month: Money, ask: Money },
    #[error("{month} a month is more than the {theirs} that the person proposed: only they can raise it")]
    AboveTheirs { month: Money, theirs: Money },
    #[error("{} come first and nothing is agreed on them: pause, and offer free advice", .0.join(", "))]
    PriorityUnpaid(Vec<String>),
    #[error("the creditor has not allowed us to take less than the whole: ask them first, or plan for all of it")]
    NoAuthority,
    #[error("this plan would not stand a bad month: read that to the person, and record their yes")]
    StressUnsaid,
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

impl Agreed {
    /// A plan, where the proposal passes every guard rail.
    pub fn new(
        plan: PlanId,
        proposal: &Proposal,
        by: Proposer<'_>,
        said: StressSaid,
        table: &Table<'_>,
    ) -> Result<Agreed, Refused> {
        check(proposal, by, table)?;
        let stands = stress(proposal.amount, proposal.every, table.available, table.rules)?;
        if stands == Stress::Red && said == StressSaid::NotAsked {
            return Err(Refused::StressUnsaid);
        }
        let total = to_pay(proposal.towards, table)?.ok_or(Refused::NoAuthority)?;
        let amount = ratio::least(proposal.amount, total);
        Ok(Agreed(PlanTerms {
            plan,
            agreed_on: table.today,
            amount,
            schedule: schedule(proposal, table),
            total,
            shares: our_parts(amount, table)?,
            ceiling: table.available.ceiling,
            towards: proposal.towards,
            given_up: given_up(total, table)?,
        }))
    }

    pub fn terms(&self) -> &PlanTerms {
        &self.0
    }

    /// The payment as a figure that a letter may show.
    pub fn figure(&self) -> Figure {
        Figure::from_one(self.0.amount, Provenance::Agreement { plan: self.0.plan.clone() })
    }
}

impl TryFrom<PlanTerms> for Agreed {
    type Error = Refused;

    fn try_from(terms: PlanTerms) -> Result<Agreed, Refused> {
        let month = terms.schedule.every().to_month(terms.amount, Rounding::Up)?;
        if terms.amount.minor() <= 0 {
            return Err(Refused::NotPositive(terms.amount));
        }
        if month.minor() > terms.ceiling.minor() {
            return Err(Refused::AboveCeiling { month, ceiling: terms.ceiling });
        }
        Ok(Agreed(terms))
    }
}

impl From<Agreed> for PlanTerms {
    fn from(agreed: Agreed) -> PlanTerms {
        agreed.0
    }
}

/// Whether a proposal passes the guard rails, the stress test left aside.
pub(crate) fn check(proposal: &Proposal, by: Proposer<'_>, table: &Table<'_>) -> Result<(), Refused> {
    let (available, currency) = (table.available, table.rules.currency);
    if proposal.amount.currency() != currency {
        return Err(Refused::Currency(proposal.amount.currency(), currency));
    }
    if proposal.amount.minor() <= 0 {
        return Err(Refused::NotPositive(proposal.amount));
    }
    if let Some(first) = proposal.first.filter(|first| *first < table.today) {
        return Err(Refused::Past(first));
    }
    if owed(table)?.minor() <= 0 {
        return Err(Refused::NoDebt);
    }
    if to_pay(proposal.towards, table)?.is_none() {
        return Err(Refused::NoAuthority);
    }
    if !available.unknown.is_empty() {
        return Err(Refused::Unknown(available.unknown.clone()));
    }
    if !table.unpaid_priority.is_empty() {
        return Err(Refused::PriorityUnpaid(table.unpaid_priority.to_vec()));
    }
    if available.ceiling.minor() <= 0 {
        return Err(Refused::NothingLeft);
    }
    let month = proposal.every.to_month(proposal.amount, Rounding::Up)?;
    if month.minor() > available.ceiling.minor() {
        return Err(Refused::AboveCeiling { month, ceiling: available.ceiling });
    }
    let Proposer::Us { theirs } = by else { return Ok(()) };
    let ask = our_ask(table)?;
    if month.minor() > ask.minor() {
        return Err(Refused::AboveAsk { month, ask });
    }
    if let Some(theirs) = theirs {
        let theirs = theirs.every.to_month(theirs.amount, Rounding::Down)?;
        if month.minor() > theirs.minor() {
            return Err(Refused::AboveTheirs { month, theirs });
        }
    }
    Ok(())
}

/// What is owed on our debts that a plan may be about.
pub(crate) fn owed(table: &Table<'_>) -> Result<Money, MoneyError> {
    let currency = table.rules.currency;
    let ours = table.debts.iter().filter(|debt| debt.holder == super::Holder::Us && debt.barrier.is_none());
    ratio::sum(currency, ours.map(|debt| ratio::not_negative(debt.balance)))
}

/// What is to be paid towards an end; none where the creditor has not allowed that end, or it would be no end.
pub(crate) fn to_pay(towards: Towards, table: &Table<'_>) -> Result<Option<Money>, MoneyError> {
    let whole = owed(table)?;
    let less = match (towards, table.authority) {
        (Towards::Whole, _) => return Ok(Some(whole)),
        (_, None) => None,
        (Towards::Relief, Some(authority)) => write_down(whole, authority)?,
        (Towards::Settlement, Some(authority)) => settlement_sum(whole, authority)?,
    };
    Ok(less.filter(|less| less.minor() > 0 && less.minor() < whole.minor()))
}

/// What is not paid of each debt where the total is less than what is owed: their fair shares of it, to the penny.
fn given_up(total: Money, table: &Table<'_>) -> Result<Vec<(DebtId, Money)>, MoneyError> {
    let less = owed(table)?.minus(total)?;
    if less.minor() <= 0 {
        return Ok(Vec::new());
    }
    let mut parts = our_parts(less, table)?;
    parts.retain(|(_, part)| !part.is_zero());
    Ok(parts)
}

/// The most that we ask a month for our debts: our fair share of what may be asked at all.
pub(crate) fn our_ask(table: &Table<'_>) -> Result<Money, MoneyError> {
    let shares = table.available.our_shares(table.available.ask, table.debts)?;
    ratio::sum(table.rules.currency, shares.into_iter().map(|(_, share)| share))
}

/// How a payment to us is shared among our own debts that may be paid.
pub(crate) fn our_parts(amount: Money, table: &Table<'_>) -> Result<Vec<(DebtId, Money)>, MoneyError> {
    let ours: Vec<PlanDebt> = table.debts.iter().filter(|debt| debt.holder == super::Holder::Us).cloned().collect();
    let payable: Vec<&PlanDebt> = ours.iter().filter(|debt| debt.barrier.is_none()).collect();
    let balances: Vec<Money> = payable.iter().map(|debt| debt.balance).collect();
    let parts = crate::share::spread_all(amount, &balances)?;
    Ok(payable.iter().zip(parts).map(|(debt, part)| (debt.debt.clone(), part)).collect())
}

pub(crate) fn schedule(proposal: &Proposal, table: &Table<'_>) -> Schedule {
    match proposal.first {
        Some(first) => Schedule::from_day(first, proposal.every),
        None => usual(proposal.every, table),
    }
}

/// The day after the next payday, and never sooner than the lead.
pub(crate) fn usual(every: Every, table: &Table<'_>) -> Schedule {
    let lead = jiff::Span::new().days(table.rules.lead_days.clamp(0, 365));
    let earliest = table.today.checked_add(lead).unwrap_or(table.today);
    match table.payday {
        Some(payday) => Schedule::after_payday(payday, earliest, every),
        None => Schedule::from_day(earliest, every),
    }
}

impl Towards {
    /// Whether all that is owed is paid.
    pub fn is_whole(&self) -> bool {
        *self == Towards::Whole
    }
}

impl Refused {
    /// Why, in words for the person.
    pub fn why(&self) -> String {
        words::refused(self)
    }
}
