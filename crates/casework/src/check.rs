//! Running a conduct case: the only place that knows the gate, the reading of words and the plans.

use conduct::{Decision, FoldError, Packs, Question, Shortfall, Standing, decide};
use facts::{Ask, Case, Reading};

/// Answers a case by the packs that it names, without house rules.
///
/// # Errors
/// Facts that can't be folded: an unknown time zone, too many debts.
pub fn answer(case: &Case) -> Result<Decision, FoldError> {
    let standing =
        Standing::fold(case.people.clone(), case.endpoints.clone(), case.debts.clone(), &case.history, case.ask.at())?;
    let packs = Packs::of(&case.regime);
    let reading = reading(&case.ask);
    let question = match &reading {
        Some(reading) => Question::with(&case.ask, reading),
        None => Question::new(&case.ask),
    };
    Ok(decide(&packs, &case.collector, &standing, &question))
}

/// What a case expects and the answer lacks; nothing where it passes.
///
/// # Errors
/// As [`answer`].
pub fn shortfalls(case: &Case) -> Result<(Decision, Vec<Shortfall>), FoldError> {
    let decision = answer(case)?;
    let short = case.expect.as_ref().map(|expect| decision.falls_short_of(expect)).unwrap_or_default();
    Ok((decision, short))
}

/// Reads the words of a question, where it has any.
fn reading(ask: &Ask) -> Option<Reading> {
    match ask {
        Ask::Content(_) | Ask::Contact(_) => Some(Reading::default()),
        _ => None,
    }
}
