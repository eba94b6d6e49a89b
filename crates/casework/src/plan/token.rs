//! A token: a very small sum that a person offers in a hard time, with an end, a human look before it, and two people who
//! look at giving the debt up after it.

use facts::{DebtId, Event, Fact, Money, Status, StatusKind, When};
use jiff::Timestamp;
use jiff::civil::Date;
use money::plan::{Rules, Token, TokenNext, Trigger};
use store::event::Recorded;
use store::plan::State as Kept;
use store::sheet::NewChange;
use store::{DossierId, PlanId, ReadTx, WriteTx};

use super::PlanError;
use super::live::{running, sheet_of, zone};
use super::look::Looked;
use crate::dossier::{entry, record};
use crate::payment::open_debts;
use crate::round::{in_hours, open_task};

/// A token that a person offered. We never ask for one.
#[derive(Debug, Clone)]
pub struct NewToken<'a> {
    pub dossier: DossierId,
    /// A debt, a month: at most a pound or a dollar.
    pub amount: Money,
    /// The first day.
    pub from: Date,
    /// For so many months, at most twelve.
    pub months: i32,
    /// Who writes it down.
    pub by: &'a str,
}

/// A token that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningToken {
    pub id: PlanId,
    pub dossier: DossierId,
    pub token: Token,
    pub next: TokenNext,
}

/// Agrees a token. It takes nothing from what the household needs, for it is theirs to offer and its sum is capped.
///
/// # Errors
/// Why it can't be; a plan or a token that runs already; the store's.
pub fn agree_token(tx: &mut WriteTx<'_>, new: &NewToken<'_>, now: Timestamp) -> Result<PlanId, PlanError> {
    if let Some(known) = running(tx, new.dossier)? {
        return Err(PlanError::Runs(known.id));
    }
    if let Some(known) = running_token(tx, new.dossier, new.from)? {
        return Err(PlanError::Runs(known.id));
    }
    let standing = crate::dossier::standing(tx, new.dossier)?;
    let local = now.to_zoned(standing.home_zone());
    let open = open_debts(tx, new.dossier, &standing, new.amount.currency(), local.date())?;
    let theirs = open.into_iter().filter(|(_, open)| open.barrier.is_none() && open.balance.minor() > 0);
    let debts: Vec<DebtId> = theirs.map(|(debt, _)| debt.debt).collect();
    let id = store::plan::add(tx, new.dossier, Some(now), now)?;
    let rules = Rules::of(new.amount.currency());
    let token = Token::new(id.to_string().into(), debts.clone(), new.amount, (new.from, new.months), &rules)?;
    let body = serde_json::to_vec(&token)?;
    let change = NewChange { key: "token", kind: "token", body: &body };
    store::sheet::add(tx, new.dossier, &sheet_of(id), &change, Recorded { at: now, by: new.by })?;
    let at = When::at(&local);
    let status = Status { debts, amount: Some(new.amount), ..Status::new(StatusKind::Arrangement, at) };
    let one = entry(format!("evt_plan_{id}"), at, new.by, Fact::Event(Event::Status(status)));
    record(tx, new.dossier, &[one], now, new.by, Some(now))?;
    Ok(id)
}

/// The token of a person that runs.
///
/// # Errors
/// A sheet that can't be read; the store's.
pub fn running_token(tx: &mut ReadTx<'_>, dossier: DossierId, today: Date) -> Result<Option<RunningToken>, PlanError> {
    for plan in store::plan::of_dossier(tx, dossier)?.iter().rev().filter(|plan| plan.state == Kept::Running) {
        if let Some(token) = token_of(tx, dossier, plan.id)? {
            let next = token.next(today);
            return Ok(Some(RunningToken { id: plan.id, dossier, token, next }));
        }
    }
    Ok(None)
}

/// A human looked at a token before its end, as they must.
///
/// # Errors
/// No such token; the store's.
pub fn token_looked(tx: &mut WriteTx<'_>, id: PlanId, now: Timestamp, by: &str) -> Result<(), PlanError> {
    let plan = store::plan::get(tx, id)?.ok_or(PlanError::Missing(id))?;
    token_of(tx, plan.dossier, id)?.ok_or(PlanError::Missing(id))?;
    let today = now.to_zoned(zone(tx, plan.dossier)?).date();
    let key = format!("looked/{today}");
    let body = serde_json::to_vec(&(by, today))?;
    let change = NewChange { key: &key, kind: "looked", body: &body };
    store::sheet::add(tx, plan.dossier, &sheet_of(id), &change, Recorded { at: now, by })?;
    crate::round::close_tasks(tx, plan.dossier, "token_look", now)?;
    Ok(())
}

/// The token on a plan's sheet, with who looked at it; none where the plan is none.
pub(super) fn token_of(tx: &mut ReadTx<'_>, dossier: DossierId, id: PlanId) -> Result<Option<Token>, PlanError> {
    let changes = store::sheet::list(tx, dossier, &sheet_of(id))?;
    let Some(first) = changes.first().filter(|change| change.kind == "token") else { return Ok(None) };
    let mut token: Token = serde_json::from_slice(&first.body)?;
    for change in changes.iter().filter(|change| change.kind == "looked") {
        let (by, on): (String, Date) = serde_json::from_slice(&change.body)?;
        token.looked = Some((by.into(), on));
    }
    Ok(Some(token))
}

/// Looks at a token: a human before its end; after it two people look at giving the debts up. It is never renewed by silence.
pub(super) fn look(
    tx: &mut WriteTx<'_>,
    (dossier, id): (DossierId, PlanId),
    token: &Token,
    today: Date,
    now: Timestamp,
) -> Result<Looked, PlanError> {
    let looked = match token.next(today) {
        TokenNext::Running => Looked::Well,
        TokenNext::LookDue => {
            let why = format!("their token ends on {}: look at it with them before that", token.until);
            open_task(tx, dossier, "token_look", &why, now, in_hours(now, 24 * 7))?;
            Looked::Human
        }
        TokenNext::ReviewForWriteOff => {
            for debt in &token.debts {
                match crate::write_off::open(tx, (dossier, debt), Trigger::LongToken, now, "plan") {
                    Ok(_) | Err(crate::write_off::WriteOffError::NothingOwed(_)) => {}
                    Err(error) => return Err(Box::new(error).into()),
                }
            }
            store::plan::set(tx, id, Kept::Finished, None, now)?;
            return Ok(Looked::Human);
        }
    };
    store::plan::set(tx, id, Kept::Running, Some(in_hours(now, 24)), now)?;
    Ok(looked)
}
