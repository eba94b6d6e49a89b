//! Interest that was added on days that rest after all is taken back, and added anew for the other days by the next run.

use facts::DebtId;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{DossierId, WriteTx};

use super::ChargeError;
use super::rules::history;
use crate::books;

/// Takes back what was added for a day from `from` on; no debts named are all of them.
pub(crate) fn take_back_since(
    tx: &mut WriteTx<'_>,
    (dossier, debts): (DossierId, &[DebtId]),
    from: Date,
    now: Timestamp,
    by: &str,
) -> Result<(), ChargeError> {
    let today = now.to_zoned(crate::dossier::standing(tx, dossier)?.home_zone()).date();
    for owed in books::owed(tx, dossier)? {
        if !debts.is_empty() && !debts.contains(&owed.debt) {
            continue;
        }
        for added in history(tx, dossier, &owed.debt)?.added.into_iter().filter(|added| added.until >= from) {
            let entry = books::read(&added.row)?;
            let on = books::open_day_of(tx, entry.on().max(added.from).min(today), &entry)?;
            let id = format!("back/{}", added.row.key);
            let reversal = entry.reversal(id.into(), on, "interest taken back: it rested in these days")?;
            books::post(tx, Some(dossier), &reversal, Some(added.row.id), now, by)?;
        }
    }
    Ok(())
}
