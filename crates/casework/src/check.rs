//! Running a conduct case: the only place that knows the gate, the reading of words and the plans.

use conduct::{Alternative, Decision, FoldError, Packs, Question, Shortfall, Standing, alternatives, decide};
use facts::{Ask, AskPlan, Case, Debt};
use money::plan::AnswerError;

/// Why a case has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error(transparent)]
    Fold(#[from] FoldError),
    #[error(transparent)]
    Plan(#[from] AnswerError),
}

/// Answers a case by the packs that it names, without house rules.
///
/// # Errors
/// Facts that can't be folded: an unknown time zone, too many debts.
pub fn answer(case: &Case) -> Result<Decision, CheckError> {
    let standing = folded(case)?;
    if let Ask::Plan(ask) = &case.ask {
        return Ok(plan(ask, &case.debts)?);
    }
    let packs = Packs::of(&case.regime);
    let reading = words::check::read_ask(&case.ask, &case.collector, &case.people, &case.debts);
    let question = match &reading {
        Some(reading) => Question::with(&case.ask, reading),
        None => Question::new(&case.ask),
    };
    Ok(decide(&packs, &case.collector, &standing, &question))
}

/// The other ways in which the contact that a case asks about would be permitted; none of other questions.
///
/// # Errors
/// As [`answer`].
pub fn other_ways(case: &Case) -> Result<Vec<Alternative>, CheckError> {
    let standing = folded(case)?;
    Ok(alternatives(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask)))
}

fn folded(case: &Case) -> Result<Standing, FoldError> {
    Standing::fold(case.people.clone(), case.endpoints.clone(), case.debts.clone(), &case.history, case.ask.at())
}

/// What can they pay, and to whom? The sums are money's; the paragraphs that they rest on are named here.
fn plan(ask: &AskPlan, debts: &[Debt]) -> Result<Decision, AnswerError> {
    let answer = money::plan::answer_case(ask, debts)?;
    let known = ["priority first", "pro rata", "SFS"];
    let rests_on: Vec<&'static str> =
        known.into_iter().filter(|rule| answer.findings.iter().any(|f| f.rule == *rule)).collect();
    Ok(Decision::computed(answer.values, &rests_on))
}

/// What a case expects and the answer lacks; nothing where it passes.
///
/// # Errors
/// As [`answer`].
pub fn shortfalls(case: &Case) -> Result<(Decision, Vec<Shortfall>), CheckError> {
    let decision = answer(case)?;
    let short = case.expect.as_ref().map(|expect| decision.falls_short_of(expect)).unwrap_or_default();
    Ok((decision, short))
}
