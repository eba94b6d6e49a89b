//! The days on which nothing is added to a debt: its holds, its plans and tokens, and a month after they said that money
//! is short.

use conduct::DebtSet;
use facts::{DebtId, Meaning};
use jiff::ToSpan;
use money::ledger::Stop;
use store::{DossierId, ReadTx};

use super::ChargeError;

/// After somebody says that money is short, nothing is added for so long, in days: time for advice and for a plan.
const HARDSHIP_DAYS: i32 = 30;

/// All that stops interest and charges on a debt.
///
/// # Errors
/// A dossier, a hold or a plan that can't be read.
pub fn stops(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<Vec<Stop>, ChargeError> {
    let mut stops = crate::hold::stops(tx, dossier, debt).map_err(Box::new)?;
    stops.extend(crate::plan::stops(tx, dossier, debt).map_err(Box::new)?);
    let standing = crate::dossier::standing(tx, dossier)?;
    let set = standing.debt_ix(debt).map(DebtSet::one);
    let short = standing.said().iter().filter(|said| {
        // What was said of no debt in particular is about all of them.
        matches!(said.means, Meaning::Hardship { .. }) && set.is_none_or(|set| said.about.meets(set))
    });
    stops.extend(short.map(|said| {
        let from = said.at.day.date();
        let until = Some(from.saturating_add(HARDSHIP_DAYS.days()));
        Stop { from, until, why: "money is short".to_owned() }
    }));
    Ok(stops)
}
