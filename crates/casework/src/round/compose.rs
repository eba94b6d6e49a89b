//! From a proposal to words: the facts that a template needs, each from where it is known.

use std::collections::BTreeMap;

use conduct::{Packs, Question, Standing, decide};
use facts::{
    AmountOrNone, Ask, AskDate, AskNotice, Channel, DateKind, Debt, Detail, Disclosure, EndpointKind, Fields, Itemized,
    Money, NoticeKind, Value as Answered, Verdict,
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use words::check::{TextToCheck, Weight, check};
use words::compose::{ComposeError, Composer, Country, Kind, Language, Message, Wording};

use super::propose::{Proposed, lives_in};
use crate::firm::{Agent, Help, Letterhead, free_help};
use crate::ports::PAGE_LINK;

/// A message with what its event will record.
#[derive(Debug, Clone)]
pub struct Composed {
    pub message: Message,
    /// Of a US first letter: what it says, as the law's fields.
    pub notice: Option<Box<Fields>>,
}

/// By what a message is known again: by the person as ours, by us as about their account.
#[derive(Debug, Clone)]
pub struct Marks {
    /// The short code that every message of ours to them carries.
    pub code: String,
    /// The account's number, cut short: `ending 4471`.
    pub account: String,
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
    #[error("the words of a message do not pass our own check: {0}")]
    Unkind(String),
    #[error("the first letter is not complete by {0}: {1}")]
    Incomplete(&'static str, &'static str),
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
    /// Stands for the link to the person's page until the message leaves.
    link: &'static str,
    #[serde(flatten)]
    more: BTreeMap<&'static str, Value>,
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

/// What a template names beside the record: days, such as by when a human answers, sums out of the books, texts and
/// lists; and the language in which it is said.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    pub language: Language,
    pub wording: Wording,
    days: Vec<(&'static str, Date)>,
    sums: Vec<(&'static str, Money)>,
    figures: Vec<Money>,
    texts: Vec<(&'static str, String)>,
    said: Vec<(&'static str, [&'static str; 3])>,
    lists: Vec<(&'static str, Vec<String>)>,
    /// Who answers, where it is another than the letterhead says.
    agent: Option<Agent>,
}

impl Beside {
    /// In another language than English.
    pub fn language(self, language: Language) -> Beside {
        Beside { language, ..self }
    }

    /// In easier words, where there are such.
    pub fn wording(self, wording: Wording) -> Beside {
        Beside { wording, ..self }
    }

    /// With a day, written as the language writes it.
    pub fn day(mut self, name: &'static str, day: Date) -> Beside {
        self.days.push((name, day));
        self
    }

    /// With somebody who answers.
    pub fn agent(self, agent: Agent) -> Beside {
        Beside { agent: Some(agent), ..self }
    }

    /// With a sum, which may stand in the message.
    pub fn sum(mut self, name: &'static str, sum: Money) -> Beside {
        self.sums.push((name, sum));
        self
    }

    /// With a sum that may stand in one of the texts or lists.
    pub fn figure(mut self, sum: Money) -> Beside {
        self.figures.push(sum);
        self
    }

    /// With a text.
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Beside {
        self.texts.push((name, text.into()));
        self
    }

    /// With a text of ours, in English, Spanish and Welsh.
    pub fn said(mut self, name: &'static str, said: [&'static str; 3]) -> Beside {
        self.said.push((name, said));
        self
    }

    /// With lines of a list.
    pub fn list(mut self, name: &'static str, lines: Vec<String>) -> Beside {
        self.lists.push((name, lines));
        self
    }

    fn add_to(&self, more: &mut BTreeMap<&'static str, Value>, figures: &mut Vec<String>, country: Country) {
        for (name, date) in &self.days {
            more.insert(name, self.language.day(*date, country).into());
        }
        for (name, sum) in &self.sums {
            figures.push(sum.spoken());
            more.insert(name, sum.spoken().into());
        }
        figures.extend(self.figures.iter().map(|sum| sum.spoken()));
        for (name, text) in &self.texts {
            more.insert(name, text.as_str().into());
        }
        for (name, [english, spanish, welsh]) in &self.said {
            let text = match self.language {
                Language::English => english,
                Language::Spanish => spanish,
                Language::Welsh => welsh,
            };
            more.insert(name, (*text).into());
        }
        for (name, lines) in &self.lists {
            more.insert(name, lines.clone().into());
        }
    }
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
    marks: &Marks,
    proposed: &Proposed,
    beside: &Beside,
) -> Result<Composed, WordsError> {
    let is_us = lives_in(standing, "US");
    let country = if is_us { Country::UnitedStates } else { Country::UnitedKingdom };
    let language = beside.language;
    let day = proposed.ask.at.day_in(&standing.home_zone());
    // A message that names no debt is about none in particular.
    let debt = match proposed.ask.debts.first() {
        Some(id) => standing.debt_ix(id).and_then(|i| standing.debt(i)),
        None => standing.debts().first(),
    };
    let debt = debt.ok_or(WordsError::NotItemized)?;
    let itemized: Vec<&Itemized> =
        standing.house().itemized.iter().filter(|i| proposed.ask.debts.contains(&i.debt)).collect();
    let mut more = BTreeMap::new();
    let mut figures = Vec::new();
    itemization(&itemized, &mut more, &mut figures)?;
    let period_end = match proposed.kind {
        Kind::FirstUs => Some(period_end(packs, head, standing, proposed, day)?),
        _ => None,
    };
    let dates = [
        ("period_end", period_end),
        ("wrote_on", last_wrote(standing)),
        ("itemization_date", itemized.first().map(|i| i.date)),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            more.insert(name, language.day(date, country).into());
        }
    }
    beside.add_to(&mut more, &mut figures, country);
    let person = standing.consumer().and_then(|ix| standing.person(ix)).map_or("", |p| p.name.as_str());
    let filled = Filled {
        person,
        creditor: &debt.creditor,
        creditor_then: debt.original_creditor.as_deref().unwrap_or(&debt.creditor),
        what: language.debt_kind(debt.kind),
        account: marks.account.clone(),
        firm: FirmLines {
            name: &head.firm.name,
            address: &head.address,
            phone: &head.phone,
            email: &head.email,
            web: &head.web,
            licence: head.firm.licence.as_deref(),
        },
        agent: beside.agent.as_ref().unwrap_or(&head.agent),
        helps: free_help(if is_us { "US" } else { "GB" }),
        code: marks.code.clone(),
        opt_out: proposed.ask.channel != Channel::Letter,
        disclosure: language.disclosure(&head.firm.name, Some(&debt.creditor), country),
        link: PAGE_LINK,
        more,
    };
    let message = composer.compose_as((language, beside.wording), proposed.kind, &filled, &figures)?;
    check_words(&message, proposed)?;
    let notice = period_end.map(|end| Box::new(notice(head, standing, marks, proposed, debt, &itemized, end)));
    if let Some(fields) = &notice {
        check_notice(packs, head, standing, proposed, fields)?;
    }
    Ok(Composed { message, notice })
}

/// The sums of all debts asked about, as one itemisation.
fn itemization(
    itemized: &[&Itemized],
    more: &mut BTreeMap<&'static str, Value>,
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
        // Model Form B-1 has them in one line.
        ("paid_or_credited", payments.plus(credits)?),
        ("total", total),
    ];
    for (name, money) in named {
        figures.push(money.spoken());
        more.insert(name, money.spoken().into());
    }
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
        Some(Answered::Date(date)) => Ok(*date),
        _ => Err(WordsError::NoPeriodEnd),
    }
}

fn last_wrote(standing: &Standing) -> Option<Date> {
    let contacts = standing.contacts().iter().filter(|c| c.is_ours()).map(|c| c.at.day);
    let notices = standing
        .notices()
        .iter()
        .filter(|n| n.by == conduct::Party::Collector && n.kind != NoticeKind::Undeliverability)
        .map(|n| n.at.day);
    contacts.chain(notices).max().map(conduct::Day::date)
}

/// Nothing goes out that threatens, misleads or shames, whoever wrote the template.
fn check_words(message: &Message, proposed: &Proposed) -> Result<(), WordsError> {
    let text = message.text();
    let asked = TextToCheck {
        text: &text,
        channel: proposed.ask.channel,
        purpose: Some(proposed.ask.purpose),
        claims: None,
        requires: &[],
    };
    let checked = check(&asked);
    match checked.findings.iter().find(|f| f.effect == Weight::Prohibits) {
        Some(found) => {
            let words = text.get(found.span.0..found.span.1).unwrap_or_default();
            Err(WordsError::Unkind(format!("{} ({}): `{words}`", found.label, found.rule)))
        }
        None => Ok(()),
    }
}

/// What the first letter says, as the fields of 12 CFR 1006.34(c). The sums are those of all debts on it.
fn notice(
    head: &Letterhead,
    standing: &Standing,
    marks: &Marks,
    proposed: &Proposed,
    debt: &Debt,
    itemized: &[&Itemized],
    period_end: Date,
) -> Fields {
    let person = standing.consumer().and_then(|ix| standing.person(ix));
    let address = standing.endpoints().iter().find(|e| e.kind == EndpointKind::Postal).map(|e| e.value.clone());
    let first = itemized.first();
    let sum = |part: fn(&Itemized) -> Money| {
        itemized.iter().map(|i| part(i)).reduce(|a, b| a.plus(b).unwrap_or(a)).map(AmountOrNone::Amount)
    };
    let electronic = proposed.ask.channel != Channel::Letter;
    let total = proposed.ask.debts.iter().filter_map(|id| standing.debt(standing.debt_ix(id)?)?.balance);
    Fields {
        form: Some("B-1".to_owned()),
        language: Some("en".to_owned()),
        disclosure: Some(Disclosure::Initial),
        collector_name: Some(head.firm.name.clone()),
        collector_address: Some(head.address.clone()),
        consumer_name: person.map(|p| p.name.clone()),
        consumer_address: address,
        creditor_on_itemization_date: Some(debt.original_creditor.clone().unwrap_or_else(|| debt.creditor.clone())),
        current_creditor: Some(debt.creditor.clone()),
        account_number: Some(marks.account.clone()),
        itemization_basis: first.map(|i| i.basis.clone()),
        itemization_date: first.map(|i| i.date),
        amount_on_itemization_date: itemized.iter().map(|i| i.amount).reduce(|a, b| a.plus(b).unwrap_or(a)),
        interest: sum(|i| i.interest),
        fees: sum(|i| i.fees),
        payments: sum(|i| i.payments),
        credits: sum(|i| i.credits),
        current_amount: total.reduce(|a, b| a.plus(b).unwrap_or(a)),
        validation_period_end: Some(period_end),
        dispute_statement: Some(true),
        original_creditor_statement: Some(true),
        assumed_valid_statement: Some(true),
        cfpb_statement: Some(true),
        electronic_response_statement: Some(true),
        dispute_prompts: Some(true),
        original_creditor_prompt: Some(true),
        mailing_addresses: Some(true),
        opt_out_notice: electronic.then_some(true),
        ..Fields::default()
    }
}

/// Is the notice complete, by the law's own list?
fn check_notice(
    packs: &Packs,
    head: &Letterhead,
    standing: &Standing,
    proposed: &Proposed,
    fields: &Fields,
) -> Result<(), WordsError> {
    let ask = Ask::Notice(AskNotice {
        notice_kind: NoticeKind::Validation,
        at: proposed.ask.at,
        channel: Some(proposed.ask.channel),
        to: proposed.ask.to.clone(),
        person: proposed.ask.person.clone(),
        debts: proposed.ask.debts.clone(),
        fields: Some(Box::new(fields.clone())),
        text: None,
        detail: Box::new(Detail::default()),
    });
    let decision = decide(packs, &head.firm, standing, &Question::new(&ask));
    let wants = |f: &&conduct::Finding| f.verdict == Verdict::Deny || f.verdict == Verdict::PermitIf;
    match decision.findings.iter().find(wants) {
        Some(finding) => Err(WordsError::Incomplete(finding.rule, finding.part.unwrap_or(finding.gist))),
        None => Ok(()),
    }
}
