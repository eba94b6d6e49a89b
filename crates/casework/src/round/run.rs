//! The round itself: everyone who is due, each in a transaction of their own.

use std::collections::BTreeMap;

use conduct::{Decision, Standing};
use facts::{Ask, Channel, EndpointId, Verdict};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{DecisionId, DossierId, Store, StoreError, WriteTx};

use super::compose::{Beside, Marks, compose};
use super::propose::{HumanTask, Next, Proposed, Scene, Why, propose_by};
use crate::decided::{Decided, PROGRAM};
use crate::dossier::DossierError;
use crate::house::{House, give_code};
use crate::letter::{Manner, in_their_manner};
use crate::place::Profile;
use crate::ports::Parcel;
use crate::regime::regime;

/// So many people are looked at in one transaction.
const STEP_PEOPLE: u32 = 200;
/// A message that could not go out within so long of its moment is decided anew by the next round.
const EXPIRES_HOURS: i64 = 12;
/// Whoever was looked at today is looked at by tomorrow's round, though it begin some hours earlier in the day.
const NEXT_LOOK_HOURS: i64 = 20;

/// What a round came to.
#[derive(Debug, Clone, Default)]
pub struct RoundReport {
    /// People who were due.
    pub people: u64,
    /// Contacts queued, by channel.
    pub queued: BTreeMap<&'static str, u64>,
    /// People for whom a human does something, by what.
    pub for_humans: BTreeMap<&'static str, u64>,
    /// People who are left in peace today, by why.
    pub waiting: BTreeMap<&'static str, u64>,
    /// Decisions by verdict and deciding rule.
    pub decisions: BTreeMap<(&'static str, String), u64>,
    /// When those who could not be reached lawfully today can be: people by day.
    pub earliest: BTreeMap<String, u64>,
}

/// Why a round stopped. People who were looked at stay looked at; the next round goes on with the rest.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Plan(#[from] Box<crate::plan::PlanError>),
    #[error("a decision can't be written down: {0}")]
    Written(#[from] serde_json::Error),
    #[error("this was a trial: nothing was kept")]
    DryRun,
    #[error(
        "everything is stopped by {by}: {reason}. Nothing goes out until two people agree: forbear resume --by NAME"
    )]
    Stopped { by: String, reason: String },
}

/// Looks at everyone who is due at `now`. With `dry_run`, nothing is kept.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read, and everything being stopped.
pub fn run(store: &Store, house: &House, now: Timestamp, dry_run: bool) -> Result<RoundReport, RoundError> {
    let mut report = RoundReport::default();
    let mut after: Option<(Timestamp, DossierId)> = None;
    loop {
        let due = store.read(|tx| store::dossier::due(tx, now, after, STEP_PEOPLE))?;
        let Some(last) = due.last() else { return Ok(report) };
        after = Some((last.due_at, last.dossier));
        let mut looked: Vec<Looked> = Vec::new();
        let kept = store.write(|tx: &mut WriteTx| {
            crate::switch::go_on(tx)?;
            let unknown = store::dialler::unknown(tx)?;
            looked =
                due.iter().map(|d| look(tx, house, d.dossier, now, &unknown)).collect::<Result<_, RoundError>>()?;
            if dry_run { Err(RoundError::DryRun) } else { Ok(()) }
        });
        match kept {
            Ok(()) | Err(RoundError::DryRun) => {}
            Err(error) => return Err(error),
        }
        for one in looked {
            report.count(one);
        }
    }
}

/// What was found for one person.
enum Looked {
    Queued { channel: Channel, rule: (&'static str, String) },
    Human { task: HumanTask },
    Waiting { why: Why, rule: Option<(&'static str, String)>, until: Timestamp },
}

/// Looks at one person, and keeps what follows. `unknown`: whom a dialler may have called without word of it.
fn look(
    tx: &mut WriteTx,
    house: &House,
    dossier: DossierId,
    now: Timestamp,
    unknown: &[DossierId],
) -> Result<Looked, RoundError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let row = store::dossier::get(tx, dossier)?.ok_or(DossierError::Erased(dossier))?;
    let profile: Profile = serde_json::from_slice(&row.profile.ok_or(DossierError::Erased(dossier))?)?;
    let packs = house.packs(&standing);
    let scene = Scene { packs: &packs, firm: &house.head.firm, standing: &standing, now, missing: &profile.missing };
    let keep = Keep { house, dossier, standing: &standing, events: row.events, now };
    match propose_by(&scene, house.dialler.calls()) {
        Next::Contact(_) if unknown.binary_search(&dossier).is_ok() => {
            let until = tomorrow(now);
            store::dossier::set_due(tx, dossier, Some(until))?;
            Ok(Looked::Waiting { why: Why::CallListed, rule: None, until })
        }
        Next::Contact(proposed) if proposed.ask.channel == Channel::Call => {
            let decision =
                keep.decision(tx, &Ask::Contact(proposed.ask.clone()), &proposed.decision, &proposed.reason)?;
            let closes = crate::dialler::closes(&scene, &proposed.ask, proposed.at);
            let message = crate::dialler::sheet(&standing, house);
            let marks = Marks { code: give_code(tx, dossier)?, account: cut_short(&profile.reference) };
            let parcel = parcel(&standing, &profile, &proposed, message, marks, crate::letter::manner(&standing, now));
            // It may be listed at once: the list says from when on the call may be made.
            keep.queue(tx, decision, &proposed, &parcel, None, (now, closes))?;
            store::dossier::set_due(tx, dossier, Some(tomorrow(now)))?;
            Ok(Looked::Queued { channel: Channel::Call, rule: rule_of(&proposed.decision) })
        }
        Next::Contact(proposed) => {
            let marks = Marks { code: give_code(tx, dossier)?, account: cut_short(&profile.reference) };
            let manner = in_their_manner(tx, house, (dossier, proposed.kind), &standing, now)?;
            let beside = Beside::default().language(manner.language).wording(manner.wording());
            let composed = match compose(&house.composer, &packs, &house.head, &standing, &marks, &proposed, &beside) {
                Ok(composed) => composed,
                // One person's missing fact must not keep everybody else from being looked at.
                Err(why) => {
                    return for_human(tx, dossier, HumanTask::Complete, &why.to_string(), now, in_hours(now, 48));
                }
            };
            let decision =
                keep.decision(tx, &Ask::Contact(proposed.ask.clone()), &proposed.decision, &proposed.reason)?;
            let parcel = parcel(&standing, &profile, &proposed, composed.message, marks, manner);
            let within = (proposed.at, in_hours(proposed.at, EXPIRES_HOURS));
            keep.queue(tx, decision, &proposed, &parcel, composed.notice, within)?;
            store::dossier::set_due(tx, dossier, Some(tomorrow(now)))?;
            Ok(Looked::Queued { channel: proposed.ask.channel, rule: rule_of(&proposed.decision) })
        }
        Next::Human { kind, why, due } => for_human(tx, dossier, kind, &why, now, due),
        Next::Wait { why, until, refused } => {
            let rule = refused.as_deref().map(|(_, decision)| rule_of(decision));
            if let Some((ask, decision)) = refused.map(|r| *r) {
                keep.decision(tx, &Ask::Contact(ask), &decision, why.sentence())?;
            }
            let until = until.max(in_hours(now, 1));
            store::dossier::set_due(tx, dossier, Some(until))?;
            Ok(Looked::Waiting { why, rule, until })
        }
    }
}

/// Leaves a person to a human, and looks again tomorrow.
fn for_human(
    tx: &mut WriteTx,
    dossier: DossierId,
    task: HumanTask,
    why: &str,
    now: Timestamp,
    due: Timestamp,
) -> Result<Looked, RoundError> {
    open_task(tx, dossier, task.as_str(), why, now, due)?;
    store::dossier::set_due(tx, dossier, Some(tomorrow(now)))?;
    Ok(Looked::Human { task })
}

struct Keep<'a> {
    house: &'a House,
    dossier: DossierId,
    standing: &'a Standing,
    events: i64,
    now: Timestamp,
}

impl Keep<'_> {
    fn decision(
        &self,
        tx: &mut WriteTx,
        ask: &Ask,
        decision: &Decision,
        reason: &str,
    ) -> Result<DecisionId, RoundError> {
        record_decision(tx, self.house, self.dossier, self.standing, self.events, self.now, ask, decision, reason)
    }

    fn queue(
        &self,
        tx: &mut WriteTx,
        decision: DecisionId,
        proposed: &Proposed,
        parcel: &Parcel,
        notice: Option<Box<facts::Fields>>,
        (not_before, expires): (Timestamp, Timestamp),
    ) -> Result<(), RoundError> {
        let queued =
            crate::deliver::Queued { ask: proposed.ask.clone(), kind: proposed.kind, notice, parcel: parcel.clone() };
        let endpoint = proposed.ask.to.as_ref().map_or("", EndpointId::as_str);
        let new = store::outbox::NewMessage {
            dossier: self.dossier,
            decision,
            channel: proposed.ask.channel.as_str(),
            endpoint,
            created: self.now,
            not_before,
            expires,
            body: &serde_json::to_vec(&queued)?,
        };
        store::outbox::enqueue(tx, &new)?;
        Ok(())
    }
}

/// Puts something on the humans' list, once: a task of the same kind that is open already stays.
pub(crate) fn open_task(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    kind: &str,
    why: &str,
    now: Timestamp,
    due: Timestamp,
) -> Result<(), StoreError> {
    let tasks = store::task::of_dossier(tx, dossier)?;
    if tasks.iter().any(|t| t.kind == kind && t.state == store::task::State::Open) {
        return Ok(());
    }
    store::task::add(tx, &store::task::NewTask { dossier, kind, why, created: now, due, facts: b"{}" })?;
    Ok(())
}

/// Takes everything of a kind off the humans' list: it is done.
pub(crate) fn close_tasks(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    kind: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    for task in store::task::of_dossier(tx, dossier)? {
        if task.kind == kind && task.state == store::task::State::Open {
            store::task::close(tx, task.id, store::task::State::Done, now)?;
        }
    }
    Ok(())
}

/// Puts a decision on record.
#[expect(clippy::too_many_arguments, reason = "a record of what was known, by whom, when: each stands for itself")]
pub(crate) fn record_decision(
    tx: &mut WriteTx,
    house: &House,
    dossier: DossierId,
    standing: &Standing,
    events: i64,
    now: Timestamp,
    ask: &Ask,
    decision: &Decision,
    reason: &str,
) -> Result<DecisionId, RoundError> {
    let packs = regime(standing);
    let named = packs.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(" ");
    let (verdict, rule) = rule_of(decision);
    let decided = Decided::new(ask.clone(), packs, Some(house.rules.version), events, decision, reason.to_owned())?;
    let new = store::decision::NewDecision {
        dossier,
        at: now,
        recorded: now,
        kind: "contact",
        verdict,
        first_rule: &rule,
        standing_hash: Sha256::digest(standing.to_bytes()).into(),
        program: PROGRAM,
        packs: &named,
        body: &serde_json::to_vec(&decided)?,
    };
    Ok(store::decision::record(tx, &new)?)
}

fn parcel(
    standing: &Standing,
    profile: &Profile,
    proposed: &Proposed,
    message: words::compose::Message,
    marks: Marks,
    manner: Manner,
) -> Parcel {
    let endpoint =
        proposed.ask.to.as_ref().and_then(|id| standing.endpoint_ix(id)).and_then(|ix| standing.endpoint(ix));
    Parcel {
        to: endpoint.map(|e| e.value.clone()).unwrap_or_default(),
        to_name: profile.name.clone(),
        reason: proposed.reason.clone(),
        code: marks.code,
        account: marks.account,
        what: what_of(standing, manner.language),
        country: country_of(standing),
        language: manner.language.code().to_owned(),
        style: manner.style,
        kind: Some(proposed.kind),
        ..Parcel::new(proposed.ask.channel, message)
    }
}

/// What was bought or borrowed, as a letter names it; of several debts, the first.
pub(crate) fn what_of(standing: &Standing, language: words::compose::Language) -> String {
    standing.debts().first().map_or_else(String::new, |debt| language.debt_kind(debt.kind).to_owned())
}

/// The country of their home.
pub(crate) fn country_of(standing: &Standing) -> String {
    let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
    residence.map_or_else(String::new, |residence| residence.country.clone())
}

/// An account number as a letter may show it: its last four signs.
pub(crate) fn cut_short(reference: &str) -> String {
    let signs: Vec<char> = reference.chars().collect();
    let last: String = signs.iter().skip(signs.len().saturating_sub(4)).collect();
    format!("ending {last}")
}

/// The verdict, and the rule that decided.
pub(crate) fn rule_of(decision: &Decision) -> (&'static str, String) {
    let verdict = decision.verdict.map_or("none", Verdict::as_str);
    let rule = match decision.verdict {
        Some(Verdict::Permit) | None => "no rule stands against it",
        Some(_) => decision.deciding().map_or("", |f| f.rule),
    };
    (verdict, rule.to_owned())
}

/// When to look at somebody again who was looked at now.
pub(crate) fn tomorrow(now: Timestamp) -> Timestamp {
    in_hours(now, NEXT_LOOK_HOURS)
}

pub(crate) fn in_hours(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(now)
}

impl RoundReport {
    fn count(&mut self, looked: Looked) {
        self.people += 1;
        match looked {
            Looked::Queued { channel, rule } => {
                *self.queued.entry(channel.as_str()).or_default() += 1;
                *self.decisions.entry(rule).or_default() += 1;
            }
            Looked::Human { task } => *self.for_humans.entry(task.as_str()).or_default() += 1,
            Looked::Waiting { why, rule, until } => {
                *self.waiting.entry(why.sentence()).or_default() += 1;
                if let Some(rule) = rule {
                    *self.decisions.entry(rule).or_default() += 1;
                }
                *self.earliest.entry(until.strftime("%Y-%m-%d").to_string()).or_default() += 1;
            }
        }
    }
}
