//! A past decision made again, from the facts as they then stood.

use conduct::{Decision, Question, Standing, decide};
use facts::{Ask, Reading};
use jiff::Timestamp;
use store::{DecisionId, DossierId, ReadTx, StoreError};

use crate::decided::{Decided, PROGRAM};
use crate::deliver::asked_now;
use crate::dossier::{DossierError, log, standing};
use crate::house::House;

/// Why a decision can't be shown or made again.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    #[error("there is no decision {0}: copy its id from a list or a receipt")]
    Unknown(DecisionId),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the decision can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

/// A decision made again.
#[derive(Debug, Clone)]
pub struct Replayed {
    pub decided: Decided,
    /// The decision by this program.
    pub again: Decision,
    /// The same bytes?
    pub same: bool,
    /// The version that decided, where it was another.
    pub other_version: Option<String>,
}

/// A decision as it was kept, with whose it was.
///
/// # Errors
/// An unknown decision, an erased person.
pub fn kept(tx: &mut ReadTx, id: DecisionId) -> Result<(DossierId, Decided), ReplayError> {
    let row = store::decision::get(tx, id)?.ok_or(ReplayError::Unknown(id))?;
    let body = row.body.as_deref().ok_or(DossierError::Erased(row.dossier))?;
    Ok((row.dossier, serde_json::from_slice(body)?))
}

/// Decides again on the facts that were known then.
///
/// # Errors
/// As [`kept`].
pub fn replay(tx: &mut ReadTx, house: &House, id: DecisionId) -> Result<Replayed, ReplayError> {
    let (dossier, decided) = kept(tx, id)?;
    let known = usize::try_from(decided.events).unwrap_or(usize::MAX);
    let log: Vec<_> = log(tx, dossier)?.into_iter().take(known).collect();
    let standing = Standing::fold_log(&log, None).map_err(DossierError::from)?;
    let again = decide_again(house, &decided, &standing);
    // As values: the order of the keys in a kept text hangs on how the program was built.
    let same = serde_json::to_value(&again)? == decided.decision;
    let other_version = (decided.program != PROGRAM).then(|| decided.program.clone());
    Ok(Replayed { decided, again, same, other_version })
}

/// A kept question asked again, on the facts of now.
///
/// # Errors
/// As [`kept`].
pub fn ask_again(
    tx: &mut ReadTx,
    house: &House,
    id: DecisionId,
    now: Timestamp,
) -> Result<(DossierId, Ask, Decision), ReplayError> {
    let (dossier, decided) = kept(tx, id)?;
    let standing = standing(tx, dossier)?;
    let ask = match &decided.ask {
        Ask::Contact(ask) => Ask::Contact(asked_now(ask, &standing, now)),
        other => other.clone(),
    };
    let packs = house.packs(&standing);
    let decision = decide(&packs, &house.head.firm, &standing, &Question::with(&ask, const { &Reading::EMPTY }));
    Ok((dossier, ask, decision))
}

fn decide_again(house: &House, decided: &Decided, standing: &Standing) -> Decision {
    decide(&packs_of(decided, &house.rules), &house.head.firm, standing, &question_of(decided))
}

/// The packs that decided, with these rules of the house where it had a say.
pub(super) fn packs_of(decided: &Decided, rules: &conduct::HouseRules) -> conduct::Packs {
    let packs = conduct::Packs::of(&decided.packs);
    if decided.house.is_some() { packs.with_house(rules.clone()) } else { packs }
}

/// The question that was decided. Words were read when they were composed.
pub(super) fn question_of(decided: &Decided) -> Question<'_> {
    match &decided.ask {
        Ask::Contact(_) | Ask::Content(_) => Question::with(&decided.ask, const { &Reading::EMPTY }),
        _ => Question::new(&decided.ask),
    }
}
