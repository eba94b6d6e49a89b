//! What a letter that is owed says, from where it is known: the standing, the log, the plan, the firm's card.

use ::facts::{DebtId, Entry, Event, Fact, Purpose};
use conduct::{Day, Standing};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use money::budget::Every;
use store::{DossierId, WriteTx};
use words::compose::Kind;

use crate::handover::answer_day;
use crate::house::House;
use crate::round::{BETWEEN_DAYS, Beside, RoundError};

/// What was found.
pub(super) enum Found {
    Facts {
        beside: Box<Beside>,
        debts: Vec<DebtId>,
        purpose: Purpose,
        reason: &'static str,
    },
    /// What the letter was about is not so any more.
    NotSo,
    /// Only a human can say what it needs.
    Lacks(String),
}

/// Finds what a letter says.
pub(super) fn found(
    tx: &mut WriteTx<'_>,
    house: &House,
    standing: &Standing,
    (dossier, kind, cause): (DossierId, Kind, &str),
    now: Timestamp,
) -> Result<Found, RoundError> {
    let today = now.to_zoned(standing.home_zone()).date();
    match kind {
        Kind::Receipt => match crate::payment::message::receipt_facts(tx, standing, cause) {
            Ok(Some(receipt)) => {
                Ok(facts(receipt.beside, receipt.debts, Purpose::Reply, "you paid, and a receipt is yours"))
            }
            Ok(None) => Ok(Found::NotSo),
            Err(why) => Ok(Found::Lacks(why.to_string())),
        },
        Kind::Hold => Ok(hold(standing, cause, today)),
        Kind::Thaw => thaw(tx, standing, (dossier, cause), today),
        Kind::Closed => closed(tx, house, standing, dossier, cause),
        Kind::ComplaintReceived => complaint(tx, house, standing, (dossier, cause), now),
        Kind::OurMistake => Ok(Found::Lacks(
            "the record was corrected: say what happened, what was changed and what they get, where it concerned them"
                .to_owned(),
        )),
        _ => Ok(Found::Lacks("it follows from nothing that is on record".to_owned())),
    }
}

fn facts(beside: Beside, debts: Vec<DebtId>, purpose: Purpose, reason: &'static str) -> Found {
    Found::Facts { beside: Box::new(beside), debts, purpose, reason }
}

/// `hold/ID/DAY`: the hold's id and its last day.
fn held(cause: &str) -> Option<(&str, Date)> {
    let (_, rest) = cause.split_once('/')?;
    let (id, until) = rest.rsplit_once('/')?;
    Some((id, until.parse().ok()?))
}

fn hold(standing: &Standing, cause: &str, today: Date) -> Found {
    let Some((id, until)) = held(cause) else { return Found::NotSo };
    match resting(standing, id, until) {
        Some(debts) if today <= until => {
            facts(Beside::default().day("until", until), debts, Purpose::Reply, "we pause, as you needed it")
        }
        _ => Found::NotSo,
    }
}

/// The debts of a hold that still has this last day.
fn resting(standing: &Standing, id: &str, until: Date) -> Option<Vec<DebtId>> {
    let hold = standing.house().holds.iter().find(|held| held.id == id && held.until == Some(Day::of(until)))?;
    let debts = standing.debts().iter().enumerate();
    Some(debts.filter(|(i, _)| hold.debts.holds(*i)).map(|(_, debt)| debt.id.clone()).collect())
}

fn thaw(
    tx: &mut WriteTx<'_>,
    standing: &Standing,
    (dossier, cause): (DossierId, &str),
    today: Date,
) -> Result<Found, RoundError> {
    let (until, debts) = if cause.starts_with("released/") {
        (today, Vec::new())
    } else {
        let Some((id, until)) = held(cause) else { return Ok(Found::NotSo) };
        let Some(debts) = resting(standing, id, until).filter(|_| today <= until) else { return Ok(Found::NotSo) };
        (until, debts)
    };
    // The round writes to nobody before then. Of a plan, its own payments would be due.
    let mut due_from = today.saturating_add(BETWEEN_DAYS.days()).max(until);
    if let Some(plan) = crate::plan::running(tx, dossier).map_err(|why| RoundError::Plan(Box::new(why)))? {
        // A plan that rests with it has its next payment laid out a fortnight after.
        let next = plan.life.instalments().iter().map(|one| one.due).find(|due| *due > until);
        due_from = next.unwrap_or(due_from);
    }
    if due_from <= until {
        return Ok(Found::Lacks("a pause ends and a plan runs: talk with them about which day fits".to_owned()));
    }
    let beside = Beside::default().day("until", until).day("due_from", due_from);
    Ok(facts(beside, debts, Purpose::Reply, "the pause that we agreed ends, and we said that we would tell you"))
}

/// How often, in English, Spanish and Welsh.
pub(crate) fn every(every: Every) -> [&'static str; 3] {
    match every {
        Every::Week => ["every week", "cada semana", "bob wythnos"],
        Every::TwoWeeks => ["every two weeks", "cada dos semanas", "bob pythefnos"],
        Every::FourWeeks => ["every four weeks", "cada cuatro semanas", "bob pedair wythnos"],
        Every::Month => ["every month", "cada mes", "bob mis"],
    }
}

fn closed(
    tx: &mut WriteTx<'_>,
    house: &House,
    standing: &Standing,
    dossier: DossierId,
    cause: &str,
) -> Result<Found, RoundError> {
    let Some(Fact::Event(Event::Status(status))) = logged(tx, dossier, cause)?.map(|entry| entry.fact) else {
        return Ok(Found::NotSo);
    };
    // The account is named by its number: where there are several, which one it was is for a human to say.
    if standing.debts().len() != 1 {
        return Ok(Found::Lacks("one of several accounts is closed: say which, and how the others stand".to_owned()));
    }
    let Some(reported) = &house.head.reports else {
        let why = "the firm's card does not say what is told to credit bureaus: give `reports` in firm.toml";
        return Ok(Found::Lacks(why.to_owned()));
    };
    let on = status.at.day_in(&standing.home_zone());
    let beside = Beside::default().day("closed_on", on).text("reported", reported.as_str());
    Ok(facts(beside, status.debts, Purpose::Reply, "your account is closed, and this letter says so"))
}

fn complaint(
    tx: &mut WriteTx<'_>,
    house: &House,
    standing: &Standing,
    (dossier, cause): (DossierId, &str),
    now: Timestamp,
) -> Result<Found, RoundError> {
    let Some(entry) = logged(tx, dossier, cause)? else { return Ok(Found::NotSo) };
    let Some(words) = entry.words else {
        return Ok(Found::Lacks("a complaint stands on record without their words: ask what it is about".to_owned()));
    };
    let got_on = entry.fact.at().day_in(&standing.home_zone());
    let day = answer_day(house, standing, Kind::ComplaintReceived, now);
    let beside = Beside::default()
        .agent(house.agent_on(day, dossier))
        .day("got_on", got_on)
        .day("answer_by", day)
        .text("about", words);
    Ok(facts(beside, Vec::new(), Purpose::Reply, "you complained, and we have it"))
}

fn logged(tx: &mut WriteTx<'_>, dossier: DossierId, id: &str) -> Result<Option<Entry>, RoundError> {
    Ok(crate::dossier::log(tx, dossier)?.into_iter().find(|entry| entry.id == id))
}
