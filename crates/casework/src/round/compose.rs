//! From a proposal to words: the facts that a template needs, each from where it is known.

use std::collections::BTreeMap;

use conduct::{Packs, Question, Standing, decide};
use facts::{Ask, AskDate, Channel, DateKind, DebtKind, Detail, Itemized, Money, Value};
use jiff::civil::Date;
use serde::Serialize;
use words::compose::{ComposeError, Composer, Message};

use super::propose::{Proposed, lives_in};
use crate::firm::{Agent, Help, Letterhead, free_help};

/// A message with what its event will record.
#[derive(Debug, Clone)]
pub struct Composed {
    pub message: Message,
    /// Of a US first letter: the day on which the validation period ends.
    pub period_end: Option<Date>,
}

/// Why words can't be found for a proposal.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    #[error(transparent)]
    Compose(#[from] ComposeError),
    #[error("the debt has no itemisation: record how its sum came about before anybody is written to")]
    NotItemized,
    #[error("the figures of the debt do not add up: {0}")]
    Figures(#[from] facts::MoneyError),
    #[error("the rules give no end of the validation period: they do not cover this day or place")]
    NoPeriodEnd,
}

#[derive(Serialize)]
struct Filled<'a> {
    person: &'a str,
    creditor: &'a str,
    creditor_then: &'a str,
    what: &'static str,
    account: String,
    firm: FirmLines<'a>,
    agent: &'a Agent,
    helps: &'static [Help],
    code: String,
    opt_out: bool,
    disclosure: String,
    #[serde(flatten)]
    more: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct FirmLines<'a> {
    name: &'a str,
    address: &'a str,
    phone: &'a str,
    email: &'a str,
    web: &'a str,
    licence: Option<&'a str>,
}

/// Finds the words for a proposal.
///
/// # Errors
/// A fact that the template names and nobody knows, figures that don't add up.
pub fn compose(
    composer: &Composer,
    packs: &Packs,
    head: &Letterhead,
    standing: &Standing,
    code: &str,
    proposed: &Proposed,
) -> Result<Composed, WordsError> {
    let is_us = lives_in(standing, "US");
    let day = proposed.ask.at.day_in(&standing.home_zone());
    let debt_id = proposed.ask.debts.first();
    let debt =
        debt_id.and_then(|id| standing.debt_ix(id)).and_then(|i| standing.debt(i)).ok_or(WordsError::NotItemized)?;
    let itemized: Vec<&Itemized> =
        standing.house().itemized.iter().filter(|i| proposed.ask.debts.contains(&i.debt)).collect();
    let mut more = BTreeMap::new();
    let mut figures = Vec::new();
    itemization(&itemized, &mut more, &mut figures)?;
    let period_end = if is_us && proposed.kind == words::compose::Kind::FirstUs {
        let end = period_end(packs, head, standing, proposed, day)?;
        more.insert("period_end", spoken_day(end));
        Some(end)
    } else {
        None
    };
    if let Some(last) = last_wrote(standing) {
        more.insert("wrote_on", spoken_day(last));
    }
    let person = standing.consumer().and_then(|ix| standing.person(ix)).map_or("", |p| p.name.as_str());
    let country = if is_us { "US" } else { "GB" };
    let filled = Filled {
        person,
        creditor: &debt.creditor,
        creditor_then: debt.original_creditor.as_deref().unwrap_or(&debt.creditor),
        what: spoken_kind(debt.kind),
        account: code.to_owned(),
        firm: FirmLines {
            name: &head.firm.name,
            address: &head.address,
            phone: &head.phone,
            email: &head.email,
            web: &head.web,
            licence: head.firm.licence.as_deref(),
        },
        agent: &head.agent,
        helps: free_help(country),
        code: code.to_owned(),
        opt_out: proposed.ask.channel != Channel::Letter,
        disclosure: disclosure(head, is_us),
        more,
    };
    let message = composer.compose(proposed.kind, &filled, &figures)?;
    Ok(Composed { message, period_end })
}

/// The sums of all debts asked about, as one itemisation.
fn itemization(
    itemized: &[&Itemized],
    more: &mut BTreeMap<&'static str, String>,
    figures: &mut Vec<String>,
) -> Result<(), WordsError> {
    let Some(first) = itemized.first() else { return Ok(()) };
    let zero = Money::zero(first.amount.currency());
    let sum = |part: fn(&Itemized) -> Money| itemized.iter().try_fold(zero, |sum, i| sum.plus(part(i)));
    let (amount, interest, fees) = (sum(|i| i.amount)?, sum(|i| i.interest)?, sum(|i| i.fees)?);
    let (payments, credits) = (sum(|i| i.payments)?, sum(|i| i.credits)?);
    let total = amount.plus(interest)?.plus(fees)?.minus(payments)?.minus(credits)?;
    let named = [
        ("amount", amount),
        ("interest", interest),
        ("fees", fees),
        ("payments", payments),
        ("credits", credits),
        ("total", total),
    ];
    for (name, money) in named {
        figures.push(money.spoken());
        more.insert(name, money.spoken());
    }
    more.insert("itemization_date", spoken_day(first.date));
    Ok(())
}

fn period_end(
    packs: &Packs,
    head: &Letterhead,
    standing: &Standing,
    proposed: &Proposed,
    day: Date,
) -> Result<Date, WordsError> {
    let detail = Detail { provided: Some(day), ..Detail::default() };
    let ask = Ask::Date(AskDate {
        date_kind: DateKind::ValidationPeriodEnd,
        at: Some(proposed.ask.at),
        debts: proposed.ask.debts.clone(),
        person: proposed.ask.person.clone(),
        detail: Box::new(detail),
    });
    let decision = decide(packs, &head.firm, standing, &Question::new(&ask));
    match decision.values.get("validation_period_end") {
        Some(Value::Date(date)) => Ok(*date),
        _ => Err(WordsError::NoPeriodEnd),
    }
}

fn last_wrote(standing: &Standing) -> Option<Date> {
    let contacts = standing.contacts().iter().filter(|c| c.is_ours()).map(|c| c.at.day);
    let notices = standing.notices().iter().filter(|n| n.by == conduct::Party::Collector).map(|n| n.at.day);
    contacts.chain(notices).max().map(conduct::Day::date)
}

/// What each later message says of what it is.
fn disclosure(head: &Letterhead, is_us: bool) -> String {
    if is_us {
        format!(
            "{} is a debt collector. This is an attempt to collect a debt. We will use any information you give us for that purpose.",
            head.firm.name
        )
    } else {
        format!("{} writes for the creditor named above.", head.firm.name)
    }
}

/// `18 March 2026`: unmistakable on both sides of the ocean.
pub(crate) fn spoken_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

pub(crate) fn spoken_kind(kind: DebtKind) -> &'static str {
    match kind {
        DebtKind::CreditCard => "credit card",
        DebtKind::Medical => "medical bill",
        DebtKind::StudentLoan => "student loan",
        DebtKind::Mortgage => "mortgage",
        DebtKind::Auto => "car loan",
        DebtKind::Utility => "utility bill",
        DebtKind::Telecom => "telephone bill",
        DebtKind::Rent => "rent account",
        DebtKind::Tax => "tax account",
        DebtKind::PersonalLoan => "personal loan",
        DebtKind::Overdraft => "overdraft",
        DebtKind::Other => "account",
        DebtKind::Invoice => "invoice",
    }
}
