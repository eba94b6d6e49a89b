//! A call begins: the gate is asked, and only its permit shows the number.

use conduct::{Alternative, Decision, Permit, Question, Standing, alternatives, decide};
use facts::{Ask, AskContact, Channel, DebtId, Detail, EndpointId, Part, Purpose, Reading, Verdict, When};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::task::{self, State};
use store::{DecisionId, DossierId, ReadTx, TaskId, WriteTx};

use super::opening;
use crate::dossier::{DossierError, standing};
use crate::explain::{Reader, explain};
use crate::house::House;
use crate::round::{RoundError, in_hours, open_task, record_decision};

/// The kind of task that a call is while nobody has written down how it went.
const UNDER_WAY: &str = "call_under_way";
/// By then its outcome is written down.
const WRITE_DOWN: SignedDuration = SignedDuration::from_mins(30);
/// So often the parts that the gate asks for are taken into what the caller says.
const ROUNDS: usize = 4;

/// The call that somebody wants to make.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub dossier: DossierId,
    pub to: &'a EndpointId,
    pub purpose: Purpose,
    /// Who calls.
    pub by: &'a str,
    pub now: Timestamp,
}

/// What became of the wish to call.
#[derive(Debug)]
pub enum Attempt {
    Go(Box<Begun>),
    No(Box<Refused>),
    /// A call to this person is under way already.
    Busy {
        by: String,
        task: TaskId,
    },
    /// A dialler has them on its list, and nobody here knows whether it called: its result comes first.
    Listed {
        list: String,
    },
}

/// A call that may be made now.
#[derive(Debug, Clone)]
pub struct Begun {
    pub task: TaskId,
    pub decision: DecisionId,
    /// The number. Only a permit shows it.
    pub number: String,
    /// What the caller says first, in order.
    pub opening: Vec<Line>,
    /// Whether the short message that the law allows may be left if nobody answers.
    pub may_leave_message: bool,
}

/// A call that may not be made now.
#[derive(Debug, Clone)]
pub struct Refused {
    pub decision: DecisionId,
    pub verdict: Verdict,
    /// For the agent: why, and what to find out.
    pub why: String,
    /// Other ways that would be permitted.
    pub instead: Vec<Alternative>,
}

/// A call that is under way, as its task keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnderWay {
    pub decision: DecisionId,
    pub ask: AskContact,
    pub by: String,
    pub may_leave_message: bool,
    /// What the caller was given to say, so that it needs no second decision to show it again.
    pub opening: Vec<Line>,
}

/// A line that the caller says, with the part of the law's list that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub part: Part,
    pub words: String,
}

/// Asks the gate for a call now. Where it permits, the call is under way until somebody writes down how it went.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn begin(tx: &mut WriteTx<'_>, house: &House, wanted: &Wanted<'_>) -> Result<Attempt, RoundError> {
    crate::switch::go_on(tx)?;
    if let Some((task, call)) = under_way(tx, wanted.dossier)? {
        return Ok(Attempt::Busy { by: call.by, task });
    }
    let listed = store::dialler::of_dossier(tx, wanted.dossier)?;
    if let Some(call) = listed.into_iter().find(|call| call.state != store::dialler::State::Done) {
        return Ok(Attempt::Listed { list: call.list });
    }
    let standing = standing(tx, wanted.dossier)?;
    let events = store::dossier::get(tx, wanted.dossier)?.map_or(0, |row| row.events);
    let packs = house.packs(&standing);
    let scene = Scene { house, packs: &packs, standing: &standing };
    let (ask, decision) = scene.permitted(ask(&standing, wanted, Channel::Call));
    let reason = format!("{} wanted to call: {}", wanted.by, wanted.purpose.as_str().replace('_', " "));
    let asked = Ask::Contact(ask.clone());
    let (dossier, now) = (wanted.dossier, wanted.now);
    let id = record_decision(tx, house, dossier, &standing, events, now, &asked, &decision, &reason)?;
    let Some(permit) = decision.permit() else {
        let verdict = decision.verdict.unwrap_or(Verdict::Deny);
        if verdict == Verdict::Refer {
            let why = "a rule leaves it to a human whether they may be called: judge it";
            open_task(tx, dossier, "judge", why, now, in_hours(now, 48))?;
        }
        let reading = Reading::default();
        let question = Question::with(&asked, &reading);
        let why = explain(&asked, &decision, Reader::Agent);
        let instead = alternatives(&packs, &house.head.firm, &standing, &question);
        return Ok(Attempt::No(Box::new(Refused { decision: id, verdict, why, instead })));
    };
    let may_leave_message = scene.permitted(message_left(&standing, wanted)).1.permit().is_some();
    let creditor = standing.debts().first().map_or("your creditor", |debt| debt.creditor.as_str());
    let say = |part: &Part| {
        let words = opening(&house.head, wanted.by, creditor, *part)?;
        Some(Line { part: *part, words })
    };
    let opening: Vec<Line> = ask.contains.iter().filter_map(say).collect();
    let number = number(permit, &standing, wanted.to);
    let call = UnderWay { decision: id, ask, by: wanted.by.to_owned(), may_leave_message, opening };
    let facts = serde_json::to_vec(&call)?;
    let due = now.checked_add(WRITE_DOWN).unwrap_or(now);
    let why = "a call began: write down how it went";
    let task = task::add(tx, &task::NewTask { dossier, kind: UNDER_WAY, why, created: now, due, facts: &facts })?;
    task::take(tx, task, wanted.by, now)?;
    let begun = Begun { task, decision: id, number, opening: call.opening, may_leave_message };
    Ok(Attempt::Go(Box::new(begun)))
}

/// The call to a person that nobody has written down yet.
///
/// # Errors
/// A task that can't be read.
pub fn under_way(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<(TaskId, UnderWay)>, DossierError> {
    let tasks = task::of_dossier(tx, dossier)?;
    let Some(task) = tasks.into_iter().find(|t| t.kind == UNDER_WAY && t.state == State::Open) else { return Ok(None) };
    let facts = task.facts.ok_or(DossierError::Erased(dossier))?;
    Ok(Some((task.id, serde_json::from_slice(&facts)?)))
}

/// The number behind a contact point: whoever sees it has leave for one call.
fn number(_leave: Permit, standing: &Standing, to: &EndpointId) -> String {
    standing.endpoint_ix(to).and_then(|ix| standing.endpoint(ix)).map(|e| e.value.clone()).unwrap_or_default()
}

struct Scene<'a> {
    house: &'a House,
    packs: &'a conduct::Packs,
    standing: &'a Standing,
}

impl Scene<'_> {
    fn decide(&self, ask: &AskContact) -> Decision {
        let asked = Ask::Contact(ask.clone());
        let reading = Reading::default();
        decide(self.packs, &self.house.head.firm, self.standing, &Question::with(&asked, &reading))
    }

    /// The answer to a call in which everything is said that the gate wants said.
    fn permitted(&self, mut ask: AskContact) -> (AskContact, Decision) {
        let mut decision = self.decide(&ask);
        for _ in 0..ROUNDS {
            let missing: Vec<Part> = decision
                .findings
                .iter()
                .filter(|f| f.verdict == Verdict::PermitIf)
                .filter_map(|f| f.part.and_then(part_named))
                .filter(|part| !ask.contains.contains(part))
                .collect();
            if decision.verdict != Some(Verdict::PermitIf) || missing.is_empty() {
                break;
            }
            ask.contains.extend(missing);
            decision = self.decide(&ask);
        }
        (ask, decision)
    }
}

fn ask(standing: &Standing, wanted: &Wanted<'_>, channel: Channel) -> AskContact {
    let at = When::at(&wanted.now.to_zoned(standing.home_zone()));
    AskContact {
        at,
        channel,
        to: Some(wanted.to.clone()),
        person: standing.consumer().and_then(|ix| standing.person(ix)).map(|p| p.id.clone()),
        debts: debts(standing, wanted.purpose),
        purpose: wanted.purpose,
        contains: vec![Part::CallerIdentity],
        text: None,
        continuing: None,
        person_at: None,
        grounds: Vec::new(),
        language: None,
        detail: Box::new(Detail::default()),
    }
}

/// What a caller wants to speak of: to answer somebody is about nothing in particular.
fn debts(standing: &Standing, purpose: Purpose) -> Vec<DebtId> {
    match purpose {
        Purpose::Collect | Purpose::Reminder => standing.debts().iter().map(|debt| debt.id.clone()).collect(),
        _ => Vec::new(),
    }
}

/// The message of 12 CFR 1006.2(j) in the United States, which says nothing of a debt; elsewhere a name and a number.
fn message_left(standing: &Standing, wanted: &Wanted<'_>) -> AskContact {
    let contains = vec![Part::BusinessName, Part::ReplyRequest, Part::ContactName, Part::ReplyNumber];
    AskContact { contains, ..ask(standing, wanted, Channel::Voicemail) }
}

fn part_named(name: &str) -> Option<Part> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
